/** `warmline forecast`: what a line will be offered, half hour by half hour, from a file of what it was offered. */
import type { Command } from 'commander';
import { DateTime } from 'luxon';
import { forecast, type Foreseen } from '../planning/forecast/forecast.ts';
import type { HalfHour } from '../planning/forecast/series.ts';
import { dateDay, readTextFile, zoneName } from './arguments.ts';
import { BadInput } from './errors.ts';
import { notesOn, spanOf } from './forecast-notes.ts';
import { readHistory } from './history-file.ts';
import { printAnswer, table, type OutputOptions } from './output.ts';

type Options = OutputOptions & { history: string; from: number; to: number; zone: string };

const mostDays = 732;
const bars = ' ▁▂▃▄▅▆▇█';

/** Adds `forecast --history FILE --from D --to D [--zone Z]` to `program`. */
export function registerForecastCommand(program: Command): void {
  program
    .command('forecast')
    .description('what will be offered in each half hour, with 80 % intervals, from what was offered')
    .requiredOption('--history <FILE>', 'CSV with start,offered for each half hour; closed is 0, unknown is left out')
    .requiredOption('--from <D>', 'the first date', dateDay)
    .requiredOption('--to <D>', 'the date after the last one', dateDay)
    .option('--zone <Z>', 'the time zone of the dates and of the line', zoneName, 'UTC')
    .option('--json', 'exact JSON on stdout')
    .action(async (options: Options) => {
      const { from, to, zone } = options;
      if (to < from) throw new BadInput('--to: is before --from');
      if (to - from > mostDays) throw new BadInput(`--to: is more than ${mostDays} days after --from`);
      const reading = readHistory(await readTextFile(options.history), zone);
      if (reading.kind === 'problems') throw new BadInput(reading.problems);
      const foreseen = forecast(reading.history, from, to, zone);
      const answer = foreseen.map(({ startMs, expected, low, high }) => ({
        start: inUtc(startMs),
        expected,
        low,
        high,
      }));
      const notes = notesOn(reading.history, from, zone);
      printAnswer(options, answer, () => inWords(reading.history, notes, foreseen, zone));
      // Programs read the answer; whoever started them should know what it stands on.
      if (options.json) process.stderr.write(notes.map((note) => `${note}\n`).join(''));
    });
}

function inUtc(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

function inWords(
  history: readonly HalfHour[],
  notes: readonly string[],
  foreseen: readonly Foreseen[],
  zone: string,
): string {
  const days = new Map<string, Foreseen[]>();
  for (const half of foreseen) {
    const date = DateTime.fromMillis(half.startMs, { zone, locale: 'en' }).toFormat('ccc yyyy-MM-dd');
    days.set(date, [...(days.get(date) ?? []), half]);
  }
  const most = Math.max(...foreseen.map(({ expected }) => expected), 1e-9);
  const rows = [...days].map(([date, halves]) => {
    const busiest = halves.reduce((one, other) => (other.expected > one.expected ? other : one));
    const total = halves.reduce((sum, { expected }) => sum + expected, 0);
    const at = DateTime.fromMillis(busiest.startMs, { zone }).toFormat('HH:mm');
    const peak = `${at}  ${busiest.expected.toFixed(1)} (${rounded(busiest.low)}–${rounded(busiest.high)})`;
    return [date, total.toFixed(1), total === 0 ? '–' : peak, hourly(halves, most)];
  });
  const known = `From ${history.length} half hour${history.length === 1 ? '' : 's'} (${spanOf(history).inWords}), dates in ${zone}.`;
  const shown =
    rows.length === 0
      ? 'No date lies between --from and --to.'
      : table(['date', 'contacts', 'busiest half hour', 'hour by hour from midnight'], rows);
  return [known, ...notes, '', shown].join('\n');
}

/** One block an hour, its height beside the busiest half hour of all. */
function hourly(halves: readonly Foreseen[], most: number): string {
  let picture = '';
  for (let index = 0; index < halves.length; index += 2) {
    const pair = halves.slice(index, index + 2);
    const height = pair.reduce((sum, { expected }) => sum + expected, 0) / pair.length / most;
    picture += bars[Math.min(8, Math.ceil(height * 8 - 0.05))] ?? ' ';
  }
  return `|${picture}|`;
}

function rounded(count: number): string {
  return String(Math.ceil(count));
}
