/** Both states of a line or of the settings in words, where somebody else was quicker. */
import type { Both } from '../desk/trouble.tsx';
import { useDeskWords } from '../desk/words.ts';
import { fieldInWords } from './versions.tsx';
import { useLinesWords } from './words.ts';

type Fields = Readonly<Record<string, unknown>>;

/** `mine` and `theirs` are what either has changed of `base`. */
export function useBoth(): (base: Fields, mine: Fields, theirs: Fields) => Both[] {
  const words = useLinesWords();
  const desk = useDeskWords();
  const said = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return desk.none;
    if (typeof value === 'boolean') return value ? desk.yes : desk.no;
    if (Array.isArray(value)) return value.map(said).join('; ') || desk.none;
    if (typeof value === 'object') return Object.values(value).map(said).join(', ') || desk.none;
    return String(value as string | number);
  };
  return (base, mine, theirs) =>
    [...new Set([...Object.keys(mine), ...Object.keys(theirs)])].map((field) => ({
      field: fieldInWords(field, words),
      mine: said(field in mine ? mine[field] : base[field]),
      theirs: said(field in theirs ? theirs[field] : base[field]),
    }));
}
