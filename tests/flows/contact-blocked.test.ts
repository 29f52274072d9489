/** A coordinator finds a lost call, sees why nobody took it, and blocks its caller for a while: by the contact, never by a number (V9, O4). */
import { afterEach, expect, test } from '@jest/globals';
import { sessionHeaders } from '../support/api-askers.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, openAttentionOf, organisationVersionOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

type Asked = { method?: string; body?: object; ifMatch?: string };
type Block = { id: string; version: string; until: string; review: string | null; objectedAt: string | null };
type Answer = Record<string, unknown> & { status: number; text: string };

/** Asks the API as `person`, whose proof is `minutes` old. */
function asking(person: string, minutes = 0) {
  return async (path: string, { method = 'GET', body, ifMatch }: Asked = {}): Promise<Answer> => {
    const headers = await sessionHeaders(stage, person, { strength: 'second', provedMinutesAgo: minutes });
    const response = await fetch(`${stage.service.url}/api/v1${path}`, {
      method,
      headers: {
        ...headers,
        ...(body && { 'content-type': 'application/json' }),
        ...(ifMatch && { 'if-match': ifMatch }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { ...(text === '' ? {} : (JSON.parse(text) as object)), status: response.status, text };
  };
}

/** Nobody takes the call of `caller`; it is over, and the number forgotten. Answers the contact's id. */
async function lostCall(): Promise<string> {
  const organisation = smallOrganisation({ ana: {}, ben: {}, dev: { as: null, roles: ['coordinator'] } });
  stage = await setStage({ organisation, at: '2026-11-10T18:00:00-06:00' });
  stage.phone(numbers['ben']!).sendText(line, 'BREAK 60');
  await stage.pass(2);
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('Ana rings', () => stage.phone(numbers['ana']!).state() === 'ringing', 20);
  await stage.pass(30);
  someone.hangUp();
  await stage.pass(3);
  await stage.jump(20 * 60);
  await stage.pass(61);
  const { contacts } = (await asking('dev')('/contacts')) as unknown as { contacts: { id: string }[] };
  expect(contacts).toHaveLength(1);
  return contacts[0]!.id;
}

const ofBreak = /^Enjoy your break/;
const ofShift = /^Your next shift/;

test('why nobody took the call is told in words that name nobody’s rest, and nothing of the caller', async () => {
  const id = await lostCall();
  const ask = asking('dev');
  const list = await ask('/contacts?ending=lost&day=2026-11-10&line=main');
  expect(list['contacts']).toMatchObject([
    { id, kind: 'call', line: 'Northside Warmline', outcome: 'abandoned-in-queue', ended: true },
  ]);
  for (const none of ['ending=talked', 'day=2026-11-11', 'line=other', 'ending=live'])
    expect((await ask(`/contacts?${none}`))['contacts']).toEqual([]);
  const told = await ask(`/contacts/${id}`);
  expect(told).toMatchObject({
    outcome: 'abandoned-in-queue',
    story: {
      ringings: expect.arrayContaining([
        expect.objectContaining({ name: 'ana of Northside', role: 'primary', cameOf: 'no-answer', talkFrom: null }),
      ]),
      decisions: expect.arrayContaining([
        expect.objectContaining({
          asked: [{ name: 'ana of Northside', as: 'primary' }],
          keptBack: [
            expect.objectContaining({
              name: 'ben of Northside',
              reasons: [expect.objectContaining({ kind: 'on-break' })],
            }),
          ],
        }),
      ]),
    },
    block: { can: true, everywhere: false, standing: null },
  });
  expect(list.text + told.text).not.toMatch(/0900001|[Kk]ey"|score|heavy|check-?in/);
  expect((await ask('/contacts/nobody')).status).toBe(404);
  expect((await ask('/contacts?cursor=bm9uZQ')).status).toBe(400);
  expect((await asking('ana')(`/contacts/${id}`)).status).toBe(403);
  stage.expects({ calls: { ana: 2 }, texts: { ben: [ofBreak] } });
});

test('a block holds from the next call on, is looked at again, and once it is ended the caller comes through', async () => {
  const id = await lostCall();
  const ask = asking('dev');
  const version = await organisationVersionOf(stage);
  const wanted = { reason: 'Threatened Ana twice', review: '2026-11-12', until: '2026-11-14T00:00:00Z' };
  const set = (body: object, by = ask) => by(`/contacts/${id}/block`, { method: 'POST', body });
  expect(await set(wanted, asking('dev', 11))).toMatchObject({ status: 403, type: 'urn:warmline:problem:fresh-proof' });
  const refused: [object, string][] = [
    [{ ...wanted, reason: ' ' }, 'body.reason'],
    [{ ...wanted, reason: 'It is 555 090 0001' }, 'body.reason'],
    [{ ...wanted, until: '2026-11-10T00:00:00Z' }, 'body.until'],
    // By then nobody is known by what is kept of the call.
    [{ ...wanted, until: '2027-03-01T00:00:00Z' }, 'body.until'],
    [{ ...wanted, review: '2026-11-20' }, 'body.review'],
    [{ ...wanted, everywhere: true }, 'body.everywhere'],
  ];
  for (const [body, path] of refused)
    expect([path, await set(body)]).toMatchObject([path, { status: 400, fields: [{ path }] }]);
  const block = (await set(wanted)) as unknown as Block;
  expect(block).toMatchObject({
    line: 'Northside Warmline',
    setBy: 'dev of Northside',
    contact: id,
    review: '2026-11-12',
  });
  expect(await set(wanted)).toMatchObject({ status: 409, current: { id: block.id } });
  expect(await organisationVersionOf(stage)).toBe((version ?? 0) + 1);

  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until(
    'they hear how to object',
    () => someone.sentences().join(' ').includes('this is a mistake, press 2'),
    60,
  );
  expect(someone.sentences().join(' ')).toMatch(/We cannot take your calls for now\. This is over by itself/);
  someone.hangUp();
  await stage.pass(2);

  const objected = (await ask(`/blocks/${block.id}/objection`, { method: 'POST' })) as unknown as Block;
  expect(objected).toMatchObject({ objectedAt: expect.any(String), objectionBy: 'dev of Northside' });
  expect(await openAttentionOf(stage)).toMatchObject([{ kind: 'block-objection', subject: block.id }]);
  await stage.jump(48 * 3600);
  await stage.pass(61);
  expect((await openAttentionOf(stage)).map(({ kind }) => kind)).toContain('block-review');

  const stale = await ask(`/blocks/${block.id}`, { method: 'PATCH', body: { reason: 'Else' }, ifMatch: block.version });
  expect(stale).toMatchObject({ status: 409, current: { version: objected.version } });
  const { status } = await ask(`/blocks/${block.id}`, {
    method: 'PATCH',
    body: { review: null },
    ifMatch: objected.version,
  });
  expect(status).toBe(200);
  expect((await openAttentionOf(stage)).map(({ kind }) => kind)).not.toContain('block-review');
  const { blocks } = (await ask('/blocks')) as unknown as { blocks: Block[] };
  expect(blocks).toMatchObject([{ id: block.id, review: null }]);
  const end = { method: 'POST', ifMatch: blocks[0]!.version };
  expect((await ask(`/blocks/${block.id}/end`, end)).status).toBe(204);
  expect((await ask(`/blocks/${block.id}/end`, end)).status).toBe(404);
  expect((await openAttentionOf(stage)).map(({ kind }) => kind)).not.toContain('block-objection');
  const audited = await auditOf(stage, 'block.');
  expect(audited.map(({ action, reason }) => [action, reason])).toEqual(
    ['set', 'objection', 'changed', 'ended'].map((what) => [`block.${what}`, null]),
  );

  someone.call(line);
  const ana = stage.phone(numbers['ana']!);
  await stage.until('Ana rings', () => ana.state() === 'ringing', 60);
  ana.answer();
  await stage.pass(5);
  ana.press('1');
  await stage.pass(60);
  someone.hangUp();
  await stage.pass(5);
  // Once it is over the list still says how long they waited, not how long it went on.
  const { contacts } = (await ask('/contacts?ending=talked')) as unknown as { contacts: { waitedSeconds: number }[] };
  expect(contacts).toHaveLength(1);
  expect(contacts[0]!.waitedSeconds).toBeLessThan(60);
  stage.expects({ calls: { ana: 3 }, texts: { ben: [ofBreak, ofShift], ana: [ofShift] } });
});
