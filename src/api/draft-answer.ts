/** A roster and a draft of it as the API tells of them: people by id, never by a number. */
import type { z } from 'zod';
import type { ShiftFault } from '../organisation/changed-shifts.ts';
import { isInUse, type Directory } from '../organisation/directory.ts';
import type { OwnTurn, PersonChanges } from '../planning/draft/changes-for-people.ts';
import { changesOf, type DraftNow } from '../roster/drafts.ts';
import type { DraftDays, StoredDraft } from '../roster/drafts-sql.ts';
import { takesCalls } from '../schedule/takes-calls.ts';
import { placesOf, verdictOn, type RosterPlace } from '../roster/roster-now.ts';
import type { rosterOperations } from './contract/roster.ts';
import { iso } from './peer.ts';
import { Problem } from './problem.ts';
import { faultInWords } from './wording/faults.ts';
import type { ProblemLanguage } from './wording/problem-words.ts';

type Answers = typeof rosterOperations;
type DraftAnswer = z.input<Answers['drafts.read']['answer']>;
type HeadAnswer = z.input<Answers['drafts.list']['answer']>['drafts'][number];

/** The line by its names; a retired one is not in use. */
export function lineAnswer(directory: Directory, lineId: string): HeadAnswer['line'] {
  const line = directory.lines.get(lineId);
  if (!line) throw new Problem('not-found');
  return { id: line.id, name: line.name, zone: line.timeZone, inUse: isInUse(directory, line) };
}

/** What one needs to know beside the shifts to plan these days. */
export function aroundAnswer(directory: Directory, { line, from, to }: DraftDays) {
  const touches = (span: { from: string; to: string }) => span.from <= to && from <= span.to;
  return {
    line: lineAnswer(directory, line),
    from,
    to,
    closures: (directory.lines.get(line)?.closures ?? []).filter(touches),
    timeOff: directory.timeOff.filter(touches),
    people: [...directory.people.values()]
      .filter(({ roles }) => roles.includes('volunteer') || roles.includes('shift-leader'))
      .map((person) => ({
        id: person.id,
        name: person.name,
        ...(takesCalls(person) ? {} : { textsOnly: true as const }),
      })),
  };
}

export function placeAnswer({ startMs, endMs, line: _line, people, requires, ...rest }: RosterPlace) {
  return {
    ...rest,
    startAt: iso(startMs),
    endAt: iso(endMs),
    people: people.map(({ person, as }) => ({ person, as })),
    requires: requires.map(({ language, tag, count = 1 }) => ({
      ...(language === undefined ? {} : { language }),
      ...(tag === undefined ? {} : { tag }),
      count,
    })),
  };
}

export function headAnswer(directory: Directory, draft: StoredDraft): HeadAnswer {
  const { id, line, from, to, state, revision, madeBy, madeAtMs, closed } = draft;
  return {
    id,
    line: lineAnswer(directory, line),
    from,
    to,
    state,
    revision,
    made: { by: madeBy, at: iso(madeAtMs) },
    closed: closed && { by: closed.by, at: iso(closed.atMs) },
  };
}

export function draftAnswer(directory: Directory, now: DraftNow, language: ProblemLanguage): DraftAnswer {
  const { draft, entries, world, folded, before, after } = now;
  const { changes, untilMs } = changesOf(now);
  const places = (shifts: DraftNow['after']) =>
    placesOf(world.organisation, shifts, world.zone, draft).map(placeAnswer);
  return {
    ...headAnswer(directory, draft),
    ...aroundAnswer(directory, draft),
    look: folded.look,
    log: entries.map(({ seq, by, atMs, command, undone }) => ({
      seq,
      by,
      at: iso(atMs),
      command,
      undone,
    })) as DraftAnswer['log'],
    idle: folded.idle.map(({ seq, why }) => ({ seq, command: null, why })),
    faults: faultsTold(folded.faults, language),
    locks: [...folded.roster.locks].map((key) => {
      const [shift, occurrence, person] = JSON.parse(key) as [string, string, string | null];
      return { shift, occurrence, person };
    }),
    before: places(before),
    after: places(after),
    changes: changes.map(changesAnswer),
    changesUntil: iso(untilMs),
    check: folded.faults.length > 0 ? null : verdictOn(world.organisation, after, draft),
  };
}

/** What is wrong with shifts of a draft, in words and for programs. */
export function faultsTold(faults: readonly ShiftFault[], language: ProblemLanguage): DraftAnswer['faults'] {
  return faults.map(({ shift, path, problem }) => ({
    shift,
    path,
    message: faultInWords(problem, language),
    problem: { key: problem.key, ...(problem.slots && { slots: { ...problem.slots } }) },
  }));
}

function changesAnswer({ person, gained, lost, moved }: PersonChanges) {
  return {
    person,
    gained: gained.map(turnAnswer),
    lost: lost.map(turnAnswer),
    moved: moved.map(({ before, after }) => ({ before: turnAnswer(before), after: turnAnswer(after) })),
  };
}

function turnAnswer({ startMs, endMs, ...turn }: OwnTurn) {
  return { ...turn, startAt: iso(startMs), endAt: iso(endMs) };
}
