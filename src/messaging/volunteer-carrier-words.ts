/** The carrier's own words from a volunteer: they silence the line for a volunteer too, so that somebody has to know (T3). */
import type { Reply } from '../conversations/answer.ts';
import { volunteerSaid } from '../conversations/lost.ts';
import type { WordScene } from './volunteer-words.ts';
import type { CarrierWord } from './words.ts';

export async function volunteerCarrierWord({ deps, person, text }: WordScene, word: CarrierWord): Promise<Reply[]> {
  if (word === 'help') return [{ to: 'writer', sentence: 'words' }];
  await volunteerSaid(deps.room, text.lineId, person, word);
  if (word === 'start') return [{ to: 'writer', sentence: 'optedIn' }];
  // By SMS the carrier has confirmed a STOP already and takes nothing more from us; over WhatsApp nobody has.
  return text.channel === 'whatsapp' ? [{ to: 'writer', sentence: 'optedOut' }] : [];
}
