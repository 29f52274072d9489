/** What holds for rests whatever happens, in whatever order: the strictest cause wins, phones stay silent, and the simulation gives what the service gives. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Answer } from '../../src/calls/answers.ts';
import { defaultPolicy } from '../../src/organisation/policy.ts';
import { checkInAnswered, talkEnded } from '../../src/planning/simulation/aftermath.ts';
import type { Call } from '../../src/planning/simulation/calls.ts';
import type { Member } from '../../src/planning/simulation/crew.ts';
import { usualBehaviour, weekMs } from '../../src/planning/simulation/plan.ts';
import { rotations } from '../../src/planning/simulation/rotations.ts';
import { makeStage } from '../../src/planning/simulation/stage.ts';
import { afterContact } from '../../src/wellbeing/after-contact.ts';
import { afterMissedRing, breakMinutes } from '../../src/wellbeing/breaks.ts';
import { guardsOf, type GuardKind } from '../../src/wellbeing/guards.ts';
import { afterWord, type OwnWord } from '../../src/wellbeing/own-word.ts';
import { carriedOf } from '../../src/wellbeing/carried.ts';
import { behind, grownRestMs, laterRest, restFrom, type CarePolicy } from '../../src/wellbeing/rests.ts';
import { careAt } from '../../src/wellbeing/watch.ts';
import { aContact, aLeg, aLine, aPerson, happen, minute, now, scene } from '../support/routing-fixtures.ts';

type Happening =
  | { kind: 'contact-over'; talkedMinutes: number; abusive: boolean; crisis: boolean; wordsAgoMinutes: number | null }
  | { kind: 'check-in'; answer: number }
  | { kind: 'missed-ring' }
  | { kind: 'word'; word: OwnWord; isOverride: boolean }
  | { kind: 'time' };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    kind: fc.constant('contact-over' as const),
    talkedMinutes: fc.integer({ min: 0, max: 120 }),
    abusive: fc.boolean(),
    crisis: fc.boolean(),
    wordsAgoMinutes: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
  }),
  fc.record({ kind: fc.constant('check-in' as const), answer: fc.integer({ min: 1, max: 6 }) }),
  fc.constant({ kind: 'missed-ring' as const }),
  fc.record({
    kind: fc.constant('word' as const),
    word: fc.oneof(
      fc.constantFrom<OwnWord>({ kind: 'on' }, { kind: 'more' }, { kind: 'off' }),
      fc.integer({ min: 1, max: 240 }).map((minutes): OwnWord => ({ kind: 'break', minutes })),
    ),
    isOverride: fc.boolean(),
  }),
  fc.constant({ kind: 'time' as const }),
);
const steps = fc.array(fc.record({ afterSeconds: fc.integer({ min: 0, max: 1_800 }), what: happening }), {
  minLength: 1,
  maxLength: 25,
});
const policies: fc.Arbitrary<CarePolicy> = fc.record({
  wrapUpMinutes: fc.integer({ min: 0, max: 15 }),
  restAfterHeavyMinutes: fc.integer({ min: 0, max: 60 }),
  restAfterCrisisMinutes: fc.integer({ min: 0, max: 60 }),
});

/** The rests that the rule page asks for, written out once more: minutes by what has happened. */
function asked(what: Happening, policy: CarePolicy): number {
  if (what.kind === 'check-in') return what.answer === 4 || what.answer === 5 ? policy.restAfterHeavyMinutes : 0;
  if (what.kind !== 'contact-over') return 0;
  const isFresh = what.wordsAgoMinutes !== null && what.wordsAgoMinutes < 30;
  return Math.max(
    what.abusive ? policy.restAfterHeavyMinutes : 0,
    what.crisis && isFresh ? policy.restAfterCrisisMinutes : 0,
  );
}

test('nothing makes a rest shorter than its strictest cause asked for but an override, and whoever rests is not offered', () => {
  fc.assert(
    fc.property(steps, policies, (all, policy) => {
      const facts = aPerson('ana', { duty: { startMs: now - minute, endMs: now + 48 * 60 * minute } });
      let [nowMs, missedInRow, atLeastUntilMs] = [now, 0, 0];
      let asking: {
        restAskedAtMs: number | null;
        restAskedUntilMs: number | null;
        restExtendedUntilMs: number | null;
      } = {
        restAskedAtMs: null,
        restAskedUntilMs: null,
        restExtendedUntilMs: null,
      };
      const give = (rest: { restUntilMs: number } | null) => {
        if (rest)
          facts.restUntilMs = laterRest(facts.restUntilMs === null ? null : { restUntilMs: facts.restUntilMs }, {
            restUntilMs: rest.restUntilMs,
          }).restUntilMs;
      };
      for (const { afterSeconds, what } of all) {
        nowMs += afterSeconds * 1_000;
        const minutes = asked(what, policy);
        if (minutes > 0) atLeastUntilMs = Math.max(atLeastUntilMs, nowMs + minutes * minute);
        if (what.kind === 'contact-over') {
          const {
            restUntilMs,
            restReason: _,
            ...rest
          } = afterContact(
            {
              ...what,
              talkedMs: what.talkedMinutes * minute,
              lastWordsMs: what.wordsAgoMinutes === null ? null : nowMs - what.wordsAgoMinutes * minute,
            },
            policy,
            nowMs,
          );
          Object.assign(facts, rest);
          give(restUntilMs === undefined ? null : { restUntilMs });
        } else if (what.kind === 'check-in') {
          give(restFrom(behind({ answer: what.answer }), policy, nowMs));
          if (what.answer === 6)
            Object.assign(facts, afterWord({ kind: 'break', minutes: breakMinutes.checkIn }, sceneOf([])));
        } else if (what.kind === 'missed-ring') {
          const change = afterMissedRing(missedInRow, nowMs);
          missedInRow = change.missedInRow;
          Object.assign(facts, change);
        } else if (what.kind === 'word') {
          Object.assign(facts, afterWord(what.word, sceneOf(what.isOverride ? ['heavy-rest'] : [])));
          if (what.isOverride && what.word.kind === 'more') atLeastUntilMs = 0;
        } else {
          const line = { id: 'north', need: 1, policy, someoneWaits: true, thin: null, leader: null };
          const people = [{ facts, ...asking, unpausedSinceMs: null, occurrences: [] }];
          for (const care of careAt({ nowMs, lines: [{ ...line, people }] })) {
            if (care.kind === 'ask-about-rest')
              asking = { ...asking, restAskedAtMs: nowMs, restAskedUntilMs: care.untilMs };
            if (care.kind !== 'extend-rest') continue;
            expect(care.untilMs).toBe(grownRestMs(care.fromMs, policy));
            facts.restUntilMs = care.untilMs;
            asking = { ...asking, restExtendedUntilMs: care.untilMs };
          }
        }
        if (atLeastUntilMs > nowMs) {
          expect(facts.restUntilMs ?? 0).toBeGreaterThanOrEqual(atLeastUntilMs);
          expect(guardsOf(facts, nowMs).map(({ kind }) => kind)).toContain('heavy-rest');
        }
      }
      function sceneOf(askedAbout: GuardKind[]) {
        const { restUntilMs, waived = [], waivedUntilMs = null } = facts;
        return { nowMs, restUntilMs, waived, waivedUntilMs, askedAbout, isSpent: false, dutyEndMs: null };
      }
    }),
    { numRuns: 2_000 },
  );
});

test('the simulation and the service give the same rest and wrap-up for the same talk and the same answer', () => {
  const cares = rotations.find((rotation) => rotation.cares)!;
  const talks = fc.record({
    talkedMinutes: fc.integer({ min: 1, max: 120 }),
    key: fc.constantFrom('3' as const, '4' as const, 'hand-over' as const),
    weight: fc.integer({ min: 1, max: 5 }),
    answeredAfterSeconds: fc.option(fc.integer({ min: 0, max: 1_800 }), { nil: null }),
  });
  fc.assert(
    fc.property(fc.array(talks, { minLength: 1, maxLength: 4 }), policies, (all, care) => {
      const policy = { ...defaultPolicy, ...care };
      const lines = [{ id: 'main', policy, needs: [] }];
      const place = { seed: 1, fromMs: now, untilMs: now + weekMs, behaviour: usualBehaviour, lines };
      const member: Member = {
        index: 0,
        id: 'ana',
        zone: 'America/Chicago',
        languages: ['en'],
        tags: [],
        leader: false,
        trainee: false,
        missedShare: 0,
        pickUpSeconds: 5,
        duties: [],
        backupDuties: [],
        stints: [],
        before: carriedOf([], 'America/Chicago'),
      };
      const stage = makeStage(place, [member], cares);
      const volunteer = stage.volunteers[0]!;
      let held: { restUntilMs: number } | null = null;
      let nowMs = now;
      const give = (patch: { restUntilMs?: number | null } | null | undefined) => {
        if (patch?.restUntilMs != null) held = laterRest(held, { restUntilMs: patch.restUntilMs });
      };
      for (const { talkedMinutes, key, weight, answeredAfterSeconds } of all) {
        const startMs = nowMs;
        nowMs += talkedMinutes * minute;
        const call = {
          id: 'c',
          lineId: 'main',
          weight,
          abusive: key === '4',
          crisis: key === 'hand-over',
          checkInAfterMs: null,
        } as Call;
        stage.nowMs = nowMs;
        talkEnded(stage, { call, volunteer, startMs, told: false, unrested: false });
        const inService = endInService(key, startMs, nowMs, care).people.find(({ personId }) => personId === 'ana');
        give(inService);
        expect(volunteer.facts.wrapUpUntilMs).toBe(inService?.wrapUpUntilMs);
        expect(volunteer.facts.restUntilMs).toBe(heldUntil());
        if (answeredAfterSeconds === null) continue;
        stage.nowMs = nowMs += answeredAfterSeconds * 1_000;
        checkInAnswered(stage, volunteer, call, nowMs - answeredAfterSeconds * 1_000);
        give(restFrom(behind({ answer: weight }), policy, nowMs));
        expect(volunteer.facts.restUntilMs).toBe(heldUntil());
      }
      function heldUntil() {
        return held?.restUntilMs ?? null;
      }
    }),
    { numRuns: 300 },
  );
});

/** How the service ends the same talk: by the volunteer's key, or as the crisis line takes over. */
function endInService(key: '3' | '4' | 'hand-over', startMs: number, nowMs: number, care: CarePolicy): Answer {
  const state = key === 'hand-over' ? 'accepted' : 'menu';
  const talking = { state: 'talking' as const, personId: 'ana', conference: 'wl-x', talkingSinceMs: startMs };
  const crisis = aLeg('x', { purpose: 'crisis', role: 'crisis', personId: null, state: 'accepted' });
  const stage = scene(
    aContact({ ...talking, waitingSinceMs: null }),
    [aLeg('v', { personId: 'ana', state, acceptedAtMs: startMs }), ...(key === 'hand-over' ? [crisis] : [])],
    { nowMs, line: aLine({}, care) },
  );
  return key === 'hand-over'
    ? happen(stage, { kind: 'LegEnded', legId: 'v', status: 'completed' })
    : happen(stage, { kind: 'LegKeyed', legId: 'v', menu: 'star', key });
}
