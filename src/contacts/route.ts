/** Gives free volunteers to waiting contacts: one pass at a time over lines that share people, whichever process makes it. */
import type pg from 'pg';
import { lineOf, routingLine, type Directory } from '../organisation/directory.ts';
import type { Records } from '../organisation/records.ts';
import type { AfterCommit } from '../platform/store.ts';
import { callTakersOfLine, needOfLine, type Present } from '../people/facts.ts';
import type { SaidByPerson } from '../people/said.ts';
import { decideWithout, eachAlone } from '../platform/culprits.ts';
import { inTransaction, isUniqueViolation, type CommitWith } from '../platform/transaction.ts';
import { takeMatch } from '../calls/assign.ts';
import { isAsking } from '../calls/draft.ts';
import { isUncalled } from '../calls/callback-start.ts';
import { match } from '../matching/match.ts';
import { inMatching } from '../matching/match-contact.ts';
import type { MatchContact, MatchWorld } from '../matching/model.ts';
import type { Effect } from '../calls/answers.ts';
import type { Contact, Leg } from '../calls/model.ts';
import { wholesIn, type Whole } from './decision-people.ts';
import { recordOf } from './decision-record.ts';
import { notePassText } from './readiness.ts';
import { hiddenToLeaders, presentWith } from './present.ts';
import { lockGroupSql, routedTogether, widened, type Group } from './routing-groups.ts';
import {
  findRouting,
  lockSomeWaitingSql,
  lockWaitingSql,
  mostLookedAt,
  readRouting,
  type RoutingRow,
} from './routing-sql.ts';
import { NewerThanThis, toRow } from '../platform/rows.ts';
import { contactOf, legOf } from './rows.ts';
import { effectRow, saving } from './save.ts';
import { dialKey } from '../platform/caller-key.ts';

/** So often a pass is made anew where people were taken, or groups changed, in the same moment. */
const triesAtMost = 4;

/**
 * What a pass found out: whether a reserve has set themselves available, by which lines are routed together, and whether
 * more wait than one pass looks at.
 */
export type Passed = { areReservesOn: boolean | null; isCrowded: boolean };

/** `isNoted`: whether its success is put on record for whoever asks whether callers get through. `isCrowded`: as the last one found. */
export type HowToPass = { isNoted: boolean; isCrowded: boolean };

/**
 * One routing pass over a group of lines. Where they turn out to share people with more lines, it is made over those too.
 * In a crowd it looks at some of those who wait, so that it holds up few for a short time, however many wait.
 */
export async function route(room: Records, group: Group, { isNoted, isCrowded }: HowToPass): Promise<Passed> {
  const loads = await room.loads();
  let lines = group;
  for (let tries = 1; ; tries += 1) {
    try {
      const directory = room.directories.inHand() ?? (await room.directories.current());
      if (!directory) return nobodyWaits;
      let asked = room.said.asked();
      const passed = await inTransaction(
        room.pool,
        () => {
          asked = room.said.asked();
          return isCrowded
            ? [lockGroupSql(lines), lockSomeWaitingSql(lines, room.draw())]
            : [lockGroupSql(lines), lockWaitingSql(lines), findRouting(lines, asked)];
        },
        async (client, commitWith, opened) => {
          const last = opened.at(-1);
          const ids = isCrowded ? ((last?.rows ?? []) as { id: string }[]).map(({ id }) => id) : null;
          const row = ids
            ? await readRouting(client, lines, asked, ids)
            : (last as pg.QueryResult<RoutingRow> | undefined)?.rows[0];
          const found = row ? { row, said: room.said.answered(asked, row.present.said) } : null;
          return routeLocked(room, { client, commitWith, loads, group: lines, ids, isNoted, directory, found });
        },
      );
      if ('wider' in passed) {
        lines = tries < triesAtMost ? passed.wider : null;
        continue;
      }
      if (passed.news) room.afterCommit(passed.news);
      return passed;
    } catch (problem) {
      // Somebody was taken in the same moment, by what this pass did not see: it is decided again from what holds now.
      if (!isUniqueViolation(problem) || tries >= triesAtMost) throw problem;
    }
  }
}

/** What a pass read, and what everybody said as of then. */
type Found = { row: RoutingRow; said: SaidByPerson };

/** By line, the decision of this process that last had its people whole. */
const wholesBy = new WeakMap<Records, Map<string, Whole>>();

function wholesOf(room: Records): Map<string, Whole> {
  const wholes = wholesBy.get(room) ?? new Map<string, Whole>();
  wholesBy.set(room, wholes);
  return wholes;
}

type Pass = {
  client: pg.PoolClient;
  commitWith: CommitWith;
  loads: Map<string, number>;
  group: Group;
  /** Of those who wait, whom the pass looks at; null: everybody. */
  ids: readonly string[] | null;
  isNoted: boolean;
  /** The organisation as it was known before. */
  directory: Directory;
  found: Found | null;
};
type Made = Passed & { news: AfterCommit | null };
const nobodyWaits: Made = { areReservesOn: null, isCrowded: false, news: null };

/** The world of a pass: what was found with its locks, where that is of the organisation as it is known; read again otherwise. */
async function worldOfPass(room: Records, pass: Pass): Promise<(Found & { directory: Directory }) | null> {
  let { found } = pass;
  let directory: Directory | null = pass.directory;
  while (found && directory && found.row.version !== directory.version) {
    directory = await room.directories.at(found.row.version);
    if (!directory || found.row.version === directory.version) break;
    const asked = room.said.asked();
    const row = await readRouting(pass.client, pass.group, asked, pass.ids);
    found = row && { row, said: room.said.answered(asked, row.present.said) };
  }
  return found && directory && { ...found, directory };
}

async function routeLocked(room: Records, pass: Pass): Promise<Made | { wider: Group }> {
  const { commitWith, loads, group } = pass;
  const world = await worldOfPass(room, pass);
  const isCrowded = (world?.row.many ?? 0) > mostLookedAt;
  if (!world || world.row.waiting.length === 0) return { ...nobodyWaits, isCrowded };
  const { row, said, directory } = world;
  const nowMs = room.clock.nowMs();
  const areReservesOn = directory.reserves.some(({ id }) => said.get(id)?.setting === 'on');
  const wider = widened(group, routedTogether(directory, nowMs, areReservesOn));
  if (wider !== group) return { wider };
  const read = eachAlone(row.waiting, ({ asks, notWith, ...contact }): Waiting => {
    const value = contactOf(contact);
    lineOf(directory, value.lineId);
    return { contact: value, legs: asks.map(legOf), notWith };
  });
  const waiting = new Map(read.answer.map(({ answer }) => [answer.contact.id, answer]));
  const present = presentWith(row.present, said, loads);
  const toLeaders = hiddenToLeaders(row.present, nowMs);
  const decided = worldOf(room, directory, { present, toLeaders, waiting: [...waiting.values()] }, nowMs);
  const matched = decideWithout(decided.contacts, (contacts) => match({ ...decided, contacts: [...contacts] }));
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
    one.effects.map((effect) =>
      effectRow(withDial(room, directory, one, effect), one.contact.id, nowMs, isUncalled(one.contact)),
    ),
  );
  const wholes = wholesOf(room);
  const record = answers.length === 0 ? null : recordOf(decided, answers, wholes);
  const changes = {
    contacts: taken.map((one) => one.contact),
    legs: taken.flatMap((one) => one.legs),
    effects,
    decisions: record ? [record] : [],
  };
  await commitWith([...saving(changes), pass.isNoted ? notePassText(row.lastPass, nowMs) : '']);
  // Only what is surely kept is what later decisions are written down by.
  for (const [lineId, whole] of record ? wholesIn(decided.lines, record) : []) wholes.set(lineId, whole);
  const wakes = taken.flatMap(({ contact }) =>
    contact.nextAtMs === null ? [] : [{ contactId: contact.id, atMs: contact.nextAtMs }],
  );
  return { areReservesOn, isCrowded, news: { effects, wakes, route: false } };
}

/** A call to a volunteer names the pair of numbers it is between, so that it is taken with the call. */
function withDial(
  { secrets }: Records,
  directory: Directory,
  { contact, legs }: { contact: Contact; legs: readonly Leg[] },
  effect: Effect,
): Effect {
  if (effect.kind !== 'RingVolunteer') return effect;
  const personId = legs.find(({ id }) => id === effect.legId)?.personId ?? '';
  const to = directory.people.get(personId)?.phone;
  return to === undefined
    ? effect
    : { ...effect, dial: dialKey(secrets, lineOf(directory, contact.lineId).phoneNumber, to) };
}

type Waiting = { contact: Contact; legs: Leg[]; notWith: string[] };

function worldOf(
  room: Records,
  directory: Directory,
  { present, toLeaders, waiting }: { present: Present; toLeaders: ReadonlySet<string>; waiting: Waiting[] },
  nowMs: number,
): MatchWorld {
  const lineIds = new Set(waiting.map(({ contact }) => contact.lineId));
  const lines = eachAlone([...lineIds], (lineId) => {
    const line = lineOf(directory, lineId);
    const { waves, overflow } = line.policy;
    return {
      id: lineId,
      policy: { waves, overflow },
      hiddenToLeaders: toLeaders.has(lineId),
      need: needOfLine(directory, line, nowMs),
      people: callTakersOfLine(directory, line, present, nowMs),
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
  const known = inMatching(contact);
  const asks = legs.filter(
    (leg) => leg.purpose === 'offer' && leg.personId !== null && leg.createdAtMs >= known.waitingSinceMs,
  );
  return {
    ...known,
    choosing,
    // A caller who chose somebody else after a cut-off call is not given the same volunteer again.
    notWith: contact.personId !== null && known.preferredPersonId === null ? [...notWith, contact.personId] : notWith,
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
