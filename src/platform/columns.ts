/** Many values of one shape written down field by field: a column says what is the same for all once, and an instant as its distance from now. */
import { z } from 'zod';

/** How the values of one field are written and read; `read` throws where there are not `count` of them, or not such ones. */
export type Column<Value> = {
  write(values: readonly Value[], nowMs: number): unknown;
  read(stored: unknown, count: number, nowMs: number): Value[];
};

/** Numbers from 0 as one text: a sign for each while there are few of them (`many` is the first that is not among them), else a word. */
function numbersText(numbers: readonly number[], many: number): string {
  return numbers.map((number) => number.toString(36)).join(many > 36 ? ' ' : '');
}

function readNumbers(text: string): number[] {
  return (text.includes(' ') ? text.split(' ') : [...text]).map((word) => Number.parseInt(word, 36));
}

const fewShape = z.object({ of: z.array(z.unknown()), at: z.string().optional() });

/** Values that many share, as numbers into a list of those there are; only the list, where all are the same. */
export function few<Value>(shape: z.ZodType<Value>): Column<Value> {
  return {
    write(values) {
      const known = new Map<unknown, number>();
      const of: Value[] = [];
      const numbers = values.map((value) => {
        const key = keyOf(value);
        const number = known.get(key);
        if (number !== undefined) return number;
        known.set(key, of.length);
        return of.push(value) - 1;
      });
      return of.length < 2 ? { of } : { of, at: numbersText(numbers, of.length) };
    },
    read(stored, count) {
      const { of, at } = fewShape.parse(stored);
      const values = z.array(shape).parse(of);
      const numbers = at === undefined ? Array.from({ length: count }, () => 0) : readNumbers(at);
      return counted(numbers, count).map((number) => known(values[number]));
    },
  };
}

/** Values that are different for each. */
export function each<Value>(shape: z.ZodType<Value>): Column<Value> {
  return {
    write: (values) => values,
    read: (stored, count) => counted(z.array(shape).parse(stored), count),
  };
}

/** Instants in milliseconds, or none; the text is empty where nobody has one. */
export const instants: Column<number | null> = {
  write: (values, nowMs) =>
    values.every((value) => value === null) ? '' : values.map((value) => fromNow(value, nowMs)).join(' '),
  read(stored, count, nowMs) {
    const text = z.string().parse(stored);
    const words = text === '' ? Array.from({ length: count }, () => '') : text.split(' ');
    return counted(words, count).map((word) => readFromNow(word, nowMs));
  },
};

/** An instant as a short word, empty where there is none. */
export function fromNow(atMs: number | null, nowMs: number): string {
  return atMs === null ? '' : (atMs - nowMs).toString(36);
}

/** The instant of a word of `fromNow`. */
export function readFromNow(word: string, nowMs: number): number | null {
  return word === '' ? null : nowMs + whole(Number.parseInt(word, 36));
}

/** Lists and objects are the same value where they say the same; the text of one that is met again and again is worked out once. */
function keyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const text = texts.get(value) ?? JSON.stringify(value);
  texts.set(value, text);
  return text;
}
const texts = new WeakMap<object, string>();

function counted<Item>(items: Item[], count: number): Item[] {
  if (items.length !== count) throw new RangeError('a column of another length');
  return items;
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new RangeError('a number that stands for nothing');
  return value;
}

function whole(number: number): number {
  if (!Number.isInteger(number)) throw new RangeError('a word that is no number');
  return number;
}
