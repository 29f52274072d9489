/** Until when each kind of text is worth reading (T7). */
import { expect, test } from '@jest/globals';
import { goodUntilMs, mustBeRead } from '../../src/messaging/validity.ts';

const zone = 'America/Chicago';
const at = (local: string) => Date.parse(`2026-11-10T${local}:00-06:00`);
const minute = 60_000;

function minutesLeft(
  sentence: string | null,
  slots: Record<string, string | number> = {},
  local = '18:00',
): number | null {
  const createdAtMs = at(local);
  const untilMs = goodUntilMs({ sentence, slots, createdAtMs }, zone);
  return untilMs === null ? null : (untilMs - createdAtMs) / minute;
}

test.each([
  ['words passed on', null, {}, 60],
  ['a conversation given to somebody', 'newConversation', {}, 15],
  ['a reminder that somebody waits', 'answerAwaited', {}, 10],
  ['an answer to a word', 'on', {}, 60],
  ['a check-in', 'checkIn', {}, 120],
  ['a break, over soon', 'breakAfterMissed', { untilMs: at('18:25') }, 25],
  ['"MORE or OFF?"', 'moreOrOff', { untilMs: at('18:05') }, 5],
  ['thin cover for the whole evening', 'leaderCoverThin', { untilMs: at('23:59') }, 240],
  ['a crisis number', 'crisisComing', {}, null],
  ['the confirmation of an opt-out', 'optedOut', {}, null],
  ['when we are back', 'backLater', {}, null],
  ['a promise', 'callbackPromised', {}, null],
  ['words that did not arrive', 'notDelivered', {}, null],
])('%s', (_what, sentence, slots, minutes) => {
  expect(minutesLeft(sentence, slots as Record<string, string | number>)).toBe(minutes);
});

test('a shift that is up is offered for four hours at most, until it starts, and not into the night', () => {
  const shift = (start: string, day = '10') => ({
    shiftOf: `${Date.parse(`2026-11-${day}T${start}:00-06:00`)}/${Date.parse('2026-11-12T02:00:00-06:00')}`,
  });
  expect(minutesLeft('coverWanted', shift('17:00', '11'), '12:00')).toBe(240);
  expect(minutesLeft('coverWanted', shift('13:30'), '12:00')).toBe(90);
  expect(minutesLeft('coverWanted', shift('17:00', '11'), '20:00')).toBe(60);
  expect(minutesLeft('shiftReminder', shift('23:00'), '20:00')).toBe(60);
  expect(minutesLeft('howAreYou', {}, '19:30')).toBe(90);
});

test('only sentences of ours that hold for ever have to be read', () => {
  expect(['optedOut', 'callbackOver', 'coverFound'].every((sentence) => mustBeRead({ sentence }))).toBe(true);
  expect([null, 'checkIn', 'coverWanted'].some((sentence) => mustBeRead({ sentence }))).toBe(false);
});
