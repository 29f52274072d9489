/** `warmline shifts`, `who` and `gaps`: what the schedule of an organisation file says, without a database. */
import type { Command } from 'commander';
import { DateTime } from 'luxon';
import type { Organisation } from '../organisation/organisation-file.ts';
import { compileSchedule, type CompiledSchedule } from '../schedule/compile.ts';
import { gaps } from '../schedule/coverage.ts';
import type { Assignment, Interval } from '../schedule/model.ts';
import { resolve, whoIsOn } from '../schedule/resolve.ts';
import { instantMs, readFileOfPrimaries, readOrganisationFile } from './arguments.ts';
import { BadInput } from './errors.ts';
import { type OutputOptions, printAnswer, table } from './output.ts';

type RangeOptions = OutputOptions & { file: string; from: number; to: number };
/** More shifts than this are asked for in parts, so that every answer comes soon; counted in slices of so long. */
const mostShifts = 100_000;
const countedMs = 30 * 86_400_000;

type WhoOptions = OutputOptions & { file: string; at: number; line?: string };

/** Adds `shifts`, `who` and `gaps` to `program`. */
export function registerScheduleCommands(program: Command): void {
  rangeCommand(program, 'shifts', 'list the shifts that run between two instants').action(printShifts);
  rangeCommand(program, 'gaps', 'list where an open line has too few people, or misses a language or tag').action(
    printGaps,
  );
  program
    .command('who')
    .description('say who is on at an instant')
    .requiredOption('--file <FILE>', 'an organisation file')
    .requiredOption('--at <T>', 'an instant with an offset or Z', instantMs)
    .option('--line <L>', 'only on this line')
    .option('--json', 'exact JSON on stdout')
    .action(printWho);
}

function rangeCommand(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .requiredOption('--file <FILE>', 'an organisation file')
    .requiredOption('--from <T>', 'an instant with an offset or Z', instantMs)
    .requiredOption('--to <T>', 'an instant with an offset or Z, itself excluded', instantMs)
    .option('--json', 'exact JSON on stdout');
}

async function printShifts(options: RangeOptions): Promise<void> {
  const { organisation, schedule } = await readForRange(options);
  const occurrences = resolve(schedule, options.from, options.to);
  const answer = occurrences.map(({ line, shift, occurrence, people, ...when }) => ({
    line,
    shift,
    occurrence,
    ...inUtc(when),
    people: people.map(plain),
  }));
  printAnswer(options, answer, () => {
    if (occurrences.length === 0) return 'No shift runs then.';
    const rows = occurrences.map((one) => [
      one.line,
      one.shift,
      onTheClock(one, zoneOf(organisation, one.line)),
      one.people.map(spoken).join(', ') || 'nobody',
    ]);
    return table(['line', 'shift', 'when', 'people'], rows);
  });
}

async function printWho(options: WhoOptions): Promise<void> {
  const organisation = await readOrganisationFile(options.file);
  if (options.line !== undefined && !organisation.lines.some(({ id }) => id === options.line))
    throw new BadInput(`--line: no such line ${JSON.stringify(options.line)}`);
  const on = whoIsOn(compileSchedule(organisation), options.at, options.line);
  const answer = on.map(({ line, shift, person, as }) => ({ line, shift, person, as }));
  printAnswer(options, answer, () => {
    if (on.length === 0) return 'Nobody is on then.';
    return table(
      ['line', 'shift', 'person', 'as', 'when'],
      on.map((one) => [one.line, one.shift, one.person, one.as, onTheClock(one, zoneOf(organisation, one.line))]),
    );
  });
}

async function printGaps(options: RangeOptions): Promise<void> {
  const { organisation, schedule } = await readForRange(options);
  const found = gaps(schedule, options.from, options.to);
  const answer = found.map(({ line, need, have, missing, ...when }) => ({ line, ...inUtc(when), need, have, missing }));
  printAnswer(options, answer, () => {
    if (found.length === 0) return 'No gaps: every open line has who it needs.';
    const rows = found.map((gap) => [
      gap.line,
      onTheClock(gap, zoneOf(organisation, gap.line)),
      `${gap.have} of ${gap.need}`,
      gap.missing.join(', '),
    ]);
    return table(['line', 'when', 'people', 'missing'], rows);
  });
}

async function readForRange({
  file,
  from,
  to,
}: RangeOptions): Promise<{ organisation: Organisation; schedule: CompiledSchedule }> {
  if (to < from) throw new BadInput('--to: is before --from');
  const organisation = await readFileOfPrimaries(file);
  const schedule = compileSchedule(organisation);
  let count = 0;
  for (let sliceMs = from; sliceMs < to; sliceMs += countedMs) {
    count += resolve(schedule, sliceMs, Math.min(to, sliceMs + countedMs)).length;
    if (count > mostShifts)
      throw new BadInput(`--to: more than ${mostShifts} shifts run in so long a time; ask for a shorter one`);
  }
  return { organisation, schedule };
}

function plain({ person, as }: Assignment): Assignment {
  return { person, as };
}

function spoken({ person, as }: Assignment): string {
  return as === 'primary' ? person : `${person} (${as})`;
}

function inUtc({ startMs, endMs }: Interval): { start: string; end: string } {
  const utc = (ms: number) => DateTime.fromMillis(ms, { zone: 'utc' }).toISO({ suppressMilliseconds: true }) ?? '';
  return { start: utc(startMs), end: utc(endMs) };
}

/** `Mon 2026-11-02 17:00 – 21:00 CST`: the line's own clock, the end's date only where it is another. */
function onTheClock({ startMs, endMs }: Interval, zone: string): string {
  const start = DateTime.fromMillis(startMs, { zone, locale: 'en' });
  const end = DateTime.fromMillis(endMs, { zone, locale: 'en' });
  return `${start.toFormat('ccc yyyy-MM-dd HH:mm')} – ${end.toFormat(end.hasSame(start, 'day') ? 'HH:mm ZZZZ' : 'ccc HH:mm ZZZZ')}`;
}

function zoneOf(organisation: Organisation, lineId: string): string {
  return organisation.lines.find(({ id }) => id === lineId)?.timeZone ?? 'UTC';
}
