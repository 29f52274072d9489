/** `warmline attention`: what waits for a coordinator. */
import type { Command } from 'commander';
import type { AttentionEntry } from '../attention/attention-list.ts';
import { BadInput } from './errors.ts';
import { type OutputOptions, printAnswer, table } from './output.ts';
import { whoAmI } from './who-am-i.ts';
import { withDatabase } from './with-database.ts';

/** Adds `attention list` and `attention done` to `program`. */
export function registerAttentionCommands(program: Command): void {
  const attention = program.command('attention').description('what waits for a coordinator');
  const subcommand = (name: string, description: string) =>
    attention.command(name).description(description).option('--json', 'exact JSON on stdout');

  subcommand(
    'list',
    'what nobody has seen to yet: what callers wait for first, then what volunteers do, of each the oldest first',
  ).action(async (options: OutputOptions) => {
    const { listAttention } = await import('../attention/attention-list.ts');
    const entries = await withDatabase(({ store }) => listAttention(store));
    const { attentionInWords } = await import('../attention/attention-words.ts');
    printAnswer(
      options,
      entries.map(({ at, ...entry }) => ({ ...entry, at: utc(at) })),
      () => inWords(entries, attentionInWords),
    );
  });

  subcommand('done', 'say that ID has been seen to')
    .argument('<ID>', 'an entry of "attention list"')
    .action(async (id: string, options: OutputOptions) => {
      const { attentionDone } = await import('../attention/attention-list.ts');
      const known = await withDatabase(({ store }) => attentionDone(store, id, whoAmI()));
      if (!known) throw new BadInput(`ID: nothing with the id ${JSON.stringify(id)} is on the list`);
      printAnswer(options, { id, done: true }, () => 'Done. Thank you.');
    });
}

function inWords(entries: AttentionEntry[], what: (kind: string) => string): string {
  if (entries.length === 0) return 'Nothing waits for a coordinator.';
  return table(
    ['id', 'since', 'what', 'line', 'about'],
    entries.map(({ id, at, kind, line, person, subject }) => [
      id,
      utc(at),
      what(kind),
      line ?? '',
      subject ?? person ?? '',
    ]),
  );
}

function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
