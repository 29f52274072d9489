/** What every part of the roster page has at hand: the roster, its words and times, and the draft where one is being worked on. */
import { createContext, useContext } from 'react';
import type { RosterWords } from '../words/planner/en.ts';
import type { Form } from './form.ts';
import type { Grid } from './grid.ts';
import type { Planned } from './planned.ts';
import type { RosterView } from './view.ts';
import type { Work } from './work.ts';

/** What lies over the page. */
export type Panel =
  | { kind: 'places'; keys: readonly string[] }
  | { kind: 'person-day'; person: string; date: string }
  | { kind: 'edit'; key: string }
  | { kind: 'publish' | 'fill' | 'copy' | 'add' | 'keys' | 'history' | 'drop' };

export type Desk = {
  view: RosterView;
  grid: Grid;
  line: string;
  lineName: string;
  form: Form;
  words: RosterWords;
  /** The local date of the line by the service's clock. */
  today: string;
  /** Null for whoever may only read. */
  planned: Planned | null;
  /** The draft in hand; null while one looks at what is published. */
  work: Work | null;
  /** Whether the draft in hand can be changed. */
  canEdit: boolean;
  nameOf: (person: string) => string;
  open: (panel: Panel | null) => void;
  /** For whoever listens. */
  say: (sentence: string) => void;
  /** The person picked to be put into places. */
  picked: string | null;
  pick: (person: string | null) => void;
};

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('a part of the roster page stands outside of it');
  return desk;
}

/** Where a draft is open and can be changed. */
export function useOpenWork(): Work & { desk: Desk } {
  const desk = useDesk();
  if (!desk.work) throw new Error('there is no draft in hand');
  return { ...desk.work, desk };
}
