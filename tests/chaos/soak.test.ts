/** An hour of traffic: calls, texts, callbacks and check-ins, with restarts, Redis flushed once and five carrier errors in a hundred. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import type { PhoneControl } from '../../infra/phone-lab/control-phone.ts';
import { crisisLine, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let fallback: Server;
afterEach(async () => {
  await stage.close();
  fallback.close();
});

/** A small seeded generator (mulberry32), so that a bad hour can be had again. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The static document of `infra/fallback`, hosted elsewhere: what a caller hears while a process restarts. */
async function hostFallback(): Promise<void> {
  const { url } = stage.service;
  fallback = createServer((_request, response) =>
    response.setHeader('content-type', 'text/xml').end(`<Response><Say>Sorry.</Say><Pause length="4"/><Redirect method="POST">${url}/twilio/voice</Redirect></Response>`),
  ).listen(0);
  await once(fallback, 'listening');
  stage.carrier.control.number(line, {
    voiceUrl: `${url}/twilio/voice`, smsUrl: `${url}/twilio/messages`, statusCallback: `${url}/twilio/voice/status`,
    voiceFallbackUrl: `http://localhost:${(fallback.address() as AddressInfo).port}/fallback.xml`,
  });
}

const people = { ana: { roles: ['volunteer', 'shift-leader'] }, ben: {}, cleo: {}, dev: {}, elena: {}, farid: { as: 'backup' as const }, grace: {} } as Parameters<typeof smallOrganisation>[0];
const stepSeconds = 15;
const minutes = 60;

test('at the end nobody was lost, nobody is stuck, and both sides tell the same story', async () => {
  const random = chance(20_261_122);
  stage = await setStage({ organisation: smallOrganisation(people, {}, { wrapUpMinutes: 1 }), at: '2026-11-10T18:00:00-06:00' });
  await hostFallback();
  stage.phone(crisisLine).behaviour = { kind: 'answers', afterSeconds: 3 };
  stage.carrier.control.faults.rest({ does: { kind: 'status', status: 500 }, times: Infinity, chance: 0.03 });
  stage.carrier.control.faults.rest({ does: { kind: 'act-and-drop' }, times: Infinity, chance: 0.02 });
  const volunteers = Object.keys(people).map((id) => stage.phone(numbers[id]!));
  const callers = Array.from({ length: 12 }, (_, index) => stage.phone(`+155509001${String(index).padStart(2, '0')}`));
  const texters = Array.from({ length: 4 }, (_, index) => stage.phone(`+155509002${String(index).padStart(2, '0')}`));
  const some = <One>(all: One[]): One => all[Math.floor(random() * all.length)]!;

  const volunteerActs = (phone: PhoneControl) => {
    if (phone.state() === 'ringing' && random() < 0.7) phone.answer();
    else if (phone.state() === 'listening') phone.press(random() < 0.8 ? '1' : some(['2', '3', '4', '9']));
    else if (phone.state() === 'talking' && random() < 0.15) some([() => phone.press('*'), () => phone.hangUp()])();
    else if (phone.state() === 'idle' && random() < 0.05) phone.sendText(line, some(['ON', 'ON', 'OFF', 'BREAK 5', 'SHIFTS', '2', '5', 'LOAD', 'nonsense']));
  };
  const callerActs = (phone: PhoneControl) => {
    const state = phone.state();
    if (state === 'idle' && random() < 0.12) phone.call(line);
    else if (state === 'talking' && random() < 0.2) phone.hangUp();
    else if (state === 'listening' && random() < 0.1) phone.press(some(['1', '1', '2', '3', '9']));
    else if ((state === 'listening' || state === 'calling') && random() < 0.06) phone.hangUp();
    else if (state === 'ringing') some([() => phone.answer(), () => phone.decline()])();
  };

  for (let at = 0; at < minutes * 60; at += stepSeconds) {
    for (const phone of volunteers) volunteerActs(phone);
    for (const phone of callers) callerActs(phone);
    if (random() < 0.1) some(texters).sendText(line, some(['hello', 'are you there?', 'thank you', 'DONE', 'CALL ME', 'it is late']));
    if (at % (9 * 60) === 8 * 60) await stage.restart();
    if (at === 30 * 60) {
      const redis = new Redis(stage.config.redisUrl);
      await redis.flushdb();
      redis.disconnect();
    }
    await stage.pass(stepSeconds);
  }

  stage.carrier.control.faults.clear();
  for (const phone of [...callers, ...texters]) if (phone.state() !== 'idle') phone.hangUp();
  await stage.pass(120);
  for (const phone of volunteers) if (phone.state() !== 'idle' && phone.state() !== 'ringing') phone.hangUp();
  await stage.pass(15 * 60);

  const live = stage.carrier.control.calls().filter((call) => call.endedMs === undefined).map((call) => call.sid);
  const open = await stage.rows<{ call_sid: string | null; state: string }>(`SELECT call_sid, state FROM contacts WHERE state <> 'ended' AND call_sid IS NOT NULL`);
  expect(open.filter((row) => !live.includes(row.call_sid ?? ''))).toEqual([]);
  const openLegs = await stage.rows<{ call_sid: string | null; state: string; person_id: string }>(`SELECT call_sid, state, person_id FROM legs WHERE state <> 'ended'`);
  expect(openLegs.filter((leg) => leg.state !== 'planned' && !live.includes(leg.call_sid ?? ''))).toEqual([]);
  const ours = await stage.rows<{ call_sid: string }>(`SELECT call_sid FROM legs WHERE state <> 'ended' UNION SELECT call_sid FROM contacts WHERE state <> 'ended'`);
  expect(live.filter((sid) => !ours.some((row) => row.call_sid === sid))).toEqual([]);

  expect(await stage.rows(`SELECT id FROM contacts WHERE state = 'ended' AND outcome IS NULL`)).toEqual([]);
  expect(await stage.rows(`SELECT id FROM callbacks WHERE state NOT IN ('open', 'kept', 'stopped', 'failed', 'expired')`)).toEqual([]);
  expect(await stage.rows(`SELECT id FROM callbacks c WHERE state IN ('failed', 'expired') AND NOT EXISTS (SELECT 1 FROM attention a WHERE a.subject = c.id OR a.key LIKE '%' || c.id || '%')`)).toEqual([]);
  expect(await stage.rows(`SELECT kind, problem FROM effects WHERE state IN ('pending', 'running') AND due_at < $1`, [new Date(stage.clock.nowMs() - 60_000)])).toEqual([]);

  // An hour in which nobody met would prove nothing.
  const [met] = await stage.rows<{ talks: number }>(`SELECT count(*)::int AS talks FROM contacts WHERE talked_seconds > 0`);
  expect(met?.talks).toBeGreaterThan(20);

  // Nobody was ever rung twice at once.
  for (const phone of volunteers) {
    const calls = stage.carrier.control.calls({ to: phone.number }).filter((call) => call.direction === 'outbound-api').sort((a, b) => a.createdMs - b.createdMs);
    for (const [index, call] of calls.entries()) expect(calls[index - 1]?.endedMs ?? -Infinity).toBeLessThanOrEqual(call.createdMs);
  }
  // Every caller who was not the one to leave heard how it ended.
  const errors = [...callers, ...texters].flatMap((phone) => phone.heard().filter((heard) => heard.kind === 'carrier-error'));
  expect(errors).toEqual([]);
  // While a process restarts nothing answers; everything else the carrier could use.
  expect(stage.carrier.control.alerts().filter((alert) => !alert.text.startsWith('no-connection'))).toEqual([]);
}, 600_000);
