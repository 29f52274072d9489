/** The fields that operations share. */
import { z } from 'zod';
import { fieldWord } from '../wording/problem-words.ts';

/** An instant in UTC. */
export const instant = z.iso.datetime({ offset: true }).describe('An instant, such as 2026-11-10T18:00:00Z.');
export const zone = z.string().describe('An IANA time zone.');
export const id = z.string().min(1).max(200);
/** A day of the calendar; that it is one is looked at by whoever takes it. */
export const date = z.iso.date().describe('A date, such as 2026-12-24.');
/** A number as people type it: what is no number is said at the field. */
export const phone = z
  .string()
  .min(3)
  .max(40)
  .describe('A phone number with its country code, such as +1 555 010 0001.');
export const code = z
  .string()
  .regex(/^\d{6}$/, fieldWord('sixDigits'))
  .describe('Six digits.');

/** Lists go page by page: `cursor` of one answer asks for the next. */
export const page = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
export const nextCursor = z.string().nullable();
