/** A wait that gets long: the choices of the ladder are spoken, again and again, and phones ring on all the while. */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { answerQuestions } from '../support/callback-story.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { contactsOf, decisionsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const at = '2026-11-10T18:00:00-06:00';
const offered = /We can call you back|You can leave a voicemail/;

function timesOffered(someone: ReturnType<Stage['phone']>): number {
  return someone.sentences().filter((sentence) => offered.test(sentence)).length;
}

test('after two minutes the caller hears their choices, "or keep waiting" and the crisis key among them', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }, {}, { ringSeconds: 200 }), at });
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.pass(118);
  expect(timesOffered(someone)).toBe(0);
  await stage.until('the choices are offered', () => timesOffered(someone) === 1, 10);
  const before = someone.sentences().length;
  await stage.pass(25);
  const menu = someone
    .sentences()
    .slice(before - 1)
    .join(' ');
  expect(menu).toMatch(/To leave a voicemail, press 2\..*Or stay on the line to keep waiting\..*988 lifeline, press 9/);
  await stage.pass(15);
  expect(await contactsOf(stage)).toMatchObject([{ state: 'waiting' }]);
  stage.expects({ calls: { ana: 1 } });
});

test('somebody who accepts while the caller hears their choices has the call', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }, {}, { ringSeconds: 200 }), at });
  const [someone, ana] = [stage.phone(caller), stage.phone(numbers['ana']!)];
  someone.call(line);
  await stage.until('the choices are offered', () => timesOffered(someone) === 1, 150);
  expect(await contactsOf(stage)).toMatchObject([{ state: 'choosing-overflow' }]);
  expect(ana.state()).toBe('ringing');
  ana.answer();
  await stage.pass(1);
  ana.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(ana.number), 10);
});

test('whoever keeps waiting is never left in endless music: the choices come back, and someone who becomes free is offered', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at });
  const [someone, ana] = [stage.phone(caller), stage.phone(numbers['ana']!)];
  ana.behaviour = { kind: 'busy' };
  someone.call(line);
  await stage.pass(900);
  const often = timesOffered(someone);
  expect(often).toBeGreaterThanOrEqual(5);
  expect(often).toBeLessThanOrEqual(9);
  expect(someone.state()).toBe('listening');
  ana.behaviour = { kind: 'waits' };
  await stage.until('Ana rings', () => ana.state() === 'ringing', 90);
  ana.answer();
  await stage.pass(1);
  ana.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(ana.number), 10);
  stage.expects({ calls: { ana: 16 } });
});

test('the shift ends while somebody waits: once nobody can come, they hear it kindly with their choices instead of waiting on', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T22:58:00-06:00' });
  const [someone, ana] = [stage.phone(caller), stage.phone(numbers['ana']!)];
  ana.behaviour = { kind: 'busy' };
  someone.call(line);
  await stage.until(
    'the caller hears that nobody can come',
    () => someone.sentences().join(' ').includes('Nobody could come to the phone this time'),
    600,
  );
  await stage.until('the call ends', () => someone.state() === 'idle', 90);
  expect(someone.sentences().slice(-4).join(' ')).toMatch(/press 9.*Goodbye/);
  expect(await contactsOf(stage)).toMatchObject([{ state: 'ended', outcome: 'ladder-ended' }]);
  stage.expects({ texts: { ana: [/^Your shift is over today at/] } });
});

test('everyone is spent: nobody is rung, and the caller hears their choices at once instead of after minutes', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at });
  stage.service.deps.room.loads = async () =>
    new Map([
      ['ana', 90],
      ['ben', 85],
    ]);
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('the choices are offered', () => timesOffered(someone) >= 1, 40);
  await stage.pass(60);
  for (const id of ['ana', 'ben']) expect(stage.carrier.control.calls({ to: numbers[id]! })).toEqual([]);
  const [decision] = await decisionsOf(stage);
  expect(decision?.answers[0]?.candidates.map((one) => one.reasons.map(({ kind }) => kind))).toEqual([
    ['spent'],
    ['spent'],
  ]);
  stage.expects({
    texts: {
      ana: [/^You have carried so much lately that we leave/],
      ben: [/^You have carried so much lately that we leave/],
    },
  });
});

test('1 in the choices asks about a callback while the phone rings on; once it is promised the offer ends', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }, {}, { ringSeconds: 300 }), at });
  const [someone, ana] = [stage.phone(caller), stage.phone(numbers['ana']!)];
  someone.call(line);
  await stage.until('the choices are offered', () => timesOffered(someone) === 1, 150);
  expect(someone.sentences().join(' ')).toContain('To be called back and keep your place in line, press 1.');
  await answerQuestions(stage, someone, ['1', '1', '2', '2']);
  expect(ana.state()).toBe('ringing');
  await answerQuestions(stage, someone, ['1']);
  await stage.pass(2);
  expect(ana.state()).toBe('idle');
  expect((await contactsOf(stage)).filter((one) => one.callSid !== null)).toMatchObject([
    { state: 'told', outcome: 'callback' },
  ]);
  stage.expects({ calls: { ana: 1 } });
});

test('9 works in the choices; when the crisis line fails the caller is back in line and hears the choices again', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }, {}, { ringSeconds: 200 }), at });
  const someone = stage.phone(caller);
  const crisis = stage.phone('+15559880988');
  crisis.behaviour = { kind: 'busy' };
  someone.call(line);
  await stage.until('the choices are offered', () => timesOffered(someone) === 1, 150);
  someone.press('9');
  await stage.until(
    'the caller hears the number',
    () => someone.sentences().join(' ').includes('We could not reach the 988 lifeline'),
    30,
  );
  await stage.until('the choices are offered again', () => timesOffered(someone) === 2, 60);
  expect(stage.carrier.control.calls({ to: crisis.number })[0]?.from).toBe(line);
  stage.expects({ calls: { ana: 2, '+15559880988': 1 } });
});
