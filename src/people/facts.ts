/** Everything the guards and the ranking ask about a person, gathered from the roster and from what they said themselves. */
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import type { Staffing } from '../calls/model.ts';
import { anyDutyOf } from '../schedule/duties.ts';
import { isOpen, nextOpening } from '../schedule/opening.ts';
import type { Absences, CompiledLine, CompiledSchedule, CompiledShift } from '../schedule/compile.ts';
import type { Interval } from '../schedule/model.ts';
import { resolveLine, resolvePerson, whereIsOn } from '../schedule/resolve.ts';
import { takesCalls } from '../schedule/takes-calls.ts';
import { localDate } from '../schedule/zone-clock.ts';
import { isSetAvailable, missingTraining, type PersonFacts } from '../wellbeing/guards.ts';
import { leadersToAsk } from '../wellbeing/leaders.ts';
import type { SaidByPerson } from './said.ts';

/** What changes from minute to minute, as read from the tables. */
export type Present = {
  availability: SaidByPerson;
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
type OnShift = { person: Person; as: 'primary' | 'backup'; roster: RosterFacts; made: MadeFacts };
type Roster = { fromMs: number; untilMs: number; on: OnShift[]; need: number; ids: string[]; languages: string[] };
/** By what a person said, the facts that were made of it last: they are the same value until something of them changes. */
type MadeFacts = WeakMap<object, PersonFacts>;
const nothingSaid = {};

/** Every zone's day and hour begin on a quarter of an hour. */
const quarterMs = 15 * 60_000;
const quarterEndAfter = (atMs: number) => (Math.floor(atMs / quarterMs) + 1) * quarterMs;

/** What holds from `fromMs` on and before `untilMs`, as long as these people are away when they are. */
type Holding<Known, Away> = { fromMs: number; untilMs: number; away: Away; known: Known };
const holds = <Away>(one: Holding<unknown, Away> | undefined, away: Away, nowMs: number) =>
  one !== undefined && one.away === away && one.fromMs <= nowMs && nowMs < one.untilMs;

// A line, or the shifts of a person, stay the same value while nothing is written of them: what they lead to is worked out again
// where something was, and not for each version of the directory.
const rosters = new WeakMap<Directory, Map<string, Roster>>();
const linesRunning = new WeakMap<CompiledLine, Holding<Running, CompiledSchedule['absences']>>();
const duties = new WeakMap<readonly CompiledShift[], Holding<Interval | null, Absences | undefined>>();

type Running = { on: ReadonlyMap<string, 'primary' | 'backup'>; need: number };

function runningOn(schedule: CompiledSchedule, line: CompiledLine, nowMs: number): Holding<Running, unknown> {
  const held = linesRunning.get(line);
  if (held && holds(held, schedule.absences, nowMs)) return held;
  const occurrences = resolveLine(schedule, line.id, nowMs, quarterEndAfter(nowMs));
  const on = new Map<string, 'primary' | 'backup'>();
  let need = 0;
  for (const occurrence of occurrences.toSorted(byShift)) {
    if (occurrence.startMs > nowMs) continue;
    need += occurrence.need;
    for (const { person, as } of occurrence.people) if (as === 'primary' || !on.has(person)) on.set(person, as);
  }
  const untilMs = nextChange(occurrences, nowMs);
  const running = { fromMs: nowMs, untilMs, away: schedule.absences, known: { on, need } };
  linesRunning.set(line, running);
  return running;
}

/** Shifts in the order in which the schedule has them. */
const byShift = (a: { shift: string }, b: { shift: string }) => (a.shift < b.shift ? -1 : a.shift > b.shift ? 1 : 0);

/** The duty somebody is in, from their shifts on all lines. */
function dutyAt(schedule: CompiledSchedule, personId: string, nowMs: number): Interval | null {
  const shifts = schedule.shiftsOfPerson.get(personId);
  if (!shifts) return null;
  const away = schedule.absences.get(personId);
  const held = duties.get(shifts);
  if (held && holds(held, away, nowMs)) return held.known;
  const duty = anyDutyOf(schedule, personId, nowMs);
  const untilMs = nextChange(resolvePerson(schedule, personId, nowMs, quarterEndAfter(nowMs)), nowMs);
  duties.set(shifts, { fromMs: nowMs, untilMs, away, known: duty });
  return duty;
}

function nextChange(occurrences: readonly Interval[], nowMs: number): number {
  const changes = occurrences.flatMap(({ startMs, endMs }) => [startMs, endMs]);
  return Math.min(quarterEndAfter(nowMs), ...changes.filter((atMs) => atMs > nowMs));
}

/** Who is on shift on the line and how many are needed; worked out anew only when the answer can have changed. */
function rosterOf(directory: Directory, line: DirectoryLine, nowMs: number): Roster {
  const ofLines = rosters.get(directory) ?? new Map<string, Roster>();
  rosters.set(directory, ofLines);
  const known = ofLines.get(line.id);
  if (known && known.fromMs <= nowMs && nowMs < known.untilMs) return known;
  const compiled = directory.schedule.lines.get(line.id);
  if (!compiled) return { fromMs: nowMs, untilMs: nowMs, on: [], need: 0, ids: [], languages: [] };
  const { untilMs, known: running } = runningOn(directory.schedule, compiled, nowMs);
  const today = localDate(nowMs, line.timeZone);
  const on = [...running.on].flatMap(([personId, as]): OnShift[] => {
    const person = directory.people.get(personId);
    const answersCalls = person?.roles.includes('volunteer') || person?.roles.includes('shift-leader');
    if (!person || !answersCalls) return [];
    return [{ person, as, roster: rosterFacts(directory, line, person, nowMs, today), made: new WeakMap() }];
  });
  const ids = on.map(({ person }) => person.id);
  const languages = new Set(on.flatMap(({ person }) => (takesCalls(person) ? person.languages : [])));
  const roster = { fromMs: nowMs, untilMs, on, need: running.need, ids, languages: [...languages] };
  ofLines.set(line.id, roster);
  return roster;
}

/** The ids of everybody on shift on the line. */
export function peopleOnShift(directory: Directory, line: DirectoryLine, nowMs: number): readonly string[] {
  return rosterOf(directory, line, nowMs).ids;
}

/** How many people the shifts that run on the line need together. */
export function needOfLine(directory: Directory, line: DirectoryLine, nowMs: number): number {
  return rosterOf(directory, line, nowMs).need;
}

function rosterFacts(
  directory: Directory,
  line: DirectoryLine,
  person: Person,
  nowMs: number,
  today: string,
): RosterFacts {
  return {
    duty: dutyAt(directory.schedule, person.id, nowMs),
    missingTraining: missingTraining(person.training, line.policy.training, today),
  };
}

/** Everybody on shift on the line at `nowMs`, and its reserves who have set themselves available. */
export function peopleOfLine(
  directory: Directory,
  line: DirectoryLine,
  present: Present,
  nowMs: number,
): PersonFacts[] {
  const { on } = rosterOf(directory, line, nowMs);
  const onFacts = on.map((one) => factsOnShift(one, line, present));
  return [...onFacts, ...reservesOfLine(directory, line, present, nowMs)];
}

/** The reserves who have set themselves available and are not on shift on the line. */
function reservesOfLine(directory: Directory, line: DirectoryLine, present: Present, nowMs: number): PersonFacts[] {
  const said = directory.reserves.filter((person) => present.availability.get(person.id)?.setting === 'on');
  if (said.length === 0) return [];
  const onIds = new Set(rosterOf(directory, line, nowMs).ids);
  return said
    .filter((person) => !onIds.has(person.id))
    .map((person) => factsOf(directory, line, person, null, present, nowMs))
    .filter((facts) => isSetAvailable(facts, nowMs));
}

/** What is the same as at the last look is the same value: who compares it sees at once that nothing changed. */
function factsOnShift({ person, as, roster, made }: OnShift, line: DirectoryLine, present: Present): PersonFacts {
  const said = present.availability.get(person.id) ?? nothingSaid;
  const known = made.get(said);
  const isSame =
    known &&
    known.busy === (present.busy.get(person.id) ?? null) &&
    known.load === (present.load.get(person.id) ?? 0) &&
    known.textingUntilMs === (present.textingUntilMs.get(person.id) ?? null) &&
    (known.leaving ?? false) === (present.leaving?.has(person.id) ?? false);
  if (isSame) return known;
  const facts = factsWith(roster, line, person, as, present);
  made.set(said, facts);
  return facts;
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
  return factsWith(
    rosterFacts(directory, line, person, nowMs, localDate(nowMs, line.timeZone)),
    line,
    person,
    onShiftAs,
    present,
  );
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
    ...(takesCalls(person) ? {} : { textsOnly: true }),
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

/** Those of `peopleOfLine` who are rung for callers: whoever takes texts only is left to those who write. */
export function callTakersOfLine(
  directory: Directory,
  line: DirectoryLine,
  present: Present,
  nowMs: number,
): PersonFacts[] {
  return peopleOfLine(directory, line, present, nowMs).filter(({ textsOnly }) => !textsOnly);
}

function takes(directory: Directory, personId: string, channel: Person['channels'][number]): boolean {
  return directory.people.get(personId)?.channels.includes(channel) ?? false;
}

/** Who could come to the phone on a line at `nowMs` (V8, V15), and which leaders could be asked. */
export function staffingOf(directory: Directory, line: DirectoryLine, present: Present, nowMs: number): Staffing {
  // Of those on shift it is known whether they take calls and what they speak: only reserves are looked at one by one.
  const { on, languages } = rosterOf(directory, line, nowMs);
  const reserves = reservesOfLine(directory, line, present, nowMs).filter(({ textsOnly }) => !textsOnly);
  return {
    open: isOpen(directory.schedule, line.id, nowMs),
    paused: present.pausedLines.has(line.id),
    nextOpeningMs: nextOpening(directory.schedule, line.id, nowMs)?.startMs ?? null,
    anybodyOn: reserves.length > 0 || on.some(({ person }) => takesCalls(person)),
    languages: [...new Set([...languages, ...reserves.flatMap((facts) => facts.languages)])],
    get leaders() {
      return leadersAt(directory, line, present, 'voice', nowMs);
    },
  };
}

/** The line's view of every shift leader who takes the channel: who can be asked, `leadersToAsk` says, best first. */
export function leadersAt(
  directory: Directory,
  line: DirectoryLine,
  present: Present,
  channel: Person['channels'][number],
  nowMs: number,
): string[] {
  // Whoever is neither on shift nor a reserve is not asked, whatever else holds of them.
  const leaders = directory.leaders.flatMap((person) => {
    const isOn = whereIsOn(directory.schedule, person.id, nowMs).length > 0;
    const couldCome = (isOn || person.reserve) && !present.busy.has(person.id);
    if (!couldCome || !takes(directory, person.id, channel)) return [];
    return [factsOf(directory, line, person, isOn ? 'primary' : null, present, nowMs)];
  });
  return leadersToAsk(leaders, nowMs);
}
