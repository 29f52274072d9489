/** What every record room works with: where things are written down, what time it is, and who is told after a commit. */
import type pg from 'pg';
import type { Clock } from './clock.ts';
import type { Secrets } from './secrets.ts';

/** Told after every commit: effects to do now, when to wake which contact, whether routing passes are needed (a line, where it is one over those that share its people), whose load has changed, and whether the organisation has. */
export type AfterCommit = {
  effects: { id: string; queue: string; kind: string }[];
  wakes: { contactId: string; atMs: number }[];
  route: boolean | { lineId: string };
  weighed?: string[];
  /** The organisation is another one now. */
  organisation?: true;
};

export type Store = {
  pool: pg.Pool;
  clock: Clock;
  secrets: Secrets;
  /** A fresh random text of letters and digits. */
  draw: () => string;
  afterCommit: (news: AfterCommit) => void;
};
