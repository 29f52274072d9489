/** What the figures of the reports are, and a table of them: counts of callers, of which small ones are hidden, and what follows from those that are shown. Pure. */
import { hiddenOf, smallest } from './small-numbers.ts';

export const countedFigures = ['calls', 'promises', 'texts', 'heard'] as const;
export type CountedFigures = (typeof countedFigures)[number];
export type Figures = CountedFigures | 'hours';

export type Unit = 'count' | 'share' | 'seconds' | 'hours' | 'index';
/** `definition` names the sentence that says what the column means (rules.md, O5). */
export type Column = { key: string; unit: Unit; definition: string };
/** `hidden`: fewer than five callers, or what would give away such a number. Null: there is nothing to say it of. */
export type Value = number | 'hidden' | null;
export type Row = { key: string; values: Value[] };
export type Table = { columns: Column[]; rows: Row[]; total: Row | null };

/** What is counted, by the names of the summaries' columns. */
export type Counts = Readonly<Record<string, number>>;

/** `above` over `below`. It is said where the numbers of `by` are shown and five or more stand below. */
type Measure = {
  key: string;
  unit: Unit;
  by: readonly string[];
  above: (counts: Counts) => number;
  below: (counts: Counts) => number;
};
/** The parts add up to `whole`; `rest`, where there is one, is what no other part has. */
type Sheet = {
  counts: readonly string[];
  whole: string;
  parts: readonly string[];
  rest?: string;
  measures: readonly Measure[];
};

const of = (key: string) => (counts: Counts) => counts[key] ?? 0;

const sheets: Readonly<Record<CountedFigures, Sheet>> = {
  calls: {
    counts: ['answeredSoon', 'abandonedSoon', 'waitSeconds', 'talkSeconds'],
    whole: 'offered',
    parts: ['answered', 'abandonedInGreeting', 'abandonedInQueue', 'crisis', 'callback', 'voicemail'],
    rest: 'otherwise',
    measures: [
      { key: 'answeredShare', unit: 'share', by: ['answered', 'offered'], above: of('answered'), below: of('offered') },
      {
        key: 'serviceLevel',
        unit: 'share',
        by: ['answered', 'offered'],
        above: of('answeredSoon'),
        below: (counts) => of('offered')(counts) - of('abandonedSoon')(counts),
      },
      { key: 'averageWait', unit: 'seconds', by: ['answered'], above: of('waitSeconds'), below: of('answered') },
      { key: 'averageTalk', unit: 'seconds', by: ['answered'], above: of('talkSeconds'), below: of('answered') },
    ],
  },
  promises: {
    counts: [],
    whole: 'made',
    parts: ['keptOnTime', 'keptLate', 'lapsed', 'stopped'],
    rest: 'open',
    measures: [
      {
        key: 'keptShare',
        unit: 'share',
        by: ['keptOnTime', 'keptLate', 'lapsed'],
        above: of('keptOnTime'),
        below: (counts) => of('keptOnTime')(counts) + of('keptLate')(counts) + of('lapsed')(counts),
      },
    ],
  },
  texts: {
    counts: ['answerSeconds'],
    whole: 'opened',
    parts: ['answered', 'unanswered'],
    rest: 'open',
    measures: [
      { key: 'answeredShare', unit: 'share', by: ['answered', 'opened'], above: of('answered'), below: of('opened') },
      { key: 'averageAnswer', unit: 'seconds', by: ['answered'], above: of('answerSeconds'), below: of('answered') },
    ],
  },
  heard: {
    counts: [],
    whole: 'asked',
    parts: ['heard', 'notHeard'],
    measures: [{ key: 'heardShare', unit: 'share', by: ['heard', 'asked'], above: of('heard'), below: of('asked') }],
  },
};

/** What has to be added up for a table. */
export function countsOf(figures: CountedFigures): readonly string[] {
  const { whole, parts, counts } = sheets[figures];
  return [whole, ...parts, ...counts];
}

/** The table with a row for each of `keys`, and one of totals; where nothing was counted under a key there is none of it. */
export function tableOf(figures: CountedFigures, keys: readonly string[], counted: ReadonlyMap<string, Counts>): Table {
  const { whole, parts, rest, measures } = sheets[figures];
  const shownParts = rest === undefined ? parts : [...parts, rest];
  const names = countsOf(figures);
  const own = keys.map((key) => counted.get(key) ?? {});
  const all = Object.fromEntries(names.map((name) => [name, own.reduce((sum, one) => sum + (one[name] ?? 0), 0)]));
  const whom = [...own, all].map((counts) => {
    const numbers = parts.map(of).map((count) => count(counts));
    const left = of(whole)(counts) - numbers.reduce((sum, one) => sum + one, 0);
    return [...numbers, ...(rest === undefined ? [] : [left]), of(whole)(counts)];
  });
  const hidden = hiddenOf(whom);
  const valuesOf = (counts: Counts, row: number): Value[] => {
    const shown = (column: number): Value => (hidden[row]?.[column] ? 'hidden' : (whom[row]?.[column] ?? 0));
    const column = (name: string) => (name === whole ? shownParts.length : shownParts.indexOf(name));
    const measured = measures.map(({ by, above, below }): Value => {
      const base = below(counts);
      if (by.some((name) => shown(column(name)) === 'hidden') || (base > 0 && base < smallest)) return 'hidden';
      return base === 0 ? null : above(counts) / base;
    });
    return [shown(shownParts.length), ...shownParts.map((_name, index) => shown(index)), ...measured];
  };
  return {
    columns: [
      ...[whole, ...shownParts].map((key): Column => ({ key, unit: 'count', definition: `${figures}.${key}` })),
      ...measures.map(({ key, unit }) => ({ key, unit, definition: `${figures}.${key}` })),
    ],
    rows: keys.map((key, index) => ({ key, values: valuesOf(own[index] ?? {}, index) })),
    total: { key: 'total', values: valuesOf(all, keys.length) },
  };
}
