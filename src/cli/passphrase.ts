/** The passphrase of a backup: from the settings, typed on a terminal, or the first line of what is piped in; never an argument, which others on the machine could read. */
import { createInterface } from 'node:readline';
import { shortestPassphrase } from '../operations/sealed-file.ts';
import { ask } from './ask.ts';
import { BadInput } from './errors.ts';

/** The passphrase; one that seals is asked for twice and must be long enough. What is said about a bad one never repeats it. */
export async function passphraseFor(what: 'seal' | 'open', fromSettings: string | null): Promise<string> {
  const given = fromSettings ?? (process.stdin.isTTY ? await typed(what) : await firstLine());
  if (given === '')
    throw new BadInput('there is no passphrase: set WARMLINE_BACKUP_PASSPHRASE, or pipe it in as one line');
  if (what === 'seal' && given.length < shortestPassphrase)
    throw new BadInput(`a passphrase has at least ${shortestPassphrase} characters; a few words make a good one`);
  return given;
}

async function typed(what: 'seal' | 'open'): Promise<string> {
  const first = await ask('Passphrase of the backup: ');
  if (what === 'seal' && first !== (await ask('The same passphrase again: ')))
    throw new BadInput('the two passphrases are different; nothing was written');
  return first;
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
  }
}
