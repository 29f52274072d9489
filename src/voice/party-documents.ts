/** The document for whoever told us of something: caller, volunteer and called-back party each have their own words. */
import { messageAgreed } from '../callbacks/ledger.ts';
import type { Say } from '../calls/answers.ts';
import type { Leg } from '../calls/model.ts';
import { hangUp, type Document } from '../carrier/document.ts';
import type { Advanced } from '../contacts/advance.ts';
import { pauseReasonFor } from '../contacts/line-pause.ts';
import { placeInLine } from '../contacts/lookup.ts';
import type { Deps } from '../deps.ts';
import { calleeDocument } from './callback-documents.ts';
import { callerDocument } from './caller-documents.ts';
import { legDocument } from './leg-documents.ts';

type Doors = Pick<Deps, 'room' | 'urls' | 'clock'>;

/** What somebody is to hear, and the contact it is said in. */
export type Heard = Pick<Advanced, 'contact' | 'line' | 'directory'> & { answer: { say: Say } };

/** What the caller hears on their own call. */
export function callerAnswer(doors: Doors, heard: Heard): Promise<Document> {
  return answerFor(doors, heard, null);
}

/** What a leg hears; null where no such leg is known. */
export async function legAnswer(doors: Doors, advanced: Advanced | null, legId: string): Promise<Document | null> {
  const leg = advanced?.legs.find((one) => one.id === legId);
  return advanced && leg ? answerFor(doors, advanced, leg) : null;
}

/** The document for whoever told us of something, on the leg that they are on or, with null, on the caller's own call: each party has its own. */
async function answerFor(
  doors: Doors,
  { answer: { say: what }, contact, line, directory }: Heard,
  leg: Leg | null,
): Promise<Document> {
  const { room, urls } = doors;
  switch (what.to) {
    case 'caller':
      return callerDocument(what, {
        contact,
        line,
        directory,
        urls,
        nowMs: doors.clock.nowMs(),
        place: what.kind === 'hold' && what.round > 0 ? await placeInLine(room, contact) : null,
        pauseReason: await pauseReasonFor(room, contact),
      });
    case 'leg':
      return leg === null ? hangUp() : legDocument(what, { contact, leg, line, directory, urls });
    case 'callee': {
      if (leg === null) return hangUp();
      const messageOk = await messageAgreed(room, contact.callbackId);
      return calleeDocument(what, { contact, leg, line, messageOk, urls });
    }
    case 'nobody':
      return hangUp();
  }
}
