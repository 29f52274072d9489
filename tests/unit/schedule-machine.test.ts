import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const run = promisify(execFile);

/** The schedule's answers from a process that lives in this zone at this time. */
async function answersIn(
  zone: string,
  machineTime: string,
): Promise<{ hour: number; month: number; answers: object[] }> {
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', 'tests/support/schedule-answers.ts', machineTime],
    {
      env: { ...process.env, TZ: zone, NODE_OPTIONS: '' },
      maxBuffer: 100_000_000,
    },
  );
  return JSON.parse(stdout) as { hour: number; month: number; answers: object[] };
}

test('S3: the answers depend neither on the zone of the process nor on the season it runs in', async () => {
  const machines = [
    ['UTC', '2026-01-15T12:00:00Z'],
    ['America/Chicago', '2026-07-15T12:00:00Z'],
    ['America/Chicago', '2026-01-15T12:00:00Z'],
    ['Asia/Kolkata', '2026-07-15T12:00:00Z'],
  ] as const;
  const [first, ...others] = await Promise.all(machines.map(([zone, time]) => answersIn(zone, time)));
  expect(first?.answers.length).toBeGreaterThan(15);
  for (const other of others) expect(other.answers).toEqual(first?.answers);
  // The processes really were where and when they should be.
  expect([first, ...others].map((each) => [each?.hour, each?.month])).toEqual([
    [0, 0],
    [18, 6],
    [18, 0],
    [5, 6],
  ]);
});
