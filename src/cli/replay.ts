/** `warmline replay`: past or forecast calls through the real decision code, with and without a change. */
import type { Command } from 'commander';
import { linePolicy } from '../organisation/policy.ts';
import type { Organisation } from '../organisation/organisation-file.ts';
import { isAhead, type ReplayOrder } from '../planning/replay/gathering.ts';
import type { Change, ReplayPolicy, ReplayRoster } from '../planning/replay/model.ts';
import { usualBehaviour } from '../planning/simulation/plan.ts';
import { dateName, dayMs } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';
import { dateDay, readOrganisationFile, wholeFrom } from './arguments.ts';
import { BadInput, CommandFailed } from './errors.ts';
import { type OutputOptions, printAnswer } from './output.ts';
import { morePeople, policyField, type MoreAsked } from './replay-changes.ts';
import { replayInWords } from './replay-in-words.ts';
import { beginReplay } from './replay-runs.ts';
import { withDatabase, type CommandContext } from './with-database.ts';

type Options = OutputOptions & {
  from: number;
  to: number;
  line?: string;
  runs: number;
  seed: number;
  morePeople?: MoreAsked[];
  set?: Partial<ReplayPolicy>;
  roster?: string;
};

const mostDays = 92;
const mostRuns = 1000;

/** Adds `replay --from D --to D` to `program`. */
export function registerReplayCommand(program: Command): void {
  program
    .command('replay')
    .description(
      'past or forecast calls through the real decision code: waits, losses and load, with and without a change',
    )
    .requiredOption('--from <D>', "the first date, in the organisation's zone", dateDay)
    .requiredOption('--to <D>', 'the date after the last one', dateDay)
    .option('--line <L>', 'only this line')
    .option('--runs <N>', 'how often it is replayed, at least 2', wholeFrom(2), 20)
    .option('--seed <N>', 'another seed, other chances', wholeFrom(0), 1)
    .option('--more-people <WHEN>', 'try more people, such as "TU 20:00-22:00 1"; may be given again', morePeople)
    .option('--set <FIELD=VALUE>', 'try another number of the policy; may be given again', policyField)
    .option('--roster <FILE>', 'try the roster and the policies of an organisation file')
    .option('--json', 'exact JSON on stdout')
    .action(async (options: Options) => {
      const { from, to, line = null, runs, seed } = options;
      if (to <= from) throw new BadInput('--to: must be after --from: it is the date after the last one');
      if (to - from > mostDays) throw new BadInput(`--to: is more than ${mostDays} days after --from`);
      if (runs > mostRuns) throw new BadInput(`--runs: must be at most ${mostRuns}`);
      const other = options.roster === undefined ? null : rosterInFile(await readOrganisationFile(options.roster));
      const { order, calls, replayed } = await withDatabase(async (context) => {
        const order = await orderFrom(context, options, other);
        return { order, ...(await beginReplay(context.store, order)) };
      });
      const found = await replayed;
      if (found.kind === 'no-calls') throw nothingKnown(order);
      const { without, with: changed, difference } = found.replay;
      const dates = { from: dateName(from), to: dateName(to) };
      printAnswer(options, { ...dates, line, runs, seed, without, with: changed, difference }, () =>
        replayInWords(found.replay, inOneLine(order, calls, dates)),
      );
    });
}

async function orderFrom(context: CommandContext, options: Options, other: ReplayRoster | null): Promise<ReplayOrder> {
  const { rosterOf } = await import('../replays/replay-order.ts');
  const directory = await context.directories.current();
  if (!directory) throw new CommandFailed('there is no organisation yet: "warmline org import FILE" loads one');
  const { runs, seed, line } = options;
  const roster = rosterOf(directory);
  const all = roster.lines.map(({ id }) => id);
  if (line !== undefined && !all.includes(line)) throw new BadInput(`--line: no such line ${JSON.stringify(line)}`);
  const lineIds = line === undefined ? all : [line];
  const change = changeOf(options, lineIds, other);
  const clock = zoneClock(directory.organisation.timeZone);
  const [fromMs, untilMs] = [clock.startInstant(options.from * dayMs), clock.startInstant(options.to * dayMs)];
  const nowMs = Date.now();
  if (fromMs <= nowMs && untilMs > nowMs)
    throw new BadInput('--to: these dates lie partly behind and partly ahead; ask for the two parts one by one');
  return { fromMs, untilMs, nowMs, lineIds, roster, change, runs, seed, behaviour: usualBehaviour };
}

function nothingKnown(order: ReplayOrder): BadInput {
  return new BadInput(
    isAhead(order)
      ? '--from: no contacts were recorded yet, so none can be forecast'
      : '--from: no contacts were recorded on these dates',
  );
}

function changeOf(options: Options, lineIds: readonly string[], other: ReplayRoster | null): Change | null {
  const { morePeople: more, set } = options;
  const [only, ...others] = lineIds;
  if (more && (only === undefined || others.length > 0))
    throw new BadInput('--more-people: there are several lines; say on which with --line');
  for (const id of other ? lineIds : [])
    if (!other?.lines.some((line) => line.id === id))
      throw new BadInput(`--roster: has no line ${JSON.stringify(id)}; choose one that it has with --line`);
  if (!more && !set && !other) return null;
  return {
    ...(more ? { morePeople: more.map((one) => ({ ...one, lineId: only ?? '' })) } : {}),
    ...(set ? { policy: set } : {}),
    ...(other ? { roster: other } : {}),
  };
}

function rosterInFile(file: Organisation): ReplayRoster {
  const lines = file.lines.map((line) => ({ ...line, policy: linePolicy(file, line.id) }));
  return { organisation: file.organisation, lines, people: file.people, shifts: file.shifts, timeOff: file.timeOff };
}

function inOneLine(order: ReplayOrder, calls: number, { from, to }: { from: string; to: string }): string {
  const who = isAhead(order) ? 'calls as forecast' : `${calls} recorded calls`;
  const { lineIds } = order;
  const on = lineIds.length === 1 ? `line ${lineIds[0]}` : `${lineIds.length} lines`;
  return `From ${from} to ${to}, that date left out: ${who} on ${on}.`;
}
