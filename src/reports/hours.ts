/** What a line's people gave, month by month: hours on shift, cover, how much of it was talk, and how evenly it was shared by what each offered. */
import { checkRoster } from '../planning/roster/check.ts';
import { coverByWeek } from '../planning/fairness/coverage.ts';
import { jainIndex } from '../planning/simulation/figures.ts';
import { sharesOf } from '../planning/fairness/shares.ts';
import { rosterModelToCheck } from '../planning/roster/build-model.ts';
import { rosterOf } from '../planning/roster/roster.ts';
import type { RosterOrganisation } from '../organisation/changed-shifts.ts';
import type { Store } from '../platform/store.ts';
import { dateName } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';
import type { Column, Table, Unit, Value } from './figures.ts';
import { datesOf, monthsBetween, periodsOf, type Months } from './periods.ts';

const columns = (
  [
    ['onShift', 'hours'],
    ['needed', 'hours'],
    ['covered', 'hours'],
    ['coverShare', 'share'],
    ['occupancy', 'share'],
    ['fairness', 'index'],
  ] as const
).map(([key, unit]: readonly [string, Unit]): Column => ({ key, unit, definition: `hours.${key}` }));

/** The hours of a line in whole months, of the days that are over; by the schedule as it is known today. */
export async function readHours(
  store: Pick<Store, 'pool' | 'clock'>,
  organisation: RosterOrganisation,
  line: { id: string; timeZone: string },
  months: Months,
): Promise<Table> {
  const yesterday = dateName(zoneClock(line.timeZone).localDay(store.clock.nowMs()) - 1);
  const rows: Table['rows'] = [];
  for (const month of monthsBetween(months)) {
    const { from, to: last } = datesOf(month);
    const to = last < yesterday ? last : yesterday;
    if (to < from) rows.push({ key: month, values: columns.map(() => null) });
    else {
      const talkHours = await talkHoursOf(store, line, month);
      rows.push({ key: month, values: valuesOf(organisation, line.id, { from, to }, talkHours) });
    }
  }
  return { columns, rows, total: null };
}

function valuesOf(
  organisation: RosterOrganisation,
  line: string,
  { from, to }: { from: string; to: string },
  talkHours: number,
): Value[] {
  const model = rosterModelToCheck(organisation, { line, from, to });
  const own = model.occurrences.filter(({ isInRange }) => isInRange);
  const onShift = own.reduce((sum, { hours, primaries }) => sum + hours * primaries.length, 0);
  const weeks = coverByWeek(model, checkRoster(model, rosterOf(model, [])));
  const needed = weeks.reduce((sum, { needHours }) => sum + needHours, 0);
  const covered = weeks.reduce((sum, { metHours }) => sum + metHours, 0);
  const parts = sharesOf(model, { from, planFrom: from, to }).flatMap(({ hours: { planned, target } }) =>
    target === null || target === 0 ? [] : [planned / target],
  );
  return [
    onShift,
    needed,
    covered,
    needed === 0 ? null : covered / needed,
    onShift === 0 ? null : talkHours / onShift,
    parts.length < 2 || parts.every((part) => part === 0) ? null : jainIndex(parts),
  ];
}

/** Hours of talk in calls that began within the month, promised calls included. */
async function talkHoursOf(
  { pool }: Pick<Store, 'pool'>,
  { id, timeZone }: { id: string; timeZone: string },
  month: string,
): Promise<number> {
  const { startMs, endMs } = periodsOf(timeZone, { from: month, to: month }, 'month');
  const { rows } = await pool.query<{ seconds: number }>({
    name: 'report-talk',
    text: `SELECT coalesce(sum(talk_seconds + callback_talk_seconds), 0)::float8 AS seconds FROM report_calls WHERE at >= $1 AND at < $2 AND line_id = $3`,
    values: [new Date(startMs), new Date(endMs), id],
  });
  return (rows[0]?.seconds ?? 0) / 3_600;
}
