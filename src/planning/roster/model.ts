/** The roster as plain values: the occurrences, people, windows and limits of a range that filling, checking and reasons share. */
import type {
  Interval,
  Requirement,
  ScheduleLine,
  SchedulePerson,
  ScheduleSource,
  Weekday,
} from '../../schedule/model.ts';

/** The most (of `restHours`: the least) that is planned for one person. */
export type PolicyLimits = {
  hoursPerWeek: number;
  shiftHours: number;
  restHours: number;
  daysInRow: number;
  nightsInRow: number;
};

/** What somebody has set for themselves, never looser than the policy. */
export type OwnLimits = {
  hoursPerWeek?: number | undefined;
  shiftsPerWeek?: number | undefined;
  nightsPerWeek?: number | undefined;
};

/** Every limit that holds for one person; without a bound where they have set none. */
export type Limits = PolicyLimits & { shiftsPerWeek: number; nightsPerWeek: number };

export type Wish = 'preferred' | 'fine' | 'reluctant';

/** When somebody can, on the clock of their zone. */
export type AvailabilityWindow = { days: readonly Weekday[]; start: string; end: string; wish?: Wish | undefined };

/** What somebody has said of one date of their zone, in the place of their week. */
export type DateWish = { date: string; wish: Wish | 'not' };

export type RosterSourcePerson = SchedulePerson & {
  timeZone: string;
  roles: readonly string[];
  training?: readonly { course: string; until?: string | null | undefined }[] | undefined;
  trainee?: boolean | undefined;
  reserve?: boolean | undefined;
  limits?: OwnLimits | undefined;
  availability?: readonly AvailabilityWindow[] | undefined;
  dates?: readonly DateWish[] | undefined;
};

/** The part of an organisation that rosters are made of; a whole parsed organisation file fits. */
export type RosterSource = Omit<ScheduleSource, 'lines' | 'people'> & {
  policy: { training: readonly string[]; limits: PolicyLimits };
  lines: readonly (ScheduleLine & {
    training?: readonly string[] | undefined;
    limits?: { [Limit in keyof PolicyLimits]?: number | undefined } | undefined;
  })[];
  people: readonly RosterSourcePerson[];
};

/** Local dates of each line, both included; `line`: only that one. */
export type RosterRange = { from: string; to: string; line?: string | undefined };

/** One occurrence of the schedule; people are named by their index in the model. */
export type RosterOccurrence = Interval & {
  line: string;
  shift: string;
  /** The rule's own wall-clock start, which names it. */
  occurrence: string;
  /** Elapsed time, also where clocks change. */
  hours: number;
  need: number;
  requires: readonly Requirement[];
  /** Whether it starts on a date of the range, on a line of the range: only these are filled and scored. */
  isInRange: boolean;
  /** Those who stay on it as primary, in order; nobody on time off, and nobody who takes texts only. */
  primaries: readonly number[];
  /** Primaries who take texts only: it is a duty of theirs like any other, and fills no place that calls need. */
  texters: readonly number[];
  backups: readonly number[];
  /** Primaries who are on time off then: their place is open. */
  away: readonly number[];
  /** Those who are told already that they are its primaries; who of them is not in `primaries` may be moved. */
  published: readonly number[];
};

export type RosterPerson = {
  id: string;
  timeZone: string;
  /** May be placed by auto-fill: a volunteer or shift leader. */
  isCandidate: boolean;
  languages: readonly string[];
  tags: readonly string[];
  training: readonly { course: string; until?: string | null | undefined }[];
  isTrainee: boolean;
  /** Whether a place that calls need is filled by them; auto-fill places nobody else. */
  takesCalls: boolean;
  /** Is placed only where nobody else can be. */
  isReserve: boolean;
  limits: OwnLimits;
  /** Has said when they can. */
  hasWindows: boolean;
  /** The windows around the range as instants, touching ones joined, in order. */
  canBe: readonly Interval[];
  /** The same windows one by one, each with what its wish costs, in order of start. */
  wishes: readonly (Interval & { cost: number })[];
  /** Local dates as day numbers, both included. */
  timeOff: readonly { fromDay: number; toDay: number }[];
  /** Windows within the range less time off, as elapsed hours. */
  offeredHours: number;
};

/** What the calendar of one zone says of each occurrence, by its index. */
export type RosterCalendar = {
  /** The day number of the local date of its start. */
  day: readonly number[];
  /** The day number of the Monday of the week of its start. */
  monday: readonly number[];
  /** The evenings, as day numbers, of the nights it touches for three hours or more. */
  nights: readonly (readonly number[])[];
};

export type RosterLine = {
  id: string;
  timeZone: string;
  languages: readonly string[];
  training: readonly string[];
  limits: PolicyLimits;
};

export type RosterModel = {
  /** In order of start, line, shift and name; outside the range only those on which somebody is. */
  occurrences: readonly RosterOccurrence[];
  /** In order of their ids. */
  people: readonly RosterPerson[];
  lines: ReadonlyMap<string, RosterLine>;
  limits: PolicyLimits;
  /** By zone, for the zone of everybody in `people`. */
  calendars: ReadonlyMap<string, RosterCalendar>;
};

/** Somebody on an occurrence, both by their index in the model. */
export type Placement = { occurrence: number; person: number };

export const hourMs = 3_600_000;
