/** Two records of one person are made one (O2): one transaction, one version. The id of the one who goes stays in what is over. */
import { handOverAttention } from '../attention/hand-over.ts';
import { handOverBulletins } from '../bulletins/hand-over.ts';
import { callsOf, handOverContacts, handOverRefusals } from '../contacts/hand-over.ts';
import { conversationsWith, handOverConversations } from '../conversations/hand-over.ts';
import { versionOfPerson, type PersonEdited } from '../organisation/change-person.ts';
import type { Directory } from '../organisation/directory.ts';
import { editOrganisation, versionOf, type Editing } from '../organisation/edit-organisation.ts';
import { handOverTimes } from '../organisation/hand-over.ts';
import { mergedPerson, withMerged } from '../organisation/merged-person.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { farewell } from '../planning/time-off.ts';
import { handOverRoster, isDealing } from '../roster/hand-over.ts';
import { openedBy } from '../roster/own-times.ts';
import { dateName } from '../schedule/wall-clock.ts';
import { localDay } from '../schedule/zone-clock.ts';
import { handOverCare } from './hand-over.ts';

/** Why it has to wait: the one who goes talks, texts, is on shift, or is part of an offer, a swap or a call to come in. */
export type Hindrance = 'talking' | 'texting' | 'on-shift' | 'dealing';

/** What a record holds. */
export type Held = { person: Person; shifts: number; daysAway: number; calls: number; conversations: number };

/** Both records, what would become of them, and what stands in its way; `version` changes with either of them. */
export type MergeLook = { version: string; stays: Held; goes: Held; result: Person; hindrances: Hindrance[] };

export type Merged = PersonEdited | { kind: 'unknown' } | { kind: 'hindered'; hindrances: Hindrance[] };

/** What merging `goes` into `stays` would do; null where either is unknown or both are one. */
export async function lookAtMerge(
  { room }: Editing,
  directory: Directory,
  staysId: string,
  goesId: string,
): Promise<MergeLook | null> {
  const [stays, goes] = [directory.people.get(staysId), directory.people.get(goesId)];
  if (!stays || !goes || staysId === goesId) return null;
  const [heldByOne, heldByOther, hindrances] = await Promise.all([
    heldBy(room, directory, stays),
    heldBy(room, directory, goes),
    hindrancesOf(room, directory, goes),
  ]);
  return {
    version: versionOfBoth(stays, goes),
    stays: heldByOne,
    goes: heldByOther,
    result: mergedPerson(stays, goes),
    hindrances,
  };
}

/**
 * Shifts, days away, load, contacts, conversations and what needs attention go on under `staysId`; the other record leaves, as
 * whoever is let go does. Where both are not as they were `seen`, or something stands in the way, nothing is changed.
 */
export async function mergePeople(
  editing: Editing,
  directory: Directory,
  { staysId, goesId }: { staysId: string; goesId: string },
  { by, seen }: { by: string; seen: string | null },
): Promise<Merged> {
  const goes = directory.people.get(goesId);
  if (!goes || staysId === goesId) return { kind: 'unknown' };
  const hindrances = await hindrancesOf(editing.room, directory, goes);
  if (hindrances.length > 0) return { kind: 'hindered', hindrances };
  const shifts = directory.shifts.filter(({ assigned, changes }) =>
    [assigned, ...changes.map((change) => change.assigned ?? [])].some((duties) =>
      duties.some(({ person }) => person === goesId),
    ),
  );
  const touched = { people: [staysId, goesId], shifts: shifts.map(({ id }) => id) };
  const alongside: NonNullable<Parameters<typeof editOrganisation>[1]['alongside']> = async (transaction) => {
    await handOverTimes(transaction, goesId, staysId);
    await handOverCare(transaction, goesId, staysId);
    await handOverContacts(transaction, goesId, staysId);
    await handOverRefusals(transaction, goesId, staysId);
    await handOverConversations(transaction, goesId, staysId);
    await handOverAttention(transaction, goesId, staysId);
    await handOverRoster(transaction, goesId, staysId);
    await handOverBulletins(transaction, [goesId, staysId], editing.room.clock.nowMs());
  };
  const asked = { touched, by, action: 'person.merged' as const, subject: `${goesId} ${staysId}`, alongside };
  return editOrganisation(editing, asked, (part) => {
    const [one, other] = [staysId, goesId].map((id) => part.people.find((person) => person.id === id));
    if (!one || !other) return { kind: 'no', reason: 'unknown' };
    if (seen !== null && seen !== versionOfBoth(one, other)) return { kind: 'no', reason: 'changed' };
    return {
      kind: 'part',
      part: {
        ...part,
        people: [mergedPerson(one, other)],
        shifts: part.shifts.map((shift) => withMerged(shift, staysId, goesId)),
      },
    };
  });
}

function versionOfBoth(stays: Person, goes: Person): string {
  return versionOf([versionOfPerson(stays), versionOfPerson(goes)]);
}

async function heldBy(room: Editing['room'], directory: Directory, person: Person): Promise<Held> {
  const [calls, conversations] = await Promise.all([callsOf(room, person.id), conversationsWith(room, person.id)]);
  return {
    person,
    shifts: shiftsToCome(room, directory, person).length,
    daysAway: directory.schedule.absences.get(person.id)?.days.length ?? 0,
    calls: calls.count,
    conversations: conversations.count,
  };
}

async function hindrancesOf(room: Editing['room'], directory: Directory, person: Person): Promise<Hindrance[]> {
  const nowMs = room.clock.nowMs();
  const [calls, conversations, deals] = await Promise.all([
    callsOf(room, person.id),
    conversationsWith(room, person.id),
    isDealing(room, person.id),
  ]);
  const isOn = shiftsToCome(room, directory, person).some(({ startMs }) => startMs <= nowMs);
  return [
    ...(calls.isLive ? (['talking'] as const) : []),
    ...(conversations.isLive ? (['texting'] as const) : []),
    ...(isOn ? (['on-shift'] as const) : []),
    ...(deals ? (['dealing'] as const) : []),
  ];
}

/** Those that are not over, as far ahead as anybody is shown what they would open. */
function shiftsToCome(room: Editing['room'], directory: Directory, person: Person) {
  const nowMs = room.clock.nowMs();
  const yesterday = dateName(localDay(nowMs, person.timeZone) - 1);
  return openedBy(directory, person, farewell(yesterday), nowMs);
}
