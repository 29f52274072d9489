/** Wishes for single dates, and rounds in which a line asks for those of a month (P4). */
import { createHash, randomUUID } from 'node:crypto';
import { writeAudit } from '../audit/write-audit.ts';
import { isInUse, type Directory } from '../organisation/directory.ts';
import { noteChange } from '../organisation/occurrence-people.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { writeDates } from '../organisation/person-times.ts';
import type { Records } from '../organisation/records.ts';
import type { DateWish } from '../planning/roster/model.ts';
import {
  datesOf,
  endOfLastDay,
  roundFault,
  roundTimes,
  whatSayingDoes,
  whoIsAsked,
  type WishRound,
} from '../planning/wishes.ts';
import type { Store } from '../platform/store.ts';
import { localDate } from '../schedule/zone-clock.ts';
import { lockedDirectory, withRoster } from './open-shifts.ts';
import { addPersonNotice } from './person-notices-sql.ts';
import { endRound, insertRound, roundsOfPerson, roundsWithCounts, setAnswered } from './wish-rounds-sql.ts';

/** A round as one of those who are asked sees it. */
export type OwnRound = { round: WishRound; hasAnswered: boolean };

/** What somebody has said of the dates of a month; `version` changes with it and with nothing else. */
export type OwnDates = { version: string; today: string; dates: DateWish[]; rounds: OwnRound[] };

const todayOf = ({ timeZone }: Person, nowMs: number) => localDate(nowMs, timeZone);

/** What the person has said of the dates of `month`, and who asks for it. */
export async function ownDates(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  directory: Directory,
  person: Person,
  month: string,
): Promise<OwnDates> {
  const rounds = (await roundsOfPerson(pool, person.id, month)).filter(({ round }) => round.month === month);
  const dates = saidOf(directory, person, month);
  return { version: versionOf(dates), today: todayOf(person, clock.nowMs()), dates, rounds };
}

/** The rounds in which the person is asked and that are not over, soonest first. */
export async function openRounds({ pool, clock }: Pick<Store, 'pool' | 'clock'>, person: Person): Promise<OwnRound[]> {
  const nowMs = clock.nowMs();
  const rounds = await roundsOfPerson(pool, person.id, todayOf(person, nowMs).slice(0, 7));
  return rounds.filter(({ round }) => round.untilMs > nowMs);
}

function saidOf({ dateWishes }: Directory, { id }: Person, month: string): DateWish[] {
  const { from, to } = datesOf(month);
  return (dateWishes.get(id) ?? [])
    .filter(({ date }) => from <= date && date <= to)
    .map(({ date, wish }) => ({ date, wish }));
}

function versionOf(dates: readonly DateWish[]): string {
  return createHash('sha256').update(JSON.stringify(dates)).digest('base64url').slice(0, 22);
}

/** `changed`: it is not as whoever changes it has seen it. `closed`: the round is over, and what was said stands. */
export type DatesChange = 'done' | 'changed' | 'closed' | 'unknown';

/** Sets what the person says of the dates of `month`, where they saw it as it is (`seen`; null: whatever it is); it answers every open round for that month. */
export async function sayDates(
  room: Records,
  personId: string,
  month: string,
  said: readonly DateWish[],
  seen: string | null,
): Promise<DatesChange> {
  const nowMs = room.clock.nowMs();
  const change = await withRoster(room, async (client): Promise<DatesChange> => {
    const directory = await lockedDirectory(client, room);
    const person = directory?.people.get(personId);
    if (!directory || !person) return 'unknown';
    const before = saidOf(directory, person, month);
    if (seen !== null && seen !== versionOf(before)) return 'changed';
    const rounds = (await roundsOfPerson(client, personId, month)).filter(({ round }) => round.month === month);
    const isClosed = rounds.length > 0 && rounds.every(({ round }) => round.untilMs <= nowMs);
    const step = whatSayingDoes(said, { month, before, today: todayOf(person, nowMs), isClosed });
    if (step.kind === 'closed') return 'closed';
    await setAnswered(client, personId, month, nowMs);
    if (step.kind === 'same') return 'done';
    await writeDates(client, personId, datesOf(month), step.dates);
    await noteChange(client, personId, 'times.dates-set', personId, nowMs);
    return 'done';
  });
  if (change === 'done') room.afterCommit({ effects: [], wakes: [], route: true });
  return change;
}

/** What came of opening a round. */
export type Opened =
  | { kind: 'opened'; id: string; asked: number }
  | { kind: 'unknown' | 'asked-already' | 'nobody' }
  | { kind: 'fault'; fault: NonNullable<ReturnType<typeof roundFault>> };

/** Asks the volunteers of a line for their wishes for a month until the evening of `lastDay`, in the name of `by`: one text each, and one reminder for those who have not answered. */
export function openRound(
  room: Records,
  { lineId, month, lastDay }: Pick<WishRound, 'lineId' | 'month'> & { lastDay: string },
  by: string,
): Promise<Opened> {
  const nowMs = room.clock.nowMs();
  return withRoster(room, async (client): Promise<Opened> => {
    const directory = await lockedDirectory(client, room);
    const line = directory?.lines.get(lineId);
    if (!directory || !line || !isInUse(directory, line)) return { kind: 'unknown' };
    const untilMs = endOfLastDay(lastDay, line.timeZone);
    const fault = roundFault({ month, untilMs }, line.timeZone, nowMs);
    if (fault) return { kind: 'fault', fault };
    const rules = { languages: line.languages, training: line.policy.training };
    const people = whoIsAsked(directory.people.values(), rules, month);
    if (people.length === 0) return { kind: 'nobody' };
    const round = { id: randomUUID(), lineId, month, openedAtMs: nowMs, untilMs };
    const ids = people.map(({ id }) => id);
    if (!(await insertRound(client, round, by, ids))) return { kind: 'asked-already' };
    for (const { id: personId, timeZone } of people) {
      const { askMs, remindMs } = roundTimes(untilMs, timeZone, nowMs);
      const about = { personId, aboutId: round.id, lineId };
      if (askMs !== null) await addPersonNotice(client, { ...about, kind: 'wishes-asked', dueMs: askMs });
      if (remindMs !== null) await addPersonNotice(client, { ...about, kind: 'wishes-reminder', dueMs: remindMs });
    }
    await writeAudit(client, {
      atMs: nowMs,
      by: `person:${by}`,
      action: 'wishes.asked',
      subject: `${lineId} ${month}`,
    });
    return { kind: 'opened', id: round.id, asked: people.length };
  });
}

/** A round is over at once: what was said until now stands. False where there is none, or it is over. */
export function closeRound(room: Records, id: string, by: string): Promise<boolean> {
  const nowMs = room.clock.nowMs();
  return withRoster(room, async (client) => {
    if (!(await endRound(client, id, nowMs))) return false;
    await writeAudit(client, { atMs: nowMs, by: `person:${by}`, action: 'wishes.ended', subject: id });
    return true;
  });
}

/** Every round, with how many were asked and how many have answered; never who. */
export const wishRounds = ({ pool }: Pick<Store, 'pool'>) => roundsWithCounts(pool);
