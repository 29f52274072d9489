/** What is kept is taken along by those who may, with a fresh proof, and each taking is noted (O6, A3). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
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
