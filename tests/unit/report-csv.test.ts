import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cell, csvOf } from '../../src/api/csv.ts';

test.each([
  ['=1+1', `"'=1+1"`],
  ['+49', `"'+49"`],
  ['-1', `"'-1"`],
  ['@here', `"'@here"`],
  ['a,b', '"a,b"'],
  ['say "so"', '"say ""so"""'],
  ['2026-11-03', '2026-11-03'],
])('%s is written as %s', (text, written) => expect(cell(text)).toBe(written));

test('no cell begins with what a spreadsheet takes for a formula', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const written = cell(text);
      expect(written.startsWith('"') ? written.slice(1) : written).not.toMatch(/^[=+\-@\t\r]/);
      expect((written.match(/"/g)?.length ?? 0) % 2).toBe(0);
    }),
  );
});

test('what is hidden says so, what is not there is empty', () => {
  const column = { unit: 'count', definition: 'x' } as const;
  const columns = ['offered', 'answered', 'answeredShare'].map((key) => ({ ...column, key }));
  const rows = [{ key: '2026-11', values: [12, 'hidden' as const, null] }];
  expect([...csvOf({ columns, rows, total: { key: 'total', values: [12, 0.5, 1 / 3] }, by: 'month' })]).toEqual([
    'month,offered,answered,answeredShare\r\n',
    '2026-11,12,hidden,\r\n',
    'total,12,0.5,0.3333\r\n',
  ]);
});
