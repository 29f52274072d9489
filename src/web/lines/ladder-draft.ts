/** The waves and the ladder as they are typed. Pure. */
import type { Policy } from './numbers.ts';

export type Step = Policy['overflow'][number]['do'];
export type LadderDraft = {
  waves: { afterSeconds: string; size: string }[];
  overflow: { afterSeconds: string; do: Step; number: string }[];
};
type Ladder = Pick<Policy, 'waves' | 'overflow'>;

export function ladderDraftOf({ waves, overflow }: Ladder): LadderDraft {
  return {
    waves: waves.map(({ afterSeconds, size }) => ({ afterSeconds: String(afterSeconds), size: String(size) })),
    overflow: overflow.map(({ afterSeconds, do: act, number = '' }) => ({
      afterSeconds: String(afterSeconds),
      do: act,
      number,
    })),
  };
}

export function ladderIn({ waves, overflow }: LadderDraft): Ladder {
  return {
    waves: waves.map(({ afterSeconds, size }) => ({ afterSeconds: Number(afterSeconds), size: Number(size) })),
    overflow: overflow.map(({ afterSeconds, do: act, number }) => ({
      afterSeconds: Number(afterSeconds),
      do: act,
      ...(act === 'ring-partner' && number.trim() !== '' ? { number: number.trim() } : {}),
    })),
  };
}
