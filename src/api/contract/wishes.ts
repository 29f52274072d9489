/** Wishes for single dates, and rounds in which a line asks for those of a month (P4). */
import { z } from 'zod';
import { date, id, instant, nextCursor, page, zone } from './fields.ts';
import { operations } from './operation.ts';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-12');
const wish = z.enum(['preferred', 'fine', 'reluctant', 'not']);
const dateWish = z.object({ date, wish });

/** A round as one of those who are asked sees it. */
export const ownRound = z.object({
  line: z.string().describe('The name of the line.'),
  month: z.string(),
  until: instant,
  answered: z.boolean(),
  over: z.boolean().describe('Whether what was said stands.'),
});
const dates = z.object({
  version: z.string().describe('For If-Match.'),
  zone,
  today: z.string(),
  month: z.string(),
  dates: z.array(dateWish).describe('What I have said of single dates, in the place of my week.'),
  rounds: z.array(ownRound),
});
const round = z.object({
  id: z.string(),
  line: z.string().describe('Its id.'),
  zone: zone.describe('The line’s.'),
  month: z.string(),
  openedAt: instant,
  until: instant,
  over: z.boolean(),
  asked: z.number().int(),
  answered: z.number().int().describe('How many have answered; who, nobody sees.'),
});

export const wishesOperations = operations({
  'dates.read': {
    method: 'get',
    path: '/me/times/dates',
    summary: 'What I have said of the dates of a month, and which lines ask for it.',
    access: 'times.own',
    query: z.object({ month }),
    answer: dates,
  },
  'dates.set': {
    method: 'put',
    path: '/me/times/dates',
    summary:
      'Sets what I say of the dates of a month, in the place of what it was: a date that is not named has my usual week. It answers the rounds for that month.',
    access: 'times.own',
    body: z.object({ month, dates: z.array(dateWish).max(31) }),
    answer: dates,
    idempotent: true,
    ifMatch: true,
  },
  'wishes.list': {
    method: 'get',
    path: '/wish-rounds',
    summary: 'Rounds in which lines ask their volunteers for the wishes of a month, the latest first.',
    access: 'roster.read',
    query: z.object(page),
    answer: z.object({ next: nextCursor, rounds: z.array(round) }),
  },
  'wishes.open': {
    method: 'post',
    path: '/wish-rounds',
    summary:
      'Asks the volunteers of a line for their wishes for a month to come: one text each, not in their night, and a reminder for those who have not answered a day before the end.',
    access: 'moves.decide',
    body: z.object({
      line: id,
      month,
      until: date.describe('The last day to answer, until 20:00 by the line’s clock.'),
    }),
    answer: round,
    idempotent: true,
  },
  'wishes.end': {
    method: 'post',
    path: '/wish-rounds/{id}/end',
    summary: 'Ends a round before its time: what was said until now stands.',
    access: 'moves.decide',
    params: z.object({ id }),
    answer: null,
    idempotent: true,
  },
});
