/** A note from shift to shift is short and has no digits in it, whatever script they are written in (L3). */
import { expect, test } from '@jest/globals';
import { charactersOf, handoverFault } from '../../src/reading/handover.ts';

test.each<[string, string, ReturnType<typeof handoverFault>]>([
  ['plain words', 'Quiet evening. The kettle is broken again.', null],
  ['accents and emoji', 'Todo en orden, ¡gracias! 💛', null],
  ['nothing', '   ', 'empty'],
  ['marks nobody sees', '\u200b\u2060', 'empty'],
  ['a number', 'Call back +1 555 010 0001', 'digits'],
  ['one digit', 'Two rooms, 3 chairs', 'digits'],
  ['Arabic digits', 'رقم ٥٥٥', 'digits'],
  ['Devanagari digits', 'संख्या ५५५', 'digits'],
  ['wide digits', '５５５', 'digits'],
  ['digits in circles', 'room ⑤', 'digits'],
  ['Roman numerals of one sign', 'ward Ⅳ', 'digits'],
  ['a keycap', '5️⃣', 'digits'],
  ['280 characters', 'a'.repeat(280), null],
  ['281 characters', 'a'.repeat(281), 'too-long'],
  ['280 emoji count as 280', '💛'.repeat(280), null],
])('%s', (_what, text, fault) => expect(handoverFault(text)).toBe(fault));

test('what nobody sees does not count', () => expect(charactersOf(' a\u200bb  c ')).toBe(4));
