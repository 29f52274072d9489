/** The demo as an organisation file, as it is when somebody first looks at it: its roster reaches back as far as its past, and has a few honest gaps. */
import { DateTime } from 'luxon';
import type { OrganisationFile } from '../../../src/organisation/organisation-file.ts';
import { lines, parts, players, zone, type Player } from './cast.ts';
import { days, weekOfShifts, type WeekShift } from './roster.ts';

/** So many weeks of its past are made up. */
export const weeksBack = 10;

/** The demo as it is at `nowMs`. */
export function demoOrganisation(nowMs: number): OrganisationFile {
  const now = DateTime.fromMillis(nowMs, { zone });
  const week = weekOfShifts(now.weekday - 1, now.hour);
  const firstMonday = now.startOf('week').minus({ weeks: weeksBack });
  return {
    organisation: {
      name: 'Harbour Demo Warmline',
      timeZone: zone,
      crisisNumber: '+15559880988',
      crisisName: 'the crisis line',
    },
    policy: { training: ['peer-support'] },
    lines: lines.map((line) => (line.id === 'puerto' ? { ...line, closures: closures(now) } : line)),
    people: players.map((player, index) => personOf(player, index, week, now)),
    shifts: week.map((shift) => shiftOf(shift, firstMonday, now)),
    timeOff: [
      { person: 'quinn', from: dateIn(now, 8), to: dateIn(now, 12) },
      { person: 'petra', from: dateIn(now, 17), to: dateIn(now, 21) },
    ],
  };
}

const dateIn = (now: DateTime, count: number) => now.plus({ days: count }).toFormat('yyyy-MM-dd');

function closures(now: DateTime): { from: string; to: string; reason: string }[] {
  const saturday = now.startOf('week').plus({ weeks: 3, days: 5 }).toFormat('yyyy-MM-dd');
  return [{ from: saturday, to: saturday, reason: 'Training day' }];
}

function personOf(player: Player, index: number, week: readonly WeekShift[], now: DateTime) {
  const { id, name, roles, languages, tags, hours, when, trainee = false, reserve = false } = player;
  const taken = new Set(week.filter(({ primary }) => primary.includes(id)).map(({ day }) => days[day] ?? 'MO'));
  const availability = when.flatMap((part, place) => {
    const { start, end } = parts[part];
    const others = days.filter((day) => !taken.has(day));
    const window = (on: readonly (typeof days)[number][], wish: 'preferred' | 'fine' | 'reluctant') =>
      on.length === 0 ? [] : [{ days: [...on], start, end, wish }];
    return [...window([...taken], 'preferred'), ...window(others, place === 0 ? 'fine' : 'reluctant')];
  });
  const training = hours === 0 ? [] : [{ course: 'peer-support', until: dateIn(now, trainedFor(id, index)) }];
  return {
    id,
    name,
    phone: `+155502${String(index + 1).padStart(5, '0')}`,
    roles: [...roles],
    languages: [...languages],
    tags: [...tags],
    training,
    trainee,
    reserve,
    ...(hours === 0 ? {} : { limits: { hoursPerWeek: hours } }),
    availability,
  };
}

/** Tess's training runs out first, just after the weeks that are planned. */
const trainedFor = (id: string, index: number) => (id === 'tess' ? 33 : 120 + 11 * index);

/** Every week, but for the Wednesday after next on the veterans' line, for which nobody has been found. */
function shiftOf(shift: WeekShift, firstMonday: DateTime, now: DateTime) {
  const { line, day, hour, hours, need, primary, backup } = shift;
  const start = firstMonday.plus({ days: day }).set({ hour });
  const end = firstMonday.plus({ days: day + (hour + hours >= 24 ? 1 : 0) }).set({ hour: (hour + hours) % 24 });
  const wall = (at: DateTime) => at.toFormat("yyyy-MM-dd'T'HH:mm");
  const unfilled = wall(now.startOf('week').plus({ weeks: 2, days: 2 }).set({ hour }));
  const weekday = days[day] ?? 'MO';
  return {
    id: `${line}-${weekday.toLowerCase()}-${String(hour).padStart(2, '0')}`,
    line,
    start: wall(start),
    end: wall(end),
    repeat: `FREQ=WEEKLY;BYDAY=${weekday}`,
    need,
    requires: line === 'veterans' ? [{ tag: 'veteran' }] : line === 'puerto' ? [{ language: 'es' }] : [],
    assigned: [
      ...primary.map((person) => ({ person, as: 'primary' as const })),
      ...backup.map((person) => ({ person, as: 'backup' as const })),
    ],
    changes: line === 'veterans' && day === 2 ? [{ occurrence: unfilled, assigned: [] }] : [],
  };
}
