/** What the schedule engine takes and gives: plain values under the organisation file's own field names. */

export type Weekday = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';

export type Assignment = { person: string; as: 'primary' | 'backup' };

/** So many primaries must speak the language or carry the tag. */
export type Requirement = { language?: string | undefined; tag?: string | undefined; count?: number | undefined };

/** Hours of the line's clock; an end at or before the start is on the next day, equal ones are a whole day. */
export type OpeningHours = { days: readonly Weekday[]; start: string; end: string };

/** Local dates of the line, both included. */
export type Closure = { from: string; to: string; reason?: string | undefined };

export type ScheduleLine = {
  id: string;
  timeZone: string;
  languages?: readonly string[] | undefined;
  openingHours?: readonly OpeningHours[] | undefined;
  closures?: readonly Closure[] | undefined;
};

export type SchedulePerson = {
  id: string;
  timeZone?: string | undefined;
  languages?: readonly string[] | undefined;
  tags?: readonly string[] | undefined;
  /** What they take: calls (`voice`), texts, or both; both where nothing is said. */
  channels?: readonly string[] | undefined;
};

/** What one occurrence has instead of its shift's; what is absent stays. */
export type OccurrenceChange = {
  occurrence: string;
  start?: string | undefined;
  end?: string | undefined;
  need?: number | undefined;
  requires?: readonly Requirement[] | undefined;
  assigned?: readonly Assignment[] | undefined;
  cancelled?: boolean | undefined;
};

/** A shift: `start`, `end`, `also`, `except` and `occurrence` are wall-clock times of the line (`2026-03-08T02:30`). */
export type ScheduleShift = {
  id: string;
  line: string;
  start: string;
  end: string;
  repeat?: string | undefined;
  also?: readonly string[] | undefined;
  except?: readonly string[] | undefined;
  changes?: readonly OccurrenceChange[] | undefined;
  need?: number | undefined;
  requires?: readonly Requirement[] | undefined;
  assigned?: readonly Assignment[] | undefined;
};

/** Local dates of the person, both included. */
export type TimeOff = { person: string; from: string; to: string };

/** The part of an organisation file that the schedule is made of; a whole parsed file fits. */
export type ScheduleSource = {
  organisation: { timeZone: string };
  lines: readonly ScheduleLine[];
  people: readonly SchedulePerson[];
  shifts: readonly ScheduleShift[];
  timeOff?: readonly TimeOff[] | undefined;
};

/** One instance of a shift, whole, as the half-open interval [startMs, endMs). */
export type Occurrence = {
  line: string;
  shift: string;
  /** The rule's own wall-clock start, which names the occurrence even when it is moved or falls into a gap. */
  occurrence: string;
  startMs: number;
  endMs: number;
  /** Who is assigned and not on time off. */
  people: readonly Assignment[];
  need: number;
  requires: readonly Requirement[];
};

/** A half-open stretch of time [startMs, endMs). */
export type Interval = { startMs: number; endMs: number };
