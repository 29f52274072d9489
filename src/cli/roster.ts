/** `warmline roster fill` and `roster check`: what an organisation file's roster lacks, and who could fill it, without a database. */
import { type Command, InvalidArgumentError } from 'commander';
import { rosterModel } from '../planning/roster/build-model.ts';
import { checkRoster } from '../planning/roster/check.ts';
import type { Placement, RosterModel, RosterRange } from '../planning/roster/model.ts';
import { withoutOnCall } from '../planning/roster/on-call.ts';
import { reasonsFor, wayOutInWords, waysOut } from '../planning/roster/reasons.ts';
import { type Roster, rosterOf } from '../planning/roster/roster.ts';
import { fillInThread } from '../platform/fill-in-thread.ts';
import { parseDate } from '../schedule/wall-clock.ts';
import { numberFrom, readFileOfPrimaries } from './arguments.ts';
import { BadInput } from './errors.ts';
import { type OutputOptions, printAnswer } from './output.ts';
import type { CheckAnswer, FillAnswer, Named } from './roster-answer.ts';
import { checkInSentences, fillInSentences } from './roster-in-words.ts';

type RosterOptions = OutputOptions & RosterRange & { file: string };
type FillCommandOptions = RosterOptions & { seconds: number; planBackups?: true };

/** Longer ranges are asked for in parts: nobody plans volunteers further ahead. */
const mostDays = 366;
/** How long a fill may take where nothing else is said. */
const usualSeconds = 60;

/** Adds `roster fill` and `roster check` to `program`. */
export function registerRosterCommands(program: Command): void {
  const roster = program.command('roster').description('check a roster, or find who could fill it');
  rangeCommand(roster, 'fill', 'find people for the open places of an organisation file')
    .option('--plan-backups', 'plan backups too: they are backups there, and at the same time, no more')
    .option('--seconds <N>', 'how long it may look for a better one', numberFrom(0), usualSeconds)
    .action(printFill);
  rangeCommand(roster, 'check', 'list what a roster lacks and which rules it breaks').action(printCheck);
}

function rangeCommand(roster: Command, name: string, description: string): Command {
  return roster
    .command(name)
    .description(description)
    .requiredOption('--file <FILE>', 'an organisation file')
    .requiredOption('--from <D>', "the first date, on the line's own calendar", date)
    .requiredOption('--to <D>', 'the last date, itself included', date)
    .option('--line <L>', 'only this line')
    .option('--json', 'exact JSON on stdout');
}

function date(value: string): string {
  if (parseDate(value) === null) throw new InvalidArgumentError('It must be a date, such as 2026-03-08.');
  return value;
}

async function printFill(options: FillCommandOptions): Promise<void> {
  const read = await modelFor(options);
  const model = options.planBackups ? withoutOnCall(read, () => false) : read;
  const { placements, optimal, gap } = await fillInThread(model, { seconds: options.seconds });
  const roster = rosterOf(model, placements);
  const check = checkAnswer(model, roster);
  const answer: FillAnswer = {
    assignments: placements.map((one) => ({ ...named(model, one.occurrence), person: idOf(model, one) })),
    unfilled: unfilledIn(model, roster),
    score: check.score,
    optimal,
    gap,
    violations: check.violations,
  };
  printAnswer(options, answer, () => fillInSentences(read, placements, answer, options.planBackups ?? false));
}

async function printCheck(options: RosterOptions): Promise<void> {
  const model = await modelFor(options);
  const answer = checkAnswer(model, rosterOf(model, []));
  printAnswer(options, answer, () => checkInSentences(model, answer));
}

async function modelFor({ file, from, to, line }: RosterOptions): Promise<RosterModel> {
  if (to < from) throw new BadInput('--to: is before --from');
  const days = (parseDate(to) ?? 0) - (parseDate(from) ?? 0) + 1;
  if (days > mostDays)
    throw new BadInput(`--to: a roster has at most ${mostDays} days, not ${days}; ask for it in parts`);
  const organisation = await readFileOfPrimaries(file);
  if (line !== undefined && !organisation.lines.some(({ id }) => id === line))
    throw new BadInput(`--line: no such line ${JSON.stringify(line)}`);
  return rosterModel(organisation, { from, to, line });
}

function checkAnswer(model: RosterModel, roster: Roster): CheckAnswer {
  const { score, short, needsMissed, violations } = checkRoster(model, roster);
  return {
    score,
    short: short.map((one) => ({ ...named(model, one.occurrence), short: one.short })),
    needsMissed: needsMissed.map((one) => ({ ...named(model, one.occurrence), missing: one.missing })),
    violations: violations.map(({ rule, person, occurrences, value, limit }) => ({
      rule,
      person: person === null ? null : (model.people[person]?.id ?? null),
      occurrences: occurrences.map((index) => named(model, index)),
      value,
      limit,
    })),
  };
}

function unfilledIn(model: RosterModel, roster: Roster): FillAnswer['unfilled'] {
  const ids = (people: readonly number[]) => people.map((person) => model.people[person]?.id ?? '');
  return checkRoster(model, roster).short.map(({ occurrence, short }) => ({
    ...named(model, occurrence),
    short,
    reasons: reasonsFor(model, roster, occurrence).map(({ why, people }) => ({
      why,
      count: people.length,
      people: ids(people),
    })),
    waysOut: waysOut(model, roster, occurrence).map(({ people, change }) => ({
      people: ids(people),
      what: wayOutInWords(model.occurrences[occurrence]?.occurrence ?? '', change),
    })),
  }));
}

function named(model: RosterModel, index: number): Named {
  const one = model.occurrences[index];
  return { shift: one?.shift ?? '', occurrence: one?.occurrence ?? '' };
}

function idOf(model: RosterModel, { person }: Placement): string {
  return model.people[person]?.id ?? '';
}
