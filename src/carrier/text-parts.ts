/** Fits words into what one text may hold, without cutting a character in two. */
import { charactersIn } from './characters.ts';

/** The most the carrier takes in one message (carrier.md). */
export const longestText = 1_600;
/** Longer than this nobody reads on a phone; the longest a WhatsApp message can be is just within it. */
export const longestWords = 4_800;

/** `text` in as few texts of at most `longest` UTF-16 units as words allow: cut between words where there are any. */
export function partsOf(text: string, longest = longestText): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > longest) {
    const cut = cutBefore(rest, longest);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rest === '' && parts.length > 0 ? parts : [...parts, rest];
}

/** `text` cut to `longest` UTF-16 units, with three dots where something is missing. */
export function shortened(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, characterEnd(text, longest - 3)).trimEnd()}...`;
}

/** Where to cut: at the last gap between words in the second half, else at the last whole character. */
function cutBefore(text: string, longest: number): number {
  const head = text.slice(0, longest + 1);
  const gap = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
  return gap > longest / 2 ? gap : characterEnd(text, longest);
}

/** The end of the last whole character (an emoji is many units long) within the first `longest` units. */
function characterEnd(text: string, longest: number): number {
  let end = 0;
  for (const character of charactersIn(text.slice(0, longest + 64))) {
    if (end + character.length > longest) break;
    end += character.length;
  }
  return end === 0 ? longest : end;
}
