/** A guard is waived only by a named person, with a reason and the volunteer's own yes, and all of it is on record (guards). */
import { afterEach, expect, test } from '@jest/globals';
import { askOverride } from '../../src/people/overrides.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

test('Ana lacks a course: Cleo asks, Ana says MORE, and her phone rings', async () => {
  stage = await setStage({
    organisation: smallOrganisation(
      { ana: {}, ben: {}, cleo: { as: null, roles: ['coordinator'] } },
      {},
      { training: ['core'] },
    ),
    at: '2026-11-10T18:00:00-06:00',
  });
  const { room, directories } = stage.service.deps;
  const directory = (await directories.current())!;
  const ask = (by: string, reason: string) => askOverride(room, directory, { personId: 'ana', by, reason });
  expect(await ask('ana', 'busy night')).toMatchObject({ kind: 'refused' });
  expect(await ask('ben', 'busy night')).toMatchObject({ kind: 'refused' });
  expect(await ask('cleo', ' ')).toMatchObject({ kind: 'refused' });
  expect(await auditOf(stage, 'override')).toEqual([]);
  expect(await ask('cleo', 'busy night')).toEqual({ kind: 'asked', guards: ['untrained'] });

  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  await stage.pass(2);
  expect(ana.texts().at(-1)?.body).toMatch(/^Cleo of Northside asks if you would take calls/);
  someone.call(line);
  await stage.pass(20);
  expect(ana.state()).toBe('idle');
  ana.sendText(line, 'MORE');
  await stage.until('Ana’s phone rings', () => ana.state() === 'ringing', 20);
  expect(stage.carrier.control.calls({ to: numbers['ben']! })).toHaveLength(0);
  expect(await auditOf(stage, 'override')).toMatchObject([
    { by: 'person:cleo', action: 'override asked', subject: 'ana', reason: 'busy night' },
    { by: 'person:ana', action: 'override accepted', subject: 'ana', reason: null },
  ]);
  stage.expects({
    calls: { ana: 1 },
    texts: { ana: [/^Cleo of Northside asks if you would take/, 'You are set to take calls. Thank you.'] },
  });
});
