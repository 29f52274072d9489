import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { carrierWordIn, readTexterText, readVolunteerText, wordInText } from '../../src/texts/words.ts';

const read = (body: string) =>
  readVolunteerText(body, (words) => ['VETERAN', 'A VETERAN', 'NEW PARENT', '2'].includes(words));

describe('a volunteer’s words (T4)', () => {
  test.each([
    ['ON', { word: 'ON' }],
    [' off. ', { word: 'OFF' }],
    ['Done!', { word: 'DONE' }],
    ['shifts\n', { word: 'SHIFTS' }],
    ['?', { word: '?' }],
    ['??', { word: '?' }],
    ['break', { word: 'BREAK', minutes: 20 }],
    ['BREAK 1', { word: 'BREAK', minutes: 1 }],
    ['Break  240', { word: 'BREAK', minutes: 240 }],
    ['break 30 min', { word: 'BREAK', minutes: 30 }],
    ['break 45m', { word: 'BREAK', minutes: 45 }],
    ['TAKE', { word: 'TAKE', number: null }],
    ['take 3', { word: 'TAKE', number: 3 }],
    ['Leave #3.', { word: 'LEAVE', number: 3 }],
    ['tags', { word: 'TAGS' }],
    ['DROP veteran', { word: 'DROP', tag: 'VETERAN' }],
    ['drop  a Veteran. ', { word: 'DROP', tag: 'A VETERAN' }],
    ['Add new  parent!', { word: 'ADD', tag: 'NEW PARENT' }],
    ['add 2', { word: 'ADD', tag: '2' }],
    ['1', { word: 'CHECK-IN', answer: 1 }],
    ['6', { word: 'CHECK-IN', answer: 6 }],
  ])('%j acts', (body, word) => {
    expect(read(body)).toEqual({ kind: 'word', word });
  });

  test.each([
    ['BREAK -5', 'BREAK', true],
    ['BREAK 9999', 'BREAK', true],
    ['BREAK 0', 'BREAK', true],
    ['BREAK 241', 'BREAK', true],
    ['BREAK 20.5', 'BREAK', true],
    ['BREAK soon', 'BREAK', false],
    ['take care', 'TAKE', false],
    ['TAKE 0', 'TAKE', true],
    ['LEAVE', 'LEAVE', false],
    ['leave it to me', 'LEAVE', false],
    ['LEAVE 0', 'LEAVE', true],
    ['drop', 'DROP', true],
    ['ADD', 'ADD', true],
    ['DROP vetran', 'DROP', true],
    ['Drop it', 'DROP', false],
    ['add me please', 'ADD', false],
    ['ADD ME PLEASE', 'ADD', false],
    ['drop the veteran', 'DROP', false],
    ['7', 'CHECK-IN', false],
    ['0', 'CHECK-IN', false],
    ['12', 'CHECK-IN', false],
    ['1.5', 'CHECK-IN', false],
    ['-3', 'CHECK-IN', false],
  ] as const)('%j changes nothing', (body, word, isWordShaped) => {
    expect(read(body)).toEqual({ kind: 'misused', word, isWordShaped });
  });

  test.each([
    '',
    'hello',
    'on my way',
    'off we go',
    '7:30',
    '2026',
    '5550100',
    '1 2',
    'done with that',
    'what?',
    'the BREAK 20',
    'tags are for shirts',
    'dropping veteran',
    'I will add veteran',
  ])('%j is said to somebody', (body) => {
    expect(read(body)).toEqual({ kind: 'words' });
  });

  test('a word written back reads as the same word', () => {
    const minutes = fc.integer({ min: 1, max: 240 }).map((number) => `BREAK ${number}`);
    const number = fc.integer({ min: 1, max: 999 }).map((taken) => `TAKE ${taken}`);
    fc.assert(
      fc.property(
        fc.oneof(
          minutes,
          number,
          fc.constantFrom('ON', 'COVER', '4', '?', 'TAKE', 'LEAVE 2', 'TAGS', 'DROP VETERAN', 'ADD NEW PARENT'),
        ),
        (body) => {
          const text = read(body.toLowerCase());
          expect(text.kind === 'word' && wordInText(text.word)).toBe(body);
        },
      ),
    );
  });
});

describe('a texter’s words (T3)', () => {
  test.each(['STOP', 'stopall', ' Unsubscribe ', 'CANCEL', 'end', 'QUIT', 'revoke', 'OPTOUT', 'Stop.'])(
    '%j silences us',
    (body) => {
      expect(readTexterText(body)).toEqual({ kind: 'carrier', word: 'stop' });
    },
  );
  test.each([
    ['START', 'start'],
    ['unstop', 'start'],
    ['help', 'help'],
    ['INFO', 'help'],
  ] as const)('%j is the carrier’s word for %s', (body, word) => {
    expect(carrierWordIn(body)).toBe(word);
  });
  test.each([
    'please stop',
    'I want it to END',
    'help me',
    'ON',
    'OFF',
    '?',
    '6',
    'PASS',
    'done with everything',
    'Mamá dijo: llámame',
    'llamarme',
  ])('%j is said to a peer', (body) => {
    expect(readTexterText(body)).toEqual({ kind: 'words' });
  });
  test('the two words our hello names', () => {
    expect(readTexterText('done')).toEqual({ kind: 'done' });
    expect(readTexterText('Call me!')).toEqual({ kind: 'call-me' });
  });
});
