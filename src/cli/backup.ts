/** `warmline backup` and `warmline restore`: the whole database in one sealed file, and back. */
import { existsSync, writeFileSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { BadInput } from './errors.ts';
import { type OutputOptions, printAnswer } from './output.ts';
import { passphraseFor } from './passphrase.ts';
import { whoAmI } from './who-am-i.ts';
import { withDatabase, withServers } from './with-database.ts';

/** Adds `backup FILE` and `restore FILE` to `program`. */
export function registerBackupCommands(program: Command): void {
  program
    .command('backup')
    .description('write the whole database into FILE, sealed with a passphrase; the service goes on meanwhile')
    .argument('<FILE>', 'where to write it; it must not be there yet')
    .option('--with-secret', 'put WARMLINE_SECRET into the file too, so that the file and its passphrase are enough')
    .option('--json', 'exact JSON on stdout')
    .action(async (file: string, options: OutputOptions & { withSecret?: boolean }) => {
      await mayBeWritten(file);
      const { takeBackup } = await import('../operations/take-backup.ts');
      const made = await withDatabase(async ({ store }, { settings, secret }) =>
        takeBackup(store, {
          file,
          passphrase: await passphraseFor('seal', settings.backupPassphrase),
          secret,
          withSecret: options.withSecret === true,
          by: whoAmI(),
        }),
      );
      printAnswer(options, made, () =>
        [
          `${made.rows} rows of ${made.tables} tables are in ${file} (${inMegabytes(made.bytes)}).`,
          options.withSecret
            ? 'WARMLINE_SECRET is inside: whoever has the file and the passphrase can read everything.'
            : 'Keep WARMLINE_SECRET and the passphrase apart from it: without both nothing in it can be read.',
        ].join('\n'),
      );
    });
  program
    .command('restore')
    .description('read the backup in FILE into an empty database: all of it or nothing')
    .argument('<FILE>', 'what "warmline backup" wrote')
    .option('--replace', 'throw away everything the database holds now')
    .option('--json', 'exact JSON on stdout')
    .action(async (file: string, options: OutputOptions & { replace?: boolean }) => {
      await mayBeRead(file);
      const restored = await restore(file, options.replace === true);
      printAnswer(options, restored, () =>
        [
          `${restored.rows} rows of ${restored.tables} tables are restored as they were at ${restored.madeAt} (release ${restored.release}).`,
          'What happened after that is not known: look at "warmline callback list" before the lines open again.',
        ].join('\n'),
      );
    });
}

async function restore(file: string, replace: boolean) {
  const [{ restoreBackup }, { BackupProblem }] = await Promise.all([
    import('../operations/restore-backup.ts'),
    import('../operations/backup-problem.ts'),
  ]);
  return withServers(async ({ databaseUrl, secret, settings, secretFile }) =>
    restoreBackup({
      file,
      passphrase: await passphraseFor('open', settings.backupPassphrase),
      databaseUrl,
      secret,
      replace,
      by: whoAmI(),
      nowMs: Date.now(),
      keepSecret: secretFile === null ? null : (kept) => writeFileSync(secretFile, kept, { mode: 0o600 }),
    }).catch((problem: unknown) => {
      throw problem instanceof BackupProblem ? new BadInput(problem.message) : problem;
    }),
  );
}

async function mayBeWritten(file: string): Promise<void> {
  if (existsSync(file)) throw new BadInput(`${file}: is there already; a backup never writes over anything`);
  await access(dirname(resolve(file)), constants.W_OK).catch(() => {
    throw new BadInput(`${file}: cannot be written there`);
  });
}

async function mayBeRead(file: string): Promise<void> {
  await access(file, constants.R_OK).catch((problem: NodeJS.ErrnoException) => {
    throw new BadInput(`${file}: ${problem.code === 'ENOENT' ? 'there is no such file' : 'may not be read'}`);
  });
}

function inMegabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
