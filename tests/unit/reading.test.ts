/** What people type is read kindly: decoration and marks nobody sees change no word, number or name (T7). */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readTexterText, readVolunteerText } from '../../src/texts/words.ts';
import { digitIn, keptName, plainNumber, plainText, showsNothing, wordIn } from '../../src/reading/plain-text.ts';
import { readTextAnswer } from '../../src/promises/text.ts';
import { anyCharacters } from '../support/any-characters.ts';

const read = (body: string) => readVolunteerText(body, (words) => words === 'VETERAN');

describe('a word', () => {
  test.each([
    ['Off 👍', 'OFF'],
    ['“OFF”', 'OFF'],
    ['«off»', 'OFF'],
    ['´off´', 'OFF'],
    ['*OFF*', 'OFF'],
    ['O\u200bF\u00adF\ufeff', 'OFF'],
    ['\u202eOFF\u202c', 'OFF'],
    ['\u00a0off\u2003', 'OFF'],
    ['ＯＦＦ．', 'OFF'],
    ['off :)', 'OFF'],
    ['OFF <3', 'OFF'],
    ['off 🏳️‍🌈👍🏽', 'OFF'],
    ['...off...', 'OFF'],
    ['3️⃣', '3'],
    ['３', '3'],
    ['٣', '3'],
    ['३', '3'],
    ['①', '1'],
    ['(2)', '2'],
    ['#2', '2'],
    ['¿?', '?'],
    ['👍', ''],
    // Signs that say something before a number stay.
    ['-3', '-3'],
    ['<3', '<3'],
    [':3', ':3'],
    ['$5', '$5'],
    ['.5', '5'],
  ])('%j is %j', (body, word) => {
    expect(wordIn(body)).toBe(word);
  });

  test.each([
    ['BREAK20', { word: 'BREAK', minutes: 20 }],
    ['break-20', { word: 'BREAK', minutes: 20 }],
    ['Break: 20!', { word: 'BREAK', minutes: 20 }],
    ['break 20 min', { word: 'BREAK', minutes: 20 }],
    ['break 20min.', { word: 'BREAK', minutes: 20 }],
    ['ＢＲＥＡＫ　２０', { word: 'BREAK', minutes: 20 }],
    ['break ٢٠', { word: 'BREAK', minutes: 20 }],
    ['“BREAK 20” 🙏', { word: 'BREAK', minutes: 20 }],
    ['TAKE3', { word: 'TAKE', number: 3 }],
    ['take #3', { word: 'TAKE', number: 3 }],
    ['drop “veteran”', { word: 'DROP', tag: 'VETERAN' }],
    ['shifts?', { word: 'SHIFTS' }],
    ['３', { word: 'CHECK-IN', answer: 3 }],
  ])('%j acts', (body, word) => {
    expect(read(body)).toEqual({ kind: 'word', word });
  });

  test.each(['breaking', 'takes two', 'offline', 'o f f', 'I am off', 'adds up', '❤️', '<3', '5€ or $5'])(
    '%j is said to somebody',
    (body) => {
      expect(read(body)).toEqual({ kind: 'words' });
    },
  );

  test.each(['BREAK -5', 'BREAK - 5000', 'TAKE -1', 'BREAK20.5'])('%j changes nothing', (body) => {
    expect(read(body)).toMatchObject({ kind: 'misused', isWordShaped: true });
  });

  test.each([
    'Call-me',
    '“call me” 🙏',
    'CALL\u00a0ME',
    'Llámame',
    'LLAMAME',
    '¡Llámenme!',
    'llámeme',
    'Lla\u0301mame 🙏',
  ])('%j asks for a call', (body) => {
    expect(readTexterText(body)).toEqual({ kind: 'call-me' });
  });
});

/** What may stand around a word, or between its letters unseen. */
const edges = fc
  .array(
    fc.constantFrom(
      ' ',
      '\n',
      '\u00a0',
      '.',
      '!',
      '…',
      '"',
      '“',
      '”',
      '‘',
      '’',
      '«',
      '»',
      '*',
      '_',
      '(',
      ')',
      '[',
      ']',
      '👍',
      '🙏🏽',
      '❤️',
      '🏳️‍🌈',
      '~',
    ),
    {
      maxLength: 6,
    },
  )
  .map((signs) => signs.join(''));
const unseenMark = fc.constantFrom(
  '',
  '\u200b',
  '\u200c',
  '\u200d',
  '\ufeff',
  '\u00ad',
  '\u200e',
  '\u200f',
  '\u202a',
  '\u2066',
  '\u2060',
  '\ufe0f',
  '\u034f',
);
const dressed = (word: string) =>
  fc
    .tuple(edges, edges, fc.array(unseenMark, { minLength: word.length, maxLength: word.length }), fc.boolean())
    .map(([before, after, marks, isWide]) => {
      const letters = [...word].map((letter, index) => {
        const wide = isWide && letter > ' ' ? String.fromCodePoint(letter.codePointAt(0)! + 0xfee0) : letter;
        return `${wide}${marks[index]}`;
      });
      return `${before}${letters.join('')}${after}`;
    });

test('every word and answer is the same under arbitrary decoration', () => {
  const words = [
    'ON',
    'off',
    'More',
    'SHIFTS',
    'COVER',
    'LOAD',
    'PASS',
    'DONE',
    'BREAK 20',
    'TAKE 3',
    'TAKE',
    'DROP veteran',
    '1',
    '6',
    '?',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...words).chain((word) => fc.tuple(fc.constant(word), dressed(word))),
      ([word, body]) => expect(read(body)).toEqual(read(word)),
    ),
    { numRuns: 1_000 },
  );
  const answers = ['1', '2', '7:30 PM', '19:30'];
  fc.assert(
    fc.property(
      fc.constantFrom(...answers).chain((word) => fc.tuple(fc.constant(word), dressed(word))),
      ([word, body]) => {
        expect(readTextAnswer('when', body)).toEqual(readTextAnswer('when', word));
        expect(readTextAnswer('message', body)).toEqual(readTextAnswer('message', word));
      },
    ),
    { numRuns: 500 },
  );
});

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  anyCharacters(20),
  fc
    .array(
      fc.constantFrom(
        'e',
        '\u0301',
        '\u200b',
        '´',
        'ﬁ',
        '１',
        '½',
        ' ',
        '\u00a0',
        '\u3164',
        '\u0338',
        '<',
        'ᄀ',
        'ᅡ',
        '3\ufe0f\u20e3',
      ),
      { maxLength: 12 },
    )
    .map((signs) => signs.join('')),
);

test('reading is idempotent', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(plainText(plainText(text))).toBe(plainText(text));
      expect(keptName(keptName(text))).toBe(keptName(text));
      expect(plainNumber(plainNumber(text))).toBe(plainNumber(text));
    }),
    { numRuns: 2_000 },
  );
});

test('a digit of any script is read by its value', () => {
  for (const zero of [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x1040, 0xff10, 0x1d7ce, 0x1e950])
    for (let value = 0; value < 10; value += 1) expect(digitIn(String.fromCodePoint(zero + value))).toBe(String(value));
});

test.each([
  ['\u202aAna\u202c L\u00f3pez\ufeff', 'Ana L\u00f3pez'],
  ['Ana\u00a0Lopez', 'Ana Lopez'],
  ['a\u200dn\u200ca\ufe0f', 'ana'],
  // Signs that shape letters and join emoji are no idle marks.
  ['می\u200cخواهم', 'می\u200cخواهم'],
  ['क्\u200dष', 'क्\u200dष'],
  ['👩‍🚀 🏳️‍🌈', '👩‍🚀 🏳️‍🌈'],
  ['ﬁ ½ Ｎ', 'ﬁ ½ Ｎ'],
])('the name %j is kept as %j', (name, kept) => {
  expect(keptName(name)).toBe(kept);
});

test.each([
  ['\u202a+1\u00a0555\u00a0020\u200b0001\u202c', '+15550200001'],
  ['＋１５５５０２００００１', '+15550200001'],
  ['+١٥٥٥٠٢٠٠٠٠١', '+15550200001'],
  ['+1 555 020 0001', '+1 555 020 0001'],
])('the number %j is %j', (written, number) => {
  expect(plainNumber(written)).toBe(number);
});

test('what shows nothing is nothing', () => {
  expect(showsNothing(' \u200b\ufeff\u2800\ufe0f')).toBe(true);
  expect(showsNothing('👍')).toBe(false);
});

test.each(['.', '👍', ' !'])('reading %j over and over takes time in proportion to its length', (piece) => {
  /** Time of the processor: the machine may be busy with something else. */
  const processorMs = (times: number) => {
    const before = process.cpuUsage();
    expect(read(piece.repeat(times)).kind).toBe('words');
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const quickestMs = (times: number) => Math.min(...Array.from({ length: 9 }, () => processorMs(times)));
  quickestMs(10_000);
  // Sixteen times as long, were it quadratic, would take 256 times as long.
  expect(quickestMs(80_000) / Math.max(quickestMs(5_000), 0.2)).toBeLessThan(100);
});
