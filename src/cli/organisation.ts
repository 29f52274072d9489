/** `warmline org`: checks, loads and writes the organisation file. */
import type { Command } from 'commander';
import type { Differences, IdChanges } from '../organisation/differences.ts';
import type { ImportResult } from '../organisation/import-organisation.ts';
import { readOrganisationFile } from './arguments.ts';
import { CommandFailed } from './errors.ts';
import { type OutputOptions, printAnswer } from './output.ts';
import { whoAmI } from './who-am-i.ts';
import { withDatabase } from './with-database.ts';

/** Adds `org check`, `org import` and `org export` to `program`. */
export function registerOrganisationCommands(program: Command): void {
  const org = program.command('org').description('the organisation: its lines, people and shifts');
  const subcommand = (name: string, description: string) =>
    org.command(name).description(description).option('--json', 'exact JSON on stdout');

  subcommand('check', 'say whether FILE can be imported, and what to look at')
    .argument('<FILE>', 'an organisation file')
    .action(async (file: string, options: OutputOptions) => {
      const organisation = await readOrganisationFile(file);
      const { findingsOf } = await import('../organisation/findings.ts');
      const findings = findingsOf(organisation, Date.now(), await replaceableSentences());
      printAnswer(options, { findings }, () =>
        checked(
          file,
          findings.map(({ sentence }) => sentence),
        ),
      );
    });

  subcommand('import', 'make FILE the organisation: what it lacks is retired')
    .argument('<FILE>', 'an organisation file')
    .option('--replace', 'also where the file was exported before later changes: they are lost')
    .action(async (file: string, options: OutputOptions & { replace?: boolean }) => {
      const organisation = await readOrganisationFile(file);
      const { importOrganisation } = await import('../organisation/import-organisation.ts');
      const result = await withDatabase(({ database, store }) =>
        importOrganisation(database, store.secrets, organisation, whoAmI(), Date.now(), {
          replace: options.replace ?? false,
        }),
      );
      printAnswer(options, result, () => imported(result));
    });

  subcommand('export', 'write the organisation as a file that imports unchanged').action(async () => {
    const { exportOrganisation } = await import('../organisation/load-organisation.ts');
    const file = await withDatabase(({ database, store }) => exportOrganisation(database, store.secrets));
    if (file === null) throw new CommandFailed('there is no organisation yet: "warmline org import FILE" loads one');
    // The export is JSON with or without --json.
    printAnswer({ json: true }, file, () => '');
  });
}

/** Each sentence that a line may say in its own words, with its places. */
async function replaceableSentences(): Promise<Map<string, string[]>> {
  const { replaceable } = await import('../messaging/replaceable-sentences.ts');
  return new Map(replaceable.map(({ key, places }) => [key, places]));
}

/** Longer lists are for programs. */
const findingsShown = 20;

function checked(file: string, sentences: readonly string[]): string {
  return [`${file} can be imported.`, ...shortened(sentences)].join('\n');
}

function imported({ changed, differences, findings }: ImportResult): string {
  const sentences = findings.map(({ sentence }) => sentence);
  return [
    changed ? describe(differences) : 'Nothing changed: this is the organisation already.',
    ...shortened(sentences),
  ].join('\n');
}

function shortened(sentences: readonly string[]): string[] {
  const shown = sentences.slice(0, findingsShown).map((sentence) => `  ${sentence}`);
  const rest = sentences.length - shown.length;
  return [...shown, ...(rest > 0 ? [`  and ${rest} more (--json lists all)`] : [])];
}

function describe({ lines, people, shifts, ...whole }: Differences): string {
  const counted = Object.entries({ lines, people, shifts }).flatMap(([noun, changes]) => countedChanges(noun, changes));
  const parts = Object.entries({
    organisation: 'name, zone or crisis line',
    policy: 'policy',
    timeOff: 'time off',
    blocks: 'blocks',
  })
    .filter(([part]) => whole[part as keyof typeof whole])
    .map(([, noun]) => `${noun} changed`);
  return ['Imported.', ...counted, ...parts].join('\n  ');
}

function countedChanges(noun: string, { added, changed, retired, reordered }: IdChanges): string[] {
  const counts = Object.entries({ added, changed, retired }).filter(([, ids]) => ids.length > 0);
  if (counts.length === 0) return reordered ? [`${noun}: another order`] : [];
  return [`${noun}: ${counts.map(([what, ids]) => `${ids.length} ${what}`).join(', ')}`];
}
