import { describe, expect, test } from '@jest/globals';
import { unstorableAt } from '../../src/api/storable.ts';

describe('text that no table can keep', () => {
  test.each<[string, unknown, string[] | null]>([
    ['plain words', { a: 'hello', b: [1, null, true] }, null],
    ['a whole emoji', { a: '🙂 ok' }, null],
    ['a NUL', { a: { b: ['x', 'y\0'] } }, ['a', 'b', '1']],
    ['the first half of a character', ['\ud83d'], ['0']],
    ['the second half', '\ude42', []],
    ['the halves the wrong way round', '\ude42\ud83d', []],
    ['a name with a NUL', { 'a\0': 1 }, ['a']],
  ])('%s', (_what, value, at) => expect(unstorableAt(value)).toEqual(at));
});
