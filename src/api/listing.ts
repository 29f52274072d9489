/** Lists go page by page: the cursor of one answer asks for what comes after it, whatever was added or taken away meanwhile. */
import { Problem } from './problem.ts';

export type Paging = { cursor?: string | undefined; limit: number };

/**
 * One page of `items`, which are sorted by what `keyOf` gives, `'up'` or `'down'`; the cursor is the key of the last item
 * of the page before, packed. `next` is null on the last page.
 */
export function pageOf<Item>(
  items: readonly Item[],
  { cursor, limit }: Paging,
  order: 'up' | 'down',
  keyOf: (item: Item) => string,
): { page: Item[]; next: string | null } {
  const after = keyIn({ cursor });
  const comesAfter = (item: Item) => after === null || (order === 'up' ? keyOf(item) > after : keyOf(item) < after);
  const rest = items.filter(comesAfter);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return { page, next: rest.length > limit && last !== undefined ? cursorOf(keyOf(last)) : null };
}

/**
 * `pageOf` where those that are `first` come before all others, both upwards by what `keyOf` gives, as `items` come. No more
 * items are taken, and asked whether they are `first`, than the page needs.
 */
export function pageOfTwoParts<Item>(
  items: Iterable<Item>,
  paging: Paging,
  isFirst: (item: Item) => boolean,
  keyOf: (item: Item) => string,
): { page: Item[]; next: string | null } {
  const after = keyIn(paging);
  const keyWithin = (item: Item, first: boolean) => `${first ? 0 : 1} ${keyOf(item)}`;
  const found: Item[] = [];
  const isFull = () => found.length > paging.limit;
  const look = (item: Item, first: boolean) => {
    if ((after === null || keyWithin(item, first) > after) && isFirst(item) === first) found.push(item);
  };
  const seen: Item[] = [];
  for (const item of items) {
    look(item, true);
    seen.push(item);
    if (isFull()) break;
  }
  for (const item of seen) {
    if (isFull()) break;
    look(item, false);
  }
  return pageOf(found, paging, 'up', (item) => keyWithin(item, isFirst(item)));
}

/** The items by what `keyOf` gives, upwards, as a page of them wants them. */
export function inOrder<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const keyed = items.map((item) => [keyOf(item), item] as const);
  return keyed.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
}

/** The key that a cursor holds: for lists that begin to read there. Null without one. */
export function keyIn({ cursor }: Pick<Paging, 'cursor'>): string | null {
  return cursor === undefined ? null : unpacked(cursor);
}

/** The cursor that holds a key. */
export function cursorOf(key: string): string {
  return Buffer.from(key).toString('base64url');
}

function unpacked(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (cursorOf(key) !== cursor) throw noCursor();
  return key;
}

/** A cursor that no list has given. */
export function noCursor(): Problem {
  return new Problem('invalid', { fields: [{ path: 'query.cursor', message: (words) => words.fields.aCursor }] });
}
