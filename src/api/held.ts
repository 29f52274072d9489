/** What is held about a person, apart from what weighs on them: for themselves, and for whoever answers to them (P7). */
import { proofsOf } from '../access/second-proofs.ts';
import { sessionsOf } from '../access/sessions.ts';
import type { Deps } from '../deps.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { pinState } from '../people/pin.ts';
import { feedsOf } from '../roster/feeds.ts';
import { ownShifts } from '../roster/own-shifts.ts';
import { askedDays, ownTimes } from '../roster/own-times.ts';
import { ownReminderTimes } from '../roster/reminder-times.ts';
import { shiftTime } from './peer.ts';

export type Reminders = { askHours: 12 | 24 | 48; againMinutes: 30 | 60 | 120 | 180 | null };
const iso = (ms: number) => new Date(ms).toISOString();
const shiftsHeld = 40;

/** All that is held of somebody who is here; how to reach them is named and not told. */
export async function heldAbout(room: Deps['room'], directory: Directory, person: Person) {
  const nowMs = room.clock.nowMs();
  const [sessions, proofs, pin, reminders, shifts, feeds] = await Promise.all([
    sessionsOf(room, person.id),
    proofsOf(room, person.id),
    pinState(room, person.id),
    ownReminderTimes(room, person.id),
    ownShifts(room, directory, person.id, shiftsHeld),
    feedsOf(room, person.id),
  ]);
  const { week, daysAway, leavesOn } = ownTimes(directory, person, nowMs);
  const asked = (await askedDays(room, person)).map(({ from, to, state, reason }) => ({
    from,
    to,
    state,
    reason,
  }));
  const dates = (directory.dateWishes.get(person.id) ?? []).map(({ date, wish }) => ({ date, wish }));
  const { id, name, roles, languages, channels, tags, timeZone } = person;
  return {
    at: iso(nowMs),
    person: {
      ...{ id, name, phoneName: person.phoneName ?? null, roles, languages, channels, tags, timeZone },
      sealed: person.email === undefined ? ['phone' as const] : ['phone' as const, 'email' as const],
      training: person.training.map(({ course, until }) => ({ course, until: until ?? null })),
      trainee: person.trainee,
      reserve: person.reserve,
      limits: Object.fromEntries(Object.entries(person.limits).filter(([, limit]) => limit !== undefined)),
    },
    times: { week, away: daysAway, asked, dates, leavesOn },
    reminders: reminders as Reminders,
    pin: pin !== 'none',
    passkeys: proofs.passkeys.length,
    app: proofs.app,
    shifts: shifts.map((one) => ({ ...shiftTime(directory, one), as: one.as })),
    calendars: feeds.map(({ line, madeAtMs, readAtMs }) => ({
      line: line === null ? null : (directory.lines.get(line)?.name ?? line),
      madeAt: iso(madeAtMs),
      readAt: readAtMs === null ? null : iso(readAtMs),
    })),
    sessions: sessions.map(({ device, begunAtMs, seenAtMs }) => ({
      device,
      begunAt: iso(begunAtMs),
      seenAt: iso(seenAtMs),
    })),
  };
}
