/** The carrier's guess at who picked up, posted while the call goes on (`AsyncAmd`); right as long as phones don't pretend. */
import { callParams } from './call-params.ts';
import { callTimer } from './call.ts';
import type { Call, Hook } from './model.ts';
import type { Lab } from './state.ts';
import { sendCallback } from './webhook.ts';

/** So long the carrier listens before it says "human". */
const listensMs = 4_000;
const greetingSeconds = 6;
/** The beep is over, and what is said now is recorded. */
const afterBeepMs = 500;

/** Has the guess about this call posted to `hook` once it is answered; `DetectMessageEnd` waits for the end of a greeting. */
export function detectMachine(lab: Lab, call: Call, mode: string, hook: Hook): void {
  call.onPickedUp = () => {
    const { attended, behaviour } = call.phone ?? {};
    const greetingMs =
      (behaviour?.kind === 'machine' ? (behaviour.greetingSeconds ?? greetingSeconds) : greetingSeconds) * 1000;
    const isWaited = attended === 'machine' && mode === 'DetectMessageEnd';
    const guess =
      attended === 'machine'
        ? isWaited
          ? 'machine_end_beep'
          : 'machine_start'
        : attended === 'person'
          ? 'human'
          : 'unknown';
    const afterMs = isWaited ? greetingMs + afterBeepMs : listensMs;
    callTimer(lab, call, afterMs, () => {
      sendCallback(
        lab,
        call,
        hook,
        { ...callParams(lab, call, call.status), AnsweredBy: guess, MachineDetectionDuration: String(afterMs) },
        call,
      );
    });
  };
}
