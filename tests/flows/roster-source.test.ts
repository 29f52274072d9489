/** What a page needs to work a roster out by itself: without a number, and leading to exactly what the service says (R2). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { z } from 'zod';
import type { Contract } from '../../src/api/contract/all.ts';
import type { LogEntry } from '../../src/web/planner/log.ts';
import { knownModel, planned } from '../../src/web/planner/planned.ts';
import { groundFrom } from '../../src/web/planner/ground.ts';
import { placeKey } from '../../src/web/planner/view.ts';
import { sessionHeaders } from '../support/api-askers.ts';
import { assign, atDraft, eveningOn, unassign } from '../support/drafting.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

type Answered<Name extends 'drafts.read' | 'roster.source'> = z.output<Contract[Name]['answer']>;

let stage: Stage;
beforeAll(async () => {
  const organisation = smallOrganisation(
    {
      ana: { tags: ['veteran', 'parent'], availability: [{ days: ['MO'], start: '16:00', end: '23:30' }] },
      ben: { as: null, languages: ['en', 'es'], trainee: true },
      dev: { as: null, roles: ['coordinator'] },
      grace: { as: null, roles: ['shift-leader'] },
    },
    { closures: [{ from: '2026-11-19', to: '2026-11-19', reason: 'Painting' }] },
  );
  stage = await setStage({
    organisation: {
      ...organisation,
      shifts: organisation.shifts!.map((shift) => ({ ...shift, requires: [{ tag: 'veteran' }, { language: 'es' }] })),
      timeOff: [{ person: 'ana', from: '2026-11-20', to: '2026-11-20' }],
    },
    at: '2026-11-10T11:00:00-06:00',
  });
});
afterAll(() => stage.close());

async function ask(who: string, path: string) {
  const headers = await sessionHeaders(stage, who, { strength: 'second', provedMinutesAgo: 0 });
  const response = await fetch(`${stage.service.url}/api/v1${path}`, { headers });
  const text = await response.text();
  for (const number of Object.values(numbers)) expect(text).not.toContain(number.slice(1));
  return { status: response.status, body: JSON.parse(text) as unknown };
}

const days = { line: 'main', from: '2026-11-11', to: '2026-11-22' };
const range = 'from=2026-11-11&to=2026-11-22';

test('a draft worked out from it is what the service answers of that draft', async () => {
  const draft = await atDraft(stage, 'dev', days);
  await draft.does(
    'dev',
    assign(16, 'ben'),
    unassign(17, 'ana'),
    { kind: 'set-need', at: eveningOn(18), need: 3 },
    { kind: 'cancel', at: eveningOn(21) },
    { kind: 'lock', at: eveningOn(16), person: 'ben' },
    { kind: 'many', commands: [unassign(12, 'ana'), assign(12, 'ben')] },
  );
  const { body: source } = await ask('dev', `/rosters/main/source?${range}`);
  const { body: told } = await ask('dev', `/drafts/${draft.id}`);
  const answer = told as Answered<'drafts.read'>;
  const ground = groundFrom(source as Answered<'roster.source'>, days)!;
  const { view } = planned(ground, knownModel(ground), answer.log as LogEntry[]);
  const held = view.places.filter(({ cancelled }) => !cancelled);
  expect(
    held.map(({ shift, occurrence, need, missing, people }) => ({
      shift,
      occurrence,
      need,
      missing,
      people: people.filter(({ away }) => !away).map(({ person }) => person),
    })),
  ).toEqual(
    answer.after.map(({ shift, occurrence, need, missing, people }) => ({
      shift,
      occurrence,
      need,
      missing,
      people: people.map(({ person }) => person).sort(),
    })),
  );
  expect(view.broken).toEqual(
    answer.check!.violations.map(({ occurrences, ...one }) => ({ ...one, places: occurrences.map(placeKey) })),
  );
  expect(view.broken.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['availability', 'trainee-alone', 'time-off']),
  );
  expect(held.filter(({ wants }) => wants.length > 0).map(({ key, wants }) => [key, wants])).toEqual(
    answer.check!.needsMissed.map((one) => [placeKey(one), one.missing]),
  );
  expect(view.places.filter(({ cancelled }) => cancelled).map(({ occurrence }) => occurrence)).toEqual([
    '2026-11-21T17:00',
  ]);
  expect(view.closures).toEqual([{ from: '2026-11-19', to: '2026-11-19', reason: 'Painting' }]);
});

test('of tags it has those that a shift asks for; leaders read the roster and not what it is made of', async () => {
  const { body } = await ask('dev', `/rosters/main/source?${range}`);
  const { source } = body as Answered<'roster.source'>;
  expect(source.people.map(({ id, tags }) => [id, tags])).toEqual([
    ['ana', ['veteran']],
    ['ben', []],
    ['dev', []],
    ['grace', []],
  ]);
  expect(await ask('grace', `/rosters/main/source?${range}`)).toMatchObject({ status: 403 });
  expect(await ask('grace', '/rosters')).toMatchObject({
    status: 200,
    body: { rosters: [{ line: 'main', name: 'Northside Warmline', zone: 'America/Chicago' }] },
  });
  expect(await ask('ana', '/rosters')).toMatchObject({ status: 403 });
  expect(await ask('dev', '/rosters/main/source?from=2026-11-11&to=2027-11-11')).toMatchObject({ status: 400 });
  expect(await ask('dev', '/rosters/nowhere/source?from=2026-11-11&to=2026-11-12')).toMatchObject({ status: 404 });
});
