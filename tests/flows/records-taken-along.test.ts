/** What is kept is taken along by those who may, with a fresh proof, and each taking is noted (O6, A3). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exportOrganisation } from '../../src/organisation/load-organisation.ts';
import { sessionHeaders } from '../support/api-askers.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
const headersOf = new Map<string, Record<string, string>>();

beforeAll(async () => {
  const organisation = smallOrganisation({
    ana: {},
    ben: { as: null },
    dev: { as: null, roles: ['coordinator'], name: '=Dev, of "Northside"' },
    elena: { as: null, roles: ['admin'] },
  });
  stage = await setStage({ organisation, at: '2026-11-10T12:00:00-06:00' });
  for (const who of ['dev', 'elena', 'ben'])
    headersOf.set(who, await sessionHeaders(stage, who, { strength: 'second', provedMinutesAgo: 0 }));
  headersOf.set('dev, a while ago', await sessionHeaders(stage, 'dev', { strength: 'second', provedMinutesAgo: 11 }));
});
afterAll(() => stage.close());

async function ask(who: string, method: string, path: string, body?: unknown, version?: string) {
  const response = await fetch(`${stage.service.url}/api/v1${path}`, {
    method,
    headers: {
      ...headersOf.get(who),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

test('the audit is a file of what matches, harmless in a spreadsheet, and says that it was taken along', async () => {
  // More than is read at once, over ids of three digits and of four.
  await stage.rows(
    `INSERT INTO audit (at, by_whom, action, subject, reason) SELECT now(), 'person:dev', 'test.many', n::text, '=1+' || n FROM generate_series(1, 2001) n`,
  );
  expect((await ask('ben', 'GET', '/audit/csv')).status).toBe(403);
  expect((await ask('dev, a while ago', 'GET', '/audit/csv')).text).toContain('fresh-proof');
  const { status, text } = await ask('dev', 'GET', '/audit/csv?action=test.many');
  const lines = text.split('\r\n');
  expect([status, lines.length, lines[0]]).toEqual([200, 2003, 'at,by,name,action,subject,reason']);
  expect(lines[1]).toMatch(/Z,person:dev,"'=Dev, of ""Northside""",test\.many,2001,"'=1\+2001"$/);
  expect(lines[2001]).toMatch(/,test\.many,1,"'=1\+1"$/);
  const noted = await ask('dev', 'GET', '/audit?action=audit.');
  expect(JSON.parse(noted.text)).toMatchObject({ entries: [{ by: 'person:dev', action: 'audit.exported' }] });
});

type Look = {
  version: string;
  same: boolean;
  lost: { place: string }[];
  people: Record<string, { count: number; first: object[] }>;
};
type FileAnswer = { faults: { path: string; problem: string }[]; look: Look | null; taken?: boolean };
const fileAnswer = (answer: { text: string }) => JSON.parse(answer.text) as FileAnswer;

test('the organisation file is taken along and brought in by an admin, who sees first what it changes and loses', async () => {
  const look = async (text: string) => fileAnswer(await ask('elena', 'POST', '/organisation/file/look', { text }));
  expect((await ask('dev', 'GET', '/organisation/file')).status).toBe(403);
  const exported = await ask('elena', 'GET', '/organisation/file');
  expect(exported.status).toBe(200);
  const file = JSON.parse(exported.text) as { people: { id: string; name: string; roles: string[] }[] };
  const command = await exportOrganisation(stage.service.deps.database, stage.service.deps.secrets);
  expect(file).toEqual(JSON.parse(JSON.stringify(command)));
  expect(await look(exported.text)).toMatchObject({ faults: [], look: { same: true, lost: [] } });
  const withPeople = (change: (person: (typeof file.people)[number]) => object | null) =>
    JSON.stringify({ ...file, people: file.people.flatMap((person) => change(person) ?? []) });
  const renamed = withPeople((person) => (person.id === 'ben' ? { ...person, name: 'Ben the Younger' } : person));
  const seen = (await look(renamed)).look!;
  expect(seen.people['changed']).toEqual({
    count: 1,
    first: [{ id: 'ben', name: 'Ben the Younger', fields: ['name'] }],
  });

  // What is no file of ours is said, whatever it is, and nobody brings a file in that shuts them out.
  expect((await look('{"people": [,')).faults).toMatchObject([
    { path: '', problem: expect.stringContaining('not valid JSON at line 1') },
  ]);
  expect((await look('['.repeat(200_000))).faults).toHaveLength(1);
  expect((await look('null')).look).toBeNull();
  expect((await look(withPeople((one) => (one.id === 'ben' ? { ...one, id: 'ana' } : one)))).faults[0]?.path).toMatch(
    /^people/,
  );
  const demoted = await look(withPeople((one) => (one.id === 'elena' ? { ...one, roles: [] } : one)));
  expect(demoted.faults).toMatchObject([{ path: expect.stringMatching(/^people\[\d\]\.roles$/) }]);

  // Somebody changes something after it was looked at: nothing is taken in, and what it would lose is shown.
  await ask('dev', 'PATCH', '/people/ana', { tags: ['veteran'] });
  const late = await ask('elena', 'PUT', '/organisation/file', { text: renamed }, seen.version);
  expect(JSON.parse(late.text)).toMatchObject({
    status: 409,
    current: { lost: [{ place: 'people[ana]', name: expect.stringContaining('Dev') }] },
  });
  const current = (JSON.parse(late.text) as { current: Look }).current;
  const still = await ask('elena', 'PUT', '/organisation/file', { text: renamed }, current.version);
  expect([still.status, still.text]).toEqual([422, expect.stringContaining('later changes')]);
  const taken = await ask('elena', 'PUT', '/organisation/file', { text: renamed, replace: true }, current.version);
  expect([taken.status, fileAnswer(taken)]).toMatchObject([200, { taken: true }]);
  expect(JSON.parse((await ask('dev', 'GET', '/people/ben')).text)).toMatchObject({ name: 'Ben the Younger' });
  expect(JSON.parse((await ask('dev', 'GET', '/people/ana')).text)).toMatchObject({ tags: [] });
  const noted = JSON.parse((await ask('dev', 'GET', '/audit?action=organisation.')).text) as { entries: object[] };
  expect(noted.entries.slice(0, 2)).toMatchObject([
    { by: 'person:elena', action: 'organisation.imported' },
    { by: 'person:elena', action: 'organisation.exported' },
  ]);
});

test('what is held of a person is handed to them, and erased once they have left', async () => {
  await stage.rows(
    `INSERT INTO load_events (id, person_id, kind, start_at, end_at, heavy) VALUES ('l1', 'ana', 'contact', now(), now(), true)`,
  );
  await stage.rows(
    `INSERT INTO contacts (id, line_id, channel, state, language, script, arrived_at, rank_at, person_id, talked_seconds) VALUES ('c1', 'main', 'voice', 'talking', 'en', 'main', now(), now(), 'ana', 600)`,
  );
  await stage.rows(
    `INSERT INTO time_off (position, person_id, from_date, to_date) VALUES (0, 'ana', '2026-12-24', '2026-12-26')`,
  );
  await sessionHeaders(stage, 'ana', { strength: 'code', provedMinutesAgo: 0 });
  for (const table of [
    `refused_pairs (lasting_key, person_id, at) VALUES ('x', 'ana', now())`,
    `handover_notes (id, at, person_id, words_sealed) VALUES ('ana', now(), 'ana', 'x')`,
    `person_notices (person_id, kind, about_id, line_id, due_at) VALUES ('ana', 'x', 'x', 'x', now())`,
    `attention (id, kind, at, person_id, done_by) VALUES ('x', 'x', now(), 'ana', 'person:ana')`,
    `bulletins (id, by_whom, at, choice) VALUES ('x', 'ana', now(), to_jsonb('person:ana'::text))`,
    `bulletin_people (bulletin_id, person_id, line_id, parts) VALUES ('x', 'ana', 'person:ana', 1)`,
    `replays (id, asked_by, asked_at, request) VALUES ('x', 'ana', now(), to_jsonb('person:ana'::text))`,
    `roster_drafts (id, line_id, from_date, to_date, made_by, made_at) VALUES ('x', 'x', '2026-11-01', '2026-11-02', 'ana', now())`,
    `roster_fills (id, draft_id, mode, seconds, asked_by, asked_at) VALUES ('x', 'x', 'open', 1, 'ana', now())`,
    `go_live_ticks ("check", by_whom, at) VALUES ('x', 'person:ana', now())`,
    `test_calls (person_id, id, asked_at, state) VALUES ('ana', 'x', now(), 'heard')`,
    `blocks (position, key, reason, until_at, set_by, objection_by) VALUES (0, repeat('x', 43), 'x', now(), 'person:ana', 'person:ana')`,
    `wish_rounds (id, line_id, month, until_at, opened_by, opened_at) VALUES ('x', 'x', '2026-12', now(), 'ana', now())`,
    `line_approvals (line_id, set_by, set_at) VALUES ('x', 'ana', now())`,
    `time_off_asks (id, person_id, line_id, from_date, to_date, asked_at, decided_by) VALUES ('x', 'ben', 'main', '2026-12-01', '2026-12-02', now(), 'ana')`,
    `invitations (id, token_hash, person_id, made_by, made_at) VALUES ('x', 'x', 'x', 'person:ana', now())`,
  ])
    await stage.rows(`INSERT INTO ${table}`);
  expect((await ask('dev, a while ago', 'GET', '/people/ana/held')).status).toBe(403);
  const held = await ask('dev', 'GET', '/people/ana/held');
  expect(JSON.parse(held.text)).toMatchObject({ person: { id: 'ana', sealed: ['phone'] }, pin: false });
  // What weighed on her is hers alone to read.
  expect(held.text).not.toMatch(/"load"|heavy|check-in|5550200001/);

  const erase = (who: string) => ask(who, 'POST', '/people-who-left/ana/erase');
  expect((await erase('dev')).status).toBe(403);
  expect(JSON.parse((await erase('elena')).text)).toMatchObject({
    status: 422,
    detail: expect.stringContaining('Let them go first'),
  });
  expect((await ask('dev', 'POST', '/people/ana/retire')).status).toBe(200);
  // A file taken along now is one that can be brought in.
  const text = (await ask('elena', 'GET', '/organisation/file')).text;
  expect(fileAnswer(await ask('elena', 'POST', '/organisation/file/look', { text }))).toMatchObject({
    faults: [],
    look: { same: true },
  });
  expect(JSON.parse((await erase('elena')).text)).toMatchObject({
    status: 422,
    detail: expect.stringContaining('in a call'),
  });
  await stage.rows(`UPDATE contacts SET state = 'ended', ended_at = now() WHERE id = 'c1'`);
  expect(JSON.parse((await ask('dev', 'GET', '/people-who-left')).text)).toMatchObject({
    next: null,
    people: [{ id: 'ana', name: 'ana of Northside' }],
  });
  expect((await erase('elena')).status).toBe(204);

  expect(JSON.parse((await ask('dev', 'GET', '/people-who-left')).text)).toEqual({ next: null, people: [] });
  expect((await erase('elena')).status).toBe(404);
  // Nothing names her or leads to her; what was counted goes on to be counted.
  const found = await namedIn(stage, 'ana');
  expect(found).toEqual([]);
  expect(await stage.rows(`SELECT person_id <> '' AS somebody, talked_seconds FROM contacts WHERE id = 'c1'`)).toEqual([
    { somebody: true, talked_seconds: 600 },
  ]);
  const [entry] = (
    JSON.parse((await ask('dev', 'GET', '/audit?action=person.')).text) as {
      entries: { action: string; subject: string }[];
    }
  ).entries;
  expect(entry).toMatchObject({ action: 'person.erased', subject: expect.stringMatching(/^[\w-]{20,}$/) });
});

/** Every table that has `id`, or a name with it, in any of its columns of text; decisions and drafts keep ids as long as they are kept. */
async function namedIn({ rows }: Stage, id: string): Promise<string[]> {
  const columns = await rows<{ table: string; column: string }>(
    `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE table_schema = 'public' AND t.table_type = 'BASE TABLE' AND data_type IN ('text', 'ARRAY')`,
  );
  const found: string[] = [];
  for (const { table, column } of columns) {
    const [row] = await rows<{ n: number }>(`SELECT count(*)::int AS n FROM "${table}" WHERE "${column}"::text ~ $1`, [
      `(^|[^a-z])${id}([^a-z]|$)`,
    ]);
    if (row && row.n > 0) found.push(`${table}.${column}`);
  }
  return found;
}
