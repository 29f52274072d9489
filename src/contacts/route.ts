/** Gives free volunteers to waiting contacts: one pass over all lines at a time, whichever process makes it. */
import type pg from 'pg';
import { lineOf, routingLine, type Directory } from '../organisation/directory.ts';
import type { Records } from '../organisation/records.ts';
import type { AfterCommit } from '../platform/store.ts';
import { needOfLine, peopleOfLine } from '../people/facts.ts';
import { lockNumbers } from '../platform/advisory-locks.ts';
import { decideWithout, eachAlone } from '../platform/culprits.ts';
import { inTransaction, type CommitWith } from '../platform/transaction.ts';
import { takeMatch } from '../calls/assign.ts';
import { isAsking } from '../calls/draft.ts';
import { isUncalled } from '../calls/callback-start.ts';
import { match } from '../matching/match.ts';
import type { MatchContact, MatchWorld } from '../matching/model.ts';
import type { Contact, Leg } from '../calls/model.ts';
import { recordOf } from './decision-record.ts';
import { notePassText } from './readiness.ts';
import { hiddenToLeaders, presentOf, type PresentRow } from './present.ts';
import { lockWaitingSql, readRouting } from './routing-sql.ts';
import { NewerThanThis, toRow } from '../platform/rows.ts';
import { contactOf, legOf } from './rows.ts';
import { effectRow, saveText } from './save.ts';

const opening = `SELECT pg_advisory_xact_lock(${lockNumbers.routing}); ${lockWaitingSql}`;

/** One routing pass; answers how many offers it made. */
export async function route(room: Records): Promise<number> {
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
  room: Records,
  client: pg.PoolClient,
  commitWith: CommitWith,
  loads: Map<string, number>,
): Promise<AfterCommit | null> {
  const row = await readRouting(client);
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
  // A contact that only a newer release can read is routed by that release.
  const damaged = read.culprits.filter(({ problem }) => !(problem instanceof NewerThanThis));
  room.aside.noteAll(damaged, ({ id }) => ({ record: 'call', id: String(id) }));
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
    decisions: answers.length === 0 ? [] : [recordOf(world, answers)],
  };
  const texts = [saveText(changes), notePassText(row.lastPass, nowMs)];
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
  room: Records,
  directory: Directory,
  row: PresentRow,
  waiting: Waiting[],
  loads: Map<string, number>,
  nowMs: number,
): MatchWorld {
  const present = presentOf(row, loads, (id) => room.aside.note({ record: 'person', id, field: 'availability' }));
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
  // The caller of a callback is not on the phone yet, so there is nobody to ask anything.
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
    // A caller who chose somebody else after a cut-off call is not given the same volunteer again.
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
