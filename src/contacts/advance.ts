/** Takes one event of a contact through lock, decision and commit: the only way a contact changes, except by routing. */
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
import { localDate } from '../schedule/zone-clock.ts';
import { loadedContact, openContact, type Whose } from './contacts-sql.ts';
import { endOfErrand, type Errand } from './dials.ts';
import type { AskedSince } from '../people/said.ts';
import { nobodySaidAnything, presentWith } from './present.ts';
import { effectRow, saving } from './save.ts';
import { breaksOf } from '../people/save-people.ts';
import { NewerThanThis } from '../platform/rows.ts';
import { inSpan } from '../platform/traces.ts';
import { noteVoicemail } from '../voicemail/voicemails.ts';

/** A contact as it stands after an event, with the words for whoever asked. */
export type Advanced = { answer: Answer; contact: Contact; legs: Leg[]; line: DirectoryLine; directory: Directory };

export { NewerThanThis };

/**
 * Decides and stores what `event` means for the contact, given by its id or by its caller's call; null when there is no
 * such contact. `errand`: the effect that is done with it, in the same transaction. Throws `NewerThanThis`, and changes
 * nothing, where only a newer release knows the state it is in; a `Woke` is ignored then.
 */
export function advance(
  room: Records,
  whose: string | Whose,
  event: ContactEvent,
  errand: Errand | null = null,
): Promise<Advanced | null> {
  return inSpan('decision', { 'warmline.event': event.kind }, async (tell) => {
    const contact = typeof whose === 'string' ? { contactId: whose } : whose;
    const advanced = await advanceSurely(room, contact, event, errand);
    if (advanced) tell({ 'warmline.state': advanced.contact.state });
    return advanced;
  });
}

async function advanceSurely(
  room: Records,
  whose: Whose,
  event: ContactEvent,
  errand: Errand | null,
): Promise<Advanced | null> {
  try {
    return await advanceOnce(room, whose, event, errand);
  } catch (problem) {
    // Another contact took a person whom this one asks for, in the same moment: it is decided again from what holds now.
    if (isUniqueViolation(problem)) return advanceOnce(room, whose, event, errand);
    if (problem instanceof NewerThanThis && event.kind === 'Woke') return null;
    throw problem;
  }
}

async function advanceOnce(
  room: Records,
  whose: Whose,
  event: ContactEvent,
  errand: Errand | null,
): Promise<Advanced | null> {
  const withPresent = needsStaffing(event);
  const loads = withPresent ? await room.loads() : new Map<string, number>();
  let asked: AskedSince | null = null;
  const advanced = await inTransaction(
    room.pool,
    () => openContact(whose, (asked = withPresent ? room.said.asked() : null)),
    async (client, commitWith, opened) => {
      const loaded = loadedContact(opened);
      const directory = loaded && (await room.directories.at(loaded.version));
      if (!loaded || !directory) return null;
      const nowMs = room.clock.nowMs();
      const { contact, legs, availability } = loaded;
      const contactId = contact.id;
      const line = lineOf(directory, contact.lineId);
      const present = loaded.present ?? nobodySaidAnything;
      const said = asked && loaded.present ? room.said.answered(asked, loaded.present.said) : new Map();
      const staffing = () => staffingOf(directory, line, presentWith(present, said, loads), nowMs);
      const answer = decide(contact, happeningOf(event, staffing), {
        nowMs,
        draw: room.draw(),
        line: routingLine(line),
        legs,
        availability,
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
                  date: localDate(nowMs, line.timeZone),
                  heard: answer.feltHeard,
                },
              ],
        thankYous: answer.thanked === null ? [] : [{ personId: answer.thanked, atMs: nowMs }],
        refusedPairs: answer.refusedPair ? [{ ...answer.refusedPair, atMs: nowMs }] : [],
      };
      await commitWith([...saving(changes), errand === null ? '' : endOfErrand(errand, nowMs)]);
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
    wakes: wake === null ? [] : [{ contactId: result.contact.id, atMs: wake }],
    route: result.answer.route,
    weighed,
  });
  return result;
}
