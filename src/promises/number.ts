/** Which numbers a promise may be made for, and what the keys a caller typed mean as a number (C1). */
import { plainNumber } from '../reading/plain-text.ts';

/** Why a number is never rung: it costs whoever is charged for it, lies abroad, is no phone of a person, stands for a hidden one, or is one of ours. */
export type NumberRefusal = 'premium' | 'abroad' | 'ours' | 'hidden';

/** What the carrier puts in the place of a hidden number: the word for it, spelled on a keypad, so that it looks like one (carrier.md). */
export const hiddenSpellings: ReadonlySet<string> = new Set([
  '+266696687',
  '+7378742833',
  '+86282452253',
  '+8656696',
  '+2562533',
  '+464',
]);

/** Country codes of two digits; those beginning with 1 and 7 have one, all others three (ITU E.164). */
const twoDigitCodes = new Set(
  '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
);

/** Numbers that charge whoever calls them, by what they begin with after the country code. */
const premiumPrefixes: Readonly<Record<string, RegExp>> = {
  '1': /^(900|976|\d{3}976|700|500|521|522|523|524|525|526|527|528|529|532|533|544|566|577|588|710)/,
  '33': /^(89|81|82)/,
  '34': /^(80[367]|90[15]|70)/,
  '39': /^(89|199|16|14)/,
  '41': /^(90[016]|18)/,
  '43': /^(9[03]|8[12])/,
  '44': /^(9|70|84|87|118)/,
  '49': /^(900|137|180|190|118|115)/,
  '61': /^19/,
  '64': /^900/,
  '31': /^90[069]/,
  '32': /^90/,
  '45': /^90/,
  '46': /^(900|939|944)/,
  '47': /^82/,
  '48': /^70/,
  '351': /^(60|76)/,
  '353': /^15/,
  '358': /^(600|700)/,
  // Satellites and networks of no country, and what is charged extra everywhere.
  '870': /^/,
  '881': /^/,
  '882': /^/,
  '883': /^/,
  '979': /^/,
};

/** Places with the country code 1 that are charged as calls abroad from elsewhere in it, a frequent way of fraud. */
const farAreaCodes = new Set(
  '242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876'.split(' '),
);

/** The country code of a number such as `+15550100001`: `1`. */
export function countryCodeOf(number: string): string {
  const digits = number.slice(1);
  if (digits.startsWith('1') || digits.startsWith('7')) return digits.slice(0, 1);
  return twoDigitCodes.has(digits.slice(0, 2)) ? digits.slice(0, 2) : digits.slice(0, 3);
}

/** Why a promise for `number` on the line with `lineNumber` is declined; null where it may be made. `ours` are the service's own numbers. */
export function numberRefusal(number: string, lineNumber: string, ours: readonly string[]): NumberRefusal | null {
  if (ours.includes(number)) return 'ours';
  if (hiddenSpellings.has(number)) return 'hidden';
  const code = countryCodeOf(number);
  const rest = number.slice(1 + code.length);
  if (premiumPrefixes[code]?.test(rest)) return 'premium';
  if (code !== countryCodeOf(lineNumber)) return 'abroad';
  if (code === '1' && farAreaCodes.has(rest.slice(0, 3)) && rest.slice(0, 3) !== lineNumber.slice(2, 5))
    return 'abroad';
  return null;
}

/**
 * The number that the keys `typed` mean to somebody in the country of the line: with its area code, a trunk `0` or the country
 * code in front or not. Null where they make no whole number, or lead abroad.
 */
export function typedNumber(typed: string, lineNumber: string): string | null {
  const keys = plainNumber(typed);
  const code = countryCodeOf(lineNumber);
  if (!/^\d+$/.test(keys)) return null;
  if (code === '1') {
    const national = keys.length === 11 && keys.startsWith('1') ? keys.slice(1) : keys;
    return national.length === 10 && !/^[01]/.test(national) ? `+1${national}` : null;
  }
  const national = keys.startsWith(`00${code}`) ? keys.slice(2 + code.length) : keys.replace(/^0(?=[1-9])/, '');
  if (national.startsWith('0') || national.length < 6) return null;
  const number = `+${code}${national}`;
  return number.length <= 16 ? number : null;
}
