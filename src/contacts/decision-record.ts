/** A decision as it is written down: of everybody on a line one column a field, and nothing that the answer does not depend on. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ladderActions } from '../calls/model.ts';
import { roleOf } from '../matching/eligibility.ts';
import type { MatchAnswer, MatchContact, MatchLine, MatchWorld, Reason } from '../matching/model.ts';
import { each, few, fromNow, instants, readFromNow, type Column } from '../platform/columns.ts';
import { guardKinds, type PersonFacts } from '../wellbeing/guards.ts';

/** The form in which decisions are written down now; it rises when an older release could misread them. */
export const decisionVersion = 2;

/** A decision for its row: the values it was made from, and what it answered. */
export type DecisionRecord = {
  id: string;
  atMs: number;
  contactIds: string[];
  version: number;
  world: unknown;
  answer: unknown;
};

/** The facts that an answer may depend on: only the board asks who is about to get off the phone. */
type Facts = Required<Omit<PersonFacts, 'leaving' | 'textsOnly'>>;

const words = z.array(z.string());
const columns: { readonly [Field in keyof Facts]: Column<Facts[Field]> } = {
  personId: each(z.string()),
  languages: few(words),
  tags: few(words),
  leader: few(z.boolean()),
  trainee: few(z.boolean()),
  reserve: few(z.boolean()),
  onShiftAs: few(z.enum(['primary', 'backup']).nullable()),
  duty: few(z.object({ startMs: z.number(), endMs: z.number() }).nullable()),
  automatic: few(z.boolean()),
  missingTraining: few(words),
  setting: few(z.enum(['on', 'off']).nullable()),
  settingAtMs: instants,
  breakUntilMs: instants,
  wrapUpUntilMs: instants,
  restUntilMs: instants,
  restMoreUntilMs: instants,
  waived: few(z.array(z.enum(guardKinds))),
  waivedUntilMs: instants,
  busy: few(z.enum(['offered', 'in-contact']).nullable()),
  textingUntilMs: instants,
  idleSinceMs: instants,
  load: few(z.number()),
};
const columnEntries = Object.entries<Column<unknown>>(columns);

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
  people: z.record(z.string(), z.unknown()),
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

/** The record of a decision. Only the contacts that something happened to are kept: the others took nobody, so the answer is the same without them. */
export function recordOf(world: MatchWorld, answers: readonly MatchAnswer[]): DecisionRecord {
  const { nowMs } = world;
  const contactIds = answers.map((answer) => answer.contactId);
  const contacts = world.contacts.filter((contact) => contactIds.includes(contact.id));
  const lines = world.lines.filter((line) => contacts.some((contact) => contact.lineId === line.id));
  return {
    id: randomUUID(),
    atMs: nowMs,
    contactIds,
    version: decisionVersion,
    world: { ...world, contacts, lines: lines.map((line) => lineRecord(line, contacts, nowMs)) },
    answer: answerRecord(answers, nowMs),
  };
}

/** What a decision was made from and what it answered; throws where the record is not as `recordOf` makes it. */
export function readRecord({ world, answer }: Pick<DecisionRecord, 'world' | 'answer'>): {
  world: MatchWorld;
  answers: MatchAnswer[];
} {
  const { lines, ...known } = worldShape.parse(world);
  const read = { ...known, lines: lines.map((line) => ({ ...line, people: readPeople(line.people, known.nowMs) })) };
  return { world: read, answers: readAnswers(read, answer) };
}

function lineRecord({ people, ...line }: MatchLine, contacts: readonly MatchContact[], nowMs: number) {
  const wishes = new Set(contacts.flatMap(({ wish }) => (wish === null ? [] : [wish])));
  const facts = people.map((one) => factsThatMatter(one, wishes, nowMs));
  const written = columnEntries.map(([field, column]) => {
    return [
      field,
      column.write(
        facts.map((one) => one[field as keyof Facts]),
        nowMs,
      ),
    ] as const;
  });
  return { ...line, people: Object.fromEntries(written) };
}

/** What is past holds nothing, nobody's tags matter but those wished for, and the ring order looks at loads in steps of five. */
function factsThatMatter(facts: PersonFacts, wishes: ReadonlySet<string>, nowMs: number): Facts {
  const waivedUntilMs = ifAhead(facts.waivedUntilMs, nowMs);
  // Each field by name: this is done for everybody on shift while callers wait, and a spread takes five times as long.
  return {
    personId: facts.personId,
    languages: facts.languages,
    tags: wishes.size === 0 ? none : facts.tags.filter((tag) => wishes.has(tag)),
    leader: facts.leader,
    trainee: facts.trainee,
    reserve: facts.reserve,
    onShiftAs: facts.onShiftAs,
    duty: facts.duty,
    automatic: facts.automatic,
    missingTraining: facts.missingTraining,
    setting: facts.setting,
    settingAtMs: facts.settingAtMs,
    breakUntilMs: ifAhead(facts.breakUntilMs, nowMs),
    wrapUpUntilMs: ifAhead(facts.wrapUpUntilMs, nowMs),
    restUntilMs: ifAhead(facts.restUntilMs, nowMs),
    restMoreUntilMs: facts.restMoreUntilMs ?? null,
    waived: waivedUntilMs === null ? none : (facts.waived ?? none),
    waivedUntilMs,
    busy: facts.busy,
    textingUntilMs: ifAhead(facts.textingUntilMs, nowMs),
    idleSinceMs: facts.idleSinceMs,
    load: Math.floor(facts.load / 5) * 5,
  };
}
const none: never[] = [];

function ifAhead(untilMs: number | null | undefined, nowMs: number): number | null {
  return untilMs != null && untilMs > nowMs ? untilMs : null;
}

function readPeople(people: Readonly<Record<string, unknown>>, nowMs: number): PersonFacts[] {
  const ids = words.parse(people['personId']);
  const read = columnEntries.map(([field, column]) => [field, column.read(people[field], ids.length, nowMs)] as const);
  return ids.map((_, index) => Object.fromEntries(read.map(([field, values]) => [field, values[index]])) as Facts);
}

/** First the reasons of every candidate, one answer after the other; then what each came to, but for its candidates. */
function answerRecord(answers: readonly MatchAnswer[], nowMs: number): unknown[] {
  const reasons = answers.flatMap(({ candidates }) => candidates.map((one) => reasonsText(one.reasons, nowMs)));
  return [
    allReasons.write(reasons, nowMs),
    ...answers.map(({ contactId, steps, over, offers }) => ({ contact: contactId, steps, over, offers })),
  ];
}

function readAnswers({ nowMs, lines, contacts }: MatchWorld, answer: unknown): MatchAnswer[] {
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
      reasons: readReasons(reasons.next().value ?? '', nowMs),
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

function readReasons(text: string, nowMs: number): Reason[] {
  if (text === '') return [];
  return text.split(' ').map((word) => {
    const [kind, until = ''] = word.split(':');
    return reasonShape.parse({ kind, untilMs: readFromNow(until, nowMs) });
  });
}
