/** A second in which nothing happens costs the database hardly anything, whatever is open meanwhile: nights are long. */
import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { promiseCallback } from '../../src/callbacks/promises.ts';
import { ownRedis } from '../support/servers.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { askedByService } from '../support/settling.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening, texting } from '../support/texting.ts';

let stage: Stage;
let redisUrl: string;
// News of other stages on the same Redis would have these ask.
beforeAll(async () => void (redisUrl = (await ownRedis()).url));
afterEach(() => stage.close());

const ana = numbers['ana']!;
const night = { ana: { as: null } };
const seconds = 120;

type Quiet = {
  while: string;
  /** Who is on shift. */
  people: Parameters<typeof smallOrganisation>[0];
  begins?(): Promise<void>;
  /** Statements a second at most. */
  atMost: number;
};

const quiet: Quiet[] = [
  { while: 'nobody is on shift', people: night, atMost: 1.7 },
  { while: 'somebody is on shift', people: { ana: {} }, atMost: 1.95 },
  {
    while: 'a call is promised for tomorrow',
    people: night,
    async begins() {
      const atMs = stage.clock.nowMs() + 15 * 3_600_000;
      const asked = { lineId: 'main', number: caller, via: 'coordinator' as const, messageOk: false, atMs };
      expect((await promiseCallback(stage.service.deps.room, asked)).kind).toBe('promised');
    },
    atMost: 1.75,
  },
  {
    while: 'a conversation is silent',
    people: { ana: {} },
    async begins() {
      const { write, news } = texting(stage);
      await write(caller, 'hi');
      await write(ana, 'I am here.');
      expect([news(ana).length, news(caller).length]).toEqual([2, 2]);
    },
    atMost: 2.2,
  },
  {
    while: 'a texter waits for the morning',
    people: night,
    async begins() {
      const { write, news } = texting(stage);
      await write(caller, 'hi');
      expect(news(caller)).toHaveLength(1);
    },
    atMost: 2.8,
  },
  {
    while: 'two talk and a caller waits',
    people: { ana: {} },
    async begins() {
      stage.phone('+15550900009').call(line);
      await stage.until('Ana’s phone rings', () => stage.phone(ana).state() === 'ringing');
      stage.phone(ana).answer();
      await stage.pass(1);
      stage.phone(ana).press('1');
      await stage.until('they talk', () => stage.phone(ana).state() === 'talking');
      stage.phone(caller).call(line);
    },
    atMost: 4.9,
  },
];

test.each(quiet)('while $while', async ({ people, begins, atMost }) => {
  const policy = { overflow: [{ afterSeconds: 600, do: 'voicemail' as const }] };
  stage = await setStage({ organisation: smallOrganisation(people, {}, policy), at: evening, redisUrl });
  await begins?.();
  // What just began is over by then.
  await stage.pass(30);
  const { database } = stage.service.deps;
  const before = askedByService(database);
  await stage.pass(seconds);
  const perSecond = (askedByService(database) - before) / seconds;
  expect(perSecond).toBeLessThan(atMost);
  // Something is asked each second all the same: what was due and told to nobody would be found.
  expect(perSecond).toBeGreaterThan(1);
});
