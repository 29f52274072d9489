/** `9` works whenever a machine speaks to a caller: it dials the crisis line, and if that fails nothing is lost (V12). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, crisisLine, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { contactsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const evening = '2026-11-10T18:00:00-06:00';

test.each([
  ['the greeting', 1],
  ['the queue', 45],
])('from %s: the crisis line answers, and no volunteer is rung any more', async (_where, afterSeconds) => {
  stage = await setStage({
    organisation: smallOrganisation(
      { ana: {} },
      {},
      { overflow: [{ afterSeconds: 900, do: 'voicemail' }], ringSeconds: 120 },
    ),
    at: evening,
  });
  stage.phone(crisisLine).behaviour = { kind: 'answers', afterSeconds: 2 };
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.pass(afterSeconds);
  someone.press('9');
  await stage.until('they talk with the crisis line', () => someone.talkingWith().includes(crisisLine));
  expect(stage.carrier.control.calls({ to: crisisLine })[0]?.from).toBe(line);
  await stage.pass(2);
  expect(stage.phone(numbers['ana']!).state()).toBe('idle');
  someone.hangUp();
  await stage.pass(5);
  expect(await contactsOf(stage)).toMatchObject([{ state: 'ended', outcome: 'crisis' }]);
  stage.expects({ calls: { ana: 1, [crisisLine]: 1 } });
});

test('when the crisis line is busy the caller hears its number and keeps their place', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  stage.phone(crisisLine).behaviour = { kind: 'busy' };
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.pass(1);
  someone.press('9');
  await stage.until('the number is spoken', () =>
    someone.sentences().some((sentence) => /5 5 5, 9 8 8, 0 9 8 8/.test(sentence)),
  );
  const ana = stage.phone(numbers['ana']!);
  await stage.until('Ana rings again', () => ana.state() === 'ringing');
  ana.answer();
  await stage.pass(2);
  ana.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(ana.number));
  stage.expects({ calls: { ana: 1, [crisisLine]: 1 } });
});

test('closed: the caller hears when the line opens, and 9 still works', async () => {
  const openingHours = [{ days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const, start: '17:00', end: '23:00' }];
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }, { openingHours: openingHours as never }),
    at: '2026-11-10T10:00:00-06:00',
  });
  stage.phone(crisisLine).behaviour = { kind: 'answers', afterSeconds: 2 };
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('the opening is spoken', () =>
    someone.sentences().some((sentence) => /today at 5 PM/.test(sentence)),
  );
  someone.press('9');
  await stage.until('they talk with the crisis line', () => someone.talkingWith().includes(crisisLine));
  stage.expects({ calls: { [crisisLine]: 1 } });
});
