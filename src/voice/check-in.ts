/** The check-in by keypad: the goodbye after a talk asks how heavy it was; whoever just hangs up is asked by text a little later, or not at all (V7). */
import { hangUp, menu, type Document } from '../carrier/document.ts';
import { asksHowHeavy, checkInKeyed } from '../calls/check-in.ts';
import { readContact } from '../contacts/lookup.ts';
import { lineOf } from '../organisation/directory.ts';
import type { Deps } from '../deps.ts';
import { checkIn } from '../people/rest.ts';
import { rests } from '../wellbeing/rests.ts';
import type { LegScene } from './scenes.ts';
import { ownSentence, say, type Spoken } from './wording.ts';
import { momentInWords } from './wording/time-words.ts';

const silenceSeconds = 8;

type Keyed = { contactId: string; legId: string; key: string | undefined; round: number };

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
  const step = checkInKeyed(key, round);
  if (step.kind === 'hang-up') return hangUp();
  if (step.kind === 'ask-again')
    return checkInDocument({ contact: found.contact, leg, line, directory, urls }, step.round);
  const { answer } = step;
  const checkedIn = await checkIn(room, { id: checkInIdOf(leg.id), personId: person.id, answer, line, contactId });
  if (checkedIn.kind === 'thanks') {
    const { untilMs } = checkedIn;
    if (untilMs === null) return hangUp(say(line, language, 'checkInThanks'));
    return hangUp(say(line, language, 'checkInThanksWrapUp', { until: until(untilMs) }));
  }
  const said = checkedIn.kind === 'rest' ? rests.heavy.said : 'checkInBreak';
  return hangUp(say(line, language, said, { until: until(checkedIn.untilMs) }));
}

/** One check-in for a leg, however often its key is delivered. */
function checkInIdOf(legId: string): string {
  return `check-in-${legId}`;
}
