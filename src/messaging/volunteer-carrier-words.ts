/** The carrier's own words from a volunteer: they silence the line for a volunteer too, so that somebody has to know (T3). */
import type { Reply } from '../conversations/answer.ts';
import { volunteerSilencedUs } from '../conversations/delivery.ts';
import { setOptOut } from '../conversations/receive.ts';
import type { WordScene } from './volunteer-words.ts';
import type { CarrierWord } from './words.ts';

export async function volunteerCarrierWord({ deps: { room }, person, text }: WordScene, word: CarrierWord): Promise<Reply[]> {
  const { lineId, channel } = text;
  if (word === 'help') return [{ to: 'writer', sentence: 'words' }];
  await setOptOut(room.pool, room, { lineId, channel, number: person.phone }, word === 'stop');
  if (word === 'start') return [{ to: 'writer', sentence: 'optedIn' }];
  await volunteerSilencedUs(room.pool, lineId, person.id, room.clock.nowMs());
  return [];
}
