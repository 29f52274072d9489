/** The live board, what a leader does from it, what waits for a coordinator, and the word from shift to shift (L1–L3). */
import { z } from 'zod';
import { id, instant, nextCursor, page } from './fields.ts';
import { fieldWord } from '../wording/problem-words.ts';
import { operations } from './operation.ts';
import { wholeBoard } from './whole-board.ts';

const lineId = z.object({ id });
const key = z.object({ key: z.string().min(1).max(64) });
const pause = z.object({ paused: z.boolean(), since: instant.nullable(), reason: z.string().nullable() });

export const boardOperations = operations({
  'board.read': {
    method: 'get',
    path: '/board',
    summary: 'The live board as it is now.',
    access: 'board.read',
    answer: wholeBoard,
  },
  'board.stream': {
    method: 'get',
    path: '/board/stream',
    summary:
      'The live board as server-sent events: first "whole", then for each change "change" with {series, from, version, at, patch}, a merge patch (RFC 7396); "here" with {at} now and then; "away" while the records cannot be read, "end" when the session is over.',
    access: 'board.read',
    answer: null,
    stream: 'text/event-stream',
  },
  'line.pause': {
    method: 'post',
    path: '/lines/{id}/pause',
    summary:
      'Stops offers on a line at once; callers hear the reason and what they can choose instead. If-Match names how the line stood: "open", or since when it is paused.',
    access: 'board.act',
    params: lineId,
    body: z.object({ reason: z.string().trim().max(280).nullable().default(null) }),
    answer: pause,
    ifMatch: true,
    idempotent: true,
  },
  'line.resume': {
    method: 'post',
    path: '/lines/{id}/resume',
    summary: 'Takes calls on a line again. If-Match as for the pause.',
    access: 'board.act',
    params: lineId,
    answer: pause,
    ifMatch: true,
    idempotent: true,
  },
  'line.hidden': {
    method: 'post',
    path: '/lines/{id}/hidden-callers',
    summary:
      'Sends hidden callers of a line to shift leaders only, for two hours, or to everybody again. If-Match names how it stood: "everybody", or until when they go to leaders.',
    access: 'board.act',
    params: lineId,
    body: z.object({ toLeaders: z.boolean() }),
    answer: z.object({ until: instant.nullable() }),
    ifMatch: true,
    idempotent: true,
  },
  'callIn.read': {
    method: 'get',
    path: '/lines/{id}/call-in',
    summary:
      'How many people could be asked by text to come in on a line now: reserves, or everybody who is free and may. Null where the line is closed, or closes soon.',
    access: 'board.call-in',
    params: lineId,
    answer: z.object({
      offer: z.object({ until: instant, reserves: z.number().int(), everybody: z.number().int() }).nullable(),
    }),
  },
  'callIn.ask': {
    method: 'post',
    path: '/lines/{id}/call-in',
    summary:
      'Asks people by text to come in on a line now; the first yes is on shift at once, the others hear that it is settled.',
    access: 'board.call-in',
    params: lineId,
    body: z.object({ who: z.enum(['reserves', 'everybody']) }),
    answer: z.object({ asked: z.number().int(), until: instant, expires: instant }),
    idempotent: true,
  },
  'callIn.takeBack': {
    method: 'delete',
    path: '/lines/{id}/call-in',
    summary: 'Takes back a call to come in that nobody has answered yet; those asked hear that it is settled.',
    access: 'board.call-in',
    params: lineId,
    answer: null,
    idempotent: true,
  },
  'talk.join': {
    method: 'post',
    path: '/board/talks/{key}/join',
    summary: 'Rings the phone of whoever asks for a talk; they come in by pressing 1, and everybody hears it first.',
    access: 'board.join',
    params: key,
    answer: null,
    idempotent: true,
  },
  'number.unseal': {
    method: 'post',
    path: '/board/calls/{key}/number',
    summary:
      'Opens the number of a live call for a shift leader where a life is in danger and the line says so beforehand. The reason goes to the audit; the answer is kept nowhere, and each asking is one more entry.',
    access: 'number.unseal',
    params: key,
    body: z.object({ reason: z.string().trim().min(1, fieldWord('empty')).max(280, fieldWord('tooLong')) }),
    answer: z.object({ number: z.string() }),
  },
  'text.peers': {
    method: 'get',
    path: '/board/texts/{key}/peers',
    summary: 'Who could be given a text conversation now.',
    access: 'board.act',
    params: key,
    answer: z.object({ peers: z.array(z.object({ id: z.string(), name: z.string() })) }),
  },
  'text.give': {
    method: 'post',
    path: '/board/texts/{key}/give',
    summary:
      'Gives a text conversation to another peer. If-Match names who had it: "nobody" while it waits, or the person.',
    access: 'board.act',
    params: key,
    body: z.object({ person: id }),
    answer: null,
    ifMatch: true,
    idempotent: true,
  },
  'person.override': {
    method: 'post',
    path: '/people/{id}/override',
    summary:
      'Asks somebody by text to take calls in spite of what keeps them from it now; nothing changes without their own yes.',
    access: 'board.override',
    params: lineId,
    body: z.object({ reason: z.string().trim().min(1).max(280) }),
    answer: null,
    idempotent: true,
  },
  'attention.list': {
    method: 'get',
    path: '/attention',
    summary:
      'What waits for somebody to see to it: what callers wait for, then what volunteers do, then what can wait, of each the oldest first.',
    access: 'attention.read',
    query: z.object(page),
    answer: z.object({
      next: nextCursor,
      items: z.array(
        z.object({
          id: z.string(),
          kind: z.string(),
          at: instant,
          line: z.string().nullable(),
          lineName: z.string().nullable().describe('Null where the line is gone.'),
          person: z.string().nullable().describe('The name of the volunteer it is about.'),
          unplanned: z
            .object({ from: z.string(), backups: z.number().int() })
            .nullable()
            .describe(
              'Of `nobody-planned`: from which date of the line on, and how many are on call and rung instead.',
            ),
        }),
      ),
    }),
  },
  'attention.done': {
    method: 'post',
    path: '/attention/{id}/done',
    summary: 'Says that something has been seen to.',
    access: 'attention.settle',
    params: lineId,
    answer: null,
    idempotent: true,
  },
  'attention.undo': {
    method: 'post',
    path: '/attention/{id}/undo',
    summary: 'Puts back what one has taken off the list in the last ten minutes.',
    access: 'attention.settle',
    params: lineId,
    answer: null,
    idempotent: true,
  },
  'handover.list': {
    method: 'get',
    path: '/handover',
    summary: 'The notes from shift to shift of the last seven days.',
    access: 'handover.read',
    query: z.object(page),
    answer: z.object({
      next: nextCursor,
      notes: z.array(z.object({ id: z.string(), at: instant, name: z.string(), words: z.string(), own: z.boolean() })),
    }),
  },
  'handover.write': {
    method: 'post',
    path: '/handover',
    summary: 'Leaves a note for the next shift: at most 280 characters, without digits.',
    access: 'handover.write',
    body: z.object({ words: z.string().max(2_000) }),
    answer: z.object({ id: z.string() }),
    idempotent: true,
  },
  'handover.takeBack': {
    method: 'delete',
    path: '/handover/{id}',
    summary: 'Takes back a note of one’s own.',
    access: 'handover.write',
    params: lineId,
    answer: null,
    idempotent: true,
  },
});
