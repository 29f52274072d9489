/** The organisation as it grows: what importing, exporting and one small change cost, and how soon another process works with it. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ChildProcess } from 'node:child_process';
import { buildDeps } from '../../src/deps.ts';
import { changePerson } from '../../src/organisation/change-person.ts';
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import { exportOrganisation } from '../../src/organisation/load-organisation.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import { benchConfig } from './config.ts';
import { percentile } from './open-loop.ts';
import { inSetting, say, startProcess, type Setting } from './processes.ts';
import { figure, printTable } from './table.ts';

const sizes = [100, 10_000];
const changes = 30;
const linesAtMost = 40;

/** A line for every fifty people or so, a shift for every five, three on each. */
function organisationOf(people: number) {
  const lines = Math.max(1, Math.min(linesAtMost, Math.round(people / 50)));
  const id = (kind: string, index: number) => `${kind}-${index}`;
  const reading = checkOrganisation({
    organisation: { name: 'Bench', timeZone: 'UTC', crisisNumber: '+15559880988' },
    policy: { training: [] },
    lines: Array.from({ length: lines }, (_, index) => ({
      id: id('line', index),
      name: id('line', index),
      phoneNumber: `+1555010${String(index).padStart(4, '0')}`,
      timeZone: 'UTC',
      languages: ['en'],
    })),
    people: Array.from({ length: people }, (_, index) => ({
      id: id('person', index),
      name: `Person ${index}`,
      phone: `+1556${String(index).padStart(7, '0')}`,
      roles: ['volunteer'],
    })),
    shifts: Array.from({ length: Math.ceil(people / 5) }, (_, index) => ({
      id: id('shift', index),
      line: id('line', index % lines),
      start: `2026-01-05T${String(index % 20).padStart(2, '0')}:00`,
      end: `2026-01-05T${String((index % 20) + 4).padStart(2, '0')}:00`,
      repeat: 'FREQ=WEEKLY',
      assigned: [0, 1, 2].map((place) => ({ person: id('person', (index * 5 + place) % people), as: 'primary' })),
    })),
  });
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults.slice(0, 3)));
  return reading.organisation;
}

const timed = async <Answer>(work: () => Promise<Answer>) => {
  const startMs = performance.now();
  const answer = await work();
  return { ms: performance.now() - startMs, answer };
};

/** What the other process tells of the version it was to wait for. */
type Seen = { version: number; atMs: number; longestPauseMs: number };

/** A process that works with the organisation, as any web process does; `sees` resolves once it has that version in hand. */
async function otherProcess(setting: Setting): Promise<{ sees(version: number): Promise<Seen>; child: ChildProcess }> {
  const child = startProcess(['--import', 'tsx', 'tests/bench/onlooker.ts'], {
    BENCH_SETTING: JSON.stringify(setting),
  });
  const heard: Seen[] = [];
  const lines = createInterface({ input: child.stdout! });
  lines.on('line', (line) => heard.push(JSON.parse(line) as Seen));
  await once(lines, 'line');
  return {
    child,
    async sees(version) {
      for (;;) {
        const seen = heard.find((one) => one.version >= version);
        if (seen) return seen;
        await once(lines, 'line');
      }
    },
  };
}

const rows: string[][] = [];
for (const size of sizes)
  await inSetting(async (setting) => {
    const deps = buildDeps(benchConfig(setting), () => 'http://localhost:1');
    const { database, secrets, room } = deps;
    const importIt = (organisation: ReturnType<typeof organisationOf>) =>
      timed(() => importOrganisation(database, secrets, organisation, 'bench', Date.now()));
    say(`Importing ${size.toLocaleString('en')} people …`);
    const organisation = organisationOf(size);
    const [first, again] = [await importIt(organisation), await importIt(organisation)];
    const exported = await timed(() => exportOrganisation(database, secrets));
    await deps.directories.current();
    const other = await otherProcess(setting);
    const [writing, seeing, pauses]: number[][] = [[], [], []];
    for (let change = 0; change < changes; change += 1) {
      const id = `person-${change % size}`;
      const committed = await timed(() =>
        changePerson({ room, database }, id, { tags: [`tag-${change}`] }, { by: 'bench', seen: null }),
      );
      const committedAtMs = performance.timeOrigin + performance.now();
      if (committed.answer.kind !== 'done') throw new Error(committed.answer.kind);
      const seen = await other.sees(committed.answer.version);
      writing!.push(committed.ms);
      seeing!.push(Math.max(0, seen.atMs - committedAtMs));
      pauses!.push(seen.longestPauseMs);
    }
    const ofAll = (times: number[] | undefined, share: number) => figure(percentile(times ?? [], share));
    rows.push([
      size.toLocaleString('en'),
      ...[first, again, exported].map(({ ms }) => figure(ms / 1000, 2)),
      ...[ofAll(writing, 0.5), ofAll(seeing, 0.5), ofAll(seeing, 0.95), ofAll(pauses, 0.95)],
    ]);
    other.child.kill('SIGTERM');
    await deps.close();
  });
printTable(
  [
    'people',
    'import, s',
    'the same again, s',
    'export, s',
    'a change, ms',
    'seen elsewhere, p50 ms',
    'p95',
    'pause there, p95 ms',
  ],
  rows,
);
