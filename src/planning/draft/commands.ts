/** What a coordinator does to a draft roster, one small step at a time (R3, R4): plain values, kept in order and taken back by leaving them out. */
import type { Assignment, Requirement, ScheduleShift, Weekday } from '../../schedule/model.ts';

/** One occurrence: its shift and the rule's own wall-clock start. */
export type Place = { shift: string; occurrence: string };

/** What a series has from now on; what is absent stays. Times are of the line's wall clock (`17:00`). */
export type SeriesChange = {
  startTime?: string | undefined;
  endTime?: string | undefined;
  /** The weekdays of a weekly series. */
  days?: readonly Weekday[] | undefined;
  need?: number | undefined;
  requires?: readonly Requirement[] | undefined;
  assigned?: readonly Assignment[] | undefined;
};

export type DraftCommand =
  | { kind: 'assign'; at: Place; person: string; as: Assignment['as'] }
  | { kind: 'unassign'; at: Place; person: string }
  | { kind: 'set-need'; at: Place; need: number }
  | { kind: 'set-times'; at: Place; start: string; end: string }
  | { kind: 'cancel'; at: Place }
  | { kind: 'restore'; at: Place }
  /** Auto-fill leaves a locked person where they are, and a locked occurrence (`person: null`) as it is. */
  | { kind: 'lock'; at: Place; person: string | null }
  | { kind: 'unlock'; at: Place; person: string | null }
  /** One more start of a shift, beside what its rule gives. */
  | { kind: 'add-occurrence'; at: Place }
  | { kind: 'add-shift'; shift: ScheduleShift }
  /** `later`: from this occurrence on, as a series of its own under `newId`; `all`: the whole series. */
  | { kind: 'change-series'; at: Place; scope: 'later' | 'all'; newId: string; change: SeriesChange }
  /** This occurrence and all later ones are no more. */
  | { kind: 'end-series'; at: Place }
  /** Several as one step: what is marked together, a copied week, what auto-fill found. */
  | { kind: 'many'; commands: readonly DraftCommand[] };

/** What the commands lead to. */
export type DraftRoster = {
  shifts: readonly ScheduleShift[];
  /** `lockKey`s of what auto-fill leaves alone. */
  locks: ReadonlySet<string>;
};

/** Why a command changes nothing: what it is about is gone, or is so already. */
export type Idle =
  | 'no-shift'
  | 'no-occurrence'
  | 'no-person'
  | 'already-there'
  | 'not-there'
  | 'already-so'
  | 'shift-exists'
  | 'not-repeating'
  | 'bad-times';

/** How a lock is named. */
export function lockKey({ shift, occurrence }: Place, person: string | null): string {
  return JSON.stringify([shift, occurrence, person]);
}
