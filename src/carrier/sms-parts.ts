/** Counts the parts of an SMS as the carrier bills them (GSM 03.38; carrier.md). Compiled for the browser as well. */
import { charactersIn } from './characters.ts';
import { partsOf } from './text-parts.ts';

/** What a body takes: in how many parts it travels, and how many more plain characters fit before one part more is needed. */
export type SmsCount = { parts: number; left: number };

/** Characters of one septet: the default alphabet of GSM 03.38, without the escape. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Characters of two: the escape, then one of the extension table. */
const extended = new Set('\f^{}\\[~]|€');

/** Septets in a part that travels alone, and in one of several, which have a header each. */
const septets = { alone: 160, joined: 153 };
/** The same in 16-bit units, for a text with any character that GSM 03.38 lacks. */
const wideUnits = { alone: 70, joined: 67 };

/**
 * The parts of one SMS. One character beyond the GSM alphabet makes all of it 16 bits wide. No character is cut in two:
 * the escape stays with its letter, and an emoji whole, so a part may end early.
 */
export function smsPartsOf(body: string): SmsCount {
  const isPlain = [...body].every((letter) => basic.has(letter) || extended.has(letter));
  const [sizes, room] = isPlain
    ? [[...body].map((letter) => (extended.has(letter) ? 2 : 1)), septets]
    : [[...charactersIn(body)].flatMap(wideSizes), wideUnits];
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  if (whole <= room.alone) return { parts: 1, left: room.alone - whole };
  let parts = 1;
  let filled = 0;
  for (const size of sizes) {
    if (filled + size > room.joined) {
      parts += 1;
      filled = 0;
    }
    filled += size;
  }
  return { parts, left: room.joined - filled };
}

/** What words take that may be longer than one text: those of all the texts they go out in. */
export function smsCountOf(words: string): SmsCount {
  const counts = partsOf(words).map(smsPartsOf);
  return { parts: counts.reduce((sum, { parts }) => sum + parts, 0), left: counts.at(-1)?.left ?? 0 };
}

/** A line end of two units counts as two characters, and a character that is too long for any part is cut. */
function wideSizes(character: string): number[] {
  return character === '\r\n' || character.length > wideUnits.joined
    ? Array.from(character, ({ length }) => length)
    : [character.length];
}
