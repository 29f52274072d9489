import { describe, expect, test } from '@jest/globals';
import {
  clockInWords,
  languageInWords,
  momentInText,
  momentInWords,
  numberInSpeech,
  spanInText,
  timeInWords,
} from '../../src/voice/wording/time-words.ts';

const zone = 'America/Chicago';
const at = (text: string) => Date.parse(text);
const now = at('2026-11-05T23:30-06:00');

describe('a moment in words', () => {
  test.each([
    ['2026-11-05T23:45-06:00', 'today at 11:45 PM', 'hoy a las 11:45 de la noche'],
    ['2026-11-06T00:00-06:00', 'tomorrow just after midnight', 'mañana justo después de la medianoche'],
    ['2026-11-06T17:00-06:00', 'tomorrow at 5 PM', 'mañana a las 5 de la tarde'],
    ['2026-11-07T09:00-06:00', 'Saturday at 9 AM', 'el sábado a las 9 de la mañana'],
    ['2026-11-11T12:00-06:00', 'Wednesday at noon', 'el miércoles al mediodía'],
    ['2026-11-12T13:05-06:00', 'Thursday, November 12, at 1:05 PM', 'el jueves 12 de noviembre a la 1:05 de la tarde'],
    ['2026-11-04T02:00-06:00', 'Wednesday, November 4, at 2 AM', 'el miércoles 4 de noviembre a las 2 de la madrugada'],
    ['2026-12-25T20:00-06:00', 'Friday, December 25, at 8 PM', 'el viernes 25 de diciembre a las 8 de la noche'],
  ])('%s', (moment, english, spanish) => {
    expect(momentInWords(at(moment), now, zone, 'en')).toBe(english);
    expect(momentInWords(at(moment), now, zone, 'es-MX')).toBe(spanish);
  });

  test('counts days on the local calendar across a change of the clock', () => {
    expect(momentInWords(at('2026-11-01T17:00-06:00'), at('2026-10-31T00:10-05:00'), zone, 'en')).toBe(
      'tomorrow at 5 PM',
    );
    expect(momentInWords(at('2026-03-08T17:00-05:00'), at('2026-03-07T23:50-06:00'), zone, 'en')).toBe(
      'tomorrow at 5 PM',
    );
  });

  test('is in the given zone', () => {
    expect(momentInWords(at('2026-11-06T06:30Z'), now, 'America/Los_Angeles', 'en')).toBe('today at 10:30 PM');
    expect(timeInWords(at('2026-11-06T06:30Z'), zone, 'en')).toBe('at 12:30 AM');
  });
});

test('a time on the clock follows "from" and "until"', () => {
  expect([clockInWords(21, 0, 'en'), clockInWords(0, 0, 'en'), clockInWords(12, 0, 'en')]).toEqual([
    '9 PM',
    'midnight',
    'noon',
  ]);
  expect([clockInWords(21, 0, 'es'), clockInWords(13, 30, 'es'), clockInWords(12, 0, 'es')]).toEqual([
    'las 9 de la noche',
    'la 1:30 de la tarde',
    'el mediodía',
  ]);
});

test('a shift and a moment on one line of a text, without letters that cost a longer message', () => {
  const start = at('2026-11-02T17:00-06:00');
  expect(spanInText(start, start + 4 * 3_600_000, zone, 'en')).toBe('Mon Nov 2, 5 PM - 9 PM');
  expect(spanInText(start, start + 4 * 3_600_000, zone, 'es')).toBe('lun 2 nov, 17:00 - 21:00');
  expect(momentInText(start, zone, 'en')).toBe('Nov 2, 5 PM');
  expect(momentInText(start, zone, 'es')).toBe('2 nov, 17:00');
});

test('a number is read out digit by digit', () => {
  expect(numberInSpeech('+15559880988')).toBe('5 5 5, 9 8 8, 0 9 8 8');
  expect(numberInSpeech('+49301234567')).toBe('4 9 3, 0 1 2, 3 4 5, 6 7');
});

test('a language has its name in the listener’s language', () => {
  expect([languageInWords('es', 'en'), languageInWords('es', 'es'), languageInWords('en', 'vi')]).toEqual([
    'Spanish',
    'español',
    'English',
  ]);
});
