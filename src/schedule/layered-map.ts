/** A map that never changes and yet has cheap successors: a few changes laid over a large one that they share. */

/** What a key has in the upper layer: its new value, or nothing any more. */
type Change<Value> = { value: Value } | null;

/** Up to so many changes are laid over the lower map before both become one, so that a change costs little whatever the size. */
const changesAtMost = 128;

/** Keys keep the place they had; new ones come last. */
export class LayeredMap<Key, Value> implements ReadonlyMap<Key, Value> {
  readonly size: number;
  readonly #lower: ReadonlyMap<Key, Value>;
  readonly #upper: ReadonlyMap<Key, Change<Value>>;

  private constructor(lower: ReadonlyMap<Key, Value>, upper: ReadonlyMap<Key, Change<Value>>, size: number) {
    this.#lower = lower;
    this.#upper = upper;
    this.size = size;
  }

  static of<Key, Value>(entries: Iterable<readonly [Key, Value]>): LayeredMap<Key, Value> {
    const lower = new Map(entries);
    return new LayeredMap(lower, new Map(), lower.size);
  }

  /** The map after `changes`, one after the other; undefined takes a key out. Where they change nothing, this one. */
  with(changes: readonly (readonly [Key, Value | undefined])[]): LayeredMap<Key, Value> {
    const upper = new Map(this.#upper);
    let { size } = this;
    let isSame = true;
    for (const [key, value] of changes) {
      const known = upper.get(key);
      // Whoever comes back comes last, and the lower map still has their old place.
      if (known === null && value !== undefined) return this.#inOneLayer(changes);
      const isThere = known !== undefined || this.#lower.has(key);
      if (known === null || (!isThere && value === undefined)) continue;
      isSame = false;
      if (value !== undefined) upper.set(key, { value });
      else if (this.#lower.has(key)) upper.set(key, null);
      else upper.delete(key);
      size += (value === undefined ? 0 : 1) - (isThere ? 1 : 0);
    }
    if (isSame) return this;
    return upper.size > changesAtMost ? this.#inOneLayer(changes) : new LayeredMap(this.#lower, upper, size);
  }

  #inOneLayer(changes: readonly (readonly [Key, Value | undefined])[]): LayeredMap<Key, Value> {
    const lower = new Map(this.entries());
    for (const [key, value] of changes) {
      if (value === undefined) lower.delete(key);
      else lower.set(key, value);
    }
    return new LayeredMap(lower, new Map(), lower.size);
  }

  get(key: Key): Value | undefined {
    const change = this.#upper.get(key);
    return change === undefined ? this.#lower.get(key) : change?.value;
  }

  has(key: Key): boolean {
    const change = this.#upper.get(key);
    return change === undefined ? this.#lower.has(key) : change !== null;
  }

  *entries(): MapIterator<[Key, Value]> {
    for (const [key, value] of this.#lower) {
      const change = this.#upper.size === 0 ? undefined : this.#upper.get(key);
      if (change === undefined) yield [key, value];
      else if (change !== null) yield [key, change.value];
    }
    for (const [key, change] of this.#upper) if (change !== null && !this.#lower.has(key)) yield [key, change.value];
  }

  *keys(): MapIterator<Key> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value;
  }

  forEach(callback: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this);
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries();
  }
}
