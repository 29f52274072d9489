/**
 * An hour of traffic on two web and two worker processes, each killed with `kill -9` now and then and started again, with
 * Redis flushed once, five carrier errors in a hundred, and webhooks late, doubled and out of order. WARMLINE_SOAK_SEED
 * takes another hour than the usual one.
 */
import { Redis } from 'ioredis';
import { afterEach, expect, test } from '@jest/globals';
import type { Message } from '../../infra/phone-lab/model.ts';
import { promiseCallback } from '../../src/callbacks/promises.ts';
import {
  chances,
  hourOfTraffic,
  partnerNumber,
  promisedNumbers,
  type Chance,
  type Traffic,
} from '../support/hour-of-traffic.ts';
import { fallbackSentence, startProcesses, type OneProcess, type Processes } from '../support/processes.ts';
import { expectNobodyRungTwiceAtOnce } from '../support/twelve-volunteers.ts';
import { crisisLine, line, numbers, smallOrganisation } from '../support/small-organisation.ts';

const seed = Number(process.env['WARMLINE_SOAK_SEED'] ?? 20_261_122);
const people = {
  ana: { roles: ['volunteer', 'shift-leader'] },
  ben: {},
  cleo: {},
  dev: {},
  elena: {},
  farid: { as: 'backup' as const },
  grace: {},
} as Parameters<typeof smallOrganisation>[0];
const overflow = [
  { afterSeconds: 20, do: 'widen-wave' as const },
  { afterSeconds: 40, do: 'ring-backups' as const },
  { afterSeconds: 50, do: 'ring-partner' as const, number: partnerNumber },
  { afterSeconds: 120, do: 'offer-callback' as const },
  { afterSeconds: 300, do: 'voicemail' as const },
];
const stepSeconds = 5;
const hour = 3_600;

let stage: Processes;
/** Every text the carrier took, also those it has been told to erase since. */
let sent: Message[] = [];
afterEach(() => stage.close());

test('at the end nobody was lost, nobody is stuck, nothing was said twice, and both sides tell the same story', async () => {
  const organisation = smallOrganisation(people, {}, { wrapUpMinutes: 1, callsPerDay: 5, overflow });
  stage = await startProcesses({
    organisation,
    at: '2026-11-10T18:00:00-06:00',
    seed,
    roles: ['web', 'web', 'worker', 'worker'],
  });
  stage.cannotKnow('traffic by chance: at the end every call and text is compared with the database');
  const traffic = hourOfTraffic(stage.carrier.control.phone, Object.keys(people), crisisLine, chances(seed));
  sent = [];
  stage.carrier.control.subscribe((event) => {
    if (event.kind === 'text' && event.message.direction === 'outbound-api' && event.message.status === 'queued')
      sent.push(event.message);
  });
  misbehave();
  await theHour(traffic);
  expect(stage.all.every((one) => one.kills >= 3)).toBe(true);
  await theDaysAfter(traffic);

  await everyContactEnded();
  await everyPromiseKeptOrListed();
  await carrierAndDatabaseAgree();
  await nothingWasSaidTwice(traffic);
  expectNobodyRungTwiceAtOnce(
    stage.carrier,
    [...traffic.volunteers, ...traffic.callers, ...traffic.promised].map(({ number }) => number),
  );
  nobodyHeardTheCarriersError(traffic);
  await lastCallerIsAnswered(traffic);
}, 2_700_000);

/** Five errors in a hundred, whatever is asked of the carrier; one webhook in a hundred of each kind that goes astray. */
function misbehave(): void {
  const { faults } = stage.carrier.control;
  faults.rest({ does: { kind: 'status', status: 500 }, times: Infinity, chance: 0.02 });
  faults.rest({ does: { kind: 'status', status: 429 }, times: Infinity, chance: 0.01 });
  faults.rest({ does: { kind: 'act-and-drop' }, times: Infinity, chance: 0.02 });
  faults.webhook({ on: 'callback', does: { kind: 'late', ms: 4_000 }, times: Infinity, chance: 0.01 });
  faults.webhook({ on: 'callback', does: { kind: 'repeat', copies: 2 }, times: Infinity, chance: 0.02 });
  faults.webhook({ on: 'callback', does: { kind: 'reorder' }, times: Infinity, chance: 0.01 });
  faults.webhook({ on: 'document', does: { kind: 'repeat', copies: 2 }, times: Infinity, chance: 0.01 });
}

async function theHour(traffic: Traffic): Promise<void> {
  const chance = chances(seed + 1);
  killNowAndThen(chance);
  const promised = [...promisedNumbers];
  for (let at = 0; at < hour; at += stepSeconds) {
    traffic.act();
    if (at > 0 && at % 540 === 0 && promised.length > 0)
      await promiseCallback(stage.deps.room, {
        lineId: 'main',
        number: promised.shift()!,
        via: 'coordinator',
        messageOk: chance.of(0.5),
      });
    if (at === hour / 2) {
      const redis = new Redis(stage.deps.config.redisUrl);
      await redis.flushdb();
      redis.disconnect();
    }
    await stage.pass(stepSeconds);
  }
}

/** Every so often one of the processes dies: right now, or just as the carrier does something, before anybody can write it down. */
function killNowAndThen(chance: Chance): void {
  const { clock, carrier } = stage;
  let left = 3 * stage.all.length;
  const endMs = clock.nowMs() + (hour - 60) * 1000;
  const order: OneProcess[] = [];
  const die = (one: OneProcess) => {
    stage.kill(one);
    clock.after(chance.between(200, 15_000), () => stage.start(one));
  };
  const next = () =>
    clock.after(chance.between(150_000, 270_000), () => {
      if (left <= 0 || clock.nowMs() > endMs) return;
      left -= 1;
      if (order.length === 0) order.push(...stage.all);
      const one = order.splice(Math.floor(chance.between(0, order.length)), 1)[0]!;
      if (chance.of(0.4)) die(one);
      else {
        const forget = carrier.control.subscribe((event) => {
          if (event.kind !== 'call' && event.kind !== 'text') return;
          forget();
          die(one);
        });
      }
      next();
    });
  next();
}

/** Everybody hangs up; then nobody does anything but answer, until every promise has been kept or has run out. */
async function theDaysAfter({ callers, texters, promised, volunteers, over }: Traffic): Promise<void> {
  const { clock, carrier } = stage;
  for (const phone of [...callers, ...texters, ...promised]) if (phone.state() !== 'idle') phone.hangUp();
  await stage.pass(60);
  carrier.control.faults.clear();
  over();
  // One of each kind goes on alone.
  for (const one of stage.all.filter((_, index) => index % 2 === 1)) stage.end(one);
  for (const phone of volunteers) if (phone.state() !== 'idle' && phone.state() !== 'ringing') phone.hangUp();
  await stage.pass(120);
  for (const phone of volunteers) phone.sendText(line, 'ON');
  await stage.pass(60);
  const endMs = clock.nowMs() + 3 * 24 * hour * 1000;
  while (clock.nowMs() < endMs && (await somethingIsOpen())) {
    const live = carrier.control.calls().some((call) => call.endedMs === undefined);
    await (live ? stage.pass(10) : stage.jump(600));
    for (const phone of [...callers, ...texters, ...promised])
      if (phone.state() === 'talking' && talkedSeconds(phone.callSid()) > 130) phone.hangUp();
  }
}

async function somethingIsOpen(): Promise<boolean> {
  const open = await stage.rows(
    `SELECT id FROM callbacks WHERE state = 'open' UNION ALL SELECT id FROM conversations WHERE state <> 'closed' UNION ALL SELECT id FROM contacts WHERE state <> 'ended'`,
  );
  return open.length > 0 || stage.carrier.control.calls().some((call) => call.endedMs === undefined);
}

function talkedSeconds(callSid: string | undefined): number {
  const call = stage.carrier.control.calls().find(({ sid }) => sid === callSid);
  const met = call?.heard.findLast((heard) => heard.kind === 'connected');
  return met ? (stage.clock.nowMs() - met.atMs) / 1000 : 0;
}

async function everyContactEnded(): Promise<void> {
  // An hour in which nobody met would prove nothing.
  const [met] = await stage.rows<{ talks: number }>(
    `SELECT count(*)::int AS talks FROM contacts WHERE talked_seconds > 0`,
  );
  expect(met?.talks).toBeGreaterThan(20);
  expect(
    await stage.rows(
      `SELECT id, state, outcome FROM contacts WHERE state <> 'ended' OR outcome IS NULL OR ended_at IS NULL`,
    ),
  ).toEqual([]);
  expect(await stage.rows(`SELECT id, state, outcome FROM legs WHERE state <> 'ended'`)).toEqual([]);
  expect(
    await stage.rows(`SELECT id, state, outcome FROM conversations WHERE state <> 'closed' OR outcome IS NULL`),
  ).toEqual([]);
  expect(
    await stage.rows(`SELECT id, direction, sentence, state FROM texts WHERE state IN ('pending', 'running')`),
  ).toEqual([]);
  expect(
    await stage.rows(
      `SELECT kind, state, attempts FROM effects WHERE state = 'running' OR (state = 'pending' AND due_at < $1)`,
      [new Date(stage.clock.nowMs() - 60_000)],
    ),
  ).toEqual([]);
  expect(await stage.rows(`SELECT kind, problem FROM effects WHERE state = 'failed'`)).toEqual([]);
}

async function everyPromiseKeptOrListed(): Promise<void> {
  expect(
    await stage.rows(
      `SELECT id, state FROM callbacks WHERE state NOT IN ('kept', 'stopped', 'failed', 'expired') OR contact_id IS NOT NULL OR number_sealed IS NOT NULL`,
    ),
  ).toEqual([]);
  expect(
    await stage.rows(
      `SELECT id, state FROM callbacks c WHERE state IN ('failed', 'expired') AND NOT EXISTS (SELECT 1 FROM attention a WHERE a.subject = c.id AND a.done_at IS NULL)`,
    ),
  ).toEqual([]);
  expect(await stage.rows(`SELECT id FROM callback_attempts WHERE ended_at IS NULL OR outcome IS NULL`)).toEqual([]);
  expect(
    (await stage.rows<{ n: number }>(`SELECT count(*)::int AS n FROM callbacks WHERE via = 'coordinator'`))[0]?.n,
  ).toBe(promisedNumbers.length);
  expect(
    await stage.rows(`SELECT id FROM callback_drafts d JOIN contacts c ON c.id = d.contact_id WHERE c.state = 'ended'`),
  ).toEqual([]);
}

/** Every call the carrier knows is known here by its name, and over on both sides; and the other way round. */
async function carrierAndDatabaseAgree(): Promise<void> {
  const calls = stage.carrier.control.calls();
  expect(calls.filter((call) => call.endedMs === undefined)).toEqual([]);
  const contacts = await stage.rows<{ call_sid: string }>(
    `SELECT call_sid FROM contacts WHERE call_sid IS NOT NULL AND callback_id IS NULL`,
  );
  const legs = await stage.rows<{
    id: string;
    call_sid: string;
    person_id: string | null;
    purpose: string;
    answered: boolean;
  }>(
    `SELECT id, call_sid, person_id, purpose, answered_at IS NOT NULL AS answered FROM legs WHERE call_sid IS NOT NULL`,
  );
  const heardNothing = (sid: string) =>
    !calls
      .find((call) => call.sid === sid)
      ?.heard.some((heard) => heard.kind === 'say' && heard.text !== fallbackSentence);
  expect({
    callsInUnknown: calls
      .filter(
        (call) =>
          call.direction === 'inbound' &&
          !contacts.some((contact) => contact.call_sid === call.sid) &&
          !heardNothing(call.sid),
      )
      .map(({ sid, from }) => ({ sid, from })),
    contactsWithoutCall: contacts.filter(
      (contact) => !calls.some((call) => call.sid === contact.call_sid && call.direction === 'inbound'),
    ),
    callsOutUnknown: calls
      .filter((call) => call.direction === 'outbound-api' && !legs.some((leg) => leg.call_sid === call.sid))
      .map(({ sid, to, states }) => ({ sid, to, states })),
    legsWithoutCall: legs.filter(
      (leg) =>
        !calls.some(
          (call) =>
            call.sid === leg.call_sid &&
            call.direction === 'outbound-api' &&
            (leg.person_id === null || call.to === numbers[leg.person_id]),
        ),
    ),
    namedTwice: legs.filter((leg, index) => legs.findIndex((other) => other.call_sid === leg.call_sid) !== index),
  }).toEqual({ callsInUnknown: [], contactsWithoutCall: [], callsOutUnknown: [], legsWithoutCall: [], namedTwice: [] });
}

/** A text is one row and one message at the carrier; a leg is one call; a greeting is heard once, unless the call was cut. */
async function nothingWasSaidTwice({ callers }: Traffic): Promise<void> {
  const { lab, control } = stage.carrier;
  const textOf = (url: string | undefined) => url?.split('/').at(-1) ?? '';
  const messages = sent.map((message) => ({
    id: textOf(message.statusHook?.url),
    sid: message.sid,
    to: message.to,
    body: message.body,
    status: message.status,
    atMs: message.createdMs,
  }));
  const texts = await stage.rows<{ id: string; state: string; carrier_sid: string | null; sentence: string | null }>(
    `SELECT id, state, carrier_sid, sentence FROM texts WHERE direction = 'out'`,
  );
  const doubled = messages.filter((message, index) => messages.findIndex((other) => other.id === message.id) !== index);
  const unlike = messages.filter(
    (message) => texts.find((text) => text.id === message.id)?.carrier_sid !== message.sid,
  );
  const wrongly = texts.filter(
    (text) =>
      ['sent', 'delivered', 'undelivered'].includes(text.state) !== messages.some((message) => message.id === text.id),
  );
  expect({ doubled, unlike, wrongly }).toEqual({ doubled: [], unlike: [], wrongly: [] });
  expect(messages.length).toBeGreaterThan(50);

  // Words that nobody has answered are passed on once to each peer who is given their conversation, each time it is given.
  const words = await stage.rows(
    `SELECT p.passes_on, p.person_id, p.part, count(*)::int AS times FROM texts p WHERE p.direction = 'out' AND p.passes_on IS NOT NULL AND p.sentence IS NULL GROUP BY 1, 2, 3, p.conversation_id
      HAVING count(*) > greatest(1, (SELECT count(*) FROM texts g WHERE g.sentence = 'newConversation' AND g.person_id = p.person_id AND g.conversation_id = p.conversation_id))`,
  );
  expect(words).toEqual([]);

  const legOf = (sid: string) => {
    const source = lab.calls.get(sid)?.source;
    return source?.kind === 'url' ? source.hook.url.split('/').at(-2) : undefined;
  };
  const dialled = control
    .calls({ direction: 'outbound-api' })
    .map((call) => ({ leg: legOf(call.sid), to: call.to, states: call.states }));
  expect(dialled.filter((call, index) => dialled.findIndex((other) => other.leg === call.leg) !== index)).toEqual([]);

  const greeted = callers.flatMap((phone) =>
    [...new Set(phone.heard().map((heard) => heard.callSid))].map((sid) => {
      const said = phone.sentences(sid);
      return {
        sid,
        greetings: said.filter((sentence) => sentence.startsWith('You have reached')).length,
        cuts: said.filter((sentence) => sentence === fallbackSentence).length,
        said,
      };
    }),
  );
  expect(greeted.filter(({ greetings, cuts }) => greetings > 1 + cuts)).toEqual([]);
}

function nobodyHeardTheCarriersError({ callers, texters, promised, volunteers }: Traffic): void {
  const errors = [...callers, ...texters, ...promised, ...volunteers].flatMap((phone) =>
    phone.heard().filter((heard) => heard.kind === 'carrier-error'),
  );
  expect(errors).toEqual([]);
  // While processes die connections break off; everything else the carrier could use.
  expect(stage.carrier.control.alerts().filter((alert) => !/^(no-connection|dropped) at /.test(alert.text))).toEqual(
    [],
  );
}

/** The evening after: somebody who calls reaches a free volunteer as if nothing had been. */
async function lastCallerIsAnswered({ callers, volunteers }: Traffic): Promise<void> {
  const day = 24 * hour * 1000;
  const evening = Date.parse('2026-11-10T18:00:00-06:00');
  await stage.jump((evening + Math.ceil((stage.clock.nowMs() - evening) / day) * day - stage.clock.nowMs()) / 1000);
  for (const phone of volunteers) phone.sendText(line, 'ON');
  await stage.pass(30);
  const someone = callers[0]!;
  someone.call(line);
  for (let seconds = 0; seconds < 60 && someone.talkingWith().length === 0; seconds += 1) await stage.pass(1);
  expect(volunteers.map((phone) => phone.number)).toContain(someone.talkingWith()[0]);
  someone.hangUp();
  await stage.pass(120);
  expect(stage.carrier.control.calls().filter((call) => call.endedMs === undefined)).toEqual([]);
  expect(
    await stage.rows(
      `SELECT id FROM legs WHERE state <> 'ended' UNION ALL SELECT id FROM contacts WHERE state <> 'ended'`,
    ),
  ).toEqual([]);
}
