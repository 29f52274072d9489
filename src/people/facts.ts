/** Everything the guards and the ranking ask about a person, gathered from the roster and from what they said themselves. */
import { DateTime } from 'luxon';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import type { Availability, Staffing } from '../calls/model.ts';
import { anyDutyOf } from '../schedule/duties.ts';
import { isOpen, nextOpening } from '../schedule/opening.ts';
import { resolveLine, whoIsOn } from '../schedule/resolve.ts';
import { isSetAvailable, missingTraining, type PersonFacts } from '../wellbeing/guards.ts';
import { leadersToAsk } from '../wellbeing/leaders.ts';

/** What changes from minute to minute, as read from the tables. */
export type Present = {
  availability: Map<string, Availability>;
  /** People with an open leg, and whether they are talking on it. */
  busy: Map<string, 'offered' | 'in-contact'>;
  /** Of the busy, those who are only about to get off the phone. */
  leaving?: ReadonlySet<string>;
  /** Until when people who text with somebody count as in that contact; more words put it off. */
  textingUntilMs: Map<string, number>;
  /** Load score by person; absent is 0. */
  load: Map<string, number>;
  pausedLines: Set<string>;
};

/** The part of the facts that only the roster knows: it changes when a shift begins or ends, or a day does. */
type RosterFacts = Pick<PersonFacts, 'duty' | 'missingTraining'>;
type OnShift = { person: Person; as: 'primary' | 'backup'; roster: RosterFacts };
type Roster = { fromMs: number; untilMs: number; on: OnShift[]; need: number };

/** Every zone's day and hour begin on a quarter of an hour. */
const quarterMs = 15 * 60_000;
const rosters = new WeakMap<Directory, Map<string, Roster>>();

/** Who is on shift on the line and how many are needed; worked out anew only when the answer can have changed. */
function rosterOf(directory: Directory, line: DirectoryLine, nowMs: number): Roster {
  const ofLines = rosters.get(directory) ?? new Map<string, Roster>();
  rosters.set(directory, ofLines);
  const known = ofLines.get(line.id);
  if (known && known.fromMs <= nowMs && nowMs < known.untilMs) return known;
  const on = new Map<string, 'primary' | 'backup'>();
  for (const { person, as } of whoIsOn(directory.schedule, nowMs, line.id))
    if (as === 'primary' || !on.has(person)) on.set(person, as);
  const people = [...on].flatMap(([personId, as]): OnShift[] => {
    const person = directory.people.get(personId);
    const answersCalls = person?.roles.includes('volunteer') || person?.roles.includes('shift-leader');
    return person && answersCalls ? [{ person, as, roster: rosterFacts(directory, line, person, nowMs) }] : [];
  });
  const quarterEndMs = (Math.floor(nowMs / quarterMs) + 1) * quarterMs;
  const occurrences = resolveLine(directory.schedule, line.id, nowMs, quarterEndMs);
  const changes = occurrences.flatMap(({ startMs, endMs }) => [startMs, endMs]);
  const untilMs = Math.min(quarterEndMs, ...changes.filter((atMs) => atMs > nowMs));
  const need = occurrences
    .filter(({ startMs }) => startMs <= nowMs)
    .reduce((sum, occurrence) => sum + occurrence.need, 0);
  const roster = { fromMs: nowMs, untilMs, on: people, need };
  ofLines.set(line.id, roster);
  return roster;
}

/** The ids of everybody on shift on the line. */
export function peopleOnShift(directory: Directory, line: DirectoryLine, nowMs: number): string[] {
  return rosterOf(directory, line, nowMs).on.map(({ person }) => person.id);
}

/** How many people the shifts that run on the line need together. */
export function needOfLine(directory: Directory, line: DirectoryLine, nowMs: number): number {
  return rosterOf(directory, line, nowMs).need;
}

function rosterFacts(directory: Directory, line: DirectoryLine, person: Person, nowMs: number): RosterFacts {
  const today = DateTime.fromMillis(nowMs, { zone: line.timeZone }).toISODate() ?? '';
  return {
    duty: anyDutyOf(directory.schedule, person.id, nowMs),
    missingTraining: missingTraining(person.training, line.policy.training, today),
  };
}

const reserves = new WeakMap<Directory, string[]>();

/** The ids of everybody who may be asked on any line once they set themselves available. */
export function reservesOf(directory: Directory): string[] {
  const known =
    reserves.get(directory) ??
    [...directory.people.values()].filter((person) => person.reserve).map((person) => person.id);
  reserves.set(directory, known);
  return known;
}

/** Everybody on shift on the line at `nowMs`, and its reserves who have set themselves available. */
export function peopleOfLine(
  directory: Directory,
  line: DirectoryLine,
  present: Present,
  nowMs: number,
): PersonFacts[] {
  const { on } = rosterOf(directory, line, nowMs);
  const onFacts = on.map(({ person, as, roster }) => factsWith(roster, line, person, as, present));
  const onIds = new Set(on.map(({ person }) => person.id));
  const reserveFacts = reservesOf(directory)
    .filter((personId) => !onIds.has(personId) && present.availability.get(personId)?.setting === 'on')
    .flatMap((personId) => directory.people.get(personId) ?? [])
    .map((person) => factsOf(directory, line, person, null, present, nowMs))
    .filter((facts) => isSetAvailable(facts, nowMs));
  return [...onFacts, ...reserveFacts];
}

/** One person's facts on a line at `nowMs`. */
export function factsOf(
  directory: Directory,
  line: DirectoryLine,
  person: Person,
  onShiftAs: 'primary' | 'backup' | null,
  present: Present,
  nowMs: number,
): PersonFacts {
  return factsWith(rosterFacts(directory, line, person, nowMs), line, person, onShiftAs, present);
}

function factsWith(
  roster: RosterFacts,
  line: DirectoryLine,
  person: Person,
  onShiftAs: 'primary' | 'backup' | null,
  present: Present,
): PersonFacts {
  const said = present.availability.get(person.id);
  return {
    personId: person.id,
    languages: person.languages,
    tags: person.tags,
    leader: person.roles.includes('shift-leader'),
    trainee: person.trainee,
    reserve: person.reserve,
    onShiftAs,
    duty: roster.duty,
    automatic: line.automaticAvailability,
    missingTraining: roster.missingTraining,
    setting: said?.setting ?? null,
    settingAtMs: said?.settingAtMs ?? null,
    breakUntilMs: said?.breakUntilMs ?? null,
    wrapUpUntilMs: said?.wrapUpUntilMs ?? null,
    restUntilMs: said?.restUntilMs ?? null,
    restMoreUntilMs: said?.restMoreUntilMs ?? null,
    waived: said?.waived ?? [],
    waivedUntilMs: said?.waivedUntilMs ?? null,
    busy: present.busy.get(person.id) ?? null,
    ...(present.leaving?.has(person.id) ? { leaving: true } : {}),
    textingUntilMs: present.textingUntilMs.get(person.id) ?? null,
    idleSinceMs: said?.idleSinceMs ?? null,
    load: present.load.get(person.id) ?? 0,
  };
}

/** Who could come to the phone on a line at `nowMs` (V8, V15), and which leaders could be asked. */
export function staffingOf(directory: Directory, line: DirectoryLine, present: Present, nowMs: number): Staffing {
  const people = peopleOfLine(directory, line, present, nowMs);
  return {
    open: isOpen(directory.schedule, line.id, nowMs),
    paused: present.pausedLines.has(line.id),
    nextOpeningMs: nextOpening(directory.schedule, line.id, nowMs)?.startMs ?? null,
    anybodyOn: people.length > 0,
    languages: [...new Set(people.flatMap((facts) => facts.languages))],
    get leaders() {
      return leadersAt(directory, line, present, nowMs);
    },
  };
}

/** The line's view of every shift leader: who can be asked, `leadersToAsk` says. */
function leadersAt(directory: Directory, line: DirectoryLine, present: Present, nowMs: number): string[] {
  const onShift = new Set(whoIsOn(directory.schedule, nowMs).map(({ person }) => person));
  const leaders = [...directory.people.values()]
    .filter((person) => person.roles.includes('shift-leader') && !present.busy.has(person.id))
    .map((person) => factsOf(directory, line, person, onShift.has(person.id) ? 'primary' : null, present, nowMs));
  return leadersToAsk(leaders, nowMs);
}
