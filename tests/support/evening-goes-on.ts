/** What becomes of everybody of the release's evening under the code that takes it over: nobody is lost, rung twice or told nonsense. */
import { expect } from '@jest/globals';
import { decisionsOf } from '../../src/contacts/decisions.ts';
import { answerInWords } from '../../src/matching/reasons-in-words.ts';
import type { Named } from './expectations.ts';
import type { Processes } from './processes.ts';
import {
  accept,
  dev,
  elena,
  harbourPeople,
  numberOf,
  outside,
  press,
  pressUntil,
  until,
  type HarbourPerson,
} from './release-evening.ts';

type Caller = keyof typeof outside;

const hello = /^This is Northside Warmline\. A volunteer who/;
const someoneWrites = /^Someone is writing in English\. What you write/;
const off = /^Your calls are off\. Thank you for all you do\./;
const on = 'You are set to take calls. Thank you.';
const asked = /^How heavy was that for you\? Reply/;

/** Every call and text of the evening, from before the upgrade to its end. */
export const wholeEvening: Named = {
  calls: {
    [numberOf('talker')]: 2,
    [numberOf('atMenu')]: 2,
    [numberOf('rung')]: 2,
    [numberOf('promised')]: 2,
    [numberOf('resting')]: 1,
    [numberOf('refusing')]: 1,
    [outside.neverAgain]: 1,
    elena: 3,
  },
  texts: {
    // Who of the three talks with whom in the end, and who said by keypad how heavy it was, is chance.
    [`${numberOf('talker')}|${numberOf('atMenu')}|${numberOf('rung')}`]: [
      ...[off, off, off, on, on, on],
      ...[asked, asked, asked, asked, asked],
    ],
    [numberOf('promised')]: [off, on, off, on],
    [numberOf('resting')]: [
      off,
      /^Done: veteran is not among your tags any more\./,
      on,
      /^Thank you for telling us\. You are resting until/,
      /^Ana Ruiz asks if you would take calls/,
      /^Your rest lasts until today at/,
    ],
    [numberOf('onBreak')]: [off, on, /^Enjoy your break\. It lasts until today at/],
    [numberOf('switchedOff')]: [off],
    [numberOf('refusing')]: [off, on, off, asked],
    dev: [
      someoneWrites,
      'Is anybody there?',
      /^They have opted out of our texts/,
      asked,
      /^No conversation is open right now, so nobody/,
      /^Thank you for telling us\./,
      someoneWrites,
      'I cannot sleep.',
      /^Is 2 meant for us\?/,
      'Are you still there?',
      'It went to the texter.',
    ],
    elena: [/^¿Qué tan pesado fue para usted\?/, /^¿Qué tan pesado fue para usted\?/],
    [outside.silenced]: [hello, 'Yes, I am here.'],
    [outside.writing]: [hello, 'That sounds hard.', '2', 'I am here.'],
    [outside.writingUnanswered]: [hello, /^We are still looking for someone to write back\./],
  },
};

/** Goes on from the fullest moment until everybody was met, called back, or told; processes may change `between` its three parts. */
export async function expectEveryoneGoesOn(
  stage: Processes,
  between: (part: 'second' | 'third') => Promise<void> = async () => undefined,
): Promise<void> {
  const { phone } = stage.carrier.control;
  const volunteer = (person: HarbourPerson) => phone(numberOf(person));
  const caller = (who: Caller) => phone(outside[who]);
  const talks = (who: Caller) => caller(who).state() === 'talking';
  const readsOf = (number: string) =>
    phone(number)
      .texts()
      .map((text) => text.body);

  if (caller('recording').state() !== 'idle') caller('recording').press('#');
  // A promise under way: whoever was being rung picks up and talks.
  expect(caller('promisedNow').state()).toBe('ringing');
  caller('promisedNow').answer();
  await stage.pass(2);
  await pressUntil(stage, caller('promisedNow'), '1', 'the promised caller talks', () =>
    caller('promisedNow').talkingWith().includes(numberOf('promised')),
  );

  // Those who talked talk, and end properly.
  expect(caller('talking').talkingWith()).toEqual([numberOf('talker')]);
  await press(stage, volunteer('atMenu'), '*');
  await until(stage, 'back from the menu', () => caller('onHold').talkingWith().includes(numberOf('atMenu')), 60);

  // The offer that rang is taken, by the caller who waits longest.
  expect(volunteer('rung').state()).toBe('ringing');
  volunteer('rung').answer();
  await stage.pass(2);
  await pressUntil(stage, volunteer('rung'), '1', 'the offer is taken', () => talks('choosing'));

  await between('second');
  // Who was being asked is asked on, and promised a call.
  await press(stage, caller('drafting'), '2', '1');
  await until(stage, 'the promise is spoken', () => heard(stage, 'drafting', /We will call you/));
  caller('drafting').hangUp();
  await until(stage, 'the message is taken', () => heard(stage, 'recording', /Your message is with us/));

  // In the greeting, at the choice of a language, in line on the first line.
  await press(stage, caller('choosingLanguage'), '1');
  await until(stage, 'the greeting in that language', () =>
    heard(stage, 'choosingLanguage', /You have reached Northside/),
  );
  await accept(stage, phone(elena), 'who had just called');
  await until(stage, 'who had just called talks', () => talks('justCalled'));

  // What was written while nobody worked arrives; the question that was open is answered.
  await until(stage, 'the words reach the peer', () =>
    readsOf(dev).some((text) => text.includes('Are you still there?')),
  );
  phone(dev).sendText('+15550100001', '2');
  await until(stage, 'the digit was meant for the texter', () => readsOf(outside.writing).includes('2'));
  phone(dev).sendText('+15550100001', 'I am here.');
  await until(stage, 'the answer is relayed', () => readsOf(outside.writing).includes('I am here.'));

  await between('third');
  // Everybody else is met as people become free.
  for (const who of ['talking', 'onHold', 'choosing', 'justCalled'] as const) caller(who).hangUp();
  await until(stage, 'the volunteers are free', () =>
    ['talker', 'atMenu', 'rung'].every((one) => volunteer(one as HarbourPerson).state() === 'idle'),
  );
  for (const person of [elena, ...harbourPeople.map(numberOf)])
    phone(person).behaviour = { kind: 'answers', afterSeconds: 2, presses: [{ key: '1', afterSeconds: 4 }] };
  // As people do who are not sure that they were heard.
  const presses = [6, 14, 22].map((afterSeconds) => ({ key: '1', afterSeconds }));
  caller('drafting').behaviour = { kind: 'answers', afterSeconds: 2, presses };
  const waiting = new Set<Caller>(['waiting', 'arriving', 'choosingLanguage', 'drafting']);
  const metAll = () => {
    for (const who of [...waiting]) {
      if (!talks(who)) continue;
      waiting.delete(who);
      if (who !== 'drafting') caller(who).hangUp();
    }
    return waiting.size === 0;
  };
  await until(stage, 'everybody in line is met', metAll, 1_500, 5);
  await stage.pass(130);
  for (const who of ['drafting', 'promisedNow'] as const) if (caller(who).state() !== 'idle') caller(who).hangUp();
  const all = [...Object.values(outside), ...harbourPeople.map(numberOf), elena];
  await until(stage, 'every phone is quiet', () => all.every((number) => phone(number).state() === 'idle'), 180, 5);
  await stage.pass(10);
  expect(readsOf(outside.writing).filter((text) => text === '2')).toHaveLength(1);
  await expectOrder(stage);
}

const heard = (stage: Processes, who: Caller, words: RegExp) =>
  stage.carrier.control
    .phone(outside[who])
    .sentences()
    .some((sentence) => words.test(sentence));

/** What both sides know at the end. */
async function expectOrder(stage: Processes): Promise<void> {
  const { phone, calls } = stage.carrier.control;
  for (const number of [...Object.values(outside), ...harbourPeople.map(numberOf), elena])
    expect(
      phone(number)
        .sentences()
        .filter((sentence) => /^Sorry|went wrong|application error/.test(sentence)),
    ).toEqual([]);
  for (const person of [...harbourPeople.map(numberOf), elena]) {
    const made = calls({ to: person }).toSorted((one, other) => one.createdMs - other.createdMs);
    for (const [index, call] of made.entries())
      expect(made[index - 1]?.endedMs ?? -Infinity).toBeLessThanOrEqual(call.createdMs);
  }
  expect(calls({ to: outside.promisedNow })).toHaveLength(1);
  expect(calls({ to: numberOf('switchedOff') })).toEqual([]);
  expect(calls({ to: numberOf('onBreak') })).toEqual([]);
  expect(await stage.rows(`SELECT state, outcome FROM contacts WHERE state <> 'ended'`)).toEqual([]);
  expect(await stage.rows(`SELECT purpose, state FROM legs WHERE state <> 'ended'`)).toEqual([]);
  const open = `SELECT kind, state, problem FROM effects WHERE state = 'failed' OR (state <> 'done' AND state <> 'dropped' AND due_at < $1)`;
  expect(await stage.rows(open, [new Date(stage.clock.nowMs() - 5_000)])).toEqual([]);
  expect(await stage.rows(`SELECT state, settled_by AS by, timed FROM callbacks ORDER BY promised_at`)).toEqual([
    { state: 'stopped', by: 'opt-out', timed: false },
    { state: 'open', by: null, timed: true },
    { state: 'kept', by: 'talk', timed: false },
    { state: 'kept', by: 'talk', timed: false },
  ]);
  const messages = await stage.rows<{ kept: boolean }>('SELECT kept_at IS NOT NULL AS kept FROM voicemails');
  expect(messages).toEqual([{ kept: true }, { kept: true }]);
  await expectWhy(stage);
}

/** Old decisions can still be shown in words. */
async function expectWhy(stage: Processes): Promise<void> {
  const { pool } = stage.deps.database;
  const directory = await stage.deps.directories.current();
  const contacts = await stage.rows<{ id: string }>('SELECT DISTINCT unnest(contact_ids) AS id FROM decisions');
  expect(contacts.length).toBeGreaterThan(5);
  for (const { id } of contacts) {
    const known = await decisionsOf({ pool }, id);
    for (const decision of known?.decisions ?? []) {
      if (decision.kind !== 'told') throw new Error(`a decision is ${decision.kind}`);
      const words = answerInWords(decision.answer, 'en', {
        zone: 'America/Chicago',
        nameOf: (person) => directory?.people.get(person)?.name ?? person,
      });
      expect(words.join(' ')).not.toMatch(/undefined|NaN|Invalid/);
    }
  }
}
