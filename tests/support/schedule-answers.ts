/** Prints what the schedule says, in a process whose zone and season a test has chosen (`TZ`, first argument: the machine's time). */
import { readFileSync } from 'node:fs';

const machineMs = Date.parse(process.argv[2] ?? '');
class MachineDate extends Date {
  constructor(...parts: unknown[]) {
    super(...((parts.length === 0 ? [machineMs] : parts) as [number]));
  }
  static override now(): number {
    return machineMs;
  }
}
globalThis.Date = MachineDate as DateConstructor;

// Only now: whatever looks at the clock while loading must see the machine's.
const { oneLine } = await import('./one-line.ts');
const { resolve } = await import('../../src/schedule/resolve.ts');
const { gaps } = await import('../../src/schedule/coverage.ts');
const { cases } = JSON.parse(readFileSync('tests/vectors/schedule.json', 'utf8')) as {
  cases: { id: string; zone: string; from?: string; to?: string; at?: string; shifts: [] }[];
};

const answers = cases.map(({ id, zone, from, to, at, shifts }) => {
  const schedule = oneLine(zone, shifts, {
    line: {
      openingHours: [{ days: ['MO', 'SU'], start: '01:30', end: '01:30' }],
      closures: [{ from: '2026-11-01', to: '2026-11-01' }],
    },
    timeOff: [{ person: 'ana', from: '2016-11-06', to: '2016-11-06' }],
  });
  const fromMs = Date.parse(from ?? at ?? '') - 200 * 86_400_000;
  const toMs = Date.parse(to ?? at ?? '') + 200 * 86_400_000;
  return { id, occurrences: resolve(schedule, fromMs, toMs), gaps: gaps(schedule, fromMs, toMs) };
});
process.stdout.write(JSON.stringify({ hour: new Date(0).getHours(), month: new Date().getMonth(), answers }));
