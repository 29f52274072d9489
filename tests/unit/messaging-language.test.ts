import { expect, test } from '@jest/globals';
import { languageOf } from '../../src/messaging/language-guess.ts';

test.each([
  ['hi, I need someone to talk to', 'en'],
  ['Hola, necesito hablar con alguien', 'es'],
  ['español', 'es'],
  ['Espanol!', 'es'],
  ['english', 'en'],
  ['help me', 'en'],
  ['please help me', 'en'],
  ['no one is helping me', 'en'],
  ['can anyone talk to me', 'en'],
  ['I want to die', 'en'],
  ['I am so alone', 'en'],
  ['ayúdame', 'es'],
  ['no puedo más', 'es'],
  ['nadie me quiere', 'es'],
  ['me siento mal', 'es'],
  ['no', null],
  ['me too', null],
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
