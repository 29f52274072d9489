/** The scores routing goes by are those of the load function, whatever was read when. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openSetAside, type SetAside } from '../../src/attention/set-aside.ts';
import { openDirectories, type Directories } from '../../src/organisation/directories.ts';
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import { openLoads } from '../../src/people/loads.ts';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { deriveSecrets } from '../../src/platform/secrets.ts';
import { resolvePerson } from '../../src/schedule/resolve.ts';
import { loadAt, type LoadEvent } from '../../src/wellbeing/load.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { freshDatabase } from '../support/servers.ts';
import { smallOrganisation } from '../support/small-organisation.ts';

const nowMs = Date.parse('2026-11-10T18:00:00-06:00');
const hour = 3_600_000;
let database: Database;
let directories: Directories;
let aside: SetAside;
let drop: () => Promise<void>;

beforeAll(async () => {
  const fresh = await freshDatabase();
  drop = fresh.drop;
  database = openDatabase(fresh.databaseUrl);
  const secrets = deriveSecrets('ab'.repeat(32));
  const reading = checkOrganisation(
    smallOrganisation({ ana: {}, ben: { timeZone: 'Europe/Berlin' }, cleo: { as: null, reserve: true } }),
  );
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  await importOrganisation(database, secrets, reading.organisation, 'test', nowMs);
  directories = openDirectories(database, secrets);
  aside = openSetAside({ pool: database.pool, clock: createManualClock(nowMs), log: openLog('silent') });
});
afterAll(async () => (await database.close(), await drop()));

const span = fc.record({ hoursAgo: fc.integer({ min: 1, max: 400 }), minutes: fc.integer({ min: 1, max: 90 }) });
const event = fc.record({
  person: fc.constantFrom('ana', 'ben', 'cleo'),
  kind: fc.constantFrom('contact', 'contact', 'check-in', 'break'),
  span,
  heavy: fc.boolean(),
  abusive: fc.boolean(),
  crisis: fc.boolean(),
  answer: fc.integer({ min: 1, max: 6 }),
});
type Event = typeof event extends fc.Arbitrary<infer Value> ? Value : never;

async function store(events: Event[]): Promise<void> {
  await database.pool.query('DELETE FROM load_events');
  for (const [
    index,
    {
      person,
      kind,
      span: { hoursAgo, minutes },
      heavy,
      abusive,
      crisis,
      answer,
    },
  ] of events.entries()) {
    const startMs = nowMs - hoursAgo * hour;
    await database.pool.query(
      'INSERT INTO load_events (id, person_id, kind, start_at, end_at, heavy, abusive, crisis, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      [
        `e${index}`,
        person,
        kind,
        new Date(startMs),
        kind === 'check-in' ? null : new Date(startMs + minutes * 60_000),
        kind === 'contact' && heavy,
        kind === 'contact' && abusive,
        kind === 'contact' && crisis,
        kind === 'check-in' ? answer : null,
      ],
    );
  }
}

async function expected(person: string, events: Event[], atMs: number): Promise<number> {
  const directory = (await directories.current())!;
  const shifts = resolvePerson(directory.schedule, person, atMs - 90 * 24 * hour, atMs + 1).map(
    ({ startMs, endMs }): LoadEvent => ({ kind: 'shift', startMs, endMs }),
  );
  const own = events
    .filter((one) => one.person === person)
    .map(({ kind, span: { hoursAgo, minutes }, heavy, abusive, crisis, answer }): LoadEvent => {
      const startMs = nowMs - hoursAgo * hour;
      const endMs = startMs + minutes * 60_000;
      if (kind === 'check-in') return { kind, atMs: startMs, answer };
      return kind === 'break' ? { kind, startMs, endMs } : { kind: 'contact', startMs, endMs, heavy, abusive, crisis };
    });
  return loadAt([...own, ...shifts], atMs, directory.people.get(person)!.timeZone!).score;
}

test('each score is what the load function says of that person’s events and shifts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 12 }), async (events) => {
      await store(events);
      const loads = openLoads({
        pool: database.pool,
        clock: createManualClock(nowMs),
        directories,
        log: openLog('silent'),
        aside,
      });
      const scores = await loads.now();
      for (const person of ['ana', 'ben', 'cleo'])
        expect(scores.get(person)).toBeCloseTo(await expected(person, events, nowMs), 9);
    }),
    { numRuns: 15 },
  );
});

test('what changed is read again at once where it is told, after a minute where it is not, and nobody waits for it', async () => {
  const before: Event[] = [];
  await store(before);
  const clock = createManualClock(nowMs);
  const loads = openLoads({ pool: database.pool, clock, directories, log: openLog('silent'), aside });
  const calm = (await loads.now()).get('ana')!;
  const after: Event[] = [
    {
      person: 'ana',
      kind: 'contact',
      span: { hoursAgo: 1, minutes: 60 },
      heavy: true,
      abusive: false,
      crisis: false,
      answer: 1,
    },
  ];
  await store(after);
  expect((await loads.now()).get('ana')).toBe(calm);
  loads.forget(['ana']);
  await loads.idle();
  expect((await loads.now()).get('ana')).toBeCloseTo(await expected('ana', after, nowMs), 9);
  await store(before);
  await clock.advance(61_000);
  await loads.now();
  await loads.idle();
  expect((await loads.now()).get('ana')).toBeCloseTo(await expected('ana', before, nowMs + 61_000), 9);
});
