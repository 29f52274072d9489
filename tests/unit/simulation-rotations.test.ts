import { expect, test } from '@jest/globals';
import { rotations, type RotationId } from '../../src/planning/simulation/rotations.ts';
import type { MatchContact, MatchWorld } from '../../src/matching/model.ts';
import { aPerson, minute, waiting } from '../support/routing-fixtures.ts';
import type { PersonFacts } from '../../src/wellbeing/guards.ts';

const nowMs = Date.parse('2026-11-03T15:00:00Z');

function person(personId: string, change: Partial<PersonFacts> = {}): PersonFacts {
  const duty = { startMs: nowMs - 60 * minute, endMs: nowMs + 120 * minute };
  return aPerson(personId, { duty, idleSinceMs: nowMs - 10 * minute, load: 10, ...change });
}

function caller(id: string, change: Partial<MatchContact> = {}): MatchContact {
  const since = { arrivedAtMs: nowMs, rankAtMs: nowMs, waitingSinceMs: nowMs };
  return waiting(id, { ...since, lineId: 'main', decided: true, ...change });
}

const overflow = [
  { afterSeconds: 60, do: 'ring-backups' as const },
  { afterSeconds: 600, do: 'voicemail' as const },
];

function offers(id: RotationId, people: PersonFacts[], contacts: MatchContact[]): [string, string[]][] {
  const world: MatchWorld = {
    nowMs,
    seed: 's',
    lines: [
      { id: 'main', policy: { waves: [{ afterSeconds: 0, size: 1 }], overflow }, hiddenToLeaders: false, people },
    ],
    contacts,
  };
  const answers = rotations.find((one) => one.id === id)?.decide(world) ?? [];
  return answers.map((answer) => [answer.contactId, answer.offers.map(({ personId }) => personId)]);
}

const ana = person('ana', { idleSinceMs: nowMs - 5 * minute, load: 70 });
const ben = person('ben', { idleSinceMs: nowMs - 30 * minute, restUntilMs: nowMs + 10 * minute });
const cleo = person('cleo', { idleSinceMs: nowMs - 20 * minute });
const dee = person('dee', { busy: 'in-contact' });
const eve = person('eve', { onShiftAs: null });

test.each<[RotationId, string[]]>([
  ['burnout-aware', ['cleo']],
  ['longest-idle', ['ben']],
  ['linear', ['ana']],
  ['ring-all', ['ana', 'ben', 'cleo']],
])('%s rings %j: Ana is strained, Ben rests, Dee talks and Eve is off shift', (id, rung) => {
  expect(offers(id, [ana, ben, cleo, dee, eve], [caller('c')])).toEqual([['c', rung]]);
});

test.each<RotationId>(['longest-idle', 'linear', 'ring-all'])(
  '%s rings one phone for one caller only, the caller first in line first',
  (id) => {
    const answers = offers(id, [ana, ben], [caller('first'), caller('second')]);
    expect(answers[0]?.[0]).toBe('first');
    const rung = answers.flatMap(([, people]) => people);
    expect([...new Set(rung)]).toEqual(rung);
    expect(rung).toHaveLength(2);
  },
);

test('one at a time: nobody else is rung while a phone rings, who missed comes after the others, who passed not at all', () => {
  const asks = (outcome: 'asking' | 'missed' | 'passed') => [{ personId: 'ana', outcome, atMs: nowMs - minute }];
  expect(offers('linear', [ana, cleo], [caller('c', { asks: asks('asking') })])).toEqual([]);
  expect(offers('linear', [ana, cleo], [caller('c', { asks: asks('missed') })])).toEqual([['c', ['cleo']]]);
  expect(offers('linear', [ana], [caller('c', { asks: asks('missed') })])).toEqual([['c', ['ana']]]);
  expect(offers('ring-all', [ana, cleo], [caller('c', { asks: asks('passed') })])).toEqual([['c', ['cleo']]]);
});

test.each<RotationId>(['burnout-aware', 'longest-idle', 'linear', 'ring-all'])(
  '%s brings a caller to the last step of the ladder after ten minutes',
  (id) => {
    const world = (waitedMs: number, ladderStep: number): MatchWorld => ({
      nowMs,
      seed: 's',
      lines: [
        {
          id: 'main',
          policy: { waves: [{ afterSeconds: 0, size: 1 }], overflow },
          hiddenToLeaders: false,
          people: [dee],
        },
      ],
      contacts: [caller('c', { waitingSinceMs: nowMs - waitedMs, ladderStep })],
    });
    const decide = rotations.find((one) => one.id === id)?.decide;
    expect(decide?.(world(599_000, 1))).toEqual([]);
    expect(decide?.(world(600_000, 1))).toMatchObject([{ contactId: 'c', over: true, offers: [] }]);
    expect(decide?.(world(600_000, 2))).toEqual([]);
  },
);
