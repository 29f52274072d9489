import { rosterEn, type RosterWords } from './en.ts';
export const rosterEs: RosterWords = rosterEn;
