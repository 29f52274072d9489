/** Spans of time as pages write them. */
import { expect, test } from '@jest/globals';
import { span } from '../../src/web/moments.ts';

const form = { language: 'en', zone: 'America/Chicago' };

test.each([
  ['an evening', '2026-11-10T23:00:00Z', '2026-11-11T03:00:00Z', 'Tue, Nov 10, 5:00 PM – 9:00 PM'],
  ['a night', '2026-11-11T04:00:00Z', '2026-11-11T12:00:00Z', 'Tue, Nov 10, 10:00 PM – 6:00 AM'],
  ['a whole day', '2026-11-10T06:00:00Z', '2026-11-11T06:00:00Z', 'Tue, Nov 10, 12:00 AM – Wed, Nov 11, 12:00 AM'],
])('%s', (_what, startAt, endAt, written) =>
  expect(span(startAt, endAt, form).replaceAll('\u202f', ' ')).toBe(written),
);
