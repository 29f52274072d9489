/** How a call begins: a stranger's, a volunteer's from their own number, one that is known already, or one of ours come back. */
import { sayToCaller } from '../calls/heard.ts';
import { hangUp, type Document } from '../carrier/document.ts';
import { isOver, type Delivered } from '../carrier/delivered.ts';
import { advance } from '../contacts/advance.ts';
import { arrive } from '../contacts/arrive.ts';
import { contactIdOfCall, legOfCall } from '../contacts/lookup.ts';
import type { Deps } from '../deps.ts';
import { callerAnswer, legAnswer } from './party-documents.ts';
import { isHiddenNumber } from './hidden-callers.ts';
import { leadBack, leadOnUnknown, letGo } from './lead-on.ts';
import type { volunteerMenu } from './volunteer-menu.ts';
import { ownSentence } from './wording.ts';

type Doors = Pick<Deps, 'room' | 'directories' | 'urls' | 'clock'>;

/** A call to one of our numbers, or one that is known and goes on where it was. */
export async function arrived(
  doors: Doors,
  delivered: Delivered,
  returns: number,
  greetVolunteer: ReturnType<typeof volunteerMenu>['greet'],
): Promise<Document | null> {
  const { room, directories, urls } = doors;
  const { callSid, direction, from, to } = delivered;
  if (!callSid) return leadOnUnknown(urls, directories.inHand() ?? (await directories.current()), delivered, returns);
  if (direction === 'out') return (await legResumed(doors, callSid)) ?? hangUp(ownSentence('en', 'callEnded'));
  if (isOver(delivered)) return callerGone(doors, callSid);
  const ofOurs = direction === 'in' ? null : await legResumed(doors, callSid);
  if (ofOurs !== null) return ofOurs;
  const directory = directories.inHand() ?? (await directories.current());
  const line = directory?.lineOfNumber.get(to) ?? (await directories.current())?.lineOfNumber.get(to);
  const person = directory?.personOfNumber.get(from);
  if (!directory || !line || person) {
    const known = await contactIdOfCall(room, callSid);
    const advanced = known ? await advance(room, known, { kind: 'CallerResumed' }) : null;
    if (advanced) return callerAnswer(doors, advanced);
    if (!directory || !line) return letGo(directory, delivered);
  }
  if (person) return greetVolunteer(directory, line, person);
  return startCall(doors, callSid, line.id, isHiddenNumber(from) ? null : from);
}

/** News that a call is over; one we do not know is no news. */
export async function callerGone({ room }: Pick<Doors, 'room'>, callSid: string): Promise<null> {
  await advance(room, { callSid }, { kind: 'CallerHungUp' });
  return null;
}

/** A call of ours that comes back from the fallback document goes on where it was; null for one we do not know. */
async function legResumed(doors: Doors, callSid: string): Promise<Document | null> {
  const found = await legOfCall(doors.room, callSid);
  const advanced = found && (await advance(doors.room, found.contactId, { kind: 'LegResumed', legId: found.legId }));
  return legAnswer(doors, advanced, found?.legId ?? '');
}

/** A volunteer who stays on the line talks as anybody does, and nothing links the talk to them (V14). */
export async function becomeCaller(doors: Doors, delivered: Delivered): Promise<Document> {
  const directory = await doors.directories.current();
  const line = directory?.lineOfNumber.get(delivered.to);
  if (!delivered.callSid) return leadBack(doors.urls, delivered);
  if (!line) return letGo(directory, delivered);
  return startCall(doors, delivered.callSid, line.id, null, false);
}

async function startCall(
  doors: Doors,
  callSid: string,
  lineId: string,
  number: string | null,
  hidden = number === null,
): Promise<Document> {
  const found = await arrive(doors.room, { callSid, lineId, number, hidden });
  if (!found) return hangUp(ownSentence('en', 'notThisNumber'));
  if (found.known) {
    const advanced = await advance(doors.room, found.contact.id, { kind: 'CallerResumed' });
    if (advanced) return callerAnswer(doors, advanced);
  }
  const { contact, line, directory } = found;
  return callerAnswer(doors, { contact, line, directory, answer: { say: { to: 'caller', ...sayToCaller(contact) } } });
}
