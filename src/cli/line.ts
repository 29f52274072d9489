/** `warmline line`: pauses and resumes a line at once, whichever processes serve it (S7). */
import type { Command } from 'commander';
import type { LinePause } from '../contacts/line-pause.ts';
import { BadInput } from './errors.ts';
import { type OutputOptions, printAnswer } from './output.ts';
import { whoAmI } from './who-am-i.ts';
import { withDatabase } from './with-database.ts';

/** Adds `line pause` and `line resume` to `program`. */
export function registerLineCommands(program: Command): void {
  const line = program.command('line').description('a line: whether it takes calls');
  const subcommand = (name: string, description: string) =>
    line
      .command(name)
      .description(description)
      .argument('<LINE>', 'the id of a line')
      .option('--json', 'exact JSON on stdout');

  subcommand('pause', 'stop offers on LINE at once; callers hear that it is paused, and what they can choose instead')
    .option('--reason <TEXT>', 'one or two sentences that callers hear')
    .action(async (lineId: string, options: OutputOptions & { reason?: string }) => {
      const { pauseLine } = await import('../contacts/line-pause.ts');
      const reason = options.reason?.trim() || null;
      const pause = await withDatabase(({ store }) => pauseLine(store, lineId, reason, whoAmI()));
      answer(options, lineId, pause, `${lineId} is paused. Resume it with: warmline line resume ${lineId}`);
    });

  subcommand('resume', 'take calls on LINE again').action(async (lineId: string, options: OutputOptions) => {
    const { resumeLine } = await import('../contacts/line-pause.ts');
    const pause = await withDatabase(({ store }) => resumeLine(store, lineId, whoAmI()));
    answer(options, lineId, pause, `${lineId} takes calls again.`);
  });
}

function answer(options: OutputOptions, lineId: string, pause: LinePause | null, sentence: string): void {
  if (pause === null) throw new BadInput(`LINE: no such line ${JSON.stringify(lineId)}`);
  const { line, paused, since, reason } = pause;
  printAnswer(options, { line, paused, since: since && utc(since), reason }, () => sentence);
}

function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
