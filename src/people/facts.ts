/** Everything the guards and the ranking ask about a person, gathered from the roster and from what they said themselves. */
import { DateTime } from 'luxon';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import type { Availability, Staffing } from '../routing/model.ts';
import { dutyOf } from '../schedule/duties.ts';
import { isOpen, nextOpening } from '../schedule/opening.ts';
import { whoIsOn } from '../schedule/resolve.ts';
import { guardsOf, isSetAvailable, missingTraining, type PersonFacts } from '../wellbeing/guards.ts';

/** What changes from minute to minute, as read from the tables. */
export type Present = {
  availability: Map<string, Availability>;
  /** People with an open leg, and whether they are talking on it. */
  busy: Map<string, 'offered' | 'in-contact'>;
  /** Load score by person; absent is 0. */
  load: Map<string, number>;
  pausedLines: Set<string>;
};

/** Everybody on shift on the line at `nowMs`, and its reserves who have set themselves available. */
export function peopleOfLine(directory: Directory, line: DirectoryLine, present: Present, nowMs: number): PersonFacts[] {
  const on = new Map<string, 'primary' | 'backup'>();
  for (const { person, as } of whoIsOn(directory.schedule, nowMs, line.id)) if (as === 'primary' || !on.has(person)) on.set(person, as);
  const reserves = [...directory.people.values()].filter((person) => person.reserve && !on.has(person.id));
  const reserveFacts = reserves.map((person) => factsOf(directory, line, person, null, present, nowMs)).filter((facts) => isSetAvailable(facts, nowMs));
  const onFacts = [...on].flatMap(([personId, as]) => {
    const person = directory.people.get(personId);
    return person?.roles.includes('volunteer') || person?.roles.includes('shift-leader') ? [factsOf(directory, line, person, as, present, nowMs)] : [];
  });
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
  const said = present.availability.get(person.id);
  const today = DateTime.fromMillis(nowMs, { zone: line.timeZone }).toISODate() ?? '';
  return {
    personId: person.id,
    languages: person.languages,
    tags: person.tags,
    leader: person.roles.includes('shift-leader'),
    trainee: person.trainee,
    reserve: person.reserve,
    onShiftAs,
    duty: dutyOf(directory.schedule, person.id, nowMs, 'primary') ?? dutyOf(directory.schedule, person.id, nowMs, 'backup'),
    automatic: line.automaticAvailability,
    missingTraining: missingTraining(person.training, line.policy.training, today),
    setting: said?.setting ?? null,
    settingAtMs: said?.settingAtMs ?? null,
    breakUntilMs: said?.breakUntilMs ?? null,
    wrapUpUntilMs: said?.wrapUpUntilMs ?? null,
    restUntilMs: said?.restUntilMs ?? null,
    busy: present.busy.get(person.id) ?? null,
    idleSinceMs: said?.idleSinceMs ?? null,
    load: present.load.get(person.id) ?? 0,
  };
}

/** Who could come to the phone on a line at `nowMs` (V8, V15), and which leaders could be asked. */
export function staffingOf(directory: Directory, line: DirectoryLine, present: Present, nowMs: number): Staffing {
  const people = peopleOfLine(directory, line, present, nowMs);
  const open = isOpen(directory.schedule, line.id, nowMs);
  return {
    open,
    paused: present.pausedLines.has(line.id),
    nextOpeningMs: nextOpening(directory.schedule, line.id, nowMs)?.startMs ?? null,
    anybodyOn: people.length > 0,
    languages: [...new Set(people.flatMap((facts) => facts.languages))],
    leaders: leadersAt(directory, line, present, nowMs),
  };
}

/** Shift leaders who can be asked to join: those free on shift first, then those on shift at all who are not in a contact. */
function leadersAt(directory: Directory, line: DirectoryLine, present: Present, nowMs: number): string[] {
  const onShift = new Set(whoIsOn(directory.schedule, nowMs).map(({ person }) => person));
  const askable = [...directory.people.values()].filter((person) => person.roles.includes('shift-leader') && !present.busy.has(person.id));
  const held = (person: Person) => guardsOf(factsOf(directory, line, person, onShift.has(person.id) ? 'primary' : null, present, nowMs), nowMs).length;
  return askable
    .filter((person) => onShift.has(person.id) || held(person) === 0)
    .sort((a, b) => Number(held(a) > 0) - Number(held(b) > 0))
    .map((person) => person.id);
}
