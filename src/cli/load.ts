/** `warmline load`: the load score of the events in a file, with everything behind it. */
import type { Command } from 'commander';
import { DateTime } from 'luxon';
import { faultLine } from '../organisation/faults.ts';
import { loadInWords, reasonInWords } from '../messaging/load-in-words.ts';
import { type Load, loadAt, type LoadReason } from '../wellbeing/load.ts';
import { instantMs, readTextFile } from './arguments.ts';
import { BadInput } from './errors.ts';
import { readLoadFile } from './load-file.ts';
import { type OutputOptions, printAnswer, table } from './output.ts';

/** Adds `load --file EVENTS --at T` to `program`. */
export function registerLoadCommand(program: Command): void {
  program
    .command('load')
    .description('how much a volunteer has carried lately, and why')
    .requiredOption('--file <EVENTS>', "a file with a volunteer's events")
    .requiredOption('--at <T>', 'the instant, with an offset or Z', instantMs)
    .option('--json', 'exact JSON on stdout')
    .action(async (options: OutputOptions & { file: string; at: number }) => {
      const reading = readLoadFile(await readTextFile(options.file));
      if (reading.kind === 'faults') throw new BadInput(reading.faults.map(faultLine));
      const load = loadAt(reading.events, options.at, reading.timeZone);
      printAnswer(options, asJson(load, reading.timeZone), () => inSentences(load, reading.timeZone));
    });
}

function asJson({ score, band, parts }: Load, zone: string) {
  return {
    score,
    band,
    parts: parts.map(({ part, value, points, why }) => ({
      part,
      value,
      points,
      why: why.map((reason) => ({ ...withInstants(reason), words: reasonInWords(reason, zone) })),
    })),
  };
}

/** `startMs` becomes `start`, written in UTC; every other field stays as it is. */
function withInstants(reason: LoadReason): Record<string, unknown> {
  const entries = Object.entries(reason).map(([name, value]) =>
    name.endsWith('Ms') && typeof value === 'number'
      ? [name.slice(0, -2), DateTime.fromMillis(value, { zone: 'utc' }).toISO({ suppressMilliseconds: true })]
      : [name, value],
  );
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function inSentences(load: Load, zone: string): string {
  const rows = load.parts.map(({ part, value, points }) => [part, value.toFixed(3), points.toFixed(2)]);
  const why = load.parts.flatMap(({ part, why: reasons }) =>
    reasons.map((reason) => `${part}: ${reasonInWords(reason, zone)}`),
  );
  return [
    `${load.score.toFixed(2)} (${load.band})`,
    loadInWords(load),
    '',
    table(['part', 'value', 'points'], rows),
    '',
    ...why,
  ]
    .join('\n')
    .trimEnd();
}
