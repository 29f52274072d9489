/** A decision as it is written down, with nothing that the answer does not depend on. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ladderActions } from '../calls/model.ts';
import { roleOf } from '../matching/eligibility.ts';
import type { MatchAnswer, MatchContact, MatchLine, MatchWorld, Reason } from '../matching/model.ts';
import { few, fromNow, readFromNow } from '../platform/columns.ts';
import { guardKinds, type PersonFacts } from '../wellbeing/guards.ts';
import {
  peopleOf,
  peopleRecord,
  storedPeople,
  untilOf,
  words,
  type StoredPeople,
  type Whole,
} from './decision-people.ts';

/** The form in which decisions are written down now; it rises when an older release could misread them. */
export const decisionVersion = 3;
/** The form of those that have all people whole. */
const wholeVersion = 2;

/** A decision for its row: the values it was made from, and what it answered. */
export type DecisionRecord = {
  id: string;
  atMs: number;
  contactIds: string[];
  version: number;
  world: Omit<MatchWorld, 'lines'> & { lines: LineRecord[] };
  answer: unknown;
};

/** What is read of a decision in any of its forms. */
export const roleShape = z.enum(['primary', 'backup', 'reserve']);
export const stepShape = z.object({
  afterSeconds: z.number(),
  do: z.enum(ladderActions),
  number: z.string().optional(),
});
const others = ['language', 'not-matched', 'leaders-only', 'passed', 'busy', 'failed', 'held-back', 'ladder'] as const;
export const reasonShape: z.ZodType<Reason> = z.union([
  z.object({ kind: z.enum(guardKinds), untilMs: z.number().nullable() }),
  z.object({ kind: z.enum(others), untilMs: z.null() }),
]);

const outcome = z.custom<MatchContact['asks'][number]['outcome']>((value) => typeof value === 'string');
const contactShape = z.object({
  id: z.string(),
  lineId: z.string(),
  language: z.string(),
  wish: z.string().nullable(),
  hidden: z.boolean(),
  lastInLine: z.boolean(),
  arrivedAtMs: z.number(),
  rankAtMs: z.number(),
  waitingSinceMs: z.number(),
  ladderStep: z.number(),
  choosing: z.boolean().exactOptional(),
  decided: z.boolean(),
  preferredPersonId: z.string().nullable(),
  notWith: words,
  asks: z.array(z.object({ personId: z.string(), outcome, atMs: z.number() })),
});
const waveShape = z.object({ afterSeconds: z.number(), size: z.number() });
const lineShape = z.object({
  id: z.string(),
  policy: z.object({ waves: z.array(waveShape), overflow: z.array(stepShape) }),
  hiddenToLeaders: z.boolean(),
  need: z.number().exactOptional(),
  ...storedPeople,
});
const worldShape = z.object({
  nowMs: z.number(),
  seed: z.string(),
  contacts: z.array(contactShape),
  lines: z.array(lineShape),
});
const cameShape = z.object({
  contact: z.string(),
  steps: z.array(stepShape),
  over: z.boolean(),
  offers: z.array(z.object({ personId: z.string(), as: roleShape })),
});
const answerShape = z.tuple([z.unknown()], cameShape);

type LineRecord = Omit<MatchLine, 'people'> & StoredPeople;

/**
 * The record of a decision. Only the contacts that something happened to are kept: the others took nobody, so the answer is
 * the same without them. `wholes`: by line, where its people were written down whole not long ago.
 */
export function recordOf(
  world: MatchWorld,
  answers: readonly MatchAnswer[],
  wholes: ReadonlyMap<string, Whole> = new Map(),
): DecisionRecord {
  const { nowMs } = world;
  const contactIds = answers.map((answer) => answer.contactId);
  const contacts = world.contacts.filter((contact) => contactIds.includes(contact.id));
  const lines = world.lines
    .filter((line) => contacts.some((contact) => contact.lineId === line.id))
    .map(({ people, ...line }): LineRecord => ({
      ...line,
      ...peopleRecord(people, contacts, nowMs, wholes.get(line.id)),
    }));
  const version = lines.some(({ like }) => like) ? decisionVersion : wholeVersion;
  return {
    ...{ id: randomUUID(), atMs: nowMs, contactIds, version },
    world: { ...world, contacts, lines },
    answer: answerRecord(answers, nowMs, version),
  };
}

/** The decisions by which the people of this one are written down; none where it has them whole. */
export function likeWhich(world: unknown): string[] {
  const { success, data } = worldShape.safeParse(world);
  return success ? data.lines.flatMap(({ like }) => like?.decision ?? []) : [];
}

/** What a decision was made from and what it answered; throws where the record is not as `recordOf` makes it. `wholes`: the worlds of those it is like, by their ids. */
export function readRecord(
  { version, world, answer }: { version: number; world: unknown; answer: unknown },
  wholes: ReadonlyMap<string, unknown> = new Map(),
): { world: MatchWorld; answers: MatchAnswer[] } {
  const { lines, ...known } = worldShape.parse(world);
  const wholeOf = (lineId: string) => (decisionId: string) => {
    const other = worldShape.parse(wholes.get(decisionId));
    const line = other.lines.find(({ id }) => id === lineId);
    if (!line || line.like) throw new RangeError('a decision that does not have its people whole');
    return peopleOf(line, other.nowMs, () => []);
  };
  const read = lines.map(({ people, like, ...line }) => ({
    ...line,
    people: peopleOf(like ? { people, like } : { people }, known.nowMs, wholeOf(line.id)),
  }));
  const readWorld = { ...known, lines: read };
  return { world: readWorld, answers: readAnswers(readWorld, answer, version) };
}

/** First the reasons of every candidate, one answer after the other; then what each came to, but for its candidates. */
function answerRecord(answers: readonly MatchAnswer[], nowMs: number, version: number): unknown[] {
  const textOf = version > wholeVersion ? kindsText : (reasons: readonly Reason[]) => reasonsText(reasons, nowMs);
  const reasons = answers.flatMap(({ candidates }) => candidates.map((one) => textOf(one.reasons)));
  return [
    allReasons.write(reasons, nowMs),
    ...answers.map(({ contactId, steps, over, offers }) => ({ contact: contactId, steps, over, offers })),
  ];
}

function readAnswers({ nowMs, lines, contacts }: MatchWorld, answer: unknown, version: number): MatchAnswer[] {
  const [written, ...told] = answerShape.parse(answer);
  const peopleOf = (contactId: string) => {
    const lineId = contacts.find(({ id }) => id === contactId)?.lineId;
    return lines.find(({ id }) => id === lineId)?.people ?? [];
  };
  const count = told.reduce((sum, { contact }) => sum + peopleOf(contact).length, 0);
  const reasons = allReasons.read(written, count, nowMs).values();
  return told.map(({ contact, ...came }) => {
    const asked = new Set(came.offers.map(({ personId }) => personId));
    const candidates = peopleOf(contact).map((facts) => ({
      personId: facts.personId,
      as: roleOf(facts),
      reasons: readReasons(reasons.next().value ?? '', nowMs, version > wholeVersion ? facts : null),
      offered: asked.has(facts.personId),
    }));
    return { contactId: contact, ...came, candidates };
  });
}

const allReasons = few(z.string());

/** `on-break:7ps in-contact`: each reason, and until when where that is known. */
function reasonsText(reasons: readonly Reason[], nowMs: number): string {
  return reasons.map(({ kind, untilMs }) => (untilMs === null ? kind : `${kind}:${fromNow(untilMs, nowMs)}`)).join(' ');
}

/** Only what keeps somebody: until when, their facts say. */
function kindsText(reasons: readonly Reason[]): string {
  return reasons.map(({ kind }) => kind).join(' ');
}

function readReasons(text: string, nowMs: number, facts: PersonFacts | null): Reason[] {
  if (text === '') return [];
  return text.split(' ').map((word) => {
    const [kind, until = ''] = word.split(':');
    const guard = guardKinds.find((one) => one === kind);
    const untilMs = facts ? guard && untilOf(guard, facts) : readFromNow(until, nowMs);
    return reasonShape.parse({ kind, untilMs: untilMs ?? null });
  });
}
