/** Effects as entries: payloads are checked, every kind has one handler, and what may be repeated is. */
import { describe, expect, test } from '@jest/globals';
import { delayBeforeRepeat } from '../../src/effects/patience.ts';
import { effectKinds, effects, payloadOf, queueNames } from '../../src/effects/kinds.ts';
import { newEffect } from '../../src/effects/write.ts';
import { allHandlers, oneHandlerEach } from '../../workers/handlers.ts';

describe('payloads', () => {
  test('are what their kind has, without what only a newer release knows', () => {
    expect(payloadOf('RingPartner', { step: 2, later: true })).toEqual({ step: 2 });
    expect(payloadOf('LookAfter', { personId: 'ana', after: 'talk' })).toEqual({ personId: 'ana', after: 'talk' });
    expect(payloadOf('LookAfter', { personId: 'ana', after: 'yesterday', lineId: 'main', askAtMs: 5 })).toEqual({
      personId: 'ana',
      after: 'yesterday',
      lineId: 'main',
      askAtMs: 5,
    });
  });

  test('are refused when taken, without repeating what is in them', () => {
    expect(() => payloadOf('SendTexts', { textId: 4155550100 })).toThrow(
      /^the payload of SendTexts cannot be used: textId$/,
    );
    expect(() => payloadOf('RingPartner', null)).toThrow(/^the payload of RingPartner cannot be used$/);
  });

  test('are refused when written', () => {
    const damaged = JSON.parse('{"sentence":"soldOut"}') as { sentence: 'leaderJoining' };
    expect(() => newEffect('AnnounceToAll', damaged, { dueAtMs: 0 })).toThrow('AnnounceToAll cannot be used: sentence');
  });
});

describe('handlers', () => {
  test('there is one for every kind', () => {
    expect(
      Object.keys(allHandlers({ FillRoster: async () => undefined, ReplayWeek: async () => undefined })).sort(),
    ).toEqual([...effectKinds].sort());
  });

  test('start-up refuses a kind without one, or with two', () => {
    const nothing = async () => undefined;
    const kinds = ['HoldCaller', 'ReleaseCaller'] as const;
    expect(() => oneHandlerEach([{ HoldCaller: nothing }], kinds)).toThrow('no handler for ReleaseCaller');
    expect(() =>
      oneHandlerEach([{ HoldCaller: nothing, ReleaseCaller: nothing }, { HoldCaller: nothing }], kinds),
    ).toThrow('two handlers for HoldCaller');
  });
});

test('the names that are stored stay what they were', () => {
  expect(queueNames).toEqual(['offers', 'overflow', 'callbacks', 'messages', 'rotation', 'rosters']);
  expect(Object.fromEntries(effectKinds.map((kind) => [kind, effects[kind].queue]))).toMatchObject({
    RingVolunteer: 'offers',
    RingCaller: 'callbacks',
    KeepVoicemail: 'overflow',
    SendText: 'messages',
    LookAfter: 'rotation',
    FillRoster: 'rosters',
    ReplayWeek: 'rosters',
  });
});

describe('patience', () => {
  const later = { isRepeatable: true, isDatabaseTrouble: false };
  test.each([
    ['a call, tried again a little later', 'RingVolunteer', 1, later, 500],
    ['a call, given up in the end', 'RingVolunteer', 7, later, null],
    ['what the carrier refused', 'SpeakToCaller', 1, { ...later, isRepeatable: false }, null],
    ['a message, however long the carrier is away', 'KeepVoicemail', 40, { ...later, isRepeatable: false }, 300_000],
    ['trouble of the database is nobody’s fault', 'HangUpLeg', 40, { ...later, isDatabaseTrouble: true }, 15_000],
  ] as const)('%s', (_what, kind, attempts, problem, delayMs) => {
    expect(delayBeforeRepeat(kind, attempts, problem)).toBe(delayMs);
  });
});
