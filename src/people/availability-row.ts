/** How what people said of being available is read: where it cannot be understood, nobody is rung who may not want to be. */
import type { Availability } from '../calls/model.ts';
import { amount, instant, list, maybe, oneOfOr, rowReader, text, Unreadable } from '../platform/rows.ts';
import type { GuardKind } from '../wellbeing/guards.ts';

const guard = oneOfOr<GuardKind, null>(
  {
    'off-shift': true,
    off: true,
    'on-break': true,
    offered: true,
    'in-contact': true,
    'wrap-up': true,
    'heavy-rest': true,
    untrained: true,
    'trainee-alone': true,
    'shift-ending': true,
    spent: true,
  },
  null,
);
const guards = list(guard);

/** A word that only a newer release knows is read in its careful meaning. */
const read = rowReader<Availability>('availability', {
  personId: text,
  setting: maybe(oneOfOr<'on' | 'off', 'off'>({ on: true, off: true }, 'off')),
  settingAtMs: maybe(instant),
  breakUntilMs: maybe(instant),
  breakReason: maybe(oneOfOr<NonNullable<Availability['breakReason']>, null>({ asked: true, missed: true }, null)),
  wrapUpUntilMs: maybe(instant),
  restUntilMs: maybe(instant),
  restReason: maybe(
    oneOfOr<NonNullable<Availability['restReason']>, null>({ heavy: true, abuse: true, crisis: true }, null),
  ),
  restAskedAtMs: maybe(instant),
  restAskedUntilMs: maybe(instant),
  restExtendedUntilMs: maybe(instant),
  restMoreUntilMs: maybe(instant),
  waived: maybe((stored, place) => guards(stored, place).filter((kind) => kind !== null)),
  waivedUntilMs: maybe(instant),
  missedInRow: amount,
  idleSinceMs: maybe(instant),
});

/**
 * What a person said, from its row as JSON. One that cannot be read counts as `OFF` until it can, and `unreadable` hears of it:
 * one damaged row keeps nobody else's call back.
 */
export function availabilityOf(row: unknown, unreadable: (personId: string) => void = () => undefined): Availability {
  try {
    return read(row);
  } catch (problem) {
    const { person_id: personId } = row as { person_id?: unknown };
    if (!(problem instanceof Unreadable) || typeof personId !== 'string') throw problem;
    unreadable(personId);
    return { ...nothingSaid, personId, setting: 'off', settingAtMs: lastInstantMs };
  }
}

/** An `OFF` said then outlasts every shift that begins before. */
const lastInstantMs = 8.64e15;

const nothingSaid: Omit<Availability, 'personId'> = {
  setting: null,
  settingAtMs: null,
  breakUntilMs: null,
  breakReason: null,
  wrapUpUntilMs: null,
  restUntilMs: null,
  restReason: null,
  missedInRow: 0,
  idleSinceMs: null,
};
