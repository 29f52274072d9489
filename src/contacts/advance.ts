/** Takes one event of a contact through lock, decision and commit: the only way a contact changes, routing apart. */
import { DateTime } from 'luxon';
import { followCallbacks } from '../callbacks/follow.ts';
import { staffingOf } from '../people/facts.ts';
import { lookAfterEffects } from '../people/look-after.ts';
import { lineOf, routingLine, type Directory, type DirectoryLine } from '../organisation/directory.ts';
import type { Records } from '../organisation/records.ts';
import { inTransaction, isUniqueViolation } from '../platform/transaction.ts';
import { decide } from '../calls/decide.ts';
import type { Answer } from '../calls/answers.ts';
import { happeningOf, needsStaffing, type ContactEvent } from '../calls/events.ts';
import type { Contact, Leg } from '../calls/model.ts';
import { nobodySaidAnything, presentOf, presentSql, type PresentRow } from './present.ts';
import { effectRow, saveText } from './save.ts';
import { breaksOf } from '../people/save-people.ts';
import { availabilityOf } from '../people/availability-row.ts';
import { NewerThanThis } from '../platform/rows.ts';
import { inSpan } from '../platform/traces.ts';
import { contactOf, legOf } from './rows.ts';
import { noteVoicemail } from '../voicemail/voicemails.ts';

/** A contact as it stands after an event, with the words for whoever asked. */
export type Advanced = { answer: Answer; contact: Contact; legs: Leg[]; line: DirectoryLine; directory: Directory };

export { NewerThanThis };

type Loaded = {
  contact: unknown;
  legs: unknown[];
  availability: unknown[];
  version: number;
  present: PresentRow | null;
};

const loadSql = (withPresent: boolean) => `SELECT to_jsonb(c) AS contact,
  (SELECT coalesce(jsonb_agg(to_jsonb(l) ORDER BY l.created_at, l.id), '[]') FROM legs l WHERE l.contact_id = c.id) AS legs,
  (SELECT coalesce(jsonb_agg(to_jsonb(a)), '[]') FROM availability a WHERE a.person_id IN (SELECT person_id FROM legs WHERE contact_id = c.id)) AS availability,
  (SELECT version FROM organisation) AS version,
  ${withPresent ? presentSql : 'NULL'} AS present
  FROM contacts c WHERE c.id = $1`;

/**
 * Decides and stores what `event` means for the contact; null when there is no such contact. Throws `NewerThanThis`,
 * and changes nothing, where only a newer release knows the state it is in; time alone then passes it by.
 */
export function advance(room: Records, contactId: string, event: ContactEvent): Promise<Advanced | null> {
  return inSpan('decision', { 'warmline.event': event.kind }, async (tell) => {
    const advanced = await advanceSurely(room, contactId, event);
    if (advanced) tell({ 'warmline.state': advanced.contact.state });
    return advanced;
  });
}

async function advanceSurely(room: Records, contactId: string, event: ContactEvent): Promise<Advanced | null> {
  try {
    return await advanceOnce(room, contactId, event);
  } catch (problem) {
    // Somebody asked for in this very moment was taken by another contact: decided again from what holds now.
    if (isUniqueViolation(problem)) return advanceOnce(room, contactId, event);
    if (problem instanceof NewerThanThis && event.kind === 'Woke') return null;
    throw problem;
  }
}

async function advanceOnce(room: Records, contactId: string, event: ContactEvent): Promise<Advanced | null> {
  const withPresent = needsStaffing(event);
  const loads = withPresent ? await room.loads() : new Map<string, number>();
  const advanced = await inTransaction(
    room.pool,
    (client) => `SELECT 1 FROM contacts WHERE id = ${client.escapeLiteral(contactId)} FOR UPDATE`,
    async (client, commitWith) => {
      const { rows } = await client.query<Loaded>({
        name: `load-contact-${withPresent}`,
        text: loadSql(withPresent),
        values: [contactId],
      });
      const row = rows[0];
      const directory = row && (await room.directories.at(row.version));
      if (!row || !directory) return null;
      const nowMs = room.clock.nowMs();
      const contact = contactOf(row.contact);
      const legs = row.legs.map(legOf);
      const line = lineOf(directory, contact.lineId);
      const staffing = () => staffingOf(directory, line, presentOf(row.present ?? nobodySaidAnything, loads), nowMs);
      const answer = decide(contact, happeningOf(event, staffing), {
        nowMs,
        draw: room.draw(),
        line: routingLine(line),
        legs,
        availability: row.availability.map((one) => availabilityOf(one)),
      });
      const changedLegs = new Map(answer.legs.map((leg) => [leg.id, leg]));
      const allLegs = [
        ...legs.map((leg) => changedLegs.get(leg.id) ?? leg),
        ...answer.legs.filter((leg) => !legs.some((one) => one.id === leg.id)),
      ];
      const step = { before: contact, after: answer.contact, legsBefore: legs, legs: allLegs, directory, line, nowMs };
      const followed = await followCallbacks(client, room, step);
      const after = followed.contact;
      const noted = answer.voicemail
        ? await noteVoicemail(client, room, after, answer.voicemail, event.kind === 'RecordingReady', nowMs)
        : [];
      const effects = [
        ...answer.effects.map((effect) => effectRow(effect, contactId, nowMs)),
        ...lookAfterEffects(contact, answer, nowMs),
      ];
      const changed = JSON.stringify(after) !== JSON.stringify(contact);
      const changes = {
        contacts: changed ? [after] : [],
        legs: answer.legs,
        effects,
        people: answer.people,
        load: answer.load.map((note) => ({ ...note, contactId })),
        breaks: breaksOf(answer.people, nowMs),
        feltHeard:
          answer.feltHeard === null
            ? []
            : [
                {
                  lineId: line.id,
                  date: DateTime.fromMillis(nowMs, { zone: line.timeZone }).toISODate() ?? '',
                  heard: answer.feltHeard,
                },
              ],
        thankYous: answer.thanked === null ? [] : [{ personId: answer.thanked, atMs: nowMs }],
        refusedPairs: answer.refusedPair ? [{ ...answer.refusedPair, atMs: nowMs }] : [],
      };
      await commitWith(saveText(changes));
      return {
        answer,
        contact: after,
        legs: allLegs,
        line,
        directory,
        effects: [...effects.filter((effect) => effect.dueAtMs <= nowMs), ...followed.effects, ...noted],
        wake: contact.nextAtMs === after.nextAtMs ? null : after.nextAtMs,
      };
    },
  );
  if (!advanced) return null;
  const { effects, wake, ...result } = advanced;
  const weighed = [...result.answer.load, ...breaksOf(result.answer.people, 0)].map(({ personId }) => personId);
  room.afterCommit({
    effects,
    wakes: wake === null ? [] : [{ contactId, atMs: wake }],
    route: result.answer.route,
    weighed,
  });
  return result;
}
