/** What volunteers say of being available: on, off, a break; by text or by phone, it acts at once (S5). */
import type pg from 'pg';
import { advance } from '../contacts/advance.ts';
import { openLegsOfPerson } from '../contacts/lookup.ts';
import { nobodySaidAnything, presentOf, presentSql, type PresentRow } from '../contacts/present.ts';
import type { Records } from '../organisation/records.ts';
import { breaksOf, savePeople } from './save-people.ts';
import { lockAvailability } from './availability-sql.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { inTransaction } from '../platform/transaction.ts';
import { anyDutyOf, nextShifts, type PersonShift } from '../schedule/duties.ts';
import { whereIsOn } from '../schedule/resolve.ts';
import { bandOf } from '../wellbeing/bands.ts';
import { breakEndMs, notMissing } from '../wellbeing/breaks.ts';
import {
  availabilityState,
  guardsOf,
  guardsTogether,
  isSetAvailable,
  type AvailabilityState,
  type Guard,
} from '../wellbeing/guards.ts';
import { afterWord, type OwnWord } from '../wellbeing/own-word.ts';
import { factsOf, peopleOfLine } from './facts.ts';
import { acceptOverrides } from './override-answers.ts';

/** Where a person stands: their state, what holds them back, and what comes next. */
export type Standing = {
  state: AvailabilityState;
  guards: Guard[];
  /** The line they are on shift on, or the one of their next shift. */
  lineId: string | null;
  onShift: boolean;
  /** When the duty they are in ends; null where none runs. */
  dutyEndMs: number | null;
  /** Whether they count as having set themselves available, whatever else holds them back. */
  wantsCalls: boolean;
  /** Whether they have said that they want calls after the rest that holds. */
  wantsCallsAfterRest: boolean;
  /** The courses that they lack for their line. */
  missingTraining: string[];
  shifts: PersonShift[];
};

/**
 * Does a volunteer's own word, however it came; their ringing phone stops where they no longer want to be rung. `MORE`
 * is also their yes to being asked to take calls in spite of a guard.
 */
export async function setAvailability(room: Records, personId: string, word: OwnWord): Promise<void> {
  const nowMs = room.clock.nowMs();
  const directory = await room.directories.current();
  const isSpent = word.kind === 'more' && bandOf((await room.loads()).get(personId) ?? 0) === 'spent';
  await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      await sayWord(client, personId, word, {
        nowMs,
        isSpent,
        dutyEndMs: (directory && anyDutyOf(directory.schedule, personId, nowMs)?.endMs) ?? null,
      });
    },
  );
  if (word.kind === 'off' || word.kind === 'break') await stopRinging(room, personId);
  room.afterCommit({ effects: [], wakes: [], route: true, weighed: [personId] });
}

/** What a volunteer's own word changes, on `client`'s transaction. `dutyEndMs`: when the duty that it is said in ends. */
export async function sayWord(
  client: pg.ClientBase,
  personId: string,
  word: OwnWord,
  { nowMs, isSpent, dutyEndMs }: { nowMs: number; isSpent: boolean; dutyEndMs: number | null },
): Promise<void> {
  const said = await lockAvailability(client, personId);
  const change = afterWord(word, {
    nowMs,
    restUntilMs: said?.restUntilMs ?? null,
    waived: said?.waived ?? [],
    waivedUntilMs: said?.waivedUntilMs ?? null,
    askedAbout: word.kind === 'more' ? await acceptOverrides(client, personId, nowMs) : [],
    isSpent,
    dutyEndMs,
  });
  const people = [{ personId, ...notMissing, ...change }];
  await savePeople(client, { people, breaks: breaksOf(people, nowMs) });
}

/** Gives the person a break of so many minutes from now; answers when it ends. */
export async function takeBreak(room: Records, personId: string, minutes: number): Promise<number> {
  const untilMs = breakEndMs(minutes, room.clock.nowMs());
  await setAvailability(room, personId, { kind: 'break', minutes });
  return untilMs;
}

/** Stops ringing the phone of somebody who is not to be rung any more. */
export async function stopRinging(room: Records, personId: string): Promise<void> {
  const asking = (await openLegsOfPerson(room, personId)).filter((leg) => leg.purpose === 'offer');
  for (const leg of asking) await advance(room, leg.contactId, { kind: 'VolunteerStopped', personId });
}

/** Where the person stands at this moment, with up to `shiftCount` shifts to come. */
export async function standingOf(
  room: Records,
  directory: Directory,
  person: Person,
  shiftCount: number,
): Promise<Standing> {
  const nowMs = room.clock.nowMs();
  const { rows } = await room.pool.query<{ present: PresentRow }>({
    name: 'present',
    text: `SELECT ${presentSql} AS present`,
  });
  const present = presentOf(rows[0]?.present ?? nobodySaidAnything, await room.loads());
  const [on] = whereIsOn(directory.schedule, person.id, nowMs);
  const shifts = nextShifts(directory.schedule, person.id, nowMs, shiftCount);
  const lineId = on?.line ?? shifts[0]?.line ?? null;
  const line = directory.lines.get(lineId ?? '') ?? [...directory.lines.values()][0];
  if (!line)
    return {
      state: 'off',
      guards: [],
      lineId: null,
      onShift: false,
      dutyEndMs: null,
      wantsCalls: false,
      wantsCallsAfterRest: false,
      missingTraining: [],
      shifts,
    };
  const facts = factsOf(directory, line, person, on?.as ?? null, present, nowMs);
  return {
    state: availabilityState(facts, nowMs),
    guards:
      guardsTogether(peopleOfLine(directory, line, present, nowMs), nowMs).get(person.id) ?? guardsOf(facts, nowMs),
    lineId,
    onShift: on !== undefined,
    dutyEndMs: facts.duty?.endMs ?? null,
    wantsCalls: isSetAvailable(facts, nowMs),
    wantsCallsAfterRest: (facts.restMoreUntilMs ?? -Infinity) > nowMs,
    missingTraining: facts.missingTraining,
    shifts,
  };
}
