/** Two web and two worker processes, a Redis Cluster, Postgres behind a pooler: each of them dies while people call and write, and nobody notices but by a sorry sentence. */
import { afterEach, expect, test } from '@jest/globals';
import { apologiesTo, busyEvening, busyOrganisation, type BusyEvening, type Texter } from '../support/busy-evening.ts';
import { startManyProcesses, type ManyProcesses } from '../support/many-processes.ts';
import { eventually } from '../support/patience.ts';
import { expectNobodyRungTwiceAtOnce } from '../support/twelve-volunteers.ts';

let house: ManyProcesses;
let evening: BusyEvening;
afterEach(async () => {
  evening.stop();
  await house.close();
});

test('every caller is met and every text answered once, whichever part is killed', async () => {
  house = await startManyProcesses(busyOrganisation);
  house.cannotKnow('people come for as long as it takes: at the end every call and text is compared');
  evening = busyEvening(house.phone, 350);
  await callersMeetPeers('before anything happens');

  await house.redis.killMaster();
  await callersMeetPeers('while the queues are away');
  await house.redis.takeOver();
  await callersMeetPeers('with the queues on another server');

  for (const one of [house.webs[0]!, house.workers[0]!]) process.kill(one.rolePid()!, 'SIGKILL');
  await callersMeetPeers('with a web and a worker process killed');

  const apologiesBefore = apologies();
  house.postgres.killPrimary();
  await eventually('somebody hears that we are sorry', () => apologies() > apologiesBefore, story);
  await house.postgres.promote();
  house.pooler.leadTo(house.postgres.standbyUrl);
  await callersMeetPeers('with the standby in the place of the first');

  evening.lastCall();
  await eventually(
    'everybody is met',
    () => evening.callers.every(({ state }) => state === 'met' || state === 'lost'),
    story,
  );
  expect(evening.callers.filter(({ state }) => state === 'lost').map(({ sid }) => ({ sid }))).toEqual([]);
  await everyTextIsAnsweredOnce();
  await bothSidesTellTheSame();
  expectNobodyRungTwiceAtOnce(
    house.carrier,
    evening.volunteers.map(({ number }) => number),
  );
  expect(evening.callers.flatMap(({ phone }) => phone.heard().filter(({ kind }) => kind === 'carrier-error'))).toEqual(
    [],
  );
});

/** So many of those who call from now on are met. */
async function callersMeetPeers(what: string): Promise<void> {
  const from = evening.callers.length;
  const isMet = () => evening.callers.slice(from).filter(({ state }) => state === 'met').length >= 5;
  await eventually(`callers meet peers ${what}`, isMet, story);
}

const apologies = () =>
  evening.callers.filter(({ phone }) => phone.sentences().some((said) => /We are sorry/.test(said))).length;

function story(): string {
  const states = evening.callers.map(({ phone, state }) => ({
    state,
    phone: phone.state(),
    heard: phone.heard().slice(-4),
  }));
  const complaints = [...house.webs, ...house.workers].map((one) => one.stdout() + one.stderr());
  return JSON.stringify({ states: states.filter(({ state }) => state !== 'met'), complaints }, null, 1);
}

async function everyTextIsAnsweredOnce(): Promise<void> {
  const times = (texts: { body: string }[], words: string) => texts.filter(({ body }) => body === words).length;
  const answered = ({ phone, answer }: Texter) => times(phone.texts(), answer) > 0;
  const left = () =>
    evening.texters
      .filter((one) => !answered(one))
      .map(({ phone, by }) => ({ who: phone.number, read: phone.texts(), by: by?.number, asRead: by?.texts() }));
  await eventually(
    'every text is answered',
    () => left().length === 0,
    () => JSON.stringify(left()),
  );
  const all = evening.volunteers.flatMap((one) => one.texts());
  for (const { phone, words, answer, by } of evening.texters) {
    // Whoever was asked to say it again may have been understood before.
    expect(times(all, words)).toBeLessThanOrEqual(1 + apologiesTo(phone));
    expect(times(phone.texts(), answer)).toBeLessThanOrEqual(1 + apologiesTo(by!));
    expect(phone.texts().filter(({ body }) => body.startsWith('This is National.'))).toHaveLength(1);
  }
}

/** A call of the carrier's is one leg or one contact, and what was to be done is done. */
async function bothSidesTellTheSame(): Promise<void> {
  const open = async () =>
    house.rows<{ what: string }>(
      `SELECT 'contact ' || id || ' ' || state AS what FROM contacts WHERE state <> 'ended' UNION ALL SELECT 'leg ' || id || ' ' || state FROM legs WHERE state <> 'ended'
        UNION ALL SELECT 'effect ' || kind || ' ' || state FROM effects WHERE state IN ('running', 'failed') OR (state = 'pending' AND due_at < now())`,
    );
  let left: { what: string }[] = [];
  await eventually(
    'everything is over',
    async () => (left = await open()).length === 0,
    () => JSON.stringify(left),
  );
  const kept = await house.rows<{ call_sid: string }>(
    'SELECT call_sid FROM contacts WHERE call_sid IS NOT NULL UNION ALL SELECT call_sid FROM legs WHERE call_sid IS NOT NULL',
  );
  const calls = house.carrier.control.calls().map(({ sid }) => sid);
  expect(kept.map(({ call_sid: sid }) => sid).toSorted()).toEqual(calls.toSorted());
}
