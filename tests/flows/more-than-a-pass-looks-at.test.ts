/** More callers wait than one routing pass looks at: everybody comes to their choices, and whoever is first in line is first (V3, V4). */
import { afterEach, expect, test } from '@jest/globals';
import { line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { takeCall } from '../support/talking.ts';

let stage: Stage;
afterEach(() => stage.close());

const callers = 70;
const numberOf = (one: number) => `+15550901${String(one).padStart(3, '0')}`;
const offered = /We can call you back|You can leave a voicemail/;

test('all hear their choices in time, and somebody who becomes free is given to the first', async () => {
  const policy = { wrapUpMinutes: 0, overflow: [{ afterSeconds: 10, do: 'offer-callback' as const }] };
  const organisation = smallOrganisation({ ana: {} }, {}, policy);
  stage = await setStage({ organisation, at: '2026-11-10T18:00:00-06:00' });
  const [talks, first, ana] = [stage.phone(numberOf(0)), stage.phone(numberOf(1)), stage.phone(numbers['ana']!)];
  talks.call(line);
  await stage.until('Ana rings', () => ana.state() === 'ringing', 10);
  await takeCall(stage, talks, ana, 10);
  first.call(line);
  await stage.pass(2);
  const others = Array.from({ length: callers }, (_, one) => stage.phone(numberOf(one + 2)));
  for (const other of others) other.call(line);
  await stage.pass(8);
  const haveHeard = () => others.filter((other) => other.sentences().some((sentence) => offered.test(sentence))).length;
  await stage.until('all have heard their choices', () => haveHeard() === callers, 60);
  talks.hangUp();
  await stage.until('Ana rings again', () => ana.state() === 'ringing', 90);
  await takeCall(stage, first, ana, 5);
  expect(first.talkingWith()).toContain(ana.number);
  expect(others.every((other) => other.state() === 'listening')).toBe(true);
  stage.expects({ calls: { ana: 2 } });
});
