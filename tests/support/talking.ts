/** What many stories begin with: somebody calls, a volunteer answers, and they talk. */
import { line } from './small-organisation.ts';
import type { Stage } from './stage.ts';

type Phone = ReturnType<Stage['phone']>;

/** The caller phones the line, the volunteer's phone rings, and both talk for `seconds`. */
export async function talk(stage: Stage, caller: Phone, volunteer: Phone, seconds: number): Promise<void> {
  caller.call(line);
  await takeCall(stage, caller, volunteer, seconds);
}

/** The volunteer's phone rings for somebody who waits; both talk for `seconds`. */
export async function takeCall(stage: Stage, caller: Phone, volunteer: Phone, seconds: number): Promise<void> {
  await stage.until('the volunteer’s phone rings', () => volunteer.state() === 'ringing', 60);
  volunteer.answer();
  await stage.pass(2);
  volunteer.press('1');
  await stage.until('they talk', () => caller.talkingWith().includes(volunteer.number));
  await stage.pass(seconds);
}
