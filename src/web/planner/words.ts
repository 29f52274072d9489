/** The roster's own words: they come with the roster's piece, so that no other page carries them. */
import { useWords } from '../words/words.tsx';
import { rosterEn, type RosterWords } from '../words/planner/en.ts';
import { rosterEs } from '../words/planner/es.ts';

const wordings: Readonly<Record<'en' | 'es', RosterWords>> = { en: rosterEn, es: rosterEs };

export function useRosterWords(): RosterWords {
  return wordings[useWords().language];
}
