/** The carrier answers 429, 500, nothing, or acts and loses the answer: the caller reaches a peer, and nobody is rung twice at once. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Service } from '../../src/app.ts';
import { eventually, requestPatienceMs } from '../support/patience.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { storedTextsOf } from '../support/stored.ts';

/** What one text of the caller brings about. */
const greetedAndHeard = {
  texts: {
    [caller]: [/^This is Northside Warmline\. A volunteer who/],
    ana: [/^Someone is writing in English\. What you write/, 'hello'],
  },
};

let stage: Stage;
afterEach(() => stage.close());

test.each([
  ['429', { kind: 'status', status: 429 }],
  ['500', { kind: 'status', status: 500 }],
  ['a dropped connection', { kind: 'drop' }],
  ['acting and losing the answer', { kind: 'act-and-drop' }],
] as const)('%s, twice in a row', async (_what, does) => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  stage.carrier.control.faults.rest({ path: /^Calls$/, method: 'POST', does, times: 2 });
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  someone.call(line);
  await stage.until('Ana rings', () => ana.state() === 'ringing', 30);
  await stage.pass(5);
  const open = stage.carrier.control.calls({ to: ana.number }).filter((call) => call.endedMs === undefined);
  expect(open).toHaveLength(1);
  ana.answer();
  await stage.pass(2);
  ana.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(ana.number), 30);
  const calls = stage.carrier.control.calls({ to: ana.number });
  expect(calls).toHaveLength(1);
});

test('the hang-up of the other phones is repeated when the carrier answers 500', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {}, ben: {} }, {}, { waves: [{ afterSeconds: 0, size: 2 }] }),
    at: '2026-11-10T18:00:00-06:00',
  });
  const phones = ['ana', 'ben'].map((id) => stage.phone(numbers[id]!));
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('both ring', () => phones.every((phone) => phone.state() === 'ringing'), 20);
  stage.carrier.control.faults.rest({
    path: /Calls\/CA/,
    method: 'POST',
    does: { kind: 'status', status: 500 },
    times: 3,
  });
  someone.hangUp();
  await stage.until('both stop', () => phones.every((phone) => phone.state() === 'idle'), 20);
  stage.expects({ calls: { ana: 1, ben: 1 } });
});

/** Lets time pass although a process does not come to rest, until it holds: a second at a time, once nobody asks the database any more. */
async function passBusilyUntil(
  reached: () => boolean,
  limitSeconds: number,
  services: () => Service[] = () => [stage.service],
): Promise<void> {
  const trips = () => services().map(({ deps }) => deps.database.roundTrips());
  for (let seconds = 0; seconds < limitSeconds && !reached(); seconds += 1) {
    await stage.clock.advance(1_000);
    for (let calm = 0, before = trips().join(); calm < 4;) {
      await stage.carrier.idle(requestPatienceMs);
      await new Promise((resolve) => setTimeout(resolve, 25));
      calm = trips().join() === before ? calm + 1 : 0;
      before = trips().join();
    }
  }
}

describe('the carrier takes longer to say what it did than a claim holds, and a second process takes over', () => {
  let second: Service;
  const both = () => [stage.service, second];

  /** Whichever process asks first what the carrier did waits for its answer, which is that it did nothing; gives what lets it go on. */
  async function holdFirstLook(look: 'openCalls' | 'textsSent'): Promise<() => void> {
    second = await stage.beside('worker');
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let looks = 0;
    for (const { deps } of [stage.service, second]) {
      const ask = deps.carrier[look].bind(deps.carrier) as (...words: unknown[]) => Promise<never>;
      deps.carrier[look] = (async (...words: unknown[]) => {
        looks += 1;
        if (looks > 1) return ask(...words);
        await held;
        return [];
      }) as never;
    }
    return release;
  }

  test('nobody is rung twice', async () => {
    stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
    const release = await holdFirstLook('openCalls');
    stage.carrier.control.faults.rest({ path: /^Calls$/, method: 'POST', does: { kind: 'status', status: 500 } });
    stage.phone(caller).call(line);
    const ana = stage.phone(numbers['ana']!);
    await passBusilyUntil(() => ana.state() === 'ringing', 40, both);
    expect(ana.state()).toBe('ringing');
    release();
    await passBusilyUntil(() => stage.carrier.control.calls({ to: ana.number }).length > 1, 5, both);
    expect(stage.carrier.control.calls({ to: ana.number })).toHaveLength(1);
    stage.expects({ calls: { ana: 1 } });
  });

  test('nobody reads a text twice', async () => {
    stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
    const release = await holdFirstLook('textsSent');
    stage.carrier.control.faults.rest({ path: /^Messages$/, method: 'POST', does: { kind: 'status', status: 500 } });
    stage.phone(caller).sendText(line, 'hello');
    const readByBoth = () =>
      [caller, numbers['ana']!].flatMap((number) =>
        stage
          .phone(number)
          .texts()
          .map(({ body }) => `${number} ${body}`),
      );
    await passBusilyUntil(() => readByBoth().length > 2, 40, both);
    release();
    await passBusilyUntil(() => readByBoth().length > 3, 5, both);
    expect(readByBoth()).toHaveLength(3);
    stage.expects(greetedAndHeard);
  });
});

test('the news that a text arrived comes while the carrier is asked about it: nobody reads it twice, and what waits behind it is sent', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const { faults } = stage.carrier.control;
  faults.rest({ path: /^Messages$/, method: 'POST', does: { kind: 'act-and-drop' }, times: 3 });
  // It comes a little later than the next try.
  faults.webhook({
    url: '/messages/status/',
    params: { MessageStatus: 'delivered' },
    does: { kind: 'late', ms: 900 },
    times: Infinity,
  });
  const { deps } = stage.service;
  const ask = deps.carrier.textsSent.bind(deps.carrier);
  deps.carrier.textsSent = async (to, from) => {
    const sent = await ask(to, from);
    const isNoted = async () => (await storedTextsOf(stage)).some((one) => one.carrierSid === sent[0]?.messageSid);
    await eventually('the news has been taken', isNoted, undefined, 20_000).catch(() => undefined);
    return sent;
  };
  stage.phone(caller).sendText(line, 'hello');
  const readByBoth = () =>
    [caller, numbers['ana']!].flatMap((number) =>
      stage
        .phone(number)
        .texts()
        .map(({ body }) => `${number} ${body}`),
    );
  await passBusilyUntil(() => readByBoth().length > 3, 20);
  expect(readByBoth()).toHaveLength(3);
  stage.expects(greetedAndHeard);
  expect((await storedTextsOf(stage)).filter((one) => one.direction === 'out')).toMatchObject([
    { state: 'delivered' },
    { state: 'delivered' },
    { state: 'delivered' },
  ]);
});
