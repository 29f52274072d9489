/** When somebody can, as they say it themselves: the week of the organisation file, and the days they are away (P4). */
import type { AuditAction } from '../audit/actions.ts';
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { attentionSettled, needAttention, type Attention } from '../attention/need-attention.ts';
import type { Directory } from '../organisation/directory.ts';
import { noteChange, readPeople, writePeople } from '../organisation/occurrence-people.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { addTimeOff, removeTimeOff, writeWeek } from '../organisation/person-times.ts';
import type { Records } from '../organisation/records.ts';
import type { Store } from '../platform/store.ts';
import { cutDays } from '../planning/marked-away.ts';
import { missingOf } from '../planning/open-shifts.ts';
import {
  farewell,
  isFarewell,
  shiftsOnDays,
  whatGoingAwayDoes,
  withoutDaysAway,
  type DaysAway,
} from '../planning/time-off.ts';
import type { Occurrence } from '../schedule/model.ts';
import { assignedTo } from '../schedule/named-occurrence.ts';
import { dayMs, dateName } from '../schedule/wall-clock.ts';
import { localDate } from '../schedule/zone-clock.ts';
import { endUp } from './follow-shifts.ts';
import { lineThatAnswers } from './line-approvals.ts';
import { dropUnsaid } from './notices-sql.ts';
import { addNotices } from './notices.ts';
import { offerOfHolder, openShiftOfHolder, openShiftShort, setOpenShift } from './open-shifts-sql.ts';
import { lockedDirectory, openShift, withRoster } from './open-shifts.ts';
import { invitations } from './put-up.ts';
import { askForDays, ownDaysAsks, takeBackAsk, type DaysAsk } from './time-off-sql.ts';

/** `version` changes with anything here and with nothing else. Days away that are over are left out. `leavesOn`: from which day on they are gone for good. */
export type OwnTimes = {
  version: string;
  today: string;
  week: Person['availability'];
  daysAway: DaysAway[];
  leavesOn: string | null;
};
/** `changed`: it is not as whoever changes it has seen it. `unknown`: there is no such person, or nothing to take back. `asked`: a coordinator says first whether. */
export type TimesChange = 'done' | 'asked' | 'changed' | 'unknown' | 'past';

/** Others are told at once of what opens so soon; the warnings of gaps say the rest (S4). */
const toldAheadMs = 7 * dayMs;

/** What the person has said of when they can. */
export function ownTimes({ schedule }: Directory, person: Person, nowMs: number): OwnTimes {
  const today = localDate(nowMs, person.timeZone);
  const daysAway = (schedule.absences.get(person.id)?.days ?? [])
    .map(({ fromDay, toDay }) => ({ from: dateName(fromDay), to: dateName(toDay) }))
    .filter(({ to }) => to >= today)
    .sort((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to));
  const version = createHash('sha256')
    .update(JSON.stringify([person.availability, daysAway]))
    .digest('base64url');
  return {
    version: version.slice(0, 22),
    today,
    week: person.availability,
    daysAway: daysAway.filter((days) => !isFarewell(days)),
    leavesOn: daysAway.find(isFarewell)?.from ?? null,
  };
}

/** The shifts that nobody would hold in the person's place if they were away on those dates. */
export function openedBy({ schedule }: Directory, person: Person, days: DaysAway, nowMs: number): Occurrence[] {
  return shiftsOnDays(schedule, person.id, person.timeZone, days, nowMs);
}

/** What the person asks a coordinator for and is not over, beside what they have said themselves. */
export function askedDays(
  { pool, clock }: Pick<Store, 'pool' | 'clock'>,
  { id, timeZone }: Person,
): Promise<DaysAsk[]> {
  return ownDaysAsks(pool, id, localDate(clock.nowMs(), timeZone));
}

/** Whether being away where these shifts would be open is asked for first. */
export async function asksFirst({ pool }: Pick<Store, 'pool'>, opened: readonly Occurrence[]): Promise<boolean> {
  return (await lineThatAnswers(pool, linesOf(opened))) !== null;
}

const linesOf = (opened: readonly Occurrence[]) => [...new Set(opened.map(({ line }) => line))];

/** Within the transaction that changes the times of `person`. */
export type TimesScene = { client: pg.ClientBase; directory: Directory; person: Person; nowMs: number };

/** Sets the person's week, where they saw it as it is (`seen`; null: whatever it is). */
export function setWeek(
  room: Records,
  personId: string,
  week: Person['availability'],
  seen: string | null,
): Promise<TimesChange> {
  return changed(room, personId, seen, async ({ client, person, nowMs }) => {
    if (JSON.stringify(person.availability) === JSON.stringify(week)) return 'done';
    await writeWeek(client, person.id, week);
    await noteChange(client, person.id, 'times.week-set', person.id, nowMs);
    return 'done';
  });
}

/** The person is away on those dates, or asks a coordinator first where a line wants it so. Done twice it is done once. */
export function goAway(room: Records, personId: string, days: DaysAway, seen: string | null): Promise<TimesChange> {
  return changed(room, personId, seen, async (scene) => {
    const { client, directory, person, nowMs } = scene;
    const opened = openedBy(directory, person, days, nowMs);
    const answersOn = await lineThatAnswers(client, linesOf(opened));
    const step = whatGoingAwayDoes(days, { ...awayFacts(directory, person, nowMs), answersOn });
    if (step.kind === 'ask') {
      await askForDays(client, person.id, days, step.lineId, nowMs);
      return 'asked';
    }
    if (step.kind === 'go') await beAway(scene, days, opened);
    return step.kind === 'go' ? 'done' : step.kind;
  });
}

/** Which days they are away already, and the date of their today. */
export function awayFacts(directory: Directory, person: Person, nowMs: number): { today: string; known: DaysAway[] } {
  const { today, daysAway, leavesOn } = ownTimes(directory, person, nowMs);
  return { today, known: leavesOn === null ? daysAway : [...daysAway, farewell(leavesOn)] };
}

/** Writes that the person is away on those dates; what they held is open at once, and a coordinator sees it. */
export async function beAway(
  scene: TimesScene,
  days: DaysAway,
  opened: readonly Occurrence[],
  noted: Noted = { by: scene.person.id, action: isFarewell(days) ? 'person.leaves' : 'times.away' },
): Promise<void> {
  const { client, person, nowMs } = scene;
  await addTimeOff(client, person.id, days);
  await noteChange(client, noted.by, noted.action, person.id, nowMs);
  await letGo(scene, days, opened);
}

/** Who does it, and how the audit has it. */
type Noted = { by: string; action: AuditAction };

/** They are not away after all: what nobody has taken meanwhile is theirs again. */
export function stayAfterAll(
  room: Records,
  personId: string,
  days: DaysAway,
  seen: string | null,
): Promise<TimesChange> {
  return changed(room, personId, seen, async (scene) => {
    const { client, directory, person, nowMs } = scene;
    const askedBack = await takeBackAsk(client, person.id, days, nowMs);
    const { today } = ownTimes(directory, person, nowMs);
    const action = isFarewell(days) ? 'person.stays' : 'times.away-taken-back';
    const ended = await beBack(scene, days, today, { by: person.id, action });
    return ended !== null || askedBack ? 'done' : 'unknown';
  });
}

/**
 * Writes that the person is there again from the date `back` on: what nobody has taken meanwhile is theirs again. Gives the
 * days that are none away any more; null where there were none. Of what is over nothing changes.
 */
export async function beBack(scene: TimesScene, days: DaysAway, back: string, noted: Noted): Promise<DaysAway | null> {
  const { client, person, nowMs } = scene;
  const { kept, ended } = cutDays(days, back);
  if (ended === null || !(await removeTimeOff(client, person.id, days))) return null;
  if (kept !== null) await addTimeOff(client, person.id, kept);
  await takeBack(scene, days, ended);
  await attentionSettled(client, opens(scene, days, null).key, `person:${noted.by}`, nowMs);
  await noteChange(client, noted.by, noted.action, person.id, nowMs);
  return ended;
}

function changed(
  room: Records,
  personId: string,
  seen: string | null,
  change: (scene: TimesScene) => Promise<TimesChange>,
): Promise<TimesChange> {
  return changeTimes(room, personId, async (scene) => {
    const isAsSeen = seen === null || seen === ownTimes(scene.directory, scene.person, scene.nowMs).version;
    return isAsSeen ? change(scene) : 'changed';
  });
}

/** Runs `change` with the organisation locked; what it has done (`done`) everybody hears of. */
export async function changeTimes<Outcome>(
  room: Records,
  personId: string,
  change: (scene: TimesScene) => Promise<Outcome>,
): Promise<Outcome | 'unknown'> {
  const nowMs = room.clock.nowMs();
  const result = await withRoster(room, async (client) => {
    const directory = await lockedDirectory(client, room);
    const person = directory?.people.get(personId);
    return directory && person ? change({ client, directory, person, nowMs }) : 'unknown';
  });
  if (result === 'done') room.afterCommit({ effects: [], wakes: [], route: true, organisation: true });
  return result;
}

/** Whoever could take what opens soon is told; coordinators have one entry for all of it. */
async function letGo(scene: TimesScene, days: DaysAway, opened: readonly Occurrence[]): Promise<void> {
  const { client, directory, person, nowMs } = scene;
  for (const one of opened) {
    const put = [await openShiftOfHolder(client, one, person.id), await offerOfHolder(client, one, person.id, nowMs)];
    for (const up of put) if (up) await endUp(client, up, nowMs);
    const people = one.people.filter((other) => other.person !== person.id);
    if (
      one.startMs <= nowMs ||
      one.startMs > nowMs + toldAheadMs ||
      missingOf({ ...one, people }, directory.people) <= 0
    )
      continue;
    const short = await openShiftShort(client, one);
    if (short?.state !== 'open') await openShift(client, one, '', nowMs);
    await addNotices(client, invitations(directory, one, person.id, nowMs));
  }
  if (opened.length > 0 || isFarewell(days))
    await needAttention(client, opens(scene, days, opened[0]?.line ?? null), nowMs);
}

/** For the coordinators' list. */
function opens({ person }: TimesScene, { from, to }: DaysAway, lineId: string | null): Attention & { key: string } {
  const leaves = isFarewell({ from, to });
  const subject = from === to || leaves ? from : `${from} ${to}`;
  return {
    kind: leaves ? 'volunteer-leaves' : 'time-off-opens',
    lineId,
    personId: person.id,
    subject,
    key: `time-off ${person.id} ${from} ${to}`,
  };
}

async function takeBack(
  { client, directory, person, nowMs }: TimesScene,
  days: DaysAway,
  ended: DaysAway,
): Promise<void> {
  const schedule = withoutDaysAway(directory.schedule, person.id, days);
  for (const one of shiftsOnDays(schedule, person.id, person.timeZone, ended, nowMs)) {
    const short = await openShiftShort(client, one);
    const others = one.people.filter((other) => other.person !== person.id);
    const isTaken = short?.state === 'taken' && missingOf({ ...one, people: others }, directory.people) <= 0;
    if (isTaken) {
      const people = assignedTo(schedule, one).filter((other) => other.person !== person.id);
      await writePeople(client, one, { ...(await readPeople(client, one)), changed: true, people });
    } else if (short?.state === 'open' && missingOf(one, directory.people) <= 0) {
      await setOpenShift(client, short.id, 'withdrawn', nowMs);
      await dropUnsaid(client, one, ['cover-wanted']);
    }
  }
}
