/** Reads the events file of `warmline load`: the text in, the events and their zone or every fault out. */
import { z } from 'zod';
import { type Fault, faultsOf } from '../organisation/faults.ts';
import { isInstant, quoted, zone } from '../organisation/fields.ts';
import { readJson } from '../organisation/json-text.ts';
import { faultMessage } from '../reading/fault-words.ts';
import type { LoadEvent } from '../wellbeing/load-events.ts';

export type LoadFileReading =
  | { kind: 'events'; timeZone: string; events: LoadEvent[] }
  | { kind: 'faults'; faults: Fault[] };

const instant = z.string().refine(isInstant, {
  error: (issue) => faultMessage('instant', { value: quoted(issue.input) }),
});
const times = { start: instant, end: instant };
const kinds = ['contact', 'shift', 'check-in', 'break'];

function endsAfterStart({ start, end }: { start: string; end: string }): boolean {
  return !isInstant(start) || !isInstant(end) || Date.parse(start) <= Date.parse(end);
}
const endFault = { path: ['end'], error: faultMessage('beforeStart') };

const flag = z.boolean().optional();
const contact = z
  .strictObject({ kind: z.literal('contact'), ...times, heavy: flag, abusive: flag, crisis: flag })
  .refine(endsAfterStart, endFault);
const shift = z.strictObject({ kind: z.literal('shift'), ...times }).refine(endsAfterStart, endFault);
const pause = z.strictObject({ kind: z.literal('break'), ...times }).refine(endsAfterStart, endFault);
const checkIn = z.strictObject({ kind: z.literal('check-in'), at: instant, answer: z.int().min(1).max(6) });

const event = z.discriminatedUnion('kind', [contact, shift, pause, checkIn], {
  error: ({ code, input }) => {
    if (code !== 'invalid_union') return undefined;
    const { kind } = input as { kind?: unknown };
    return kind === undefined
      ? faultMessage('missing')
      : faultMessage('oneOfKinds', { values: kinds, value: quoted(kind) });
  },
});
const loadFile = z.strictObject({ timeZone: zone, events: z.array(event) });

/** Reads the text of an events file; every fault is named at once. */
export function readLoadFile(text: string): LoadFileReading {
  const json = readJson(text);
  if (json.kind === 'faults') return json;
  const parsed = loadFile.safeParse(json.content);
  if (!parsed.success) return { kind: 'faults', faults: faultsOf(parsed.error.issues, json.content) };
  return { kind: 'events', timeZone: parsed.data.timeZone, events: parsed.data.events.map(asEvent) };
}

function asEvent(given: z.output<typeof event>): LoadEvent {
  if (given.kind === 'check-in') return { kind: 'check-in', atMs: Date.parse(given.at), answer: given.answer };
  const { start, end, ...rest } = given;
  return { ...rest, startMs: Date.parse(start), endMs: Date.parse(end) };
}
