/** What holds for every routing decision, whoever waits and whoever is there. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wholesIn } from '../../src/contacts/decision-people.ts';
import { readRecord, recordOf, type DecisionRecord } from '../../src/contacts/decision-record.ts';
import { match, matchAlone } from '../../src/matching/match.ts';
import { choosePeer, guardsOnLine } from '../../src/texts/peers.ts';
import { frozen } from '../support/frozen.ts';
import type { MatchContact, MatchLine, MatchWorld } from '../../src/matching/model.ts';
import type { LegOutcome } from '../../src/calls/model.ts';
import { compareRanks, drawOf, firstInRingOrder, inRingOrder, rankOf } from '../../src/matching/ranking.ts';
import { guardsOf, waivableGuards, type PersonFacts } from '../../src/wellbeing/guards.ts';
import { aLine, aPerson, matchWorld, minute, now, second, waiting } from '../support/routing-fixtures.ts';

const personIds = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const personId = fc.constantFrom(...personIds);
const language = fc.constantFrom('en', 'es');
const around = fc.integer({ min: -40, max: 40 }).map((minutes) => now + minutes * minute);
const sometimes = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 3, nil: null });

const facts: fc.Arbitrary<Omit<PersonFacts, 'personId' | 'busy'>> = fc.record({
  languages: fc.uniqueArray(language, { minLength: 1 }),
  tags: fc.subarray(['veteran', 'recovery']),
  leader: fc.boolean(),
  trainee: fc.boolean(),
  reserve: fc.boolean(),
  onShiftAs: fc.constantFrom('primary', 'primary', 'primary', 'backup', null),
  duty: sometimes(
    fc.record({ startMs: fc.constant(now - 60 * minute), endMs: around.map((ms) => Math.max(ms, now + 1)) }),
  ),
  automatic: fc.boolean(),
  missingTraining: fc.constantFrom([], [], [], ['core']),
  setting: fc.constantFrom('on', 'on', 'off', null),
  settingAtMs: sometimes(around),
  breakUntilMs: sometimes(around),
  wrapUpUntilMs: sometimes(around),
  restUntilMs: sometimes(around),
  restMoreUntilMs: sometimes(around),
  waived: fc.subarray([...waivableGuards]),
  waivedUntilMs: sometimes(around),
  textingUntilMs: sometimes(around),
  idleSinceMs: sometimes(around),
  load: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0, max: 100, noNaN: true })),
});

const contact = (id: string, lineId: string): fc.Arbitrary<MatchContact> =>
  fc.record({
    id: fc.constant(id),
    lineId: fc.constant(lineId),
    language,
    wish: sometimes(fc.constantFrom('veteran', 'recovery')),
    hidden: fc.boolean(),
    lastInLine: fc.boolean(),
    arrivedAtMs: around,
    rankAtMs: around,
    waitingSinceMs: fc.integer({ min: 0, max: 700 }).map((seconds) => now - seconds * second),
    ladderStep: fc.integer({ min: 0, max: 2 }),
    decided: fc.boolean(),
    preferredPersonId: sometimes(personId),
    notWith: fc.subarray(personIds, { maxLength: 2 }),
    asks: fc.array(
      fc.record({
        personId,
        outcome: fc.constantFrom<LegOutcome[]>('passed', 'missed', 'busy', 'failed', 'caller-gone'),
        atMs: around,
      }),
      { maxLength: 3 },
    ),
  });

/** A world as the contacts room makes it: who is being asked is busy, and nobody is asked twice at once. */
const world: fc.Arbitrary<MatchWorld> = fc
  .record({
    seed: fc.string(),
    known: fc.tuple(
      ...personIds.map(() => fc.tuple(facts, facts, fc.constantFrom(null, null, null, 'in-contact', 'asked'))),
    ),
    north: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
    south: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
    contacts: fc
      .tuple(contact('c1', 'north'), contact('c2', 'north'), contact('c3', 'south'), contact('c4', 'south'))
      .chain((all) => fc.subarray(all, { minLength: 1 })),
    hiddenToLeaders: fc.boolean(),
  })
  .map(({ seed, known, north, south, contacts, hiddenToLeaders }) => {
    const asking = personIds.filter((_, index) => known[index]?.[2] === 'asked');
    const withAsks = contacts.map((one, index) => ({
      ...one,
      asks: [
        ...one.asks,
        ...asking
          .filter((_, turn) => turn % contacts.length === index)
          .map((id) => ({ personId: id, outcome: 'asking' as const, atMs: now })),
      ],
    }));
    const person = (index: number, line: 0 | 1): PersonFacts => {
      const [inNorth, inSouth, state] = known[index] ?? [];
      return {
        ...aPerson(personIds[index] ?? ''),
        ...(line === 0 ? inNorth : inSouth),
        busy: state === 'asked' ? 'offered' : (state ?? null),
      };
    };
    const line = (id: string, here: boolean[], which: 0 | 1): MatchLine => ({
      id,
      policy: aLine().policy,
      hiddenToLeaders,
      people: here.flatMap((is, index) => (is ? [person(index, which)] : [])),
    });
    return { nowMs: now, seed, lines: [line('north', north, 0), line('south', south, 1)], contacts: withAsks };
  });

const peopleFor = (given: MatchWorld, id: string) =>
  given.lines.find((line) => line.id === given.contacts.find((one) => one.id === id)?.lineId)?.people ?? [];
const contactIn = (given: MatchWorld, id: string) => given.contacts.find((one) => one.id === id) ?? waiting(id);
const offersOf = (given: MatchWorld) =>
  match(frozen(given)).flatMap((answer) =>
    answer.offers.map((offer) => ({ contactId: answer.contactId, personId: offer.personId })),
  );

test('nobody is offered whom a guard holds (but for the wrap-up of who was lost), who lacks the language, passed, or must not meet the caller', () => {
  fc.assert(
    fc.property(world, (given) => {
      for (const { contactId, personId: id } of offersOf(given)) {
        const one = contactIn(given, contactId);
        const person = peopleFor(given, contactId).find((known) => known.personId === id);
        expect(person).toBeDefined();
        if (!person) return;
        const guards = guardsOf(person, now)
          .map((guard) => guard.kind)
          .filter((kind) => kind !== 'wrap-up' || one.preferredPersonId !== id);
        expect(guards).toEqual([]);
        expect(person.languages).toContain(one.language);
        expect(one.notWith).not.toContain(id);
        expect(one.asks.filter((ask) => ask.personId === id && ask.outcome === 'passed')).toEqual([]);
      }
    }),
    { numRuns: 400 },
  );
});

test('nobody is given to two callers, and nobody twice to one', () => {
  fc.assert(
    fc.property(world, (given) => {
      const ids = offersOf(given).map((offer) => offer.personId);
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 400 },
  );
});

test('no wave is too big, and nobody free is left while an older caller has no phone ringing', () => {
  fc.assert(
    fc.property(world, (given) => {
      const answers = new Map(match(frozen(given)).map((answer) => [answer.contactId, answer]));
      const offers = (id: string) => answers.get(id)?.offers.length ?? 0;
      const rings = (one: MatchContact) => one.asks.filter((ask) => ask.outcome === 'asking').length + offers(one.id);
      // For a moment nobody else is asked: whom they were cut off from is just getting off the phone (V6).
      const waitsForLost = (one: MatchContact) => {
        const lost = peopleFor(given, one.id).find((facts) => facts.personId === one.preferredPersonId);
        return lost?.busy === 'offered' && one.asks.length === 0 && now - one.waitingSinceMs < 15 * second;
      };
      for (const one of given.contacts) {
        const waitedSeconds = (now - one.waitingSinceMs) / second;
        const wave = waitedSeconds < 20 ? 1 : waitedSeconds < 45 ? 2 : 4;
        // Offers fill the wave; beside a full one only the first backup of this wait rings.
        const people = given.lines.find((line) => line.id === one.lineId)?.people ?? [];
        const isBackup = (personId: string) =>
          people.some((facts) => facts.personId === personId && facts.onShiftAs !== 'primary');
        const isFirst = !one.asks.some((ask) => isBackup(ask.personId));
        const beside = isFirst && answers.get(one.id)?.offers.some((offer) => isBackup(offer.personId)) ? 1 : 0;
        if (offers(one.id) > beside) expect(rings(one) - beside).toBeLessThanOrEqual(wave);
        const heldBack =
          answers
            .get(one.id)
            ?.candidates.filter((candidate) => candidate.reasons.some((reason) => reason.kind === 'held-back')) ?? [];
        const taken = new Set([...answers.values()].flatMap((answer) => answer.offers.map((offer) => offer.personId)));
        const free = heldBack.filter((candidate) => !taken.has(candidate.personId));
        if (rings(one) === 0 && !waitsForLost(one)) expect(free).toEqual([]);
      }
      const ahead = [...given.contacts].sort(
        (x, y) =>
          Number(x.lastInLine) - Number(y.lastInLine) ||
          x.rankAtMs - y.rankAtMs ||
          x.arrivedAtMs - y.arrivedAtMs ||
          (x.id < y.id ? -1 : 1),
      );
      for (const [index, older] of ahead.entries()) {
        if (rings(older) > 0 || waitsForLost(older)) continue;
        const couldTake = new Set(
          answers
            .get(older.id)
            ?.candidates.filter((one) => one.reasons.some((reason) => reason.kind === 'held-back'))
            .map((one) => one.personId),
        );
        for (const newer of ahead.slice(index + 1))
          for (const offer of answers.get(newer.id)?.offers ?? []) expect(couldTake).not.toContain(offer.personId);
      }
    }),
    { numRuns: 400 },
  );
});

test('the answer depends on values alone, not on their order', () => {
  fc.assert(
    fc.property(world, (given) => {
      const turned = {
        ...given,
        contacts: given.contacts.toReversed(),
        lines: given.lines.toReversed().map((line) => ({ ...line, people: line.people.toReversed() })),
      };
      const offers = (one: MatchWorld) =>
        offersOf(one)
          .map((offer) => `${offer.contactId} ${offer.personId}`)
          .sort();
      expect(offers(turned)).toEqual(offers(given));
    }),
  );
});

test('whoever asks nothing about those who are not asked gets the same decision', () => {
  fc.assert(
    fc.property(world, (given) => {
      const decided = match(given).map(({ candidates: _candidates, ...answer }) => answer);
      expect(matchAlone(given).map(({ candidates: _candidates, ...answer }) => answer)).toEqual(decided);
    }),
  );
});

test('a decision reads as it was from its record, and what is kept of its world gives the same answer again', () => {
  fc.assert(
    fc.property(world, (given) => {
      const answers = match(frozen(given));
      const read = readRecord(JSON.parse(JSON.stringify(recordOf(given, answers))) as DecisionRecord);
      expect(read.answers).toEqual(answers);
      expect(match(read.world)).toEqual(answers);
    }),
    { numRuns: 400 },
  );
});

test('calls among equals are spread evenly (Jain over 500 calls and ten people at least 0.95), in ties as well', () => {
  for (const keepsIdle of [true, false]) {
    const people = Array.from({ length: 10 }, (_, index) => aPerson(`p${index}`, { idleSinceMs: now - 60 * minute }));
    const counts = new Map(people.map((person) => [person.personId, 0]));
    for (let call = 0; call < 500; call += 1) {
      const atMs = now + call * second;
      const [answer] = match(
        matchWorld([waiting(`call${call}`, { waitingSinceMs: atMs })], people, { nowMs: atMs, seed: `seed${call}` }),
      );
      const chosen = people.find((person) => person.personId === answer?.offers[0]?.personId);
      expect(chosen).toBeDefined();
      if (!chosen) return;
      counts.set(chosen.personId, (counts.get(chosen.personId) ?? 0) + 1);
      if (keepsIdle) chosen.idleSinceMs = atMs;
    }
    const each = [...counts.values()];
    const jain =
      each.reduce((sum, one) => sum + one, 0) ** 2 / (each.length * each.reduce((sum, one) => sum + one ** 2, 0));
    expect(jain).toBeGreaterThanOrEqual(keepsIdle ? 0.999 : 0.95);
  }
});

test('who is asked for a call is who gets a text, and the other way round: one rule says who may be', () => {
  const free = fc.record({
    onShiftAs: fc.constantFrom('primary' as const, 'backup' as const),
    load: fc.integer({ min: 0, max: 79 }),
    restUntilMs: fc.constantFrom(null, null, now + 30 * minute),
  });
  const people = fc.uniqueArray(fc.record({ facts: fc.oneof(facts, free), id: personId }), {
    selector: ({ id }) => id,
    minLength: 1,
    maxLength: 5,
  });
  const line = { id: 'north', policy: { waves: [], overflow: [] }, hiddenToLeaders: false };
  let met = 0;
  fc.assert(
    fc.property(
      people,
      fc.constantFrom('en', 'es', 'es-MX'),
      fc.integer({ min: 0, max: 3 }),
      (list, language, need) => {
        const there = list.map(({ facts: some, id }) => ({ ...aPerson(id), ...some }));
        const notWith = list.slice(0, 1).map(({ id }) => id);
        const [answer] = match({
          nowMs: now,
          seed: 's',
          lines: [{ ...line, people: there, need }],
          contacts: [waiting('c1', { language, notWith, waitingSinceMs: now })],
        });
        const textLine = {
          id: 'north',
          languages: [],
          open: true,
          paused: false,
          nextOpeningMs: null,
          nextStaffedMs: () => null,
          backupsAfterSeconds: null,
          need,
          policy: { wrapUpMinutes: 5, restAfterHeavyMinutes: 15, restAfterCrisisMinutes: 30 },
          people: there.map((one) => ({
            facts: one,
            textCapable: true,
            openConversations: 0,
            hasOneByPhone: false,
            inInbox: false,
          })),
        };
        const guards = guardsOnLine(textLine, now);
        const chosen = choosePeer({ id: 'c1', language, notWith, waitingSinceMs: now }, [], textLine, guards, 's', now);
        if (chosen) met += 1;
        expect(chosen?.personId).toBe(answer?.offers[0]?.personId);
      },
    ),
    { numRuns: 500 },
  );
  expect(met).toBeGreaterThan(10);
});

test('written down by what is otherwise since a decision before, it reads as it was and gives the same answer again', () => {
  let likes = 0;
  fc.assert(
    fc.property(
      world,
      world,
      fc.subarray(personIds, { maxLength: 2 }),
      fc.nat({ max: 700 }),
      (before, after, changed, seconds) => {
        const first = recordOf(before, match(before));
        const wholes = new Map(wholesIn(before.lines, first, 0));
        const atMs = before.nowMs + seconds * second;
        const lines = before.lines.map((line, place) => ({
          ...line,
          people: line.people.map((one) => {
            const now = changed.includes(one.personId)
              ? after.lines[place]?.people.find(({ personId: id }) => id === one.personId)
              : undefined;
            return now ?? (seconds % 2 ? one : { ...one, tags: ['recovery'] });
          }),
        }));
        const given = { ...before, nowMs: atMs, lines };
        const answers = match(given);
        const record = JSON.parse(JSON.stringify(recordOf(given, answers, wholes))) as DecisionRecord;
        likes += record.world.lines.filter(({ like }) => like).length;
        const read = readRecord(record, new Map([[first.id, JSON.parse(JSON.stringify(first.world))]]));
        expect(read.answers).toEqual(answers);
        expect(match(read.world)).toEqual(answers);
      },
    ),
    { numRuns: 400 },
  );
  expect(likes).toBeGreaterThan(100);
});

test('ranks are a strict order, and a draw is its seed and person alone', () => {
  const key = fc
    .tuple(fc.record({ facts, id: personId }), fc.string())
    .map(([{ facts: some, id }, seed]) =>
      rankOf(
        { ...aPerson(id), ...some },
        { missed: 0, isPreferred: false, openConversations: 0, wish: 'veteran', seed },
      ),
    );
  fc.assert(
    fc.property(key, key, key, (a, b, c) => {
      expect(Math.sign(compareRanks(a, b))).toBe(-Math.sign(compareRanks(b, a)) + 0);
      if (compareRanks(a, b) <= 0 && compareRanks(b, c) <= 0) expect(compareRanks(a, c)).toBeLessThanOrEqual(0);
    }),
  );
  expect(drawOf('seed', 'ana')).toBe(drawOf('seed', 'ana'));
  expect(new Set(Array.from({ length: 100 }, (_, index) => drawOf(`seed${index}`, 'ana'))).size).toBe(100);
});

test('whoever is looked for alone is the first of those who are put in order', () => {
  const some = fc.uniqueArray(
    fc.record({ facts, id: fc.string({ minLength: 1, maxLength: 2 }), missed: fc.nat({ max: 1 }) }),
    { maxLength: 8, selector: ({ id }) => id },
  );
  const alike = fc.boolean();
  fc.assert(
    fc.property(some, alike, fc.string(), (people, areAlike, seed) => {
      const known = people.map(({ facts: one, id }) => ({ ...aPerson(id), ...(areAlike ? {} : one) }));
      const rankedFor = ({ personId: id }: PersonFacts) => ({
        missed: people.find((one) => one.id === id)?.missed ?? 0,
        isPreferred: false,
        openConversations: 0,
        wish: 'veteran',
        seed,
      });
      const [first] = inRingOrder(known, (one) => rankOf(one, rankedFor(one)));
      expect(firstInRingOrder(known, rankedFor)).toBe(first);
    }),
  );
});
