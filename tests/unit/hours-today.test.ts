/** What a change of hours means for one day. */
import { expect, test } from '@jest/globals';
import { dayDiffers, hoursOfDay } from '../../src/schedule/hours-today.ts';

const tuesday = { date: '2026-11-10', weekday: 'TU' } as const;
const evening = { days: ['TU', 'WE'] as const, start: '17:00', end: '21:00' };
const line = (openingHours: object[] = [], closures: object[] = []) =>
  ({ openingHours, closures }) as unknown as Parameters<typeof hoursOfDay>[0];

test.each([
  ['no hours are written', line(), { kind: 'always' }],
  ['hours of that day', line([evening]), { kind: 'hours', spans: [{ start: '17:00', end: '21:00' }] }],
  ['hours of other days', line([{ ...evening, days: ['MO'] }]), { kind: 'closed' }],
  ['a closure', line([evening], [{ from: '2026-11-10', to: '2026-11-10', reason: '' }]), { kind: 'closed' }],
  ['a closure of always', line([], [{ from: '2026-11-01', to: '2026-11-30', reason: '' }]), { kind: 'closed' }],
  [
    'a closure from tomorrow on',
    line([evening], [{ from: '2026-11-11', to: '2026-11-12', reason: '' }]),
    { kind: 'hours', spans: [{ start: '17:00', end: '21:00' }] },
  ],
  [
    'two hours, the earlier first',
    line([evening, { days: ['TU'], start: '09:00', end: '12:00' }]),
    {
      kind: 'hours',
      spans: [
        { start: '09:00', end: '12:00' },
        { start: '17:00', end: '21:00' },
      ],
    },
  ],
])('%s', (_name, one, expected) => {
  expect(hoursOfDay(one, tuesday)).toEqual(expected);
});

test('a change of another day is none of today', () => {
  expect(dayDiffers(line([evening]), line([evening, { days: ['FR'], start: '09:00', end: '12:00' }]), tuesday)).toBe(
    null,
  );
  expect(dayDiffers(line([evening]), line([{ ...evening, end: '22:00' }]), tuesday)).toEqual({
    before: { kind: 'hours', spans: [{ start: '17:00', end: '21:00' }] },
    after: { kind: 'hours', spans: [{ start: '17:00', end: '22:00' }] },
  });
});
