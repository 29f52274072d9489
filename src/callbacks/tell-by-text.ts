/** Texts to a caller we could not reach; nothing in them says who called (C6). */
import type pg from 'pg';
import type { EffectRow } from '../effects/write.ts';
import { addTexts } from '../conversations/texts.ts';
import type { MissedText } from '../promises/attempt.ts';
import type { PromisedCall } from '../promises/model.ts';

/** Writes the text that follows an attempt or the end of a promise; with null none does. */
export async function tellByText(
  client: pg.ClientBase,
  promise: PromisedCall,
  sentence: MissedText | null,
  nowMs: number,
): Promise<EffectRow[]> {
  if (sentence === null || promise.numberSealed === null) return [];
  return addTexts(
    client,
    [
      {
        direction: 'out',
        lane: `callback-${promise.id}`,
        lineId: promise.lineId,
        channel: promise.via === 'whatsapp' ? 'whatsapp' : 'sms',
        numberSealed: promise.numberSealed,
        sentence,
        slots: { readIn: promise.language, ...(sentence === 'callbackMissed' ? { untilMs: promise.untilAtMs } : {}) },
      },
    ],
    nowMs,
  );
}
