/** Ana's calendar, Ben's, and the one of their line, as two calendar programs read them while shifts are cancelled, moved and taken over (S6, R7). */
import { afterEach, expect, test } from '@jest/globals';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { sessionHeaders } from '../support/api-askers.ts';
import { readByNames, readByRules, type Seen } from '../support/calendars.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf } from '../support/stored.ts';
import { texting } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());

const [ana, ben, grace] = [numbers['ana']!, numbers['ben']!, numbers['grace']!];
type Shift = NonNullable<OrganisationFile['shifts']>[number];

/** Four evenings, all Ana's. */
function evenings(shift: Partial<Shift> = {}, people: Parameters<typeof smallOrganisation>[0] = {}): OrganisationFile {
  const organisation = smallOrganisation({
    ana: {},
    ben: { as: null },
    grace: { as: null, roles: ['shift-leader'] },
    ...people,
  });
  const four = { start: '2026-11-10T17:00', end: '2026-11-10T21:00', repeat: 'FREQ=DAILY;COUNT=4' };
  return { ...organisation, shifts: organisation.shifts!.map((one) => ({ ...one, ...four, ...shift })) };
}

async function ask(personId: string, method: string, path: string, url = stage.service.url!) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(await sessionHeaders(stage, personId, { strength: 'second', provedMinutesAgo: 0 })),
      'content-type': 'application/json',
    },
    ...(method === 'POST' ? { body: '{}' } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Record<string, unknown> | null };
}
const makeFeed = async (who: string, path = '/me/feed') => {
  const { body } = await ask(who, 'POST', path);
  const { pathname } = new URL(String(body?.['address']));
  expect(pathname).toMatch(/^\/feeds\/[\w-]{43}\.ics$/);
  return pathname;
};

const get = (address: string, headers: Record<string, string> = {}, url = stage.service.url!) =>
  fetch(`${url}${address}`, { headers });

/** What both programs see in it, which is the same. */
async function seen(address: string, url?: string): Promise<Seen[]> {
  const response = await get(address, {}, url);
  expect(response.status).toBe(200);
  const file = await response.text();
  for (const number of Object.values(numbers)) expect(file).not.toContain(number.slice(1));
  const events = readByNames(file);
  expect(readByRules(file).events).toEqual(events);
  return events;
}
const inShort = ({ startMs, endMs, status, summary }: Seen) =>
  `${new Date(startMs).toISOString().slice(8, 16)} ${(endMs - startMs) / 3_600_000} h ${status} ${summary}`;

test('through a shift taken over by text, one cancelled and one moved, names stay and what changed comes after itself', async () => {
  stage = await setStage({ organisation: evenings(), at: '2026-11-10T12:00:00-06:00' });
  const { write, news, read } = texting(stage);
  const [anas, bens, lines] = [
    await makeFeed('ana'),
    await makeFeed('ben'),
    await makeFeed('grace', '/rosters/main/feed'),
  ];
  const first = await seen(anas);
  expect(first.map(inShort)).toEqual([
    '10T23:00 4 h CONFIRMED Shift: Northside Warmline',
    '11T23:00 4 h CONFIRMED Shift: Northside Warmline',
    '12T23:00 4 h CONFIRMED Shift: Northside Warmline',
    '13T23:00 4 h CONFIRMED Shift: Northside Warmline',
  ]);
  expect(await seen(bens)).toEqual([]);
  const line = await seen(lines);
  expect(line.map(({ summary }) => summary)).toEqual(Array(4).fill('Northside Warmline: ana'));

  // The same file once more changes nothing, and a calendar that looks again is told so.
  const before = await get(anas);
  const tag = before.headers.get('etag')!;
  expect(before.headers.get('cache-control')).toBe('private, no-cache');
  expect(before.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  await stage.load(evenings());
  const again = await get(anas, { 'if-none-match': tag });
  expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, tag, '']);
  expect(await seen(anas)).toEqual(first);

  await write(ana, 'COVER');
  await stage.until('the others hear of it', () => [ben, grace].every((who) => read(who).length === 1), 120);
  expect(await seen(anas)).toEqual(first);
  await write(ben, 'TAKE 1');
  expect([ana, ben, grace].map((who) => news(who).length)).toEqual([2, 2, 1]);
  expect((await get(anas, { 'if-none-match': tag })).status).toBe(200);
  const taken = await seen(anas);
  expect(inShort(taken[0]!)).toBe('10T23:00 4 h CANCELLED Cancelled: Shift: Northside Warmline');
  expect(taken.slice(1)).toEqual(first.slice(1));
  expect((await seen(bens)).map(inShort)).toEqual(['10T23:00 4 h CONFIRMED Shift: Northside Warmline']);

  const changed = [
    { occurrence: '2026-11-10T17:00', assigned: [{ person: 'ben', as: 'primary' as const }] },
    { occurrence: '2026-11-11T17:00', cancelled: true },
    { occurrence: '2026-11-12T17:00', start: '2026-11-14T09:00', end: '2026-11-14T12:00' },
  ];
  await stage.load(evenings({ changes: changed }));
  const other = await stage.beside('web');
  const last = await seen(anas, other.url!);
  expect(last.map(inShort)).toEqual([
    '10T23:00 4 h CANCELLED Cancelled: Shift: Northside Warmline',
    '11T23:00 4 h CANCELLED Cancelled: Shift: Northside Warmline',
    '13T23:00 4 h CONFIRMED Shift: Northside Warmline',
    '14T15:00 3 h CONFIRMED Shift: Northside Warmline',
  ]);
  expect(await seen(anas)).toEqual(last);
  // Each is still who it was, and whoever changed comes after what was known of it.
  const was = new Map(first.map(({ uid, sequence }) => [uid, sequence]));
  expect(last.map(({ uid, sequence }) => Math.sign(sequence - was.get(uid)!))).toEqual([1, 1, 0, 1]);
  const roster = await seen(lines);
  expect(roster.map(({ uid }) => uid).toSorted()).toEqual(line.map(({ uid }) => uid).toSorted());
  expect(roster.map(inShort)).toEqual([
    '10T23:00 4 h CONFIRMED Northside Warmline: ben',
    '11T23:00 4 h CANCELLED Cancelled: Northside Warmline: ana',
    '13T23:00 4 h CONFIRMED Northside Warmline: ana',
    '14T15:00 3 h CONFIRMED Northside Warmline: ana',
  ]);

  // After a start it is the same, to the letter.
  const [letters, tagNow] = [await (await get(lines)).text(), (await get(lines)).headers.get('etag')];
  await stage.restart();
  expect([await (await get(lines)).text(), (await get(lines)).headers.get('etag')]).toEqual([letters, tagNow]);
});

test('an address is its owner’s to renew and to end, and ends with the right to it; nobody learns which there were', async () => {
  stage = await setStage({ organisation: evenings(), at: '2026-11-10T12:00:00-06:00' });
  expect((await ask('ben', 'GET', '/me/feed')).body).toEqual({ feed: null });
  expect((await ask('ana', 'POST', '/rosters/main/feed')).status).toBe(403);
  expect((await ask('grace', 'POST', '/rosters/elsewhere/feed')).status).toBe(404);
  const [old, line, own] = [
    await makeFeed('ana'),
    await makeFeed('grace', '/rosters/main/feed'),
    await makeFeed('grace'),
  ];
  const uids = (await seen(old)).map(({ uid }) => uid);
  expect((await ask('ana', 'GET', '/me/feed')).body).toEqual({
    feed: { madeAt: '2026-11-10T18:00:00.000Z', readAt: '2026-11-10T18:00:00.000Z' },
  });
  expect((await ask('grace', 'GET', '/me/held')).body).toMatchObject({
    calendars: [
      { line: null, readAt: null },
      { line: 'Northside Warmline', readAt: null },
    ],
  });

  const anew = await makeFeed('ana');
  const gone = await get(old);
  const never = await get(`/feeds/${'x'.repeat(43)}.ics`);
  expect([gone.status, await gone.text()]).toEqual([404, await never.text()]);
  expect([never.status, (await get('/feeds/')).status, (await get('/feeds/a/b.ics')).status]).toEqual([404, 404, 404]);
  expect((await get('/feeds/%E0%A4%A.ics')).status).toBe(404);
  expect((await seen(anew)).map(({ uid }) => uid)).toEqual(uids);

  // Grace leads no more: she keeps her own shifts, and the line's opens nothing, nor does it when she leads again.
  expect([(await get(line)).status, (await get(own)).status]).toEqual([200, 200]);
  await stage.load(evenings({}, { grace: { as: null } }));
  expect([(await get(line)).status, (await get(own)).status]).toEqual([404, 200]);
  await stage.load(evenings());
  expect((await get(line)).status).toBe(404);

  // Ana leaves, and is back before any calendar has looked.
  const { people = [], shifts = [], ...rest } = evenings();
  const nobodys = shifts.map((one) => ({ ...one, assigned: [] }));
  await stage.load({ ...rest, people: people.filter(({ id }) => id !== 'ana'), shifts: nobodys });
  await stage.pass(61);
  await stage.load(evenings());
  expect((await get(anew)).status).toBe(404);

  expect((await ask('grace', 'DELETE', '/me/feed')).status).toBe(204);
  expect((await get(own)).status).toBe(404);
  const secrets = [old, anew, line, own].map((address) => address.slice('/feeds/'.length, -'.ics'.length));
  const audit = await auditOf(stage, 'feed');
  expect(audit.map(({ by, action, subject }) => `${by} ${action} ${subject}`)).toEqual([
    'person:ana feed.made ana',
    'person:grace feed.made main',
    'person:grace feed.made grace',
    'person:ana feed.renewed ana',
    'warmline feed.ended main',
    'warmline feed.ended ana',
    'person:grace feed.ended grace',
  ]);
  const metrics = await (await fetch(`${stage.service.url}/metrics`)).text();
  const kept = JSON.stringify(await stage.stored().prisma.calendarFeed.findMany());
  for (const secret of secrets)
    for (const place of [stage.logged.join('\n'), metrics, kept]) expect(place).not.toContain(secret);
});

test('a calendar that asks too often is told to wait, and another one is not', async () => {
  stage = await setStage({ organisation: evenings(), at: '2026-11-10T12:00:00-06:00' });
  const [anas, bens] = [await makeFeed('ana'), await makeFeed('ben')];
  const asks = await Promise.all(Array.from({ length: 31 }, () => get(anas)));
  expect(asks.filter(({ status }) => status === 200)).toHaveLength(30);
  const refused = asks.find(({ status }) => status === 429)!;
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  // All of them asked at once: it was published once.
  expect(new Set(asks.map(({ headers }) => headers.get('etag')).filter(Boolean)).size).toBe(1);
  expect((await get(bens)).status).toBe(200);
});

test('what cannot be read is not taken for an empty calendar, and is whole again with the next change', async () => {
  stage = await setStage({ organisation: evenings(), at: '2026-11-10T12:00:00-06:00' });
  const anas = await makeFeed('ana');
  const before = await seen(anas);
  await stage.stored().prisma.calendarFeed.updateMany({ data: { published: ['odd'] } });
  const broken = await get(anas);
  expect([broken.status, broken.headers.get('retry-after')]).toEqual([503, '300']);
  await stage.load(evenings({ changes: [{ occurrence: '2026-11-13T17:00', cancelled: true }] }));
  const after = await seen(anas);
  expect(after.map(({ uid }) => uid)).toEqual(before.slice(0, 3).map(({ uid }) => uid));
  expect(after.every(({ sequence }) => sequence > before[0]!.sequence)).toBe(true);
});
