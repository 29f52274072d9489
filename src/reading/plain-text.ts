/** Brings what people type into one plain form, so that invisible marks, other scripts' digits and decoration change no word (T7). */

/** Marks without a shape of their own: zero-width characters, direction marks, soft hyphens, variation selectors, control characters; and the frame of a keycap. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u20E3]|(?!\s)\p{Cc}/gu;
/** The same without the characters that shape letters (Persian, Hindi) and join or colour emoji: names keep these where they do so. */
const unseenInNames = /(?!\u200C|\u200D|\uFE0E|\uFE0F|[\u{E0020}-\u{E007F}])[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const idleJoiners =
  /(?<=^|[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{N}\p{P}\p{Z}])(?:\u200C|\u200D|\uFE0E|\uFE0F)+|(?:\u200C|\u200D)+$/gu;
/** Gaps of whatever width; the empty braille pattern shows nothing either. */
const gaps = /[\s\u2800]+/gu;
/** Accents that stand alone are typed for quotes; compatibility forms would make gaps of them. */
const loneAccents = /[\u00A8\u00B4\u02B9-\u02BF\u02C8\u02CA\u02CB\u02DD]/gu;

/** Characters that decorate a word: quotes, brackets, stars, list marks, emoji. Currency signs, `<`, `=`, `+` and `:` say something before a number. */
const decorationBefore = /^(?:[\s\p{M}\p{Pi}\p{Pf}\p{Ps}\p{Pe}\p{So}\p{Sk}"'*_~#.,;!¡¿…•·>|\\/]|[\p{Pd}−](?!\p{N}))+/u;
const decorationAfter = /(?:[\s\p{Pi}\p{Pf}\p{Ps}\p{Pe}\p{So}\p{Sk}\p{Pd}"'*_~#.,;:!¡…•·|\\/]|\s\p{M}+)+$/u;
const emoticonAfter = /(?<=[\s\p{L}\p{N}])\s(?:[:;=]['’^-]?[)(\][DPpoO3*/\\|]+|<3+|[xX]D+|\^_?\^)$/u;

/** Most texts are: printable ASCII, words one space apart. */
const isPlainAlready = /^[!-~]+(?: [!-~]+)*$/;

/** The text in its plain form: compatibility forms as ordinary letters, nothing unseen, digits 0–9, single spaces; idempotent. */
export function plainText(text: string): string {
  if (isPlainAlready.test(text)) return text;
  return withPlainDigits(text.replace(unseen, '').replace(loneAccents, "'").normalize('NFKC').replace(unseen, ''))
    .replace(loneAccents, "'")
    .replace(gaps, ' ')
    .trim();
}

/** A longer text is never a word. */
const longestWord = 300;

/** What is left of a short text without the decoration around it; letter case as it was written. */
export function withoutDecoration(text: string): string {
  let bare = plainText(text);
  if (bare.length > longestWord) return bare;
  for (let before = ''; before !== bare;) {
    before = bare;
    bare = bare.replace(decorationBefore, '').replace(emoticonAfter, '').replace(decorationAfter, '');
  }
  return bare;
}

/** The word or words that a text consists of, in capitals, without decoration; `''` where there are none. */
export function wordIn(text: string): string {
  return withoutDecoration(text).toUpperCase();
}

/** The single digit that a text consists of, such as the answer `1.` or `２ 👍`; null for any other text. */
export function digitIn(text: string): string | null {
  const word = wordIn(text);
  return /^\d$/.test(word) ? word : null;
}

/** Whether the text shows anything at all. */
export function showsNothing(text: string): boolean {
  return plainText(text) === '';
}

/** A name as it is kept: every letter as it was written, without marks nobody sees, gaps as plain spaces; idempotent. */
export function keptName(name: string): string {
  return name
    .replace(unseenInNames, '')
    .replace(idleJoiners, '')
    .replace(/\p{Zs}/gu, ' ');
}

/** Phone numbers and keys: digits of any script and a wide plus as 0–9 and `+`, nothing unseen, no gap that is not a plain space. */
export function plainNumber(text: string): string {
  return plainText(text.replace(/[\u00A0\u2007\u202F]/gu, ''));
}

/** Digits of every script run from zero to nine without a gap, so how many stand before one is its value. */
function withPlainDigits(text: string): string {
  return text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let before = 0;
    while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before += 1;
    return String(before % 10);
  });
}
