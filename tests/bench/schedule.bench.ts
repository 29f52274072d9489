/** How long the schedule engine takes with large organisations; prints a table and asserts nothing. */
import { compileSchedule } from '../../src/schedule/compile.ts';
import { gaps } from '../../src/schedule/coverage.ts';
import type { ScheduleShift, ScheduleSource } from '../../src/schedule/model.ts';
import { resolve, whoIsOn } from '../../src/schedule/resolve.ts';

const zones = ['America/Chicago', 'America/Los_Angeles', 'Europe/Berlin', 'Australia/Lord_Howe'];
const weekly = [
  'FREQ=WEEKLY;BYDAY=MO,WE',
  'FREQ=WEEKLY;BYDAY=TU,TH',
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU',
  'FREQ=DAILY;INTERVAL=3',
];
const monthly = [
  'FREQ=MONTHLY;BYDAY=2TU',
  'FREQ=MONTHLY;BYMONTHDAY=15',
  'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH',
  'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
];
const yearFromMs = Date.UTC(2026, 0, 1);
const yearToMs = Date.UTC(2027, 0, 1);

function source(shiftCount: number, rules: readonly string[]): ScheduleSource {
  const shifts = Array.from({ length: shiftCount }, (_, index): ScheduleShift => {
    const hour = String(8 + (index % 12)).padStart(2, '0');
    const end = String(12 + (index % 12)).padStart(2, '0');
    const overnight = index % 7 === 0;
    return {
      id: `shift-${index}`,
      line: `line-${index % zones.length}`,
      start: `2025-11-03T${overnight ? '22' : hour}:00`,
      end: overnight ? '2025-11-04T06:00' : `2025-11-03T${end}:00`,
      repeat: rules[index % rules.length] ?? '',
      assigned: [{ person: `person-${index % 500}`, as: 'primary' }],
    };
  });
  return {
    organisation: { timeZone: 'UTC' },
    lines: zones.map((timeZone, index) => ({ id: `line-${index}`, timeZone, languages: ['en'] })),
    people: Array.from({ length: 500 }, (_, index) => ({ id: `person-${index}` })),
    shifts,
    timeOff: [{ person: 'person-1', from: '2026-07-01', to: '2026-07-14' }],
  };
}

const rows: [string, string, string][] = [];

function measure(what: string, run: () => number): void {
  const times: number[] = [];
  let answer = 0;
  for (let round = 0; round < 3; round += 1) {
    const before = performance.now();
    answer = run();
    times.push(performance.now() - before);
  }
  rows.push([what, `${times.map((ms) => ms.toFixed(1).padStart(8)).join('')} ms`, `${answer}`]);
}

const weekly2000 = source(2000, weekly);
const daily2000 = source(2000, ['FREQ=DAILY']);
const monthly2000 = source(2000, monthly);
const mixed10000 = source(10_000, [...weekly, ...weekly, ...weekly, ...weekly, ...monthly]);
const compiled = compileSchedule(mixed10000);
const weeklyCompiled = compileSchedule(source(10_000, weekly));

measure('compile 10,000 shifts', () => compileSchedule(mixed10000).shiftsOfPerson.size);
measure('a year of 2,000 weekly shifts', () => resolve(compileSchedule(weekly2000), yearFromMs, yearToMs).length);
measure('a year of 2,000 daily shifts', () => resolve(compileSchedule(daily2000), yearFromMs, yearToMs).length);
measure(
  'a year of 2,000 monthly and yearly shifts',
  () => resolve(compileSchedule(monthly2000), yearFromMs, yearToMs).length,
);
measure('who is on now, 10,000 weekly shifts', () => whoIsOn(weeklyCompiled, Date.UTC(2026, 4, 6, 17)).length);
measure('who is on now, 10,000 shifts of all kinds', () => whoIsOn(compiled, Date.UTC(2026, 4, 6, 17)).length);
measure(
  'gaps of four weeks, 2,000 weekly shifts',
  () => gaps(compileSchedule(weekly2000), yearFromMs, yearFromMs + 28 * 86_400_000).length,
);

const width = Math.max(...rows.map(([what]) => what.length));
for (const [what, times, answer] of rows) console.log(`${what.padEnd(width)}  ${times}  (${answer})`);
