/** `*` takes the volunteer to a private menu while the caller hears a word and music (V5). */
import { afterEach, expect, test } from '@jest/globals';
import type { PhoneControl } from '../../infra/phone-lab/control-phone.ts';
import { caller, crisisLine, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { contactsOf, loadEventsOf } from '../support/stored.ts';

let stage: Stage;
let ana: PhoneControl;
let someone: PhoneControl;
afterEach(() => stage.close());

async function talking(people: Parameters<typeof smallOrganisation>[0] = { ana: {} }): Promise<void> {
  stage = await setStage({ organisation: smallOrganisation(people), at: '2026-11-10T18:00:00-06:00' });
  ana = stage.phone(numbers['ana']!);
  someone = stage.phone(caller);
  someone.call(line);
  await stage.until('Ana rings', () => ana.state() === 'ringing');
  ana.answer();
  await stage.pass(2);
  ana.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(ana.number));
  await stage.pass(10);
}

async function openMenu(): Promise<void> {
  ana.press('*');
  await stage.until('the caller is on hold', () => someone.state() === 'on-hold');
  await stage.pass(2);
  expect(someone.sentences().join(' ')).toMatch(/One moment, please/);
  expect(ana.sentences().join(' ')).toMatch(/To close the call kindly, press 3/);
}

test('star and star again: back with the caller, in the same conference', async () => {
  await talking();
  await openMenu();
  ana.press('*');
  await stage.until('they talk again', () => someone.talkingWith().includes(ana.number));
  expect(stage.carrier.control.conferences()).toHaveLength(1);
});

test('silence in the menu leads back to the caller', async () => {
  await talking();
  await openMenu();
  await stage.until('they talk again', () => someone.talkingWith().includes(ana.number), 120);
});

test('1 brings in the crisis line from the line’s number; leaving then is a hand-over', async () => {
  await talking();
  await openMenu();
  stage.phone(crisisLine).behaviour = { kind: 'answers', afterSeconds: 3 };
  ana.press('1');
  await stage.until(
    'all three talk',
    () => someone.talkingWith().includes(crisisLine) && someone.talkingWith().includes(ana.number),
    60,
  );
  expect(stage.carrier.control.calls({ to: crisisLine })[0]?.from).toBe(line);
  expect(stage.phone(crisisLine).sentences().join(' ')).toMatch(/place is unknown/);
  // Nobody joins a call unannounced.
  expect(someone.sentences().join(' ')).toMatch(/We are calling .*, as you agreed\. They will join this call/);
  ana.hangUp();
  await stage.pass(20);
  expect(someone.talkingWith()).toEqual([crisisLine]);
  someone.hangUp();
  await stage.pass(20);
  expect(await contactsOf(stage)).toMatchObject([{ outcome: 'crisis-hand-over' }]);
  expect(await loadEventsOf(stage)).toMatchObject([{ crisis: true }]);
  stage.expects({ calls: { [crisisLine]: 1 }, texts: { ana: [/^That was a heavy one\. If you would like a/] } });
});

test('1 while the crisis line is busy: the volunteer alone hears the number', async () => {
  await talking();
  await openMenu();
  stage.phone(crisisLine).behaviour = { kind: 'busy' };
  ana.press('1');
  await stage.until(
    'Ana hears that it failed',
    () => ana.sentences().some((sentence) => /We could not reach/.test(sentence)),
    60,
  );
  expect(someone.sentences().join(' ')).not.toMatch(/We could not reach/);
  await stage.until('they talk', () => someone.talkingWith().includes(ana.number), 60);
  stage.expects({ calls: { [crisisLine]: 1 } });
});

test('2 asks the shift leader, who joins only after their own key, announced to everybody', async () => {
  await talking({ ana: {}, elena: { roles: ['volunteer', 'shift-leader'], as: 'backup' } });
  await openMenu();
  ana.press('2');
  const leader = stage.phone(numbers['elena']!);
  await stage.until('the leader rings', () => leader.state() === 'ringing', 60);
  leader.answer();
  await stage.pass(3);
  expect(leader.talkingWith()).toEqual([]);
  leader.press('1');
  await stage.until('the leader is in', () => someone.talkingWith().includes(leader.number), 60);
  expect(someone.sentences().join(' ')).toMatch(/A shift leader is joining/);
});

test('2 with no leader: a sentence, and back', async () => {
  await talking();
  await openMenu();
  ana.press('2');
  await stage.until('they talk again', () => someone.talkingWith().includes(ana.number), 60);
  expect(ana.sentences().join(' ')).toMatch(/No shift leader is free/);
});

test.each([
  ['3', /The call is closed kindly/, 'talked'],
  ['4', /You did not deserve that/, 'abuse'],
  ['5', /not be matched with this caller again/, 'talked'],
])('%s ends the talk; the caller hears the same kind words whatever the reason', async (key, heard, outcome) => {
  await talking();
  await openMenu();
  ana.press(key);
  await stage.until('both are let go', () => ana.state() === 'idle' && someone.state() === 'idle', 90);
  expect(ana.sentences().join(' ')).toMatch(heard);
  expect(someone.sentences().join(' ')).toMatch(/The person you talked with has to go now/);
  expect(await contactsOf(stage)).toMatchObject([{ outcome }]);
  if (key === '4') {
    expect(await loadEventsOf(stage)).toMatchObject([{ abusive: true }]);
    stage.expects({ texts: { ana: [/^That was a heavy one\. If you would like a word/] } });
  }
  if (key !== '5') return;
  stage.expects({ texts: { ana: [/^How heavy was that for you\? Reply/] } });
  await stage.pass(600);
  someone.call(line);
  await stage.pass(40);
  expect(stage.carrier.control.calls({ to: ana.number })).toHaveLength(1);
});

test('the caller hangs up, and the carrier’s news of it comes after the end of the conference: the volunteer hears just that, and no menu', async () => {
  await talking();
  stage.carrier.control.faults.webhook({
    url: /\/voice\/(status|conference|caller)/,
    does: { kind: 'late', ms: 500 },
    times: 10,
  });
  someone.hangUp();
  await stage.until(
    'Ana is told',
    () => ana.sentences().some((sentence) => /The caller has hung up/.test(sentence)),
    10,
  );
  await stage.pass(5);
  expect(ana.sentences().join(' ')).not.toMatch(/The caller hears music/);
});

test('at 25 minutes the volunteer alone is told that five are left, and nothing cuts the call', async () => {
  await talking();
  await stage.pass(25 * 60);
  expect(ana.sentences().join(' ')).toMatch(/five minutes are left/i);
  expect(someone.sentences().join(' ')).not.toMatch(/five minutes/i);
  await stage.pass(600);
  expect(someone.talkingWith()).toEqual([ana.number]);
});
