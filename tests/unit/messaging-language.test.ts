import { expect, test } from '@jest/globals';
import { languageOf } from '../../src/messaging/language-guess.ts';

test.each([
  ['hi, I need someone to talk to', 'en'],
  ['Hola, necesito hablar con alguien', 'es'],
  ['español', 'es'],
  ['Espanol!', 'es'],
  ['english', 'en'],
  ['ok', null],
  ['', null],
  ['12345', null],
])('%j is written in %s', (body, language) => {
  expect(languageOf(body, ['en', 'es'])).toBe(language);
});

test('only a language of the line', () => {
  expect(languageOf('hola necesito hablar con alguien', ['en'])).toBeNull();
  expect(languageOf('vietnamese', ['en', 'vi'])).toBe('vi');
});
