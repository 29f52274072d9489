/** A person who stands here twice is made one: shifts, days away, load, contacts and what must never be go on under the record that stays (O2). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sessionHeaders } from '../support/api-askers.ts';
import { seal } from '../../src/platform/sealing.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
const headersOf = new Map<string, Record<string, string>>();

beforeAll(async () => {
  const organisation = smallOrganisation({
    ana: { as: 'backup', tags: ['veteran'], training: [{ course: 'listening', until: '2026-12-01' }] },
    ben: {
      tags: ['recovery'],
      languages: ['es', 'en'],
      email: 'ana@example.org',
      training: [{ course: 'listening' }],
      availability: [{ days: ['MO'], start: '17:00', end: '23:00' }],
    },
    dev: { as: null, roles: ['coordinator'] },
    elena: { as: null, roles: ['admin'] },
  });
  stage = await setStage({
    organisation: { ...organisation, timeOff: [{ person: 'ben', from: '2026-12-24', to: '2026-12-26' }] },
    at: '2026-11-10T12:00:00-06:00',
  });
  for (const [name, who, provedMinutesAgo] of [
    ['dev', 'dev', 0],
    ['dev, a while ago', 'dev', 11],
    ['elena', 'elena', 0],
    ['ben', 'ben', 0],
  ] as const)
    headersOf.set(name, await sessionHeaders(stage, who, { strength: 'second', provedMinutesAgo }));
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
  const text = await response.text();
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Record<string, unknown> };
}

const count = async (sql: string) => (await stage.rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`))[0]?.n;

/** What the days have left of somebody. */
async function past(person: string): Promise<void> {
  await stage.rows(
    `INSERT INTO contacts (id, line_id, channel, state, language, script, arrived_at, rank_at, person_id, talked_seconds, ended_at) VALUES ('c1', 'main', 'voice', 'ended', 'en', 'main', now(), now(), $1, 600, now())`,
    [person],
  );
  await stage.rows(
    `INSERT INTO load_events (id, person_id, kind, start_at, end_at, heavy) VALUES ('l1', $1, 'contact', now(), now(), true)`,
    [person],
  );
  await stage.rows(`INSERT INTO refused_pairs (lasting_key, person_id, at) VALUES ('somebody', $1, now())`, [person]);
  await stage.rows(`INSERT INTO date_wishes (person_id, on_date, wish) VALUES ($1, '2026-11-30', 'not')`, [person]);
  await stage.rows(
    `INSERT INTO availability (person_id, rest_until, rest_reason, waived) VALUES ($1, now() + interval '2 hours', 'heavy', '{}')`,
    [person],
  );
  await stage.rows(
    `INSERT INTO bulletins (id, by_whom, at, words_sealed, choice) VALUES ('b1', 'dev', now(), $1, '{}'), ('b2', 'dev', now(), $1, '{}')`,
    [seal(stage.service.deps.secrets.sealingKey, 'See you on Friday.')],
  );
  await stage.rows(
    `INSERT INTO bulletin_people (bulletin_id, person_id, line_id, parts) VALUES ('b1', $1, 'main', 1), ('b2', $1, 'main', 1), ('b2', 'ana', 'main', 1)`,
    [person],
  );
  await stage.rows(
    `INSERT INTO conversations (id, line_id, channel, state, language, opened_at, last_at, person_id) VALUES ('t1', 'main', 'sms', 'active', 'en', now(), now(), $1)`,
    [person],
  );
}

test('what the other record holds goes on under the one that stays, once and all together', async () => {
  await past('ben');
  const look = () => ask('dev', 'GET', '/people/ana/merge/ben');
  const merge = (who: string, version?: string, [stays, other] = ['ana', 'ben']) =>
    ask(who, 'POST', `/people/${stays}/merge`, { other }, version);

  expect((await look()).body).toMatchObject({
    stays: { id: 'ana', calls: 0, tags: ['veteran'] },
    goes: { id: 'ben', calls: 1, conversations: 1, daysAway: 1, endsWith: '02', hasEmail: true },
    result: {
      id: 'ana',
      endsWith: '01',
      hasEmail: true,
      tags: ['veteran', 'recovery'],
      languages: ['en', 'es'],
      training: [{ course: 'listening' }],
      times: true,
    },
    hindrances: ['texting'],
  });
  expect(await merge('dev')).toMatchObject({
    status: 422,
    body: { detail: expect.stringContaining('once that is over') },
  });
  await stage.rows(`UPDATE conversations SET state = 'closed', closed_at = now()`);
  const seen = (await look()).body;
  expect(seen['hindrances']).toEqual([]);

  expect((await merge('dev, a while ago')).body['type']).toMatch(/fresh-proof$/);
  expect(await merge('ben')).toMatchObject({ status: 403 });
  // Of somebody who was made more by an admin an admin alone lets a record go; nobody lets themselves go.
  expect(await merge('dev', undefined, ['ana', 'elena'])).toMatchObject({ status: 403 });
  expect(await merge('elena', undefined, ['ana', 'elena'])).toMatchObject({ status: 422 });
  expect(await merge('dev', undefined, ['ana', 'ana'])).toMatchObject({ status: 404 });

  await ask('elena', 'PATCH', '/people/ben', { trainee: true });
  const late = await merge('dev', String(seen['version']));
  expect(late).toMatchObject({ status: 409, body: { current: { goes: { id: 'ben' } } } });
  const { version } = (late.body['current'] ?? {}) as { version: string };
  const [before] = await stage.rows<{ version: number }>('SELECT version FROM organisation');
  expect(await merge('dev', version)).toMatchObject({ status: 204 });

  expect((await ask('dev', 'GET', '/people/ana')).body).toMatchObject({
    tags: ['veteran', 'recovery'],
    trainee: false,
  });
  expect(await ask('dev', 'GET', '/people/ben')).toMatchObject({ status: 404 });
  expect(await stage.rows(`SELECT person_id, duty FROM assignments WHERE shift_id = 'evening'`)).toEqual([
    { person_id: 'ana', duty: 'primary' },
  ]);
  for (const table of ['contacts', 'load_events', 'refused_pairs', 'date_wishes', 'time_off', 'conversations'])
    expect([
      table,
      await count(`${table} WHERE person_id = 'ben'`),
      await count(`${table} WHERE person_id = 'ana'`),
    ]).toEqual([table, 0, 1]);
  // The word that was to reach them under the other name reaches them, and none twice.
  expect(
    await stage.rows(`SELECT bulletin_id AS word, person_id AS person FROM bulletin_people ORDER BY 1, 2`),
  ).toEqual([
    { word: 'b1', person: 'ana' },
    { word: 'b2', person: 'ana' },
    { word: 'b2', person: 'ben' },
  ]);
  expect(await count(`effects WHERE kind = 'TellPerson' AND payload = '{"bulletinId": "b1", "personId": "ana"}'`)).toBe(
    1,
  );
  // Whoever rested under the other name rests.
  expect(await count(`availability WHERE person_id = 'ana' AND rest_until > now() AND rest_reason = 'heavy'`)).toBe(1);
  const [after] = await stage.rows<{ version: number }>('SELECT version FROM organisation');
  expect(after!.version).toBe(before!.version + 1);
  expect((await ask('dev', 'GET', '/audit?action=person.merged')).body).toMatchObject({
    entries: [{ by: 'person:dev', subject: 'ben ana' }],
  });
});
