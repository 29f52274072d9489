/** Calendar feeds: an address to subscribe to, told once when it is made (R7). */
import { z } from 'zod';
import { id, instant } from './fields.ts';
import { operations } from './operation.ts';

const feed = z
  .object({
    madeAt: instant.describe('When its present address was made.'),
    readAt: instant.nullable().describe('When a calendar last asked for it.'),
  })
  .nullable()
  .describe('Null where there is none. Its address is kept nowhere, so it cannot be told again.');
const made = z.object({
  address: z.string().describe('Whoever has it can read the calendar; it is told this once.'),
  madeAt: instant,
});
const params = z.object({ line: id });
const nothing = z.object({});

export const feedOperations = operations({
  'feed.read': {
    method: 'get',
    path: '/me/feed',
    summary: 'The calendar of one’s own shifts, if there is one.',
    access: 'feeds.own',
    answer: z.object({ feed }),
  },
  'feed.make': {
    method: 'post',
    path: '/me/feed',
    summary:
      'Makes a calendar of one’s own shifts; where there is one it has another address, and the old one opens nothing.',
    access: 'feeds.own',
    body: nothing,
    answer: made,
    idempotent: true,
  },
  'feed.end': {
    method: 'delete',
    path: '/me/feed',
    summary: 'Ends the calendar of one’s own shifts.',
    access: 'feeds.own',
    answer: null,
    idempotent: true,
  },
  'lineFeed.read': {
    method: 'get',
    path: '/rosters/{line}/feed',
    summary: 'One’s own calendar of all shifts of a line, if there is one.',
    access: 'feeds.line',
    params,
    answer: z.object({ feed }),
  },
  'lineFeed.make': {
    method: 'post',
    path: '/rosters/{line}/feed',
    summary:
      'Makes a calendar of all shifts of a line with the first names of those on them; where there is one it has another address.',
    access: 'feeds.line',
    params,
    body: nothing,
    answer: made,
    idempotent: true,
  },
  'lineFeed.end': {
    method: 'delete',
    path: '/rosters/{line}/feed',
    summary: 'Ends one’s own calendar of a line.',
    access: 'feeds.line',
    params,
    answer: null,
    idempotent: true,
  },
});
