/** `warmline call`: a simulated call on the phone lab, told as it happens until goodbye. */
import type { Command } from 'commander';
import type { LabState, PhoneView, StoryLine } from '../../infra/phone-lab/lab-view.ts';
import { playVolunteers } from './call-volunteers.ts';
import { isSameNumber } from '../platform/phone-number.ts';
import { plainNumber } from '../reading/plain-text.ts';
import { BadInput, CommandFailed } from './errors.ts';
import type { OutputOptions } from './output.ts';
import { findPhoneLab, type LabClient } from './phone-lab-client.ts';

type CallOptions = OutputOptions & { from?: string; line?: string };

/** How long a caller nobody is at the keyboard for talks, and how long they wait at most. */
const TALK_SECONDS = 10;
const PATIENCE_SECONDS = 180;
/** After the caller's goodbye, so long is told what the others still hear. */
const AFTERWARDS_SECONDS = 3;

/** Adds `call [--from NUMBER] [--line L]` to `program`. */
export function registerCallCommand(program: Command): void {
  program
    .command('call')
    .description('place a simulated call on the phone lab and print what everyone hears and presses, until goodbye')
    .option('--from <NUMBER>', 'the number that calls')
    .option('--line <L>', 'the line to call, by its id or its number')
    .option('--json', 'one JSON object a line on stdout')
    .action(async (options: CallOptions) => {
      const lab = await findPhoneLab();
      const state = await lab.state();
      await placeCall(lab, { line: chosenLine(state, options.line), from: chosenPhone(state, options.from) }, options);
    });
}

function chosenLine({ lines }: LabState, asked: string | undefined): LabState['lines'][number] {
  const line =
    asked === undefined
      ? lines[0]
      : lines.find(({ id, phoneNumber }) => id === asked || isSameNumber(phoneNumber, plainNumber(asked)));
  if (!line)
    throw new BadInput(
      `--line: no such line ${JSON.stringify(asked ?? '')}; there are ${lines.map(({ id }) => id).join(', ')}`,
    );
  return line;
}

function chosenPhone({ phones }: LabState, given: string | undefined): string {
  const asked = given === undefined ? undefined : plainNumber(given);
  if (asked !== undefined && !/^\+[1-9]\d{7,14}$/.test(asked))
    throw new BadInput(`--from: ${JSON.stringify(given)} is not a number such as +15550900001`);
  const number = asked ?? phones.find(({ role, state }) => role === 'caller' && state === 'idle')?.number;
  if (number === undefined)
    throw new CommandFailed('Every caller phone of the lab is in a call; give another number with --from.');
  if (phones.some((phone) => phone.number === number && phone.state !== 'idle'))
    throw new CommandFailed(`The phone ${number} is in a call already.`);
  return number;
}

type Placed = { line: LabState['lines'][number]; from: string };

async function placeCall(lab: LabClient, { line, from }: Placed, options: CallOptions): Promise<void> {
  const watching = new AbortController();
  const hangUp = () => void lab.act(from, 'hang-up');
  const later = timers();
  const volunteers = playVolunteers(lab, later.after);
  let beganMs: number | undefined;
  let hasDialled = false;
  let hasTalked = false;
  let isOver = false;

  const story = (heard: StoryLine) => {
    if (heard.role === 'caller' && heard.number !== from) return;
    print(heard, (beganMs ??= heard.atMs), options);
    volunteers.story(heard);
    if (heard.number !== from) return;
    if (heard.kind === 'dials') hasDialled = true;
    if (heard.kind === 'connected' && !hasTalked && !process.stdin.isTTY) {
      hasTalked = true;
      later.after(2, () => void lab.act(from, 'say', { text: 'Hello. I would like to talk with someone.' }));
      later.after(TALK_SECONDS, hangUp);
    }
  };
  const goodbye = (state: LabState) => {
    const caller = state.phones.find((phone) => phone.number === from);
    if (!hasDialled || caller?.state !== 'idle') return;
    const quiet = state.phones.every(isQuiet);
    if (quiet) watching.abort();
    else if (!isOver) later.after(AFTERWARDS_SECONDS, () => watching.abort());
    isOver = true;
  };

  const keys = listenToKeys((key) => void lab.act(from, 'press', { keys: key }), hangUp);
  const leave = () => {
    hangUp();
    later.after(1, () => watching.abort());
  };
  process.once('SIGINT', leave);
  if (!process.stdin.isTTY) later.after(PATIENCE_SECONDS, hangUp);
  try {
    const watched = lab.watch({ story, state: goodbye }, watching.signal);
    if (!(await lab.act(from, 'call', { line: line.phoneNumber })))
      throw new CommandFailed(`The phone ${from} could not call ${line.name}.`);
    await watched;
  } finally {
    watching.abort();
    later.cancel();
    keys.stop();
    process.off('SIGINT', leave);
  }
}

const isQuiet = (phone: PhoneView): boolean => phone.state === 'idle' || phone.role === 'caller';

function timers(): { after(seconds: number, action: () => void): void; cancel(): void } {
  const running = new Set<NodeJS.Timeout>();
  return {
    after: (seconds, action) => void running.add(setTimeout(action, seconds * 1000)),
    cancel: () => running.forEach((timer) => clearTimeout(timer)),
  };
}

/** Keys typed at a terminal are pressed at once; `h` hangs up. */
function listenToKeys(press: (key: string) => void, hangUp: () => void): { stop(): void } {
  const { stdin } = process;
  if (!stdin.isTTY) return { stop: () => {} };
  process.stderr.write('Type 0 to 9, * or # to press keys on your phone; h hangs up.\n');
  const onData = (typed: Buffer) => {
    for (const key of typed.toString()) {
      if (/[0-9*#]/.test(key)) press(key);
      // Ctrl-C comes as a character while single keys are read.
      if (key === 'h' || key === '\u0003') hangUp();
    }
  };
  stdin.setRawMode(true).resume().on('data', onData);
  return {
    stop: () => {
      stdin.off('data', onData).setRawMode(false).pause();
    },
  };
}

function print(line: StoryLine, beganMs: number, { json = false }: OutputOptions): void {
  if (json) {
    const { number, name, role, kind, text } = line;
    process.stdout.write(
      `${JSON.stringify({ at: new Date(line.atMs).toISOString().replace(/\.\d+Z$/, 'Z'), phone: number, name, role, kind, text })}\n`,
    );
    return;
  }
  const elapsed = Math.floor((line.atMs - beganMs) / 1000);
  const clock = `${String(Math.floor(elapsed / 60)).padStart(2, '0')}:${String(elapsed % 60).padStart(2, '0')}`;
  process.stdout.write(`${clock}  ${line.name.padEnd(14)}  ${wordsOf(line)}\n`);
}

const wordsOf = ({ kind, text }: StoryLine): string =>
  kind === 'say' || kind === 'carrier-error' ? `hears: ${text}` : kind === 'said' ? `says: ${text}` : text;
