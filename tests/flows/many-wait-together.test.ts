/** Many wait, and something falls due for all of them at once: they are woken together, and each gets what each alone would. */
import { afterEach, expect, test } from '@jest/globals';
import { contactsOf } from '../support/stored.ts';
import { line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { takeCall } from '../support/talking.ts';

let stage: Stage;
afterEach(() => stage.close());

const callers = 40;
const numberOf = (one: number) => `+15550901${String(one).padStart(3, '0')}`;

/** Ana talks with somebody, and forty others wait. */
async function manyWait() {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const [talks, ana] = [stage.phone(numberOf(0)), stage.phone(numbers['ana']!)];
  talks.call(line);
  await stage.until('Ana rings', () => ana.state() === 'ringing', 10);
  await takeCall(stage, talks, ana, 5);
  const others = Array.from({ length: callers }, (_, one) => stage.phone(numberOf(one + 1)));
  for (const other of others) other.call(line);
  await stage.pass(15);
  stage.expects({ calls: { ana: 1 } });
  return { talks, ana, others };
}

test('while they hear music, and their waves come, no second costs a question for each of them', async () => {
  await manyWait();
  const { lab } = stage.carrier;
  let quietSeconds = 0;
  for (let second = 0; second < 45; second += 1) {
    const [askedBefore, webhooksBefore] = [stage.service.deps.database.roundTrips(), lab.webhooks.length];
    await stage.pass(1);
    if (lab.webhooks.length > webhooksBefore) continue;
    quietSeconds += 1;
    expect(stage.service.deps.database.roundTrips() - askedBefore).toBeLessThan(callers);
  }
  expect(quietSeconds).toBeGreaterThan(30);
});

test('all of them leave without news: all are found to have gone', async () => {
  const { others } = await manyWait();
  stage.carrier.control.faults.webhook({ url: /\/(status|caller)\b/, does: { kind: 'lost' }, times: Infinity });
  for (const one of others) one.hangUp();
  await stage.pass(70);
  expect((await contactsOf(stage)).filter(({ state }) => state === 'waiting')).toEqual([]);
});
