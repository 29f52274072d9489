/** The recorded answers to "why did this contact go there?" (glossary.md). */
import type { Store } from '../platform/store.ts';
import { z } from 'zod';
import type { MatchAnswer, MatchContact } from '../matching/model.ts';
import {
  decisionRows,
  lineIdOfContact,
  newestContacts,
  worldsOfDecisions,
  type ContactEntry,
  type DecisionRow,
} from './contacts-sql.ts';
import { decisionVersion, likeWhich, readRecord, reasonShape, roleShape, stepShape } from './decision-record.ts';

/**
 * One decision about a contact: what it answered, and what its caller spoke. `newer`: written by a newer release in a form
 * of its own; `unreadable`: not as any release writes it.
 */
export type Decision = { atMs: number } & (
  | { kind: 'told'; language: MatchContact['language']; answer: MatchAnswer }
  | { kind: 'newer' | 'unreadable' }
);

/** What is read of a decision in its first form. */
const firstAnswers: z.ZodType<MatchAnswer[]> = z.array(
  z.object({
    contactId: z.string(),
    steps: z.array(stepShape),
    over: z.boolean(),
    offers: z.array(z.object({ personId: z.string(), as: roleShape })),
    candidates: z.array(
      z.object({ personId: z.string(), as: roleShape, reasons: z.array(reasonShape), offered: z.boolean() }),
    ),
  }),
);
const firstWorld = z.object({ contacts: z.array(z.object({ id: z.string(), language: z.string() })) });

/** Every routing decision about the contact, oldest first; null when there is no such contact. */
export async function decisionsOf(
  { pool }: Pick<Store, 'pool'>,
  contactId: string,
): Promise<{ lineId: string; decisions: Decision[] } | null> {
  const lineId = await lineIdOfContact(pool, contactId);
  if (lineId === null) return null;
  const rows = await decisionRows(pool, contactId);
  const wholes = await worldsOfDecisions(pool, [...new Set(rows.flatMap(({ world }) => likeWhich(world)))]);
  return { lineId, decisions: rows.flatMap((row) => readDecision(row, wholes, contactId)) };
}

function readDecision(row: DecisionRow, wholes: ReadonlyMap<string, unknown>, contactId: string): Decision[] {
  const atMs = row.at.getTime();
  if (row.version > decisionVersion) return [{ kind: 'newer', atMs }];
  const read = unlessDamaged(row, wholes);
  if (!read) return [{ kind: 'unreadable', atMs }];
  const language = read.world.contacts.find(({ id }) => id === contactId)?.language ?? 'en';
  return read.answers
    .filter((one) => one.contactId === contactId)
    .map((one) => ({ kind: 'told', atMs, language, answer: one }));
}

function unlessDamaged({ version, world, answer }: DecisionRow, wholes: ReadonlyMap<string, unknown>) {
  try {
    if (version > 1) return readRecord({ version, world, answer }, wholes);
    return { world: firstWorld.parse(world), answers: firstAnswers.parse(answer) };
  } catch {
    return null;
  }
}

/** The latest `count` contacts, newest first: where to find the id of one. */
export async function latestContacts({ pool }: Pick<Store, 'pool'>, count: number): Promise<ContactEntry[]> {
  return newestContacts(pool, count);
}
