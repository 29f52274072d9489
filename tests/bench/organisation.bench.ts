/** The organisation as it grows: what importing, exporting and one small change cost, and how soon another process works with it. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ChildProcess } from 'node:child_process';
import { buildDeps } from '../../src/deps.ts';
import { addClosure, changeLine } from '../../src/organisation/change-line.ts';
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
const filesAtMost = 5;
/** As many as a coordinator makes in an evening. */
const inARow = 100;
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
type Told = Seen | { heapMb: number };

/**
 * A process that works with the organisation, as any web process does; `sees` resolves once it has that version in hand.
 * `memoryMb`: what it holds on to once it has cleaned up.
 */
async function otherProcess(setting: Setting): Promise<{
  sees(version: number): Promise<Seen>;
  memoryMb(): Promise<number>;
  /** Of all versions since its memory was asked for. */
  longestPauseMs(): number;
  child: ChildProcess;
}> {
  const child = startProcess(['--expose-gc', '--import', 'tsx', 'tests/bench/onlooker.ts'], {
    BENCH_SETTING: JSON.stringify(setting),
  });
  const heard: Told[] = [];
  const lines = createInterface({ input: child.stdout! });
  lines.on('line', (line) => heard.push(JSON.parse(line) as Told));
  await once(lines, 'line');
  const tells = async <One extends Told>(isIt: (told: Told) => told is One): Promise<One> => {
    for (;;) {
      const told = heard.find(isIt);
      if (told) return told;
      await once(lines, 'line');
    }
  };
  return {
    child,
    sees: (version) => tells((told): told is Seen => 'version' in told && told.version >= version),
    longestPauseMs: () => Math.max(...heard.map((told) => ('version' in told ? told.longestPauseMs : 0))),
    async memoryMb() {
      heard.length = 0;
      child.kill('SIGUSR2');
      return (await tells((told): told is { heapMb: number } => 'heapMb' in told)).heapMb;
    },
  };
}

type Changing = Awaited<ReturnType<typeof otherProcess>>;
type Committed = { kind: string; version?: number };
type Measured = { writing: number[]; seeing: number[]; pauses: number[] };

/** One change after the other, each waited for until the other process has it. */
async function followed(
  other: Changing,
  times: number,
  change: (index: number) => Promise<Committed>,
): Promise<Measured> {
  const measured: Measured = { writing: [], seeing: [], pauses: [] };
  for (let index = 0; index < times; index += 1) {
    const committed = await timed(() => change(index));
    const committedAtMs = performance.timeOrigin + performance.now();
    const { kind, version } = committed.answer;
    if (version === undefined) throw new Error(`a change came to nothing: ${kind}`);
    const seen = await other.sees(version);
    measured.writing.push(committed.ms);
    measured.seeing.push(Math.max(0, seen.atMs - committedAtMs));
    measured.pauses.push(seen.longestPauseMs);
  }
  return measured;
}

const whole: string[][] = [];
const small: string[][] = [];
const rowsOfEvening: string[][] = [];
for (const size of sizes)
  await inSetting(async (setting) => {
    const deps = buildDeps(benchConfig(setting), () => 'http://localhost:1');
    const { database, secrets, room } = deps;
    const editing = { room, database };
    const importIt = async (organisation: ReturnType<typeof organisationOf>): Promise<Committed> => {
      const { version } = await importOrganisation(database, secrets, organisation, 'bench', Date.now());
      room.afterCommit({ effects: [], wakes: [], route: false, organisation: true });
      return { kind: 'done', version };
    };
    const named = size.toLocaleString('en');
    say(`Importing ${named} people …`);
    const organisation = organisationOf(size);
    const first = await timed(() => importIt(organisation));
    const again = await timed(() => importIt(organisation));
    const exported = await timed(() => exportOrganisation(database, secrets));
    whole.push([named, ...[first, again, exported].map(({ ms }) => figure(ms / 1000, 2))]);
    await deps.directories.current();
    const other = await otherProcess(setting);
    const by = { by: 'bench', seen: null };
    const tagged = (index: number) => changePerson(editing, `person-${index % size}`, { tags: [`tag-${index}`] }, by);
    const differing = organisationOf(size);
    const kinds: Record<string, () => Promise<Measured>> = {
      'a person': () => followed(other, changes, tagged),
      'the policy of a line': () =>
        followed(other, changes, (index) => changeLine(editing, 'line-0', { wrapUpMinutes: 5 + (index % 5) }, by)),
      'a closure': () =>
        followed(other, changes, (index) => {
          const day = new Date(Date.UTC(2027, 0, 1 + index)).toISOString().slice(0, 10);
          return addClosure(editing, 'line-0', { from: day, to: day, reason: '' }, by);
        }),
      'a file with one person changed': () =>
        followed(other, filesAtMost, (index) => {
          const [one] = differing.people;
          if (one) one.name = `Renamed ${index}`;
          return importIt(differing);
        }),
    };
    for (const [name, measure] of Object.entries(kinds)) {
      const { writing, seeing, pauses } = await measure();
      const part = (times: number[], share: number) => figure(percentile(times, share));
      small.push([
        `${name}, of ${named}`,
        ...[part(writing, 0.5), part(seeing, 0.5), part(seeing, 0.95), part(pauses, 0.5), part(pauses, 0.95)],
      ]);
    }
    const before = await other.memoryMb();
    const evening = await timed(async () => {
      for (let index = 0; index < inARow - 1; index += 1) await tagged(changes + index);
    });
    const last = await followed(other, 1, () => tagged(changes + inARow));
    const longestPauseMs = other.longestPauseMs();
    const after = await other.memoryMb();
    rowsOfEvening.push([
      named,
      ...[figure(evening.ms / (inARow - 1)), figure(last.seeing[0]), figure(longestPauseMs)],
      ...[figure(before), figure(after)],
    ]);
    other.child.kill('SIGTERM');
    await deps.close();
  });
printTable(['people', 'import, s', 'the same again, s', 'export, s'], whole);
printTable(
  ['a change of', 'made, p50 ms', 'seen elsewhere, p50 ms', 'p95', 'longest pause there, p50 ms', 'p95'],
  small,
);
printTable(
  [
    `${inARow} changes in a row, people`,
    'each, ms',
    'the last seen, ms',
    'longest pause of all, ms',
    'heap before, MB',
    'after',
  ],
  rowsOfEvening,
);
