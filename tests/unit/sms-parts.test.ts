/** Parts of an SMS as the carrier bills them: GSM 03.38 with its extension table, else 16 bits a unit. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { smsCountOf, smsPartsOf } from '../../src/carrier/sms-parts.ts';
import { longestText, partsOf } from '../../src/carrier/text-parts.ts';

/** Table of GSM 03.38 (ETSI TS 100 900, 6.2.1), row by row, the escape at 0x1B left out. */
const alphabet = [
  '@£$¥èéùìòÇ\nØø\rÅå',
  'Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ',
  ' !"#¤%&\'()*+,-./',
  '0123456789:;<=>?',
  '¡ABCDEFGHIJKLMNO',
  'PQRSTUVWXYZÄÖÑÜ§',
  '¿abcdefghijklmno',
  'pqrstuvwxyzäöñüà',
].join('');
/** Table 6.2.1.1: each behind the escape. */
const extension = '\f^{}\\[~]|€';

test('the alphabet has 127 signs, and each takes one septet', () => {
  expect([...alphabet]).toHaveLength(127);
  for (const sign of alphabet) {
    expect([sign, smsPartsOf(sign.repeat(160))]).toEqual([sign, { parts: 1, left: 0 }]);
    expect([sign, smsPartsOf(sign.repeat(161))]).toEqual([sign, { parts: 2, left: 145 }]);
  }
});

test('a sign of the extension table takes two', () => {
  for (const sign of extension) {
    expect([sign, smsPartsOf(sign.repeat(80))]).toEqual([sign, { parts: 1, left: 0 }]);
    // 76 in each part: the escape is never cut from its letter, and one septet stays empty.
    expect([sign, smsPartsOf(sign.repeat(152)).parts]).toEqual([sign, 2]);
    expect([sign, smsPartsOf(sign.repeat(153)).parts]).toEqual([sign, 3]);
  }
});

const family = '👩‍👩‍👧‍👦';

test.each([
  ['nothing', '', 1, 160],
  ['a plain word', 'I am here', 1, 151],
  ['160 plain letters', 'a'.repeat(160), 1, 0],
  ['161', 'a'.repeat(161), 2, 145],
  ['306', 'a'.repeat(306), 2, 0],
  ['307', 'a'.repeat(307), 3, 152],
  ['1,600', 'a'.repeat(1_600), 11, 83],
  ['159 and one of two septets', `${'a'.repeat(159)}€`, 2, 145],
  ['an escape that would be cut', `${'a'.repeat(152)}€${'a'.repeat(20)}`, 2, 131],
  ['Spanish within the alphabet', '¿Cómo está, señor?'.replace('ó', 'o').replace('á', 'à'), 1, 142],
  ['a small ç, which the alphabet lacks', 'ç', 1, 69],
  ['an í, which it lacks as well', 'sí', 1, 68],
  ['curly quotes', 'I’m here', 1, 62],
  ['70 wide letters', 'ж'.repeat(70), 1, 0],
  ['71', 'ж'.repeat(71), 2, 63],
  ['134', 'ж'.repeat(134), 2, 0],
  ['135', 'ж'.repeat(135), 3, 66],
  ['one wide letter among plain ones', `${'a'.repeat(70)}ж`, 2, 63],
  ['a sign of two tables in a wide text is one unit', `ж${'€'.repeat(69)}`, 1, 0],
  ['an emoji of two units', '😜', 1, 68],
  ['35 of them', '😜'.repeat(35), 1, 0],
  ['one and 68 digits', `😜${'2'.repeat(68)}`, 1, 0],
  ['one and 69 digits', `😜${'2'.repeat(69)}`, 2, 63],
  ['33 emoji in a part, for a pair is not cut', '😜'.repeat(67), 3, 65],
  ['a family of eleven units, whole', family.repeat(6), 1, 4],
  ['seven of them, six in the first part', family.repeat(7), 2, 56],
  ['a letter with an accent of its own', 'e\u0301'.repeat(35), 1, 0],
  ['a line’s end of two signs', `${'a'.repeat(159)}\r\n`, 2, 145],
  ['the same in a wide text', `ж${'a'.repeat(66)}\r\n`, 1, 1],
])('%s', (_what, body, parts, left) => {
  expect(smsPartsOf(body)).toEqual({ parts, left });
});

test('a part holds no more than it may, none is needed for nothing, and one letter more never takes fewer', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ maxLength: 400 }));
  fc.assert(
    fc.property(text, (body) => {
      const { parts, left } = smsPartsOf(body);
      expect(parts).toBeGreaterThanOrEqual(1);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left).toBeLessThanOrEqual(160);
      const more = smsPartsOf(`${body}${'a'.repeat(left)}`);
      expect(more).toEqual({ parts, left: 0 });
      expect(smsPartsOf(`${body}${'a'.repeat(left + 1)}`).parts).toBeGreaterThan(parts);
    }),
  );
});

test('words longer than one text can be take the parts of all the texts they go out in', () => {
  const words = 'word '.repeat(500).trim();
  const texts = partsOf(words);
  expect(texts).toHaveLength(2);
  expect(texts.every(({ length }) => length <= longestText)).toBe(true);
  const counts = texts.map(smsPartsOf);
  expect(smsCountOf(words)).toEqual({ parts: counts[0]!.parts + counts[1]!.parts, left: counts[1]!.left });
  expect(smsCountOf('  ')).toEqual({ parts: 1, left: 160 });
});
