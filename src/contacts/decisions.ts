/** The recorded answers to "why did this contact go there?" (glossary.md). */
import type { Store } from '../platform/store.ts';
import { z } from 'zod';
import { ladderActions } from '../calls/model.ts';
import { guardKinds } from '../wellbeing/guards.ts';
import type { MatchAnswer, MatchContact, Reason } from '../matching/model.ts';
import { decisionRows, lineIdOfContact, newestContacts, type ContactEntry, type DecisionRow } from './contacts-sql.ts';

/** The form in which decisions are written down now; it rises when an older release could misread them. */
export const decisionVersion = 1;

/**
 * One decision about a contact: what it answered, and what its caller spoke. `newer`: written by a newer release in a form
 * of its own; `unreadable`: not as any release writes it.
 */
export type Decision = { atMs: number } & (
  | { kind: 'told'; language: MatchContact['language']; answer: MatchAnswer }
  | { kind: 'newer' | 'unreadable' }
);

const as = z.enum(['primary', 'backup', 'reserve']);
const others = ['language', 'not-matched', 'leaders-only', 'passed', 'busy', 'failed', 'held-back', 'ladder'] as const;
const reason: z.ZodType<Reason> = z.union([
  z.object({ kind: z.enum(guardKinds), untilMs: z.number().nullable() }),
  z.object({ kind: z.enum(others), untilMs: z.null() }),
]);

/** What is read of a decision in its first form. */
const answerShape: z.ZodType<MatchAnswer> = z.object({
  contactId: z.string(),
  steps: z.array(
    z.object({
      afterSeconds: z.number(),
      do: z.enum(ladderActions),
      number: z.string().optional(),
    }),
  ),
  over: z.boolean(),
  offers: z.array(z.object({ personId: z.string(), as })),
  candidates: z.array(z.object({ personId: z.string(), as, reasons: z.array(reason), offered: z.boolean() })),
});
const worldShape = z.object({ contacts: z.array(z.object({ id: z.string(), language: z.string() })) });

/** Every routing decision about the contact, oldest first; null when there is no such contact. */
export async function decisionsOf(
  { pool }: Pick<Store, 'pool'>,
  contactId: string,
): Promise<{ lineId: string; decisions: Decision[] } | null> {
  const lineId = await lineIdOfContact(pool, contactId);
  if (lineId === null) return null;
  const rows = await decisionRows(pool, contactId);
  return { lineId, decisions: rows.flatMap((row) => readDecision(row, contactId)) };
}

function readDecision({ at, version, world, answer }: DecisionRow, contactId: string): Decision[] {
  const atMs = at.getTime();
  if (version > decisionVersion) return [{ kind: 'newer', atMs }];
  const contacts = worldShape.safeParse(world).data?.contacts;
  const answers = z.array(answerShape).safeParse(answer).data;
  if (!contacts || !answers) return [{ kind: 'unreadable', atMs }];
  const language = contacts.find(({ id }) => id === contactId)?.language ?? 'en';
  return answers
    .filter((one) => one.contactId === contactId)
    .map((one) => ({ kind: 'told', atMs, language, answer: one }));
}

/** The latest `count` contacts, newest first: where to find the id of one. */
export async function latestContacts({ pool }: Pick<Store, 'pool'>, count: number): Promise<ContactEntry[]> {
  return newestContacts(pool, count);
}
