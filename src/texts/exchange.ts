/** When our automatic answers to a number end: an exchange between two machines is cut short, while somebody who writes our words is answered (T7). */

/** What is remembered of a number that writes to us. Instants are milliseconds since the epoch. */
export type Exchange = {
  /** When it last wrote. */
  lastAtMs: number;
  /** What it last wrote, as a key that can be compared and tells nothing else. */
  sense: string;
  /** How many texts of that sense came in a row. */
  repeats: number;
  /** When its texts were answered by us within the last day, oldest first: our words, and everything else. */
  answeredMs: { words: number[]; others: number[] };
  /** Since when it is answered nothing; null while it is. */
  silentSinceMs: number | null;
};

/** A text that came. `isWord`: one of the words we know, or an answer to what we asked. */
export type Came = { atMs: number; sense: string; isWord: boolean };

/** What a text means for our answers to its number. `fellSilent`: from this text on it is answered nothing. */
export type Hearing = { exchange: Exchange; mayAnswer: boolean; fellSilent: boolean };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Texts of the same sense in a row that are answered; after a quiet time the count begins again. */
const repeatsAnswered = 3;
const quietMs = 10 * minuteMs;
/** Most texts answered within each span, against slow machines and those that write something else each time. */
const caps = [
  { withinMs: minuteMs, texts: 4 },
  { withinMs: hourMs, texts: 12 },
  { withinMs: dayMs, texts: 40 },
] as const;
/** Most of our own words answered within each span: more than a person writes, in case a machine knows our words. */
const wordCaps = [
  { withinMs: hourMs, texts: 40 },
  { withinMs: dayMs, texts: 120 },
] as const;

/**
 * Whether a text may be answered by ourselves, and what is remembered after it; `wouldAnswer` where there is an answer.
 * Silence ends with a word that is not the one repeated, or with anything new, or a word, after ten quiet minutes.
 */
export function hear(known: Exchange | null, came: Came, wouldAnswer: boolean): Hearing {
  const { atMs, sense, isWord } = came;
  const before = known ?? {
    lastAtMs: -Infinity,
    sense: '',
    repeats: 0,
    answeredMs: { words: [], others: [] },
    silentSinceMs: null,
  };
  const isSame = known !== null && known.sense === sense;
  const isQuiet = atMs - before.lastAtMs >= quietMs;
  const isReal = isWord ? !isSame || isQuiet : isQuiet && !isSame;
  const repeats = !isSame || (isWord && isQuiet) || atMs - before.lastAtMs >= hourMs ? 1 : before.repeats + 1;
  const which = isWord ? 'words' : 'others';
  const answered = before.answeredMs[which].filter((one) => atMs - one < dayMs);
  const isSilent = before.silentSinceMs !== null && !isReal;
  const isWithin = (isWord ? wordCaps : caps).every(
    ({ withinMs, texts }) => answered.filter((one) => atMs - one < withinMs).length < texts,
  );
  const mayAnswer = !isSilent && isWithin && repeats <= repeatsAnswered;
  const fellSilent = wouldAnswer && !mayAnswer && !isSilent;
  return {
    mayAnswer,
    fellSilent,
    exchange: {
      lastAtMs: atMs,
      sense,
      repeats,
      answeredMs: { ...before.answeredMs, [which]: wouldAnswer && mayAnswer ? [...answered, atMs] : answered },
      silentSinceMs: isSilent ? before.silentSinceMs : fellSilent ? atMs : null,
    },
  };
}

/** What a text says, without what a machine changes in it each time: of anything but our words only the letters, where it has any. */
export function senseOf(body: string, isWord: boolean): string {
  const text = body.normalize('NFKC').toLowerCase().trim();
  if (isWord) return text;
  const letters = text.replace(/\P{L}+/gu, ' ').trim();
  return letters === '' ? text.replace(/\s+/g, ' ') : letters;
}

/** Words relayed in a conversation, by whom and when, newest first. */
export type RelayedWords = { byPeer: boolean; sense: string; atMs: number };

/** How many of the latest words are looked at for a relay loop. */
export const relayLooksAt = 40;
const relaySpanMs = 2 * hourMs;
/** A relay loop: this many latest words, at least this many from each side, and each side always says the same. */
const relaySame = { words: 8, each: 3 } as const;
/** Also a relay loop: no two people write to each other this often within a minute. */
const relayFastEach = 12;

/** Whether the latest words of a conversation, newest first, are two machines answering one another. */
export function isRelayLoop(words: readonly RelayedWords[]): boolean {
  const nowMs = words[0]?.atMs ?? 0;
  const recent = words.filter(({ atMs }) => nowMs - atMs < relaySpanMs);
  const latest = recent.slice(0, relaySame.words);
  const isSame =
    latest.length === relaySame.words &&
    sidesOf(latest).every(
      (side) => side.length >= relaySame.each && side.every(({ sense }) => sense === side[0]?.sense),
    );
  const lastMinute = recent.filter(({ atMs }) => nowMs - atMs < minuteMs);
  return isSame || sidesOf(lastMinute).every((side) => side.length >= relayFastEach);
}

function sidesOf(words: readonly RelayedWords[]): RelayedWords[][] {
  return [true, false].map((byPeer) => words.filter((one) => one.byPeer === byPeer));
}
