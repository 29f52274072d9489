/** What is stored is read by shapes: every column checked, every word known, and nothing of what is there told in the error. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { promiseOf } from '../../src/callbacks/callbacks-sql.ts';
import { contactOf, legOf } from '../../src/contacts/rows.ts';
import { textOf } from '../../src/conversations/stored-text.ts';
import { availabilityOf } from '../../src/people/availability-row.ts';
import { NewerThanThis, toRow, Unreadable } from '../../src/platform/rows.ts';
import { aContact, aLeg, now } from '../support/routing-fixtures.ts';

const contact = aContact({ toldUntilMs: now, wish: 'faith', partnerStep: 2 });
const leg = { answeredBy: null, ...aLeg('a') };

test('what was written is read as it was', () => {
  expect(contactOf(toRow(contact))).toEqual(contact);
  expect(legOf(toRow(leg))).toEqual(leg);
});

test('columns of a newer release are let be', () => {
  expect(contactOf({ ...toRow(contact), mood: 'calm' })).toEqual(contact);
});

test.each([
  ['contacts.state', () => contactOf({ ...toRow(contact), state: 'meeting-a-neighbour' })],
  ['contacts.crisis_from', () => contactOf({ ...toRow(contact), crisis_from: 'meeting-a-neighbour' })],
  ['legs.purpose', () => legOf({ ...toRow(leg), purpose: 'neighbour' })],
  ['legs.state', () => legOf({ ...toRow(leg), state: 'toString' })],
])('a word that only a newer release knows is its own to decide about: %s', (place, read) => {
  expect(read).toThrow(NewerThanThis);
  expect(read).toThrow(place);
});

test.each([
  ['arrived_at', 'infinity'],
  ['arrived_at', null],
  ['id', null],
  ['state', null],
  ['hidden', 'true'],
  ['hold_round', '1'],
  ['wish', 7],
])('what cannot be there is refused, without telling what it is: %s', (column, stored) => {
  const read = () => contactOf({ ...toRow(contact), [column]: stored });
  expect(read).toThrow(Unreadable);
  expect(read).toThrow(new RegExp(`^contacts\\.${column} holds what cannot be there$`));
});

const fieldsOf = (value: object) => Object.keys(value).toSorted();

test('whatever is stored in a column, a contact is read whole or not at all', () => {
  const row = toRow(contact);
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(row)), fc.jsonValue(), (column, stored) => {
      try {
        expect(fieldsOf(contactOf({ ...row, [column]: stored }))).toEqual(fieldsOf(contact));
      } catch (problem) {
        if (!(problem instanceof NewerThanThis)) expect(problem).toBeInstanceOf(Unreadable);
      }
    }),
  );
});

const said = {
  person_id: 'ana',
  setting: 'on',
  setting_at: '2026-11-10T18:00:00+00:00',
  rest_until: '2026-11-10T19:00:00.5+00:00',
  rest_reason: 'heavy',
  waived: ['spent', 'full-moon'],
  missed_in_row: 1,
};

test('what people said: a guard or a reason of a newer release is let be, a setting of it is OFF', () => {
  expect(availabilityOf(said)).toMatchObject({ setting: 'on', restReason: 'heavy', waived: ['spent'], missedInRow: 1 });
  expect(availabilityOf({ ...said, rest_reason: 'moon', setting: 'perhaps' })).toMatchObject({
    setting: 'off',
    restReason: null,
    restUntilMs: Date.parse('2026-11-10T19:00:00.5Z'),
  });
});

test('one whose word cannot be read counts as off, and it is said who', () => {
  const unreadable: string[] = [];
  const read = availabilityOf({ ...said, rest_until: 'infinity' }, (personId) => unreadable.push(personId));
  expect(read).toMatchObject({ personId: 'ana', setting: 'off', restUntilMs: null });
  expect(unreadable).toEqual(['ana']);
});

const text = {
  id: 't',
  direction: 'out',
  lane: 'person-ana',
  line_id: 'main',
  channel: 'sms',
  words: false,
  part: 0,
  sentence: 'hello',
  slots: { untilMs: 5, readIn: 'en', nameOf: null },
  media: 0,
  state: 'pending',
  attempts: 0,
  created_at: '2026-11-10T18:00:00+00:00',
};

test('a text: its slots are plain values', () => {
  expect(textOf(text).slots).toEqual({ untilMs: 5, readIn: 'en', nameOf: null });
  expect(textOf({ ...text, slots: null }).slots).toBeNull();
  expect(() => textOf({ ...text, slots: { untilMs: { at: 5 } } })).toThrow('texts.slots');
  expect(() => textOf({ ...text, slots: '"?"' })).toThrow(Unreadable);
});

test('a promise: its state decides, how it was asked for and settled does not', () => {
  const stored = {
    id: 'p',
    line_id: 'main',
    state: 'open',
    via: 'pigeon',
    timed: false,
    keyed_in: false,
    message_ok: false,
    text_ok: false,
    language: 'en',
    caller_key: 'k',
    rank_at: said.setting_at,
    last_in_line: false,
    promised_at: said.setting_at,
    due_at: said.setting_at,
    until_at: said.setting_at,
    attempts: 0,
    settled_by: 'pigeon',
  };
  expect(promiseOf(stored)).toMatchObject({ via: 'text', settledBy: null });
  expect(() => promiseOf({ ...stored, state: 'pigeon' })).toThrow(NewerThanThis);
});
