/** Looks after everybody on shift: what is due by now is written down once and sent (W4). `careAt` decides what is due. */
import type pg from 'pg';
import { needAttention } from '../attention/need-attention.ts';
import { saveThinness } from '../contacts/lines-sql.ts';
import { presentSqlSince, presentWith, type PresentSinceRow } from '../contacts/present.ts';
import type { Records } from '../organisation/records.ts';
import { writeEffects, type EffectRow } from '../effects/write.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { lockNumbers } from '../platform/advisory-locks.ts';
import { decideWithout, eachAlone } from '../platform/culprits.ts';
import type { Prepared } from '../platform/prepared.ts';
import { inTransaction, unlessItFails } from '../platform/transaction.ts';
import { dayOfDuty, goesOn } from '../schedule/goes-on.ts';
import { resolveLine } from '../schedule/resolve.ts';
import { longestStretchMs, unpausedSinceMs } from '../wellbeing/aftercare.ts';
import type { Span } from '../wellbeing/load-events.ts';
import type { RestCause } from '../wellbeing/rests.ts';
import { careAt, keyOf, thanksDue, type Care, type CaredFor, type CareLine, type Thanks } from '../wellbeing/watch.ts';
import { extendRest, noteRestAsked } from './availability-sql.ts';
import { careText, howAreYouEffect } from './care-texts.ts';
import { needOfLine, peopleOfLine, peopleOnShift, type Present } from './facts.ts';
import type { AskedSince } from './said.ts';
import { leaderOnShiftToTell, thinnessNow } from './thin-cover.ts';

type SpanRow = { personId: string; kind: 'contact' | 'break'; start: string; end: string | null };
type WorldRow = {
  present: PresentSinceRow;
  waiting: string[];
  spans: SpanRow[];
  thanks: { personId: string; at: string }[];
  silenced: string[];
};

const worldSql = `SELECT ${presentSqlSince('$3', '$4')} AS present,
  (SELECT coalesce(json_agg(DISTINCT line_id), '[]') FROM contacts WHERE state IN ('waiting', 'choosing-overflow')) AS waiting,
  (SELECT coalesce(json_agg(s), '[]') FROM (
    SELECT person_id AS "personId", kind, start_at AS start, end_at AS end FROM load_events WHERE person_id = ANY($1) AND start_at > $2::timestamptz AND kind IN ('contact', 'break')
    UNION ALL SELECT person_id, 'contact', accepted_at, NULL FROM legs WHERE person_id = ANY($1) AND purpose = 'offer' AND state IN ('accepted', 'menu')) s) AS spans,
  (SELECT coalesce(json_agg(json_build_object('personId', person_id, 'at', at)), '[]') FROM thank_yous WHERE person_id = ANY($1)) AS thanks,
  (SELECT coalesce(json_agg(person_id || ' ' || line_id), '[]') FROM text_opt_outs WHERE channel = 'sms' AND person_id = ANY($1)) AS silenced`;

/** The lock of whoever looks after people, and what is decided from: read also where another process has the lock, so that both are one trip. */
function findCare(personIds: readonly string[], nowMs: number, { source, since }: AskedSince): (string | Prepared)[] {
  const fromAt = new Date(nowMs - longestStretchMs).toISOString();
  return [
    `SELECT pg_try_advisory_xact_lock(${lockNumbers.care}) AS mine`,
    { text: worldSql, types: ['text[]', 'text', 'text', 'text'], values: [personIds, fromAt, source, since] },
  ];
}

/** What was written down already, by key, so that the database is not asked again. */
export type Said = Set<string>;

const saidAtMost = 20_000;

/** Does what is due now for everybody on shift. Any process may call it as often as it likes. */
export async function lookAfterPeople(room: Records, said: Said): Promise<void> {
  const directory = await room.directories.current();
  const nowMs = room.clock.nowMs();
  if (!directory) return;
  const onShift = eachAlone([...directory.lines.values()], (line) => peopleOnShift(directory, line, nowMs));
  room.aside.noteAll(onShift.culprits, ({ id }) => ({ record: 'line', id }));
  const lines = onShift.answer.filter(({ answer }) => answer.length > 0).map(({ item }) => item);
  if (lines.length === 0) return;
  const loads = await room.loads();
  const personIds = [...new Set(onShift.answer.flatMap(({ answer }) => answer))];
  let coordinatorsKnow: string[] = [];
  let asked = room.said.asked();
  const effects = await inTransaction(
    room.pool,
    () => {
      asked = room.said.asked();
      return findCare(personIds, nowMs, asked);
    },
    async (client, _commitWith, opened) => {
      const [lock, world] = opened as [pg.QueryResult<{ mine: boolean }>, pg.QueryResult<WorldRow>];
      const [row] = world.rows;
      if (!lock.rows[0]?.mine || !row) return [];
      const present = presentWith(row.present, room.said.answered(asked, row.present.said), loads);
      const look = { present, row, spans: spansIn(row, nowMs), nowMs };
      const looked = eachAlone(lines, (line) => careLine(directory, line, look));
      room.aside.noteAll(looked.culprits, ({ id }) => ({ record: 'line', id }));
      const careLines: CareLine[] = [];
      for (const { answer: line } of looked.answer) {
        const kept = line.isThinnessNew
          ? await unlessItFails(client, () => saveThinness(client, line.id, line.thin))
          : { kind: 'done' as const };
        if (kept.kind === 'done') careLines.push(line);
        else room.aside.note({ record: 'line', id: line.id }, kept.problem);
      }
      const cares = careOf(room, careLines, nowMs).filter((care) => !said.has(keyOf(care)));
      const written: EffectRow[] = [];
      for (const care of cares) {
        const applied = await unlessItFails(client, () => apply(client, care, nowMs));
        if (applied.kind === 'done') written.push(...applied.result);
        else room.aside.note({ record: 'person', id: personOf(care) }, applied.problem);
      }
      written.push(...(await giveThanks(client, careLines, thanksOf(row), nowMs)));
      await writeEffects(client, written);
      coordinatorsKnow = cares.flatMap((care) => (care.kind === 'tell-coordinators' ? [care.key] : []));
      return written;
    },
  );
  for (const key of coordinatorsKnow) said.add(key);
  if (said.size > saidAtMost) said.clear();
  for (const effect of effects) if (effect.key !== null) said.add(effect.key);
  if (effects.length > 0) room.afterCommit({ effects, wakes: [], route: false });
}

type Spans = Record<SpanRow['kind'], Span[]>;
type Look = { present: Present; row: WorldRow; spans: ReadonlyMap<string, Spans>; nowMs: number };

/** By person, their contacts and breaks; what lasts still does so until now. */
function spansIn({ spans }: Pick<WorldRow, 'spans'>, nowMs: number): Map<string, Spans> {
  const of = new Map<string, Spans>();
  for (const { personId, kind, start, end } of spans) {
    const theirs = of.get(personId) ?? { contact: [], break: [] };
    theirs[kind].push({ startMs: Date.parse(start), endMs: end === null ? nowMs : Date.parse(end) });
    of.set(personId, theirs);
  }
  return of;
}

/**
 * By person, the occurrences of shifts on the line that they are on. Those on which somebody is on call one after another
 * have one name a day, so that what is said once a shift is said once.
 */
function occurrencesOn(
  { schedule }: Directory,
  { id: lineId, automaticAvailability }: DirectoryLine,
  nowMs: number,
): Map<string, CaredFor['occurrences']> {
  const of = new Map<string, CaredFor['occurrences']>();
  const running = resolveLine(schedule, lineId, nowMs, nowMs + 1);
  const [fromMs, toMs] = [
    Math.min(...running.map(({ startMs }) => startMs)) - 1,
    Math.max(...running.map(({ endMs }) => endMs)) + 1,
  ];
  const isAnybodyOnCall = running.some(({ people }) => people.some(({ as }) => as === 'backup'));
  // Nobody is asked anything where going on shift makes people available.
  const isAsked = !automaticAvailability && isAnybodyOnCall;
  const goOn = goesOn(isAsked ? resolveLine(schedule, lineId, fromMs, toMs) : []);
  for (const { shift, occurrence, startMs, endMs, people } of running) {
    const named = { name: `${shift} ${occurrence}`, startMs, endMs };
    const onCall = { ...named, name: `on-call ${lineId} ${dayOfDuty(occurrence)}` };
    const primaries = new Set(people.flatMap(({ person, as }) => (as === 'primary' ? [person] : [])));
    for (const personId of new Set(people.map(({ person }) => person))) {
      const isOnCallOn = !primaries.has(personId) && (goOn.ends(startMs, personId) || goOn.starts(endMs, personId));
      of.set(personId, [...(of.get(personId) ?? []), isOnCallOn ? onCall : named]);
    }
  }
  return of;
}

/** What is decided about a line from, and whether its thinness is to be kept. */
function careLine(
  directory: Directory,
  line: DirectoryLine,
  { present, row, spans, nowMs }: Look,
): CareLine & { isThinnessNew: boolean } {
  const facts = peopleOfLine(directory, line, present, nowMs).filter((one) => one.onShiftAs !== null);
  const need = needOfLine(directory, line, nowMs);
  const takers = facts.filter(({ textsOnly }) => !textsOnly);
  const { thin, isNew } = thinnessNow(line.id, takers, need, row.present.lines, nowMs);
  const occurrences = occurrencesOn(directory, line, nowMs);
  const people = facts.map((one): CaredFor => {
    const said = present.availability.get(one.personId);
    const { contact = [], break: breaks = [] } = spans.get(one.personId) ?? {};
    return {
      facts: one,
      restAskedAtMs: said?.restAskedAtMs ?? null,
      restAskedUntilMs: said?.restAskedUntilMs ?? null,
      restExtendedUntilMs: said?.restExtendedUntilMs ?? null,
      unpausedSinceMs: unpausedSinceMs(contact, breaks, nowMs),
      occurrences: occurrences.get(one.personId) ?? [],
    };
  });
  const leader = thin && leaderOnShiftToTell(directory, line, present, new Set(row.silenced), nowMs);
  const someoneWaits = row.waiting.includes(line.id);
  return { id: line.id, need, policy: line.policy, people, someoneWaits, thin, leader, isThinnessNew: isNew };
}

/** What is due on each line; somebody with whom nothing can be decided is left out, and so is a line. */
function careOf(room: Records, careLines: CareLine[], nowMs: number): Care[] {
  const decide = (lines: readonly CareLine[]) => careAt({ nowMs, lines: [...lines] });
  const { answer, culprits } = decideWithout(careLines, decide);
  const rest = eachAlone(culprits, ({ item: line }) => {
    const alone = decideWithout(line.people, (people) => decide([{ ...line, people: [...people] }]));
    room.aside.noteAll(alone.culprits, ({ facts }) => ({ record: 'person', id: facts.personId }));
    return alone.answer;
  });
  room.aside.noteAll(rest.culprits, ({ item: { id } }) => ({ record: 'line', id }));
  return [...answer, ...rest.answer.flatMap((one) => one.answer)];
}

const personOf = (care: Care) => (care.kind === 'tell-coordinators' ? '' : care.text.personId);

/** A rest is changed only where it is still the one that was read, and its person has said nothing since. */
async function apply(client: pg.PoolClient, care: Care, nowMs: number): Promise<EffectRow[]> {
  if (care.kind === 'tell-coordinators') {
    await needAttention(client, { kind: care.about, lineId: care.lineId, key: care.key, once: true }, nowMs);
    return [];
  }
  const { key, ...text } = care.text;
  return (await isStillDue(client, care, nowMs)) ? [careText(text, key, nowMs)] : [];
}

async function isStillDue(
  client: pg.PoolClient,
  care: Exclude<Care, { kind: 'tell-coordinators' }>,
  nowMs: number,
): Promise<boolean> {
  const { personId } = care.text;
  switch (care.kind) {
    case 'text':
      return true;
    case 'ask-about-rest':
      return noteRestAsked(client, personId, care.untilMs, nowMs);
    case 'extend-rest':
      return extendRest(client, personId, care);
  }
}

const thanksOf = ({ thanks }: WorldRow): Thanks[] =>
  thanks.map(({ personId, at }) => ({ personId, atMs: Date.parse(at) }));

/** A caller's thank-you is given at the next shift, and then it is gone (V16). */
async function giveThanks(
  client: pg.PoolClient,
  lines: CareLine[],
  thanks: readonly Thanks[],
  nowMs: number,
): Promise<EffectRow[]> {
  const effects: EffectRow[] = [];
  for (const { personId, lineId, beforeMs } of thanksDue(lines, thanks)) {
    const { rowCount } = await client.query({
      name: 'give-thanks',
      text: 'DELETE FROM thank_yous WHERE person_id = $1 AND at < $2',
      values: [personId, new Date(beforeMs)],
    });
    const count = rowCount ?? 0;
    if (count > 0)
      effects.push(careText({ personId, lineId, sentence: 'thankYouForYou', slots: { count } }, null, nowMs));
  }
  return effects;
}

/** Whether the person has said how heavy it was since `sinceMs`, or is asked or talking again, so that a question would only disturb. */
export async function needsNoCheckIn(room: Records, personId: string, sinceMs: number): Promise<boolean> {
  const { rowCount } = await room.pool.query({
    name: 'needs-no-check-in',
    text: `SELECT 1 FROM load_events WHERE person_id = $1 AND kind = 'check-in' AND start_at >= $2
      UNION ALL SELECT 1 FROM legs WHERE person_id = $1 AND purpose = 'offer' AND state IN ('accepted', 'menu') LIMIT 1`,
    values: [personId, new Date(sinceMs)],
  });
  return (rowCount ?? 0) > 0;
}

/**
 * After abuse or a hand-over to the crisis line a word with the shift leader is offered, and tomorrow's question written
 * down; an abuse report waits for a coordinator, by the call and not by the volunteer's name (W3, V5). Once for one leg.
 */
export async function careAfterHard(
  room: Records,
  hard: { personId: string; lineId: string; contactId: string; legId: string; after: RestCause },
): Promise<void> {
  const { personId, lineId, contactId, legId, after } = hard;
  const nowMs = room.clock.nowMs();
  const directory = await room.directories.current();
  if (!directory) return;
  const effects = [
    careText({ personId, lineId, sentence: 'talkOffer' }, `talk-offer ${legId}`, nowMs),
    howAreYouEffect(directory, personId, lineId, nowMs),
  ];
  await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      await writeEffects(client, effects);
      if (after === 'abuse')
        await needAttention(
          client,
          { kind: 'abuse-reported', lineId, subject: contactId, key: `abuse-reported ${contactId}` },
          nowMs,
        );
    },
  );
  room.afterCommit({ effects: effects.filter((effect) => effect.dueAtMs <= nowMs), wakes: [], route: false });
}
