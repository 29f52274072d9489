/** Texts to a caller we could not reach, only where they texted us or agreed on that call (C6); nothing in them says who called. */
import type pg from 'pg';
import type { EffectRow } from '../contacts/save.ts';
import { addTexts } from '../conversations/texts.ts';
import type { AttemptOutcome } from '../promises/rules.ts';
import type { StoredPromise } from './promises.ts';

const missed = new Set<AttemptOutcome>(['no-answer', 'busy', 'failed', 'machine']);

/** Writes the text that follows an attempt, if one may; whoever else picked up gets none. */
export async function tellByText(
  client: pg.ClientBase,
  promise: StoredPromise,
  state: string,
  outcome: AttemptOutcome | 'expired',
  nowMs: number,
): Promise<EffectRow[]> {
  const isMissed = outcome === 'expired' || missed.has(outcome);
  if (!promise.textOk || promise.numberSealed === null || !isMissed) return [];
  return addTexts(
    client,
    [
      {
        direction: 'out',
        lane: `callback-${promise.id}`,
        lineId: promise.lineId,
        channel: promise.via === 'whatsapp' ? 'whatsapp' : 'sms',
        numberSealed: promise.numberSealed,
        sentence: state === 'open' ? 'callbackMissed' : 'callbackOver',
        slots: { readIn: promise.language, ...(state === 'open' ? { untilMs: promise.untilAtMs } : {}) },
      },
    ],
    nowMs,
  );
}
