/** What volunteers say of being available: on, off, a break; by text or by phone, it acts at once (S5). */
import { advance } from '../contacts/advance.ts';
import { openLegsOfPerson } from '../contacts/lookup.ts';
import { nobodySaidAnything, presentOf, presentSql, type PresentRow } from '../contacts/present.ts';
import type { ContactsRoom } from '../contacts/room.ts';
import { breaksOf, save } from '../contacts/save.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { nextShifts, type PersonShift } from '../schedule/duties.ts';
import { whoIsOn } from '../schedule/resolve.ts';
import { availabilityState, guardsOf, type AvailabilityState, type Guard } from '../wellbeing/guards.ts';
import { factsOf } from './facts.ts';

export type Wish = { kind: 'on' } | { kind: 'off' } | { kind: 'break'; minutes: number };

/** Where a person stands: their state, what holds them back, and what comes next. */
export type Standing = {
  state: AvailabilityState;
  guards: Guard[];
  /** The line they are on shift on, or the one of their next shift. */
  lineId: string | null;
  onShift: boolean;
  /** When the duty they are in ends; null where none runs. */
  dutyEndMs: number | null;
  shifts: PersonShift[];
};

const minuteMs = 60_000;

/** Makes a wish hold from now on; phones that ring the person stop where they no longer want to be rung. */
export async function setAvailability(room: ContactsRoom, personId: string, wish: Wish): Promise<void> {
  const nowMs = room.clock.nowMs();
  const change =
    wish.kind === 'break'
      ? { breakUntilMs: nowMs + wish.minutes * minuteMs, breakReason: 'asked' as const }
      : {
          setting: wish.kind,
          settingAtMs: nowMs,
          ...(wish.kind === 'on' ? { breakUntilMs: null, breakReason: null } : {}),
        };
  const people = [{ personId, missedInRow: 0, ...change }];
  await save(room.pool, { people, breaks: breaksOf(people, nowMs) });
  if (wish.kind !== 'on') await stopRinging(room, personId);
  room.afterCommit({ effects: [], wakes: [], route: true, weighed: [personId] });
}

/** Phones that ring somebody who is not to be rung any more stop at once. */
export async function stopRinging(room: ContactsRoom, personId: string): Promise<void> {
  const asking = (await openLegsOfPerson(room, personId)).filter((leg) => leg.purpose === 'offer');
  for (const leg of asking) await advance(room, leg.contactId, { kind: 'VolunteerStopped', personId });
}

/** Where the person stands at this moment, with up to `shiftCount` shifts to come. */
export async function standingOf(
  room: ContactsRoom,
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
  const on = whoIsOn(directory.schedule, nowMs).find((one) => one.person === person.id);
  const shifts = nextShifts(directory.schedule, person.id, nowMs, shiftCount);
  const lineId = on?.line ?? shifts[0]?.line ?? null;
  const line = directory.lines.get(lineId ?? '') ?? [...directory.lines.values()][0];
  if (!line) return { state: 'off', guards: [], lineId: null, onShift: false, dutyEndMs: null, shifts };
  const facts = factsOf(directory, line, person, on?.as ?? null, present, nowMs);
  return {
    state: availabilityState(facts, nowMs),
    guards: guardsOf(facts, nowMs),
    lineId,
    onShift: on !== undefined,
    dutyEndMs: facts.duty?.endMs ?? null,
    shifts,
  };
}
