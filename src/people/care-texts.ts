/** Texts that look after somebody, written down with their time so that they are sent once, whatever happens in between. */
import { randomUUID } from 'node:crypto';
import type { EffectRow } from '../contacts/save.ts';
import { queueOf } from '../effects/kinds.ts';
import type { Directory } from '../organisation/directory.ts';
import { howAreYouMs, mayStillAsk } from '../wellbeing/aftercare.ts';

export type CareText = { personId: string; lineId: string; sentence: string; slots?: Record<string, string | number> };

/** The effect that sends `text` at once; a second one with the same `key` is dropped by the database. */
export function careText(text: CareText, key: string | null, nowMs: number): EffectRow {
  return {
    id: randomUUID(),
    contactId: null,
    legId: null,
    kind: 'SendText',
    queue: queueOf('SendText'),
    payload: { ...text, atMs: nowMs },
    priority: 9,
    key,
    dueAtMs: nowMs,
  };
}

/** Whether the "How are you?" that was to come at `askAtMs` may come now. */
export function mayStillAskHow(directory: Directory, personId: string, askAtMs: number, nowMs: number): boolean {
  return mayStillAsk(askAtMs, nowMs, zoneOf(directory, personId));
}

/** The next day's "How are you?" after something heavy at `atMs`: one a day, however heavy the day was (W3). */
export function howAreYouEffect(directory: Directory, personId: string, lineId: string, atMs: number): EffectRow {
  const dueAtMs = howAreYouMs(atMs, zoneOf(directory, personId));
  const payload = { personId, lineId, after: 'yesterday', askAtMs: dueAtMs };
  return {
    id: randomUUID(),
    contactId: null,
    legId: null,
    kind: 'LookAfter',
    queue: queueOf('LookAfter'),
    payload,
    priority: 9,
    key: `how-are-you ${personId} ${dueAtMs}`,
    dueAtMs,
  };
}

function zoneOf(directory: Directory, personId: string): string {
  return directory.people.get(personId)?.timeZone ?? directory.organisation.timeZone;
}
