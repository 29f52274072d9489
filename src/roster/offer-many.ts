/** Offers a shift to everybody who may have it for one of theirs: the first yes has it (R6). */
import type pg from 'pg';
import { noteStep } from '../organisation/occurrence-people.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import type { Records } from '../organisation/records.ts';
import { isGoodSwap, whatOfferingToManyDoes, type Offered } from '../planning/offers.ts';
import type { Against, ShiftName } from '../planning/open-shifts.ts';
import { givingOthersTurns } from '../platform/others-turn.ts';
import { nextShifts, type PersonShift } from '../schedule/duties.ts';
import type { Occurrence } from '../schedule/model.ts';
import { askThem, type Done } from './offer-shift.ts';
import { offerOfHolder, openShiftOfStep } from './open-shifts-sql.ts';
import { lockedDirectory, openShift, whyNot, withRoster } from './open-shifts.ts';
import { nobodyMoved, shiftToCome } from './put-up.ts';
import { insertStep } from './shift-steps-sql.ts';

/** More texts than this for one swap are a nuisance to everybody. */
export const askedAtMost = 40;
/** So many of each one's next shifts are looked at; the first that is good for both is proposed. */
const lookedAt = 4;

/** A swap that would be good for both. */
export type PossibleSwap = { person: Person; theirs: PersonShift };

/** One swap with each who could: their soonest shift that would be good for both; soonest first. Null where it is not the person's to give. */
export async function possibleSwaps(
  directory: Directory,
  personId: string,
  chosen: ShiftName,
  nowMs: number,
): Promise<PossibleSwap[] | null> {
  const shift = shiftToCome(directory, personId, chosen, nowMs);
  if (!shift) return null;
  const ahead: PossibleSwap[] = [];
  for await (const person of givingOthersTurns(directory.people.values())) {
    if (person.id === personId) continue;
    for (const theirs of nextShifts(directory.schedule, person.id, nowMs, lookedAt)) ahead.push({ person, theirs });
  }

  ahead.sort((a, b) => a.theirs.startMs - b.theirs.startMs);
  const against = againstIn(directory);
  const found = new Map<string, PossibleSwap>();
  const could = new Map<string, boolean>();
  for await (const swap of givingOthersTurns(ahead)) {
    if (found.size === askedAtMost) break;
    const { person, theirs } = swap;
    if (found.has(person.id)) continue;
    const isWorthALook = could.get(person.id) ?? couldWithSwap(directory, personId, person, shift);
    could.set(person.id, isWorthALook);
    if (isWorthALook && isGoodSwap(personId, person.id, shift, theirs, against)) found.set(person.id, swap);
  }
  return [...found.values()];
}

/** Whether giving one away could change what speaks against it. */
function couldWithSwap(directory: Directory, holderId: string, person: Person, shift: Occurrence): boolean {
  const why = whyNot(directory, person.id, shift, undefined, holderId);
  return why === null || why.kind === 'over-cap' || why.kind === 'already-on';
}

const againstIn =
  (directory: Directory): Against =>
  (id, one, given, holder) =>
    whyNot(directory, id, one, given, holder);

/** What is proposed to whom. */
export type OfferingMany = { shift: ShiftName; swaps: readonly (ShiftName & { person: string })[] };

/** Offers a shift of the person to several, each for one of theirs; they answer for it until it is taken. Done twice for one `stepId` it is done once. */
export async function offerToMany(
  room: Records,
  personId: string,
  stepId: string,
  offering: OfferingMany,
): Promise<Offered> {
  const done = await withRoster(room, (client) => offer(client, room, personId, stepId, offering));
  room.afterCommit({ effects: done.effects, wakes: [], route: false });
  return done.result;
}

async function offer(
  client: pg.ClientBase,
  room: Records,
  personId: string,
  stepId: string,
  { shift, swaps }: OfferingMany,
): Promise<Done<Offered>> {
  const nowMs = room.clock.nowMs();
  if (await openShiftOfStep(client, stepId, personId)) return { result: { kind: 'offered' }, effects: [] };
  const directory = await lockedDirectory(client, room);
  if (!directory?.people.has(personId)) return { result: { kind: 'nothing' }, effects: [] };
  const occurrence = shiftToCome(directory, personId, shift, nowMs);
  const proposed = swaps.slice(0, askedAtMost).map(({ person, ...theirs }) => ({
    to: person,
    inExchange: shiftToCome(directory, person, theirs, nowMs),
  }));
  const step = whatOfferingToManyDoes(personId, proposed, {
    shift: occurrence,
    standing: occurrence !== null && (await offerOfHolder(client, occurrence, personId, nowMs)) !== null,
    against: againstIn(directory),
    nowMs,
  });
  if (step.kind === 'answer') return { result: step.offered, effects: [] };
  const { expiresAtMs, asks } = step;
  const up = await openShift(client, step.shift, personId, nowMs, { to: null, expiresAtMs, inExchange: null, asks });
  await insertStep(client, { id: stepId, kind: 'cover', openShiftId: up.id, ...nobodyMoved }, personId, nowMs);
  await noteStep(client, personId, 'shift.offered-to-many', `${up.shift} ${up.occurrence}`, nowMs);
  const others = asks.flatMap(({ to }) => directory.people.get(to) ?? []);
  return { result: { kind: 'offered' }, effects: await askThem(client, up, step.shift, others, nowMs) };
}
