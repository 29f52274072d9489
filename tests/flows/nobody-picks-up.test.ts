/** Machines, busy phones and passes: each is replaced at once, and when everyone has passed the wait ends in words. */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const at = '2026-11-10T18:00:00-06:00';

test('an answering machine that presses nothing gets no caller, and the next volunteer is asked', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at });
  const [ana, ben] = [stage.phone(numbers['ana']!), stage.phone(numbers['ben']!)];
  ana.behaviour = { kind: 'machine', afterSeconds: 4, greetingSeconds: 5 };
  ben.behaviour = { kind: 'machine', afterSeconds: 4, greetingSeconds: 5 };
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.pass(50);
  expect(someone.talkingWith()).toEqual([]);
  expect(stage.carrier.control.conferences()).toEqual([]);
  for (const phone of [ana, ben]) {
    expect(stage.carrier.control.calls({ to: phone.number }).length).toBeGreaterThanOrEqual(1);
    for (const { heard } of phone.voicemails()) expect(heard.join(' ')).not.toMatch(/caller|volunteer|wish|language/i);
  }
  stage.expects({ calls: { ana: 2, ben: 1 } });
});

test('everyone is busy: the ladder goes on at once, and the caller hears how it ends', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {}, cleo: { as: 'backup' } }), at });
  const phones = ['ana', 'ben', 'cleo'].map((id) => stage.phone(numbers[id]!));
  for (const phone of phones) {
    phone.behaviour = { kind: 'busy' };
    stage.carrier.control.expectCall(phone.number);
  }
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('everyone was asked', () => stage.carrier.control.missing().length === 0, 10);
  await stage.until(
    'the caller hears how the wait ends',
    () =>
      someone.sentences().some((sentence) => /Nobody could come to the phone|call you back|voicemail/i.test(sentence)),
    40,
  );
  expect(stage.carrier.control.unexpected()).toEqual([]);
});

test('a missed ring is no pass: the only volunteer is rung once more, and the ladder keeps its times', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at });
  const ana = stage.phone(numbers['ana']!);
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until(
    'Ana is rung a second time',
    () => stage.carrier.control.calls({ to: ana.number }).length === 2,
    30,
  );
  await stage.pass(5);
  expect(someone.sentences().join(' ')).not.toMatch(/call you back|Nobody has been free/i);
  stage.expects({ calls: { ana: 2 } });
});

test('whoever passes is not asked again for this contact', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at });
  const phones = ['ana', 'ben'].map((id) => stage.phone(numbers[id]!));
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('one phone rings', () => phones.some((phone) => phone.state() === 'ringing'));
  const first = phones.find((phone) => phone.state() === 'ringing')!;
  const second = phones.find((phone) => phone !== first)!;
  first.answer();
  await stage.pass(1);
  first.press('2');
  await stage.until('the other phone rings at once', () => second.state() === 'ringing', 5);
  second.answer();
  await stage.pass(1);
  second.press('1');
  await stage.until('they talk', () => someone.talkingWith().length === 1);
  expect(stage.carrier.control.calls({ to: first.number })).toHaveLength(1);
});
