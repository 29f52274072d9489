/** Whatever process answered a call, another one takes the wait on from every step of it. */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { untilTone, voicemails } from '../support/voicemail-story.ts';
import { legsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const partner = '+15550300001';
const overflow = [
  { afterSeconds: 20, do: 'ring-backups' as const },
  { afterSeconds: 40, do: 'ring-partner' as const, number: partner },
  { afterSeconds: 120, do: 'offer-callback' as const },
];

/** A caller in line, with Ana’s phone ringing and Ben as a backup. */
async function inLine() {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {}, ben: { as: 'backup' } }, {}, { overflow, ringSeconds: 300 }),
    at: '2026-11-10T18:00:00-06:00',
  });
  const [someone, ana, ben, theirs] = [
    stage.phone(caller),
    stage.phone(numbers['ana']!),
    stage.phone(numbers['ben']!),
    stage.phone(partner),
  ];
  someone.call(line);
  await stage.until('Ana rings', () => ana.state() === 'ringing');
  return { someone, ana, ben, theirs };
}

test('before every step: backups ring, the partner is offered, the choices are spoken, each by a service of its own', async () => {
  const { someone, ana, ben } = await inLine();
  await stage.restart();
  await stage.until('Ben rings', () => ben.state() === 'ringing', 40);
  await stage.restart();
  await stage.until(
    'the partner is offered',
    () => someone.sentences().join(' ').includes('They are another organisation'),
    60,
  );
  await stage.restart();
  await stage.until(
    'the choices are spoken',
    () => someone.sentences().join(' ').includes('We can call you back'),
    120,
  );
  await stage.restart();
  expect([ana.state(), ben.state(), someone.state()]).toEqual(['ringing', 'ringing', 'listening']);
  ben.answer();
  await stage.pass(1);
  ben.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(ben.number), 20);
  await stage.until('Ana’s phone stops', () => ana.state() === 'idle', 5);
  stage.expects({ calls: { ana: 1 } });
});

test('while the caller hears their choices: the key they press is answered by the next service', async () => {
  const { someone, theirs } = await inLine();
  await stage.until(
    'the partner is offered',
    () => someone.sentences().join(' ').includes('They are another organisation'),
    60,
  );
  await stage.restart();
  someone.press('4');
  await stage.until('the partner rings', () => theirs.state() === 'ringing', 20);
  stage.expects({ calls: { ana: 1, ben: 1, '+15550300001': 1 } });
});

test('while the partner rings: they accept at the next service, and every other phone stops', async () => {
  const { someone, ana, theirs } = await inLine();
  await stage.until(
    'the partner is offered',
    () => someone.sentences().join(' ').includes('They are another organisation'),
    60,
  );
  someone.press('4');
  await stage.until('the partner rings', () => theirs.state() === 'ringing', 20);
  await stage.restart();
  theirs.answer();
  await stage.pass(2);
  await stage.restart();
  theirs.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(partner), 20);
  expect(ana.state()).toBe('idle');
  expect(stage.carrier.control.calls({ to: partner })).toHaveLength(1);
  stage.expects({ calls: { ana: 1, ben: 1 } });
});

test('while the partner does not pick up: the next service tells the caller', async () => {
  const { someone, theirs } = await inLine();
  await stage.until(
    'the partner is offered',
    () => someone.sentences().join(' ').includes('They are another organisation'),
    60,
  );
  someone.press('4');
  await stage.until('the partner rings', () => theirs.state() === 'ringing', 20);
  await stage.restart();
  await stage.until(
    'the caller hears of it',
    () => someone.sentences().join(' ').includes('Our partner could not answer just now'),
    60,
  );
  expect(theirs.state()).toBe('idle');
  stage.expects({ calls: { ana: 1, ben: 1, '+15550300001': 1 } });
});

test('while the caller speaks a message: it is taken and kept by the next service', async () => {
  const { someone, ana } = await inLine();
  await stage.until('the caller hears the keys', () => someone.sentences().join(' ').includes('press 2.'), 60);
  someone.press('2');
  await untilTone(stage);
  someone.say('I will say this once.');
  await stage.restart();
  await stage.pass(3);
  someone.press('#');
  await stage.until('the call ends', () => someone.state() === 'idle', 30);
  await stage.pass(10);
  expect((await voicemails(stage))[0]?.kept_at).not.toBeNull();
  expect(ana.state()).toBe('idle');
  stage.expects({ calls: { ana: 1, ben: 1 } });
});

test('the end of a ringing partner’s call is missed: the next service learns it and nothing stays open', async () => {
  const { someone, theirs } = await inLine();
  await stage.until(
    'the partner is offered',
    () => someone.sentences().join(' ').includes('They are another organisation'),
    60,
  );
  someone.press('4');
  await stage.until('the partner rings', () => theirs.state() === 'ringing', 20);
  stage.carrier.control.faults.webhook({ url: /-partner\/status/, does: { kind: 'lost' }, times: 10 });
  theirs.decline();
  await stage.restart();
  await stage.until(
    'the caller hears of it',
    () => someone.sentences().join(' ').includes('Our partner could not answer just now'),
    60,
  );
  expect((await legsOf(stage)).filter((one) => one.purpose === 'partner')).toMatchObject([{ state: 'ended' }]);
  stage.expects({ calls: { ana: 1, ben: 1 } });
});
