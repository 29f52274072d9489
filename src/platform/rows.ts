/** Carries values between the thinking rooms and the tables by one naming rule (`arrivedAtMs` ↔ `arrived_at`), and checks what is read. */
import type { z } from 'zod';

type Row = Record<string, unknown>;

/** What is stored cannot be a value of ours. Says in which column, never what is there. */
export class Unreadable extends Error {}

/** A newer release beside this one has written a word that this code does not know: the record is that one's to decide about. */
export class NewerThanThis extends Error {}

/** Reads what a column holds; `place` is its name for the error. Throws `Unreadable`, or `NewerThanThis` for an unknown word. */
export type Reader<Value> = (stored: unknown, place: string) => Value;

/** A reader for every field of a value: one that is missing, or reads something else, does not compile. */
export type Shape<Value> = { readonly [Field in keyof Value]-?: Reader<Value[Field]> };

/** The columns of a value's table, made from a value that has every field. */
export function toRow(value: object): Row {
  const row: Row = {};
  for (const [field, content] of Object.entries(value)) {
    const column = columnOf(field);
    row[column] = field.endsWith('Ms')
      ? typeof content === 'number'
        ? new Date(content).toISOString()
        : null
      : content;
  }
  return row;
}

/** Reads values of one table from its row as JSON; columns the value does not have are ignored. */
export function rowReader<Value>(table: string, shape: Shape<Value>): (row: unknown) => Value {
  const fields = Object.entries<Reader<unknown>>(shape).map(([field, read]) => {
    const column = columnOf(field);
    return { field, column, read, place: `${table}.${column}` };
  });
  return (row) => {
    if (typeof row !== 'object' || row === null) throw new Unreadable(`${table}: there is no row`);
    const value: Row = {};
    for (const { field, column, read, place } of fields) value[field] = read((row as Row)[column], place);
    return value as Value;
  };
}

/** A text. */
export const text: Reader<string> = (stored, place) => (typeof stored === 'string' ? stored : refuse(place));

/** A finite number. */
export const amount: Reader<number> = (stored, place) =>
  typeof stored === 'number' && Number.isFinite(stored) ? stored : refuse(place);

/** True or false. */
export const flag: Reader<boolean> = (stored, place) => (typeof stored === 'boolean' ? stored : refuse(place));

/** Milliseconds since the epoch; what is stored has a date and an offset. */
export const instant: Reader<number> = (stored, place) => {
  const atMs = typeof stored === 'string' ? Date.parse(stored) : NaN;
  return Number.isNaN(atMs) ? refuse(place) : atMs;
};

/** Null where nothing is stored. */
export function maybe<Value>(read: Reader<Value>): Reader<Value | null> {
  return (stored, place) => (stored === null || stored === undefined ? null : read(stored, place));
}

/** A list of which `read` reads each item. */
export function list<Item>(read: Reader<Item>): Reader<Item[]> {
  return (stored, place) => (Array.isArray(stored) ? stored.map((item) => read(item, place)) : refuse(place));
}

/** One of the words of a union, each of them named: one that is missing does not compile. */
export function oneOf<Word extends string>(words: Readonly<Record<Word, true>>): Reader<Word> {
  return (stored, place) => {
    if (typeof stored !== 'string') return refuse(place);
    if (Object.hasOwn(words, stored)) return stored as Word;
    throw new NewerThanThis(`${place} holds a word that this release does not know`);
  };
}

/** The same, for words nothing is decided by: an unknown one is read as `otherwise`. */
export function oneOfOr<Word extends string, Otherwise>(
  words: Readonly<Record<Word, true>>,
  otherwise: Otherwise,
): Reader<Word | Otherwise> {
  return (stored, place) => {
    if (typeof stored !== 'string') return refuse(place);
    return Object.hasOwn(words, stored) ? (stored as Word) : otherwise;
  };
}

/** What is stored as JSON, by its schema. */
export function json<Value>(schema: z.ZodType<Value>): Reader<Value> {
  return (stored, place) => {
    const { data, success } = schema.safeParse(stored);
    return success ? data : refuse(place);
  };
}

/** What `read` gives; null where only a newer release knows it, and will see to it. */
export function unlessNewer<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (problem) {
    if (problem instanceof NewerThanThis) return null;
    throw problem;
  }
}

/** Null also where it cannot be read at all: what is left out keeps nobody from the others. */
export function unlessUnreadable<Value>(read: () => Value): Value | null {
  try {
    return unlessNewer(read);
  } catch (problem) {
    if (problem instanceof Unreadable) return null;
    throw problem;
  }
}

function refuse(place: string): never {
  throw new Unreadable(`${place} holds what cannot be there`);
}

/** There are few names and every row needs them, so each is computed once. */
const columnOf = remembered((field) =>
  field.replace(/Ms$/, '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
);

function remembered(work: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const answer = known.get(name) ?? work(name);
    known.set(name, answer);
    return answer;
  };
}
