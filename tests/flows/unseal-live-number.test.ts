/** Only a shift leader, only while the call lives, only on a line that publishes it, never without a reason on record (V13). */
import { afterEach, expect, test } from '@jest/globals';
import { unsealLiveNumber } from '../../src/contacts/live-number.ts';
import { sessionHeaders } from '../support/api-askers.ts';
import { caller, line, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, contactsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

/** A live call, and what a person gets who asks for its number. */
async function liveCall(escalation: 'consent-only' | 'imminent-risk', from = caller) {
  const organisation = smallOrganisation(
    { ana: {}, elena: { roles: ['volunteer', 'shift-leader'] } },
    {},
    { escalation },
  );
  stage = await setStage({ organisation, at: '2026-11-10T18:00:00-06:00' });
  const someone = stage.phone(caller);
  someone.call(line, { from });
  await stage.pass(5);
  const [contact] = await contactsOf(stage);
  const ask = async (person: string, reason: string) => {
    const directory = await stage.service.deps.directories.current();
    return unsealLiveNumber(stage.service.deps.room, directory!, contact!.id, person, reason);
  };
  const audited = () => auditOf(stage, 'number.unsealed');
  return { someone, ask, audited, contactId: contact!.id };
}

test('the leader gets the number of the live call, and the audit has who and why', async () => {
  const { ask, audited, contactId } = await liveCall('imminent-risk');
  expect(await ask('elena', ' They say they took pills. ')).toEqual({ kind: 'number', number: caller });
  expect(await audited()).toMatchObject([
    { by: 'person:elena', subject: contactId, reason: 'They say they took pills.' },
  ]);
  stage.expects({ calls: { ana: 1 } });
});

test('nobody else does, nor without a reason, nor once the call is over', async () => {
  const { someone, ask, audited } = await liveCall('imminent-risk');
  expect(await ask('ana', 'I am worried.')).toEqual({ kind: 'refused', why: 'no-leader' });
  expect(await ask('elena', '  ')).toEqual({ kind: 'refused', why: 'no-reason' });
  someone.hangUp();
  await stage.pass(2);
  expect(await ask('elena', 'I am worried.')).toEqual({ kind: 'refused', why: 'over' });
  expect(await audited()).toEqual([]);
  stage.expects({ calls: { ana: 1 } });
});

test('on a line that promises consent it stays sealed', async () => {
  const { ask, audited } = await liveCall('consent-only');
  expect(await ask('elena', 'They say they took pills.')).toEqual({ kind: 'refused', why: 'consent-only' });
  expect(await audited()).toEqual([]);
  stage.expects({ calls: { ana: 1 } });
});

test('a hidden caller has no number that could be opened', async () => {
  const { ask } = await liveCall('imminent-risk', 'anonymous');
  expect(await ask('elena', 'They say they took pills.')).toEqual({ kind: 'refused', why: 'no-number' });
  stage.expects({ calls: { ana: 1 } });
});

test('from the board: a leader with a fresh proof sees it once, and it is kept nowhere; nobody else', async () => {
  const organisation = smallOrganisation(
    { ana: {}, elena: { roles: ['volunteer', 'shift-leader'] }, dev: { as: null, roles: ['coordinator'] } },
    {},
    { escalation: 'imminent-risk' },
  );
  stage = await setStage({ organisation, at: '2026-11-10T18:00:00-06:00' });
  stage.phone(caller).call(line);
  await stage.pass(5);
  const asking = async (person: string, provedMinutesAgo: number) => {
    const came = { strength: 'second', provedMinutesAgo } as const;
    const headers = { ...(await sessionHeaders(stage, person, came)), 'content-type': 'application/json' };
    return (path: string, reason?: string, more: Record<string, string> = {}) =>
      fetch(`${stage.service.url}/api/v1${path}`, {
        headers: { ...headers, ...more },
        ...(reason !== undefined && { method: 'POST', body: JSON.stringify({ reason }) }),
      });
  };
  const elena = await asking('elena', 0);
  const { board } = (await (await elena('/board')).json()) as {
    board: { lines: { main: { mayUnseal: boolean; waiting: object; elsewhere: object } } };
  };
  const { mayUnseal, waiting, elsewhere } = board.lines.main;
  const [key] = Object.keys({ ...waiting, ...elsewhere });
  expect([mayUnseal, key]).toEqual([true, expect.any(String)]);
  const path = `/board/calls/${key}/number`;
  const reason = 'They say they took pills.';
  expect((await (await asking('dev', 0))(path, reason)).status).toBe(403);
  expect((await (await asking('ana', 0))(path, reason)).status).toBe(403);
  const late = await (await asking('elena', 11))(path, reason);
  expect(await late.json()).toMatchObject({ type: 'urn:warmline:problem:fresh-proof' });
  expect((await elena(path, ' ')).status).toBe(400);
  expect((await elena('/board/calls/over/number', reason)).status).toBe(409);
  expect(await auditOf(stage, 'number.unsealed')).toEqual([]);

  const opened = await elena(path, reason, { 'idempotency-key': 'once' });
  expect([opened.headers.get('cache-control'), await opened.json()]).toEqual(['no-store', { number: caller }]);
  expect(await auditOf(stage, 'number.unsealed')).toMatchObject([{ by: 'person:elena', reason }]);
  // An answer that is kept for whoever asks again would be the number, kept.
  const again = await elena(path, 'Still.', { 'idempotency-key': 'once' });
  expect(await again.json()).toEqual({ number: caller });
  expect(await auditOf(stage, 'number.unsealed')).toHaveLength(2);
  stage.expects({ calls: { ana: 1 } });
});
