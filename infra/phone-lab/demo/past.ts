/** What was lived in the demo before somebody first looks at it: its calls go through the service's own routing decision, with its own people on shift. */
import { directoryOf } from '../../../src/organisation/directory.ts';
import type { Organisation } from '../../../src/organisation/organisation-file.ts';
import { isOpen } from '../../../src/schedule/opening.ts';
import { arrivalsBetween, type Arrival } from './arrivals.ts';
import { callBack } from './calls-back.ts';
import { crewOf } from './crew.ts';
import { over, type Making, type Past } from './making.ts';
import { blank } from './records.ts';
import { textsOf } from './texting.ts';
import { wait } from './waits.ts';

const minuteMs = 60_000;
/** Whatever is made up is over by then: nobody is on the phone when somebody first looks. */
const quietMs = 3 * minuteMs;
const greetingShare = 0.05;

/** Everything from `fromMs` on, over before `nowMs`; the same for the same arguments. */
export function pastOf(organisation: Organisation, fromMs: number, nowMs: number, seed: number): Past {
  const directory = directoryOf(
    { version: 1, organisation, retired: { lines: [], people: [] }, droppedTags: [], addedTags: [], dateWishes: [] },
    [],
  );
  const past: Past = { contacts: [], legs: [], decisions: [], load: [], promises: [], attempts: [], conversations: [] };
  const making: Making = { directory, crew: crewOf(directory), past, untilMs: nowMs - quietMs, later: [] };
  for (const [number, arrival] of arrivalsBetween(fromMs, nowMs - quietMs, seed).entries()) {
    callsBackUntil(making, arrival.atMs);
    if (arrival.channel === 'text') textsOf(making, arrival);
    else called(making, arrival, number);
  }
  callsBackUntil(making, making.untilMs);
  // Whoever was still to be called once more has said meanwhile that it is no longer needed.
  for (const { promise } of making.later)
    Object.assign(promise, { state: 'stopped', settledAtMs: making.untilMs, settledBy: 'word' });
  return past;
}

function callsBackUntil(making: Making, untilMs: number): void {
  for (;;) {
    const next = making.later.sort((a, b) => a.atMs - b.atMs)[0];
    if (!next || next.atMs > untilMs) return;
    making.later.shift();
    callBack(making, next);
  }
}

function called(making: Making, arrival: Arrival, number: number): void {
  const { directory } = making;
  const contact = blank(String(number), arrival);
  if (!isOpen(directory.schedule, arrival.line, arrival.atMs))
    over(making, contact, { outcome: 'closed', met: 'closed', told: 'closed', endedAtMs: arrival.atMs + 25_000 });
  else if (arrival.draws.greeting < greetingShare) {
    const heardMs = 3_000 + 100_000 * arrival.draws.greeting;
    over(making, contact, { outcome: 'abandoned-in-greeting', met: 'open', endedAtMs: arrival.atMs + heardMs });
  } else wait(making, contact, arrival);
}
