/** The carrier answers so late that another process takes over what one is about to do: a phone rings once all the same. */
import { afterEach, expect, test } from '@jest/globals';
import { eventually } from '../support/patience.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening, texting } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());

const ana = numbers['ana']!;

test('whether the caller is still there is answered only after the claim is over: the volunteer is called once', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const { write, news } = texting(stage);
  await write(ana, 'OFF');
  stage.phone(caller).call(line);
  await stage.pass(40);
  const timesAsked = stage.carrier.control.faults.rest({ path: /^Calls\/CA/, method: 'GET', does: { kind: 'hang' } });
  stage.phone(ana).sendText(line, 'ON');
  await eventually('the carrier is asked for the caller, and does not answer', () => timesAsked() === 1);
  stage.clock.jump(11_000);
  // The sweep is not waited for here: the call in hand would be too.
  await stage.clock.advance(0);
  await eventually('the call is taken over', () => stage.carrier.control.calls({ to: ana }).length > 0);
  await stage.pass(5);
  expect(stage.carrier.control.calls({ to: ana })).toHaveLength(1);
  expect(stage.phone(ana).state()).toBe('ringing');
  expect(news(ana)).toHaveLength(2);
  stage.expects({ calls: { ana: 1 } });
});
