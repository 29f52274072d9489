/** Gives free volunteers to waiting contacts: one pass over all lines at a time, whichever process makes it. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Directory } from '../organisation/directory.ts';
import { needOfLine, peopleOfLine } from '../people/facts.ts';
import { lockNumbers } from '../platform/advisory-locks.ts';
import { decideWithout, eachAlone } from '../platform/culprits.ts';
import { inTransaction, type CommitWith } from '../platform/transaction.ts';
import { takeMatch } from '../calls/assign.ts';
import { isAsking } from '../calls/draft.ts';
import { isUncalled } from '../calls/callback-call.ts';
import { match, type MatchAnswer, type MatchContact, type MatchWorld } from '../matching/match.ts';
import type { Contact, Leg } from '../calls/model.ts';
import { lastPassSql, notePassText } from './readiness.ts';
import { hiddenToLeaders, presentOf, presentSql, type PresentRow } from './present.ts';
import { lineOf, routingLine, type AfterCommit, type ContactsRoom } from './room.ts';
import { contactOf, legOf, toRow } from '../platform/rows.ts';
import { effectRow, saveText } from './save.ts';

const opening = `SELECT pg_advisory_xact_lock(${lockNumbers.routing}); SELECT id FROM contacts WHERE state IN ('waiting', 'choosing-overflow') ORDER BY id FOR UPDATE`;

const worldSql = `SELECT (SELECT version FROM organisation) AS version, ${lastPassSql} AS last_pass, ${presentSql} AS present,
  (SELECT coalesce(jsonb_agg(to_jsonb(c) || jsonb_build_object(
      'asks', (SELECT coalesce(jsonb_agg(to_jsonb(l)), '[]') FROM legs l WHERE l.contact_id = c.id),
      'notWith', (SELECT coalesce(jsonb_agg(p.person_id), '[]') FROM refused_pairs p WHERE p.lasting_key = c.lasting_key))), '[]')
    FROM contacts c WHERE c.state IN ('waiting', 'choosing-overflow')) AS waiting`;

type WorldRow = {
  version: number;
  last_pass: Date | null;
  present: PresentRow;
  waiting: (Record<string, unknown> & { asks: unknown[]; notWith: string[] })[];
};

/** One routing pass; answers how many offers it made. */
export async function route(room: ContactsRoom): Promise<number> {
  const loads = await room.loads();
  const news = await inTransaction(
    room.pool,
    () => opening,
    (client, commitWith, waiting) =>
      waiting === 0 ? Promise.resolve(null) : routeLocked(room, client, commitWith, loads),
  );
  if (news) room.afterCommit(news);
  return news?.effects.length ?? 0;
}

async function routeLocked(
  room: ContactsRoom,
  client: pg.PoolClient,
  commitWith: CommitWith,
  loads: Map<string, number>,
): Promise<AfterCommit | null> {
  const { rows } = await client.query<WorldRow>({ name: 'routing-world', text: worldSql });
  const row = rows[0];
  if (!row || row.waiting.length === 0) return null;
  const directory = await room.directories.at(row.version);
  if (!directory) return null;
  const nowMs = room.clock.nowMs();
  const read = eachAlone(row.waiting, ({ asks, notWith, ...contact }): Waiting => {
    const value = contactOf(contact);
    lineOf(directory, value.lineId);
    return { contact: value, legs: asks.map(legOf), notWith };
  });
  const waiting = new Map(read.answer.map(({ answer }) => [answer.contact.id, answer]));
  const world = worldOf(room, directory, row.present, [...waiting.values()], loads, nowMs);
  const matched = decideWithout(world.contacts, (contacts) => match({ ...world, contacts: [...contacts] }));
  const took = eachAlone(matched.answer, (answer) => {
    const known = waiting.get(answer.contactId);
    if (!known) throw new Error('an answer about nobody who waits');
    const line = routingLine(lineOf(directory, known.contact.lineId));
    const one = takeMatch(known.contact, known.legs, answer, line, nowMs, room.draw());
    for (const value of [one.contact, ...one.legs]) toRow(value);
    return one;
  });
  room.aside.noteAll(read.culprits, ({ id }) => ({ record: 'call', id: String(id) }));
  room.aside.noteAll(matched.culprits, ({ id }) => ({ record: 'call', id }));
  room.aside.noteAll(took.culprits, ({ contactId }) => ({ record: 'call', id: contactId }));
  const answers = took.answer.map(({ item }) => item);
  const taken = took.answer.map(({ answer }) => answer);
  const effects = taken.flatMap((one) =>
    one.effects.map((effect) => effectRow(effect, one.contact.id, nowMs, isUncalled(one.contact))),
  );
  const changes = {
    contacts: taken.map((one) => one.contact),
    legs: taken.flatMap((one) => one.legs),
    effects,
    decisions: answers.length === 0 ? [] : [decisionOf(world, answers, nowMs)],
  };
  const texts = [saveText(changes), notePassText(row.last_pass, nowMs)];
  await commitWith(texts.filter((text) => text !== '').join('; '));
  return {
    effects,
    wakes: taken.flatMap(({ contact }) =>
      contact.nextAtMs === null ? [] : [{ contactId: contact.id, atMs: contact.nextAtMs }],
    ),
    route: false,
  };
}

type Waiting = { contact: Contact; legs: Leg[]; notWith: string[] };

function worldOf(
  room: ContactsRoom,
  directory: Directory,
  row: PresentRow,
  waiting: Waiting[],
  loads: Map<string, number>,
  nowMs: number,
): MatchWorld {
  const present = presentOf(row, loads);
  const toLeaders = hiddenToLeaders(row, nowMs);
  const lineIds = new Set(waiting.map(({ contact }) => contact.lineId));
  const lines = eachAlone([...lineIds], (lineId) => {
    const line = lineOf(directory, lineId);
    const { waves, overflow } = line.policy;
    return {
      id: lineId,
      policy: { waves, overflow },
      hiddenToLeaders: toLeaders.has(lineId),
      need: needOfLine(directory, line, nowMs),
      people: peopleOfLine(directory, line, present, nowMs),
    };
  });
  // Nobody new is rung on a paused line, not even before those who wait have been told (S7).
  const contacts = eachAlone(
    waiting.filter(({ contact }) => !present.pausedLines.has(contact.lineId)),
    matchContact,
  );
  room.aside.noteAll(lines.culprits, (id) => ({ record: 'line', id }));
  room.aside.noteAll(contacts.culprits, ({ contact }) => ({ record: 'call', id: contact.id }));
  return {
    nowMs,
    seed: room.draw(),
    lines: lines.answer.map(({ answer }) => answer),
    contacts: contacts.answer.map(({ answer }) => answer),
  };
}

function matchContact({ contact, legs, notWith }: Waiting): MatchContact {
  // With nobody on the phone there is nobody to put a question to.
  const choosing =
    isUncalled(contact) ||
    contact.state === 'choosing-overflow' ||
    legs.some((leg) => leg.purpose === 'partner' && isAsking(leg));
  const waitingSinceMs = contact.waitingSinceMs ?? contact.arrivedAtMs;
  const asks = legs.filter(
    (leg) => leg.purpose === 'offer' && leg.personId !== null && leg.createdAtMs >= waitingSinceMs,
  );
  const {
    id,
    lineId,
    language,
    wish,
    hidden,
    lastInLine,
    arrivedAtMs,
    rankAtMs,
    ladderStep,
    decided,
    preferredPersonId,
  } = contact;
  return {
    id,
    lineId,
    language,
    wish,
    hidden,
    lastInLine,
    arrivedAtMs,
    rankAtMs,
    ladderStep,
    decided,
    preferredPersonId,
    waitingSinceMs,
    choosing,
    // Who chose somebody else after a call that was cut off is not given back.
    notWith: contact.personId !== null && preferredPersonId === null ? [...notWith, contact.personId] : notWith,
    asks: asks.flatMap((leg) => {
      const isOver = leg.state === 'ending' || leg.state === 'ended';
      if (leg.personId === null) return [];
      return [
        {
          personId: leg.personId,
          outcome: isOver ? (leg.outcome ?? 'failed') : ('asking' as const),
          atMs: leg.endedAtMs ?? leg.createdAtMs,
        },
      ];
    }),
  };
}

/** Only the contacts something happened to are kept: the others took nobody, so without them the answer is the same. */
function decisionOf(world: MatchWorld, answers: MatchAnswer[], nowMs: number) {
  const contactIds = answers.map((answer) => answer.contactId);
  const kept = world.contacts.filter((contact) => contactIds.includes(contact.id));
  const lines = world.lines.filter((line) => kept.some((contact) => contact.lineId === line.id));
  return { id: randomUUID(), atMs: nowMs, contactIds, world: { ...world, lines, contacts: kept }, answer: answers };
}
