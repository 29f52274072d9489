/** `warmline callback`: enters a promise to call somebody, and shows what became of every one; never a number in what it prints. */
import type { Command } from 'commander';
import type { KeptShare, LedgerEntry } from '../callbacks/ledger.ts';
import type { Promised } from '../callbacks/promises.ts';
import { plainNumber } from '../reading/plain-text.ts';
import { instantMs } from './arguments.ts';
import { BadInput, CommandFailed } from './errors.ts';
import { type OutputOptions, printAnswer, table } from './output.ts';
import { whoAmI } from './who-am-i.ts';
import { withDatabase, type CommandContext } from './with-database.ts';

/** The headline figure is that of the last thirty days (C5). */
const shareOverMs = 30 * 24 * 3_600_000;

type AddOptions = OutputOptions & { line: string; number: string; at?: number; messageOk?: boolean; timeZone?: string };

/** Adds `callback add` and `callback list` to `program`. */
export function registerCallbackCommands(program: Command): void {
  const callback = program.command('callback').description('promises to call somebody back');

  callback
    .command('add')
    .description('promise somebody a call: as soon as a volunteer is free, or at a time')
    .requiredOption('--line <LINE>', 'the id of the line that calls')
    .requiredOption('--number <NUMBER>', 'the number to call, such as +15550900001')
    .option(
      '--at <T>',
      'when to call, with an offset or Z; as soon as somebody is free where it is not given',
      instantMs,
    )
    .option('--message-ok', 'a short message that names nobody may be left on a machine')
    .option('--time-zone <ZONE>', 'whose nights are kept quiet, where it is not the zone of the line')
    .option('--json', 'exact JSON on stdout')
    .action(async (options: AddOptions) => {
      const number = plainNumber(options.number);
      // Commander's own word on a bad value would repeat it.
      if (!/^\+[1-9]\d{7,14}$/.test(number)) throw new BadInput('--number: must be a number such as +15550900001');
      if (options.at !== undefined && options.at <= Date.now()) throw new BadInput('--at: must not be in the past');
      const promised = await withDatabase((context) => add(context, { ...options, number }));
      if (promised.kind === 'declined') throw new BadInput(`--number: ${refusals[promised.why]}`);
      const { id, untilMs } = promised;
      const known = promised.kind === 'already';
      const dueAtMs =
        promised.kind === 'promised' && promised.timed ? (promised.firstTryMs ?? promised.dueAtMs) : promised.dueAtMs;
      printAnswer(options, { id, line: options.line, due: utc(dueAtMs), until: utc(untilMs), already: known }, () =>
        promised.kind === 'already'
          ? `There is a promise for this number already (${id}); it holds until ${utc(untilMs)}.`
          : `Promised (${id}): ${whenInWords(promised)}, tried until ${utc(untilMs)}.`,
      );
    });

  callback
    .command('list')
    .description(
      'the ledger: what was promised, by when, each attempt and how it ended; what is owed first, then the newest first',
    )
    .option('--line <LINE>', 'only promises of this line')
    .option('--json', 'exact JSON on stdout')
    .action(async (options: OutputOptions & { line?: string }) => {
      const { keptShare, readLedger } = await import('../callbacks/ledger.ts');
      const nowMs = Date.now();
      const [entries, share] = await withDatabase(
        async ({ store }) =>
          [
            await readLedger(store, { lineId: options.line }),
            await keptShare(store, nowMs - shareOverMs, nowMs, options.line),
          ] as const,
      );
      printAnswer(options, entries.map(inJson), () => inWords(entries, share));
    });
}

async function add(
  { store, directories }: CommandContext,
  { line, number, at, messageOk, timeZone }: AddOptions,
): Promise<Promised> {
  const [{ promiseCallback }, { isZone }] = await Promise.all([
    import('../callbacks/promises.ts'),
    import('../schedule/zone-clock.ts'),
  ]);
  if (timeZone !== undefined && !isZone(timeZone))
    throw new BadInput(`--time-zone: no such zone ${JSON.stringify(timeZone)}`);
  const directory = await directories.current();
  if (!directory) throw new CommandFailed('there is no organisation yet: "warmline org import FILE" loads one');
  if (!directory.lines.has(line)) throw new BadInput(`--line: no such line ${JSON.stringify(line)}`);
  return promiseCallback(
    { ...store, directories },
    {
      lineId: line,
      number,
      via: 'coordinator',
      by: whoAmI(),
      atMs: at ?? null,
      messageOk: messageOk ?? false,
      timeZone: timeZone ?? null,
    },
  );
}

/** When the call will really be made: quiet hours and a closed line put it off. */
function whenInWords({ timed, dueAtMs, firstTryMs }: Extract<Promised, { kind: 'promised' }>): string {
  if (!timed) return 'as soon as somebody is free';
  if (firstTryMs === null) return `for ${utc(dueAtMs)}, but there is no time to call before it ends`;
  if (firstTryMs === dueAtMs) return `at ${utc(dueAtMs)}`;
  return `at ${utc(firstTryMs)}, the first time after ${utc(dueAtMs)} with the line open and no quiet hours`;
}

const refusals: Record<Extract<Promised, { kind: 'declined' }>['why'], string> = {
  premium: 'calls to such numbers are charged extra, so none is promised',
  abroad: 'is in another country than the line',
  hidden: 'stands for a hidden number and belongs to nobody',
  ours: 'is a number of this organisation',
  'opted-out': 'whoever has it asked never to be called again',
  blocked: 'is blocked at present',
  tried: 'was called in vain within the last day',
};

function inJson({
  id,
  lineId,
  state,
  via,
  timed,
  keyedIn,
  messageOk,
  callerKey,
  promisedAtMs,
  dueAtMs,
  untilAtMs,
  nextAtMs,
  settledAtMs,
  settledBy,
  keptAtMs,
  attempts,
}: LedgerEntry) {
  return {
    id,
    line: lineId,
    to: callerKey,
    state,
    via,
    timed,
    keyedIn,
    messageOk,
    promised: utc(promisedAtMs),
    due: utc(dueAtMs),
    until: utc(untilAtMs),
    next: nextAtMs === null ? null : utc(nextAtMs),
    settled: settledAtMs === null ? null : utc(settledAtMs),
    settledBy,
    kept: keptAtMs === null ? null : utc(keptAtMs),
    attempts: attempts.map(({ startedAtMs, endedAtMs, outcome }) => ({
      start: utc(startedAtMs),
      end: endedAtMs === null ? null : utc(endedAtMs),
      outcome,
    })),
  };
}

function inWords(entries: LedgerEntry[], { share, keptOnTime, due, open }: KeptShare): string {
  if (entries.length === 0) return 'Nothing has been promised yet.';
  const kept =
    share === null
      ? `none was due, ${open} open.`
      : `${keptOnTime} of ${due} (${Math.round(share * 100)} %), ${open} open.`;
  const ledger = table(
    ['id', 'line', 'promised', 'until', 'state', 'attempts'],
    entries.map(({ id, lineId, promisedAtMs, untilAtMs, state, attempts }) => [
      id,
      lineId,
      utc(promisedAtMs),
      utc(untilAtMs),
      state,
      attempts.map(({ outcome }) => outcome ?? 'under way').join(', '),
    ]),
  );
  return `Kept on time, of the promises of the last 30 days: ${kept}\n\n${ledger}`;
}

function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
