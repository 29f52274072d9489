/** A line that acts on imminent risk says so before anybody talks (V13); one that asks for consent need not. */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

test.each([
  ['imminent-risk', true],
  ['consent-only', false],
] as const)('%s', async (escalation, said) => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }, { escalation }),
    at: '2026-11-10T18:00:00-06:00',
  });
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.pass(25);
  expect(someone.sentences().some((sentence) => /a shift leader may pass on the number/.test(sentence))).toBe(said);
  stage.expects({ calls: { ana: 2 } });
});
