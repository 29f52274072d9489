/** Whoever is on call for a shift may be planned in it: auto-fill, its reasons and the planner say so, and nobody is both at once (R5). */
import { expect, test } from '@jest/globals';
import { lockKey } from '../../src/planning/draft/commands.ts';
import type { Fixed } from '../../src/planning/draft/fixed.ts';
import { commandOf, fitting, modelToFill, proposalOf } from '../../src/planning/draft/proposal.ts';
import { priceOf } from '../../src/planning/draft/price.ts';
import { rosterModel } from '../../src/planning/roster/build-model.ts';
import { checkRoster } from '../../src/planning/roster/check.ts';
import { choicesOf } from '../../src/planning/roster/choices.ts';
import { greedyPlacements } from '../../src/planning/roster/greedy.ts';
import type { RosterModel } from '../../src/planning/roster/model.ts';
import { reasonsFor } from '../../src/planning/roster/reasons.ts';
import { plannedAt } from '../../src/web/planner/acts.ts';
import { candidatesFor, placesFor } from '../../src/web/planner/candidates.ts';
import { knownModel, planned } from '../../src/web/planner/planned.ts';
import type { PlaceView } from '../../src/web/planner/view.ts';
import { ben, march, oneRoster, shift } from '../support/one-roster.ts';

const anytime: Fixed = { locks: new Set(), nowMs: 0 };
const at = { shift: 'evening', occurrence: '2027-03-03T17:00' };
const evening = (people: string) => shift('evening', '2027-03-03T17:00', '2027-03-03T21:00', people);
const modelOf = (...shifts: ReturnType<typeof shift>[]) => rosterModel(oneRoster(shifts), march);

function fitOf(model: RosterModel, fixed: Fixed = anytime) {
  const given = modelToFill(model, 'open', fixed);
  return fitting(model, proposalOf(model, given, greedyPlacements(given, choicesOf(given).all)), fixed);
}

test('everybody on call in every shift, as after founding: people are planned, and are on call there no more', () => {
  const model = modelOf(
    evening('ben+ cleo+'),
    shift('late', '2027-03-03T21:00', '2027-03-04T01:00', 'ben+ cleo+'),
    shift('next', '2027-03-04T17:00', '2027-03-04T21:00', 'ben+ cleo+'),
  );
  const { fits, leaves, roster } = fitOf(model);
  expect(fits.add).toHaveLength(3);
  // On call for the shift beside it is no work: both are planned, one after the other.
  expect(new Set(fits.add.map(({ person }) => person))).toEqual(new Set(['ben', 'cleo']));
  expect(leaves.map(({ shift: name, person }) => [name, person])).toEqual(
    fits.add.map(({ shift: name, person }) => [name, person]),
  );
  expect(checkRoster(model, roster)).toMatchObject({ score: { short: 0 }, violations: [] });
});

test('being on call in another shift at the same time ends with it, in the same step', () => {
  const model = modelOf(evening(''), shift('beside', '2027-03-03T19:00', '2027-03-03T23:00', 'cleo ben+'));
  const fit = fitOf(model);
  expect(fit.fits.add).toEqual([{ ...at, person: 'ben' }]);
  expect(fit.leaves).toEqual([{ shift: 'beside', occurrence: '2027-03-03T19:00', person: 'ben' }]);
  expect(commandOf(fit.fits, fit.leaves)).toEqual({
    kind: 'many',
    commands: [
      { kind: 'unassign', at: { shift: 'beside', occurrence: '2027-03-03T19:00' }, person: 'ben' },
      { kind: 'assign', at, person: 'ben', as: 'primary' },
    ],
  });
});

test.each<[string, Fixed]>([
  ['who is locked there', { ...anytime, locks: new Set([lockKey(at, 'ben'), lockKey(at, 'cleo')]) }],
  ['where the shift is locked', { ...anytime, locks: new Set([lockKey(at, null)]) }],
  ['where it has begun', { ...anytime, nowMs: Date.parse('2027-03-03T23:00:00Z') }],
])('on call stays %s', (_who, fixed) => {
  const fit = fitOf(modelOf(evening('ben+ cleo+')), fixed);
  expect([fit.fits, fit.leaves]).toEqual([{ add: [], remove: [] }, []]);
});

test('on call outside the days or the line of a draft keeps people from what is at the same time', () => {
  const two = oneRoster([evening(''), { ...shift('other', '2027-03-03T18:00', '2027-03-03T20:00', 'ben+ cleo+') }]);
  const lines = [...two.lines, { ...two.lines[0]!, id: 'second' }];
  const shifts = two.shifts.map((one) => (one.id === 'other' ? { ...one, line: 'second' } : one));
  const model = rosterModel({ ...two, lines, shifts }, { ...march, line: 'main' });
  const { fits, roster, model: free } = fitOf(model);
  expect(fits.add).toEqual([]);
  expect(
    reasonsFor(
      free,
      roster,
      free.occurrences.findIndex((one) => one.shift === 'evening'),
    ),
  ).toEqual([{ why: 'overlap', people: [0, 1] }]);
});

test('what keeps somebody is said, and not that they are on call there; why not has a price as for anybody', () => {
  const people = [{ ...ben, availability: [] }];
  const model = rosterModel(oneRoster([evening('ben+')], { people }), march);
  const { roster, model: free } = fitOf(model);
  expect(reasonsFor(free, roster, 0)).toEqual([{ why: 'no-times-given', people: [0] }]);
  expect(priceOf(model, 0, 0, anytime)).toMatchObject({ why: 'no-times-given', anyway: { violations: [] } });
  expect(priceOf(modelOf(evening('ben+')), 0, 0, anytime).why).toBeNull();
});

test('whoever is on call there is offered as anybody is, and planned they are on call no more, there and at the same time', () => {
  const source = oneRoster([
    shift('one', '2027-03-02T17:00', '2027-03-02T21:00', 'ben+'),
    shift('two', '2027-03-02T20:00', '2027-03-02T23:00', 'ben+'),
    shift('next', '2027-03-02T23:00', '2027-03-03T02:00', 'ben+'),
  ]);
  const people = source.people.map((person) => ({ ...person, name: person.id }));
  const ground = { source: { ...source, people }, zone: 'America/Chicago', closures: [], ...march, line: 'main' };
  const found = planned(ground, knownModel(ground), []);
  const [one, two, next] = found.view.places as [PlaceView, PlaceView, PlaceView];
  const { may } = candidatesFor(found, [one.key]);
  expect(may.map(({ person, onCall }) => [person, onCall])).toEqual([
    ['ben', true],
    ['cleo', false],
  ]);
  expect(placesFor(found, 'ben').get(one.key)).toBeNull();
  expect(plannedAt([one, two, next], [one], 'ben')).toEqual({
    kind: 'many',
    commands: [
      { kind: 'assign', at: { shift: 'one', occurrence: '2027-03-02T17:00' }, person: 'ben', as: 'primary' },
      { kind: 'unassign', at: { shift: 'two', occurrence: '2027-03-02T20:00' }, person: 'ben' },
    ],
  });
});
