/** What texters answer about their callback (C1). */
import { expect, test } from '@jest/globals';
import { readTextAnswer } from '../../src/promises/text.ts';

test.each([
  ['1', { kind: 'safe', messageOk: true }],
  [' 2. ', { kind: 'safe', messageOk: false }],
  ['3', null],
  ['I would rather write', null],
])('is a message safe? %j', (body, answer) => {
  expect(readTextAnswer('message', body)).toEqual(answer);
});

test.each([
  ['1', { kind: 'soon' }],
  ['7:30 PM', { kind: 'time', hour: 19, minute: 30 }],
  ['7.30pm', { kind: 'time', hour: 19, minute: 30 }],
  ['at 7 p.m.', { kind: 'time', hour: 19, minute: 0 }],
  ['12 AM', { kind: 'time', hour: 0, minute: 0 }],
  ['12:15 pm', { kind: 'time', hour: 12, minute: 15 }],
  ['19:30', { kind: 'time', hour: 19, minute: 30 }],
  ['a las 18:00', { kind: 'time', hour: 18, minute: 0 }],
  ['7:30', { kind: 'unclear' }],
  ['25:00', { kind: 'unclear' }],
  ['13 PM', { kind: 'unclear' }],
  ['7:75 pm', { kind: 'unclear' }],
  ['whenever you can', null],
  ['I have 3 children', null],
])('when? %j', (body, answer) => {
  expect(readTextAnswer('when', body)).toEqual(answer);
});
