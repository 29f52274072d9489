/** The roster of a line as it is published, and drafts of it on which coordinators work together (R1–R4). */
import { z } from 'zod';
import { draftCommand } from '../../roster/draft-shapes.ts';
import { id, instant, nextCursor, page, zone } from './fields.ts';
import { operations } from './operation.ts';
import { fieldWord } from '../wording/problem-words.ts';

const date = z.iso.date().describe('A local date of the line, such as 2026-11-02.');
const monday = date.refine((text) => new Date(`${text}T00:00:00Z`).getUTCDay() === 1, fieldWord('aMonday'));
const as = z.enum(['primary', 'backup']);
/** An occurrence by its names. */
export const name = {
  shift: z.string(),
  occurrence: z.string().describe('The start by the line’s clock, which names it.'),
};

const place = z.object({
  ...name,
  startAt: instant,
  endAt: instant,
  need: z.number(),
  requires: z.array(z.object({ language: z.string().optional(), tag: z.string().optional(), count: z.number() })),
  people: z.array(z.object({ person: z.string(), as })).describe('Those who are there, by id.'),
  missing: z.number().describe('How many primaries who take calls are missing.'),
});

export const score = z.object({
  short: z.number(),
  needsMissed: z.number(),
  changes: z.number(),
  wishes: z.number(),
  fairness: z.number(),
  load: z.number(),
});

/** One break of a rule. */
export const violation = z.object({
  rule: z.string(),
  person: z.string().nullable(),
  occurrences: z.array(z.object(name)),
  value: z.number().nullable(),
  limit: z.number().nullable(),
});

const check = z
  .object({
    score,
    needsMissed: z.array(z.object({ ...name, missing: z.array(z.string()) })),
    violations: z.array(violation),
  })
  .describe('What the checker of rosters says of it.');

const line = z.object({ id: z.string(), name: z.string(), zone, inUse: z.boolean() });
const around = {
  line,
  from: z.string(),
  to: z.string(),
  closures: z.array(z.object({ from: z.string(), to: z.string(), reason: z.string() })),
  timeOff: z.array(z.object({ person: z.string(), from: z.string(), to: z.string() })),
  people: z
    .array(z.object({ id: z.string(), name: z.string(), textsOnly: z.literal(true).optional() }))
    .describe('Everybody who can stand in a roster; `textsOnly`: for calls they do not count.'),
};

const turn = z.object({ ...name, as, startAt: instant, endAt: instant });
/** Who did it, and when. */
export const done = z.object({ by: z.string().describe('A person’s id.'), at: instant });
const idle = z.object({
  command: draftCommand.nullable().describe('Null where the log has it.'),
  seq: z.number().nullable(),
  why: z.string(),
});

const draftHead = z.object({
  id: z.string(),
  line,
  from: z.string(),
  to: z.string(),
  made: done,
  state: z.enum(['open', 'published', 'dropped']),
  closed: done.nullable().describe('Who published or dropped it.'),
  revision: z.number().int(),
});

export const draft = z.object({
  ...draftHead.shape,
  ...around,
  look: z.string().describe('What If-Match names: another one as soon as the draft, or what it changes, is another.'),
  log: z.array(z.object({ seq: z.number(), by: z.string(), at: instant, command: draftCommand, undone: z.boolean() })),
  idle: z.array(idle).describe('What of the log has nothing to act on any more.'),
  faults: z
    .array(
      z.object({
        shift: z.string(),
        path: z.string().describe('Where in the shift; empty for the shift as a whole.'),
        message: z.string().describe('What is wrong, in the language of whoever asks.'),
        problem: z.object({
          key: z.string().describe('The same for programs.'),
          slots: z.record(z.string(), z.unknown()).optional(),
        }),
      }),
    )
    .describe('Why it cannot be published as it is.'),
  locks: z.array(z.object({ ...name, person: z.string().nullable() })),
  before: z.array(place),
  after: z.array(place),
  changes: z.array(
    z.object({
      person: z.string(),
      gained: z.array(turn),
      lost: z.array(turn),
      moved: z.array(z.object({ before: turn, after: turn })),
    }),
  ),
  changesUntil: instant.describe(
    'What starts later is not looked for: a year after its days, or as far as single shifts are named.',
  ),
  check: check.nullable().describe('Null where it cannot be published as it is.'),
});

const params = z.object({ id });
const nothing = z.object({});

export const rosterOperations = operations({
  'roster.read': {
    method: 'get',
    path: '/rosters/{line}',
    summary: 'The published roster of a line over some days: who is on what, what is missing, which rules it breaks.',
    access: 'roster.read',
    params: z.object({ line: id }),
    query: z.object({ from: date, to: date }),
    answer: z.object({ ...around, places: z.array(place), check }),
  },
  'drafts.list': {
    method: 'get',
    path: '/drafts',
    summary: 'The drafts of rosters there are, the latest first.',
    access: 'roster.edit',
    query: z.object(page),
    answer: z.object({ next: nextCursor, drafts: z.array(draftHead) }),
  },
  'drafts.open': {
    method: 'post',
    path: '/drafts',
    summary: 'Opens the draft of some days of a line: the one that is open already, or a new one.',
    access: 'roster.edit',
    body: z.object({ line: id, from: date, to: date }),
    answer: draft,
    idempotent: true,
  },
  'drafts.read': {
    method: 'get',
    path: '/drafts/{id}',
    summary: 'A draft with its whole log and what comes of it on what is published now.',
    access: 'roster.edit',
    params,
    answer: draft,
  },
  'drafts.command': {
    method: 'post',
    path: '/drafts/{id}/commands',
    summary:
      'Does one thing to a draft. With If-Match of an earlier look it is still done where it still acts; else the answer shows both.',
    access: 'roster.edit',
    params,
    body: z.object({ command: draftCommand }),
    answer: draft,
    idempotent: true,
    ifMatch: true,
  },
  'drafts.undo': {
    method: 'post',
    path: '/drafts/{id}/undo',
    summary: 'Takes back the last thing one has done oneself.',
    access: 'roster.edit',
    params,
    body: nothing,
    answer: draft,
    idempotent: true,
  },
  'drafts.redo': {
    method: 'post',
    path: '/drafts/{id}/redo',
    summary: 'Puts back what one has taken back last.',
    access: 'roster.edit',
    params,
    body: nothing,
    answer: draft,
    idempotent: true,
  },
  'drafts.copyWeek': {
    method: 'post',
    path: '/drafts/{id}/copy-week',
    summary: 'Makes one week like another, with its people or without; who is away then is left out and named.',
    access: 'roster.edit',
    params,
    body: z.object({ fromMonday: monday, toMonday: monday, withPeople: z.boolean() }),
    answer: z.object({ draft, leftOut: z.array(z.object({ ...name, person: z.string() })) }),
    idempotent: true,
  },
  'drafts.publish': {
    method: 'post',
    path: '/drafts/{id}/publish',
    summary:
      'Makes the draft the published roster, if it is still what If-Match says was looked at; those concerned get one text, unless it is silent.',
    access: 'roster.edit',
    params,
    body: z.object({ silent: z.boolean() }),
    answer: draft,
    idempotent: true,
    ifMatch: true,
  },
  'drafts.takeBack': {
    method: 'post',
    path: '/drafts/{id}/take-back',
    summary: 'Puts back what was there before a draft was published; the draft is open again.',
    access: 'roster.edit',
    params,
    body: z.object({ silent: z.boolean() }),
    answer: draft,
    idempotent: true,
  },
  'drafts.drop': {
    method: 'post',
    path: '/drafts/{id}/drop',
    summary: 'Puts a draft away, if it is still what If-Match says was looked at.',
    access: 'roster.edit',
    params,
    body: nothing,
    answer: null,
    ifMatch: true,
    idempotent: true,
  },
});
