/** Reads the RRULE of a repeating shift (RFC 5545 3.3.10) and names what is wrong with it. */
import { faultWord, type FaultKey, type FaultSlots, type FaultWord } from '../reading/fault-words.ts';
import { dayMs, parseDate, parseWall, weekdays } from './wall-clock.ts';

const frequencies = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY'] as const;
export type Frequency = (typeof frequencies)[number];
/** The frequencies of RFC 5545 that no shift has. */
const tooOften = ['MINUTELY', 'SECONDLY'];
/** What repeats every hour starts so often a day; nothing starts more often. */
const mostStartsPerDay = 24;
/** Eleven years of every hour; longer ones have an UNTIL, or no end. */
const mostCounted = 100_000;

/** `ordinal` is the 2 of `2TU`; null means every such weekday. Weekdays count from Monday = 0. */
export type ByDay = { ordinal: number | null; weekday: number };

/** The last moment at which an occurrence may start, itself included: an instant, or a wall-clock time of the line. */
export type Until = { kind: 'instant'; ms: number } | { kind: 'wall'; wall: number };

export type RecurrenceRule = {
  frequency: Frequency;
  interval: number;
  count: number | null;
  until: Until | null;
  weekStart: number;
  byDay: readonly ByDay[];
  /** The other BY parts (`BYMONTH`, `BYHOUR`, …) that the rule has. */
  by: ReadonlyMap<string, readonly number[]>;
};

export type RuleReading = { kind: 'rule'; rule: RecurrenceRule } | { kind: 'fault'; problem: FaultWord };

/** The numbers each BY part may have, and the frequencies that RFC 5545 does not allow it with. */
const numberParts: Record<string, { least: number; most: number; negative: boolean; notWith: readonly Frequency[] }> = {
  BYSECOND: { least: 0, most: 59, negative: false, notWith: [] },
  BYMINUTE: { least: 0, most: 59, negative: false, notWith: [] },
  BYHOUR: { least: 0, most: 23, negative: false, notWith: [] },
  BYMONTHDAY: { least: 1, most: 31, negative: true, notWith: ['WEEKLY'] },
  BYYEARDAY: { least: 1, most: 366, negative: true, notWith: ['MONTHLY', 'WEEKLY', 'DAILY'] },
  BYWEEKNO: { least: 1, most: 53, negative: true, notWith: ['MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY'] },
  BYMONTH: { least: 1, most: 12, negative: false, notWith: [] },
  BYSETPOS: { least: 1, most: 366, negative: true, notWith: [] },
};

/** Reads an RRULE such as `FREQ=WEEKLY;BYDAY=MO,WE`; a leading `RRULE:` is fine. `problem` names why it is none. */
export function readRule(text: string): RuleReading {
  try {
    return { kind: 'rule', rule: parseRule(text) };
  } catch (error) {
    if (error instanceof RuleFault) return { kind: 'fault', problem: error.word };
    throw error;
  }
}

class RuleFault extends Error {
  readonly word: FaultWord;

  constructor(word: FaultWord) {
    super(word.key);
    this.word = word;
  }
}

const wrong = <Key extends FaultKey>(key: Key, ...slots: FaultSlots<Key>) => new RuleFault(faultWord(key, ...slots));

function parseRule(text: string): RecurrenceRule {
  const parts = splitParts(
    text
      .trim()
      .toUpperCase()
      .replace(/^RRULE:/, ''),
  );
  const frequencyText = parts.get('FREQ');
  if (frequencyText === undefined) throw wrong('ruleFrequencyMissing');
  if (tooOften.includes(frequencyText)) throw wrong('ruleTooOften', { frequency: frequencyText });
  const frequency = frequencies.find((name) => name === frequencyText);
  if (frequency === undefined)
    throw wrong('ruleFrequency', { frequency: frequencyText, known: frequencies.join(', ') });

  const by = new Map<string, readonly number[]>();
  for (const [name, { least, most, negative, notWith }] of Object.entries(numberParts)) {
    const values = parts.get(name);
    if (values === undefined) continue;
    if (notWith.includes(frequency)) throw wrong('ruleNotWith', { name, frequency });
    by.set(
      name,
      [...new Set(values.split(','))].map((value) => numberIn(name, value, least, most, negative)),
    );
  }
  const byDay = [...new Set(parts.get('BYDAY')?.split(','))].map((value) =>
    byDayFrom(value, frequency, by.has('BYWEEKNO')),
  );
  if (by.has('BYSETPOS') && by.size === 1 && byDay.length === 0) throw wrong('ruleNothingToChoose');
  if (parts.has('COUNT') && parts.has('UNTIL')) throw wrong('ruleTwoEnds');

  const count = parts.get('COUNT');
  const until = parts.get('UNTIL');
  const weekStart = parts.get('WKST');
  const interval = numberIn('INTERVAL', parts.get('INTERVAL') ?? '1', 1, 1_000_000, false);
  if (startsPerDay({ frequency, interval, by }) > mostStartsPerDay)
    throw wrong('ruleStartsTooOften', { most: mostStartsPerDay });
  return {
    frequency,
    interval,
    count: count === undefined ? null : numberIn('COUNT', count, 1, mostCounted, false),
    until: until === undefined ? null : untilFrom(until),
    weekStart: weekStart === undefined ? 0 : weekdayFrom('WKST', weekStart),
    byDay,
    by,
  };
}

/** At most how many starts fall on one day, before BYSETPOS chooses among them. */
export function startsPerDay({
  frequency,
  interval,
  by,
}: Pick<RecurrenceRule, 'frequency' | 'interval' | 'by'>): number {
  const given = (part: string) => by.get(part)?.length;
  const hourly = Math.min(given('BYHOUR') ?? 24, Math.ceil(24 / interval));
  const hours = frequency === 'HOURLY' ? hourly : (given('BYHOUR') ?? 1);
  return hours * (given('BYMINUTE') ?? 1) * (given('BYSECOND') ?? 1);
}

function splitParts(text: string): Map<string, string> {
  if (/DTSTART|EXDATE|RDATE|\n/.test(text)) throw wrong('ruleAlone');
  if (!text.includes('=') || /\s/.test(text)) throw wrong('noRule', { text });
  const parts = new Map<string, string>();
  for (const part of text.replace(/;$/, '').split(';')) {
    const [name = '', value = '', ...rest] = part.split('=');
    if (value === '' || rest.length > 0) throw wrong('rulePart', { text: part });
    if (!(name in numberParts) && !['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY'].includes(name))
      throw wrong('ruleUnknownPart', { name });
    if (parts.has(name)) throw wrong('rulePartTwice', { name });
    parts.set(name, value);
  }
  return parts;
}

function numberIn(name: string, text: string, least: number, most: number, negative: boolean): number {
  const value = /^[+-]?\d{1,9}$/.test(text) && (negative || /^\d/.test(text)) ? Number(text) : Number.NaN;
  const size = negative ? Math.abs(value) : value;
  if (size >= least && size <= most) return value;
  throw wrong(negative ? 'ruleNumberFromEnd' : 'ruleNumber', { name, text, least, most });
}

function byDayFrom(text: string, frequency: Frequency, hasWeekNumbers: boolean): ByDay {
  const match = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text);
  if (match === null) throw wrong('ruleByDay', { text });
  const weekday = weekdayFrom('BYDAY', match[2] ?? '');
  if (match[1] === undefined) return { ordinal: null, weekday };
  if ((frequency !== 'MONTHLY' && frequency !== 'YEARLY') || hasWeekNumbers) {
    throw wrong('ruleCountsWeekdays', { text });
  }
  return { ordinal: numberIn('BYDAY', match[1], 1, 53, true), weekday };
}

function weekdayFrom(name: string, text: string): number {
  const weekday = weekdays.findIndex((code) => code === text);
  if (weekday < 0) throw wrong('ruleWeekday', { name, text, known: weekdays.join(', ') });
  return weekday;
}

/** `UNTIL` includes its own moment; a bare date includes the whole day. */
function untilFrom(text: string): Until {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(text);
  const [, year, month, date, hour, minute, second, utc] = match ?? [];
  const day = parseDate(`${year}-${month}-${date}`);
  if (day !== null && hour === undefined) return { kind: 'wall', wall: (day + 1) * dayMs - 1 };
  const wall = parseWall(`${year}-${month}-${date}T${hour}:${minute}:${second}`);
  if (wall === null) throw wrong('ruleUntil', { text });
  return utc === 'Z' ? { kind: 'instant', ms: wall } : { kind: 'wall', wall };
}
