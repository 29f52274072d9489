/** The demo somebody looks around in: whenever it begins its roster holds, and its past was lived by the rules. */
import { beforeAll, expect, test } from '@jest/globals';
import { demoAt } from '../../infra/phone-lab/demo/demo.ts';
import { demoOrganisation, weeksBack } from '../../infra/phone-lab/demo/organisation.ts';
import type { Past } from '../../infra/phone-lab/demo/making.ts';
import { pastOf } from '../../infra/phone-lab/demo/past.ts';
import type { Organisation } from '../../src/organisation/organisation-file.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import { deriveSecrets } from '../../src/platform/secrets.ts';
import { rosterModel } from '../../src/planning/roster/build-model.ts';
import { checkRoster } from '../../src/planning/roster/check.ts';
import { rosterOf } from '../../src/planning/roster/roster.ts';
import { compileSchedule } from '../../src/schedule/compile.ts';
import { whoIsOn } from '../../src/schedule/resolve.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const from = Date.parse('2026-08-31T04:50:00Z');

function organisationAt(nowMs: number): Organisation {
  const reading = checkOrganisation(demoOrganisation(nowMs));
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  return reading.organisation;
}

// Each on another day of the week, at another time of the day.
test.each(Array.from({ length: 5 }, (_, index) => from + index * 29 * hourMs))(
  'begun at %d: somebody is always there, Ana first; a few gaps and no broken rule but who is away',
  (nowMs) => {
    const organisation = organisationAt(nowMs);
    const schedule = compileSchedule(organisation);
    expect(whoIsOn(schedule, nowMs, 'harbour').map(({ person }) => person)).toEqual(['ana', 'ben', 'cleo']);
    expect(whoIsOn(schedule, nowMs + 3 * hourMs - 1, 'harbour').map(({ person }) => person)).toContain('ana');
    for (let atMs = nowMs; atMs < nowMs + 7 * dayMs; atMs += hourMs)
      expect(whoIsOn(schedule, atMs, 'harbour')).not.toHaveLength(0);
    const date = (ms: number) => new Date(ms).toISOString().slice(0, 10);
    const model = rosterModel(organisation, { from: date(nowMs), to: date(nowMs + 27 * dayMs) });
    const { short, needsMissed, violations } = checkRoster(model, rosterOf(model, []));
    expect(new Set(violations.map(({ rule }) => rule))).toEqual(new Set(['time-off']));
    expect(short.length + violations.length + needsMissed.length).toBeLessThan(18);
    expect(short.length).toBeGreaterThan(0);
  },
);

let past: Past;
let organisation: Organisation;
const nowMs = Date.parse('2026-11-17T21:40:00Z');
beforeAll(() => {
  organisation = organisationAt(nowMs);
  past = pastOf(organisation, nowMs - weeksBack * 7 * dayMs, nowMs, 1);
});

test('its past is over, names no caller, is the same each time, and has something of everything', () => {
  const { decisions } = demoAt(nowMs, deriveSecrets('ab'.repeat(32))).past();
  expect(decisions?.map(({ world }) => world)).toEqual(past.decisions.map(({ world }) => world));
  for (const contact of past.contacts) {
    expect(contact.id).toMatch(/^demo-/);
    expect([contact.callerKey, contact.lastingKey, contact.numberSealed, contact.state]).toEqual([
      null,
      null,
      null,
      'ended',
    ]);
    expect(contact.endedAtMs).toBeLessThan(nowMs);
    expect(contact.endedAtMs).toBeGreaterThan(contact.arrivedAtMs);
  }
  const outcomes = new Set(past.contacts.map(({ outcome }) => outcome));
  for (const outcome of ['talked', 'abandoned-in-greeting', 'abandoned-in-queue', 'callback', 'voicemail', 'closed'])
    expect(outcomes).toContain(outcome);
  expect(past.promises.filter(({ state }) => state === 'kept').length).toBeGreaterThan(30);
  expect(past.promises.filter(({ state }) => state === 'open')).toEqual([]);
  expect(past.conversations.every(({ state, closedAtMs }) => state === 'closed' && (closedAtMs ?? nowMs) < nowMs)).toBe(
    true,
  );
});

test('whoever talked was on shift, with one caller at a time, and had rested', () => {
  const schedule = compileSchedule(organisation);
  const talks = past.legs
    .filter(({ purpose, joinedAtMs }) => purpose === 'offer' && joinedAtMs !== null)
    .sort((a, b) => (a.joinedAtMs ?? 0) - (b.joinedAtMs ?? 0));
  expect(talks.length).toBeGreaterThan(500);
  const freeAtMs = new Map<string, number>();
  for (const { personId, lineId, createdAtMs, joinedAtMs, endedAtMs } of talks) {
    expect(whoIsOn(schedule, createdAtMs, lineId).map(({ person }) => person)).toContain(personId);
    expect(joinedAtMs).toBeGreaterThanOrEqual(freeAtMs.get(personId ?? '') ?? 0);
    const heavy = past.load.some((one) => one.personId === personId && one.endAtMs === endedAtMs && one.heavy);
    freeAtMs.set(personId ?? '', (endedAtMs ?? 0) + (heavy ? 15 : 5) * 60_000);
  }
});

test('what was decided, rung and promised belongs to a call that there was', () => {
  const ids = past.contacts.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const known = new Set(ids);
  expect(past.decisions.flatMap(({ contactIds }) => contactIds).filter((id) => !known.has(id))).toEqual([]);
  expect([...past.legs, ...past.attempts].filter(({ contactId }) => !known.has(contactId))).toEqual([]);
  expect(past.promises.filter(({ settledAtMs }) => settledAtMs === null || settledAtMs >= nowMs)).toEqual([]);
});
