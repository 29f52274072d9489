/** The check-in by keypad: the goodbye after a talk asks how heavy it was; whoever just hangs up is asked by text a little later, or not at all (V7). */
import { hangUp, menu, type Document } from '../carrier/document.ts';
import { readContact } from '../contacts/lookup.ts';
import { lineOf } from '../contacts/room.ts';
import type { Deps } from '../deps.ts';
import { setAvailability } from '../people/availability.ts';
import { checkIn, checkInBreakMinutes } from '../people/rest.ts';
import type { LegScene } from './leg-documents.ts';
import { ownSentence, say, type Spoken } from './wording.ts';
import { momentInWords } from './wording/time-words.ts';

const silenceSeconds = 8;
const menuRounds = 2;
/** The answer that asks for a break. */
const breakKey = '6';

type Keyed = { contactId: string; legId: string; key: string | undefined; round: number };

/** Whether whoever is on the leg may be asked how heavy it was: they talked, and it ended without trouble. */
export function asksHowHeavy({ contact, leg }: Pick<LegScene, 'contact' | 'leg'>): boolean {
  const isKind = leg.outcome === 'talked' || leg.outcome === 'closed';
  return leg.purpose === 'offer' && leg.acceptedAtMs !== null && isKind && contact.talkedSeconds > 0;
}

/** The question, after `first`; any silence is a fine answer. */
export function checkInDocument(
  { contact, leg, line, directory, urls }: LegScene,
  round: number,
  ...first: Spoken[]
): Document {
  const language = directory.people.get(leg.personId ?? '')?.languages[0] ?? 'en';
  const url = urls.legCheckIn(contact.id, leg.id, round);
  return [menu(url, silenceSeconds, ...first, say(line, language, 'checkIn'))];
}

/** Keeps the answer that a key gives and says what follows from it; null for a leg that nobody knows. */
export async function checkInAnswer(
  doors: Pick<Deps, 'room' | 'directories' | 'urls' | 'clock'>,
  { contactId, legId, key, round }: Keyed,
): Promise<Document | null> {
  const { room, directories, urls, clock } = doors;
  const found = await readContact(room, contactId);
  const directory = await directories.current();
  const leg = found?.legs.find((one) => one.id === legId);
  if (!leg) return null;
  const person = directory?.people.get(leg?.personId ?? '');
  if (!found || !directory || !person || !asksHowHeavy({ contact: found.contact, leg }))
    return hangUp(ownSentence('en', 'callEnded'));
  const line = lineOf(directory, found.contact.lineId);
  const language = person.languages[0] ?? 'en';
  const until = (ms: number) => momentInWords(ms, clock.nowMs(), person.timeZone, language);
  if (key === undefined) return hangUp();
  if (!/^[1-6]$/.test(key)) {
    const scene = { contact: found.contact, leg, line, directory, urls };
    return round + 1 < menuRounds ? checkInDocument(scene, round + 1) : hangUp();
  }
  const { restAfterHeavyMinutes: restMinutes } = line.policy;
  const restUntilMs = await checkIn(room, {
    id: checkInIdOf(leg.id),
    personId: person.id,
    answer: Number(key),
    lineId: line.id,
    restMinutes,
    contactId,
  });
  if (restUntilMs !== null) return hangUp(say(line, language, 'checkInHeavy', { until: until(restUntilMs) }));
  if (key !== breakKey) return hangUp(say(line, language, 'checkInThanks'));
  await setAvailability(room, person.id, { kind: 'break', minutes: checkInBreakMinutes });
  return hangUp(say(line, language, 'checkInBreak', { until: until(clock.nowMs() + checkInBreakMinutes * 60_000) }));
}

/** One check-in for a leg, however often its key is delivered. */
function checkInIdOf(legId: string): string {
  return `check-in-${legId}`;
}
