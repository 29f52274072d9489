/** What people said, kept at hand: whoever writes it, in whatever order transactions begin and end, it is what the table says. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type pg from 'pg';
import { availabilityOf } from '../../src/people/availability-row.ts';
import { openSaid, saidSql, type AskedSince, type SaidAnswer, type SaidByPerson } from '../../src/people/said.ts';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import { eraseCare } from '../../src/people/hand-over.ts';
import { freshDatabase, openPool } from '../support/servers.ts';

const people = ['ana', 'ben', 'cai', 'dee'];
const writers = 3;
let pool: pg.Pool;
let database: Database;
let clients: pg.PoolClient[];
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  const { databaseUrl, drop } = await freshDatabase();
  pool = openPool(databaseUrl);
  database = openDatabase(databaseUrl);
  clients = await Promise.all(Array.from({ length: writers }, () => pool.connect()));
  ends.push(
    () => clients.forEach((client) => client.release()),
    () => pool.end(),
    () => database.close(),
    () => drop(),
  );
});
afterAll(async () => {
  for (const end of ends) await end();
});

type Row = { said: SaidAnswer; whole: unknown[] };
/** The answer, and in the same snapshot the whole table. */
const ask = async ({ source, since }: AskedSince): Promise<Row> =>
  (
    await pool.query<Row>({
      text: `SELECT ${saidSql('$1', '$2')} AS said, (SELECT coalesce(jsonb_agg(to_jsonb(a)), '[]') FROM availability a) AS whole`,
      values: [source, since],
    })
  ).rows[0]!;
const inTable = (whole: unknown[]) =>
  new Map(whole.map((row) => availabilityOf(row)).map((one) => [one.personId, one]));
const all = (said: SaidByPerson) => people.map((id) => said.get(id));
const nothingAside = { note: () => undefined };

const write = fc.record({
  writer: fc.nat({ max: writers - 1 }),
  person: fc.constantFrom(...people),
  how: fc.constantFrom('say', 'say', 'say', 'remove', 'within a part'),
});
const other = fc.record({
  kind: fc.constantFrom<('commit' | 'roll back' | 'empty')[]>('commit', 'commit', 'roll back', 'empty'),
  writer: fc.nat({ max: writers - 1 }),
});
const question = fc.record({
  kind: fc.constantFrom<('ask' | 'answer')[]>('ask', 'answer'),
  of: fc.nat({ max: 1 }),
  place: fc.nat({ max: 2 }),
});
const happenings = fc.array(fc.oneof(write, write, other, question, question), { minLength: 10, maxLength: 60 });

type Happening = typeof happenings extends fc.Arbitrary<(infer One)[]> ? One : never;
const says = (writer: number, person: string, how: 'say' | 'remove' = 'say'): Happening => ({ writer, person, how });
const commits = (writer: number): Happening => ({ kind: 'commit', writer });
const asks: Happening = { kind: 'ask', of: 0, place: 0 };
const answers = (place: number): Happening => ({ kind: 'answer', of: 0, place });
const isTold = [asks, answers(0)];
/** What chance seldom comes upon: each is missed by a trigger or a question that is wrong in one way. */
const seldom: [Happening[]][] = [
  [[says(0, 'ana'), commits(0), ...isTold, says(0, 'ana'), commits(0)]],
  [[says(0, 'ana'), commits(0), ...isTold, says(0, 'ana', 'remove'), commits(0)]],
  // One that began between two others ends after both, and after the answer.
  [[says(1, 'ben'), says(0, 'ana'), says(2, 'cai'), commits(2), commits(1), ...isTold, commits(0)]],
  // Of two that were asked after the same answer, the later is answered first.
  [[...isTold, asks, says(0, 'ana'), commits(0), asks, answers(1), answers(0)]],
];

test('whatever is written and asked meanwhile, an answer is the table as it was asked about, or as it is since', async () => {
  let said = 0;
  await fc.assert(
    fc.asyncProperty(happenings, async (steps) => {
      await pool.query('DELETE FROM availability');
      const processes = [openSaid(nothingAside), openSaid(nothingAside)];
      const asked: { asked: AskedSince; row: Row }[][] = [[], []];
      /** Who writes in a transaction, and to whom: a second writer of the same row would wait. */
      const open = new Map<number, Set<string>>();
      const isFree = (person: string, writer: number) =>
        ![...open].some(([who, whom]) => who !== writer && whom.has(person));
      try {
        for (const step of steps) {
          if ('how' in step) {
            const client = clients[step.writer]!;
            if (!isFree(step.person, step.writer)) continue;
            if (!open.has(step.writer)) {
              await client.query('BEGIN; SELECT pg_current_xact_id()');
              open.set(step.writer, new Set());
            }
            open.get(step.writer)?.add(step.person);
            said += 1;
            if (step.how === 'within a part') await client.query('SAVEPOINT part');
            if (step.how === 'remove')
              await client.query('DELETE FROM availability WHERE person_id = $1', [step.person]);
            else
              await client.query(
                `INSERT INTO availability (person_id, missed_in_row) VALUES ($1, $2)
                  ON CONFLICT (person_id) DO UPDATE SET missed_in_row = EXCLUDED.missed_in_row`,
                [step.person, said],
              );
            if (step.how === 'within a part') await client.query('RELEASE part');
          } else if ('place' in step && step.kind === 'ask') {
            const one = processes[step.of]!.asked();
            asked[step.of]?.push({ asked: one, row: await ask(one) });
          } else if ('place' in step) {
            const [one] = asked[step.of]?.splice(step.place, 1) ?? [];
            if (!one) continue;
            const isNewest = one.asked.turn === processes[step.of]!.asked().turn;
            const known = all(processes[step.of]!.answered(one.asked, one.row.said));
            const then = inTable(one.row.whole);
            const now = inTable((await ask(one.asked)).whole);
            people.forEach((id, place) => {
              const one = known[place];
              if (isNewest) expect(one).toEqual(then.get(id));
              else if (one) expect(one.missedInRow).toBeGreaterThanOrEqual(then.get(id)?.missedInRow ?? 0);
              else expect([then.get(id), now.get(id)]).toContain(undefined);
            });
          } else if (step.kind === 'empty') {
            if (open.size === 0) await pool.query('TRUNCATE availability');
          } else if (open.delete(step.writer)) {
            await clients[step.writer]!.query(step.kind === 'commit' ? 'COMMIT' : 'ROLLBACK');
          }
        }
      } finally {
        // Whoever fails leaves no row held for whoever comes next.
        for (const writer of open.keys()) await clients[writer]!.query('ROLLBACK');
      }
      for (const process of processes) {
        const one = process.asked();
        const row = await ask(one);
        expect(all(process.answered(one, row.said))).toEqual(people.map((id) => inTable(row.whole).get(id)));
      }
    }),
    { numRuns: 60, examples: seldom },
  );
});

test('after the first answer only what changed is read', async () => {
  await pool.query(`DELETE FROM availability; INSERT INTO availability (person_id) VALUES ('ana'), ('ben')`);
  const said = openSaid(nothingAside);
  const once = async () => {
    const asked = said.asked();
    const row = await ask(asked);
    said.answered(asked, row.said);
    return row.said;
  };
  expect(await once()).toMatchObject({ changed: null, all: [{}, {}] });
  await pool.query(`UPDATE availability SET missed_in_row = 1 WHERE person_id = 'ben'`);
  const answer = await once();
  expect(answer.all).toBeNull();
  expect(answer.changed).toContainEqual({ id: 'ben', said: expect.objectContaining({ missed_in_row: 1 }) });
  // Whatever transactions are still under way anywhere on this server: once they are over, nothing is read again.
  let again = answer;
  while ((again.changed ?? []).length > 0) again = await once();
  expect(again).toMatchObject({ all: null, changed: [] });
});

test('who is erased has said nothing, and nothing tells that they did', async () => {
  await pool.query(`DELETE FROM availability; INSERT INTO availability (person_id) VALUES ('ana'), ('ben')`);
  const said = openSaid(nothingAside);
  const once = async () => {
    const asked = said.asked();
    return said.answered(asked, (await ask(asked)).said);
  };
  expect(all(await once())).toMatchObject([{}, {}, undefined, undefined]);
  await database.prisma.$transaction((transaction) => eraseCare(transaction, 'ana'));
  expect(all(await once())).toMatchObject([undefined, {}, undefined, undefined]);
  const { rows } = await pool.query(`SELECT 1 FROM availability_changes WHERE person_id = 'ana'`);
  expect(rows).toEqual([]);
});
