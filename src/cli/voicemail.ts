/** `warmline voicemail`: what callers left, and who listened to it. */
import { existsSync } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Voicemail } from '../voicemail/voicemails.ts';
import { BadInput, CommandFailed } from './errors.ts';
import { type OutputOptions, printAnswer, table } from './output.ts';
import { whoAmI } from './who-am-i.ts';
import { withDatabase } from './with-database.ts';

/** Adds `voicemail list` and `voicemail save` to `program`. */
export function registerVoicemailCommands(program: Command): void {
  const voicemail = program.command('voicemail').description('messages that callers left');
  const subcommand = (name: string, description: string) =>
    voicemail.command(name).description(description).option('--json', 'exact JSON on stdout');

  subcommand('list', 'the messages that are not erased yet, oldest first').action(async (options: OutputOptions) => {
    const { listVoicemails } = await import('../voicemail/voicemails.ts');
    const messages = await withDatabase(({ database }) => listVoicemails(database.pool));
    printAnswer(options, messages.map(inJson), () => inWords(messages));
  });

  subcommand('save', 'write the sound of message ID to FILE (MP3); the audit keeps who listened')
    .argument('<ID>', 'a message of "voicemail list"')
    .argument('<FILE>', 'where to write it')
    .action(async (id: string, file: string, options: OutputOptions) => {
      const bytes = await withFile(file, async (handle) => {
        const audio = await hear(id);
        await handle.truncate(0);
        await handle.writeFile(audio);
        return audio.length;
      });
      printAnswer(options, { id, file, bytes }, () => `Written to ${file}. Please delete it once you have listened.`);
    });
}

async function hear(id: string): Promise<Buffer> {
  const { listenTo } = await import('../voicemail/voicemails.ts');
  const heard = await withDatabase(({ database, secrets }) =>
    listenTo(database.pool, secrets, id, whoAmI(), Date.now()),
  );
  if (heard.kind === 'none') throw new BadInput(`ID: no such message ${JSON.stringify(id)}`);
  if (heard.kind === 'not-here-yet')
    throw new CommandFailed('the message has not been fetched from the carrier yet: please try again in a minute');
  return heard.audio;
}

/** Opens the file first: a message that could not be written would count as heard. One made for nothing is removed again. */
async function withFile<Answer>(file: string, work: (handle: FileHandle) => Promise<Answer>): Promise<Answer> {
  const existed = existsSync(file);
  const handle = await open(file, 'a', 0o600).catch(() => {
    throw new BadInput(`${file}: cannot be written`);
  });
  try {
    return await work(handle);
  } catch (error) {
    if (!existed) await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

function inJson({ id, line, language, objection, seconds, leftAt, heardAt, eraseAt, isHere }: Voicemail) {
  return {
    id,
    line,
    kind: objection ? 'objection' : 'message',
    language,
    seconds,
    leftAt: utc(leftAt),
    heardAt: heardAt && utc(heardAt),
    eraseAt: utc(eraseAt),
    fetched: isHere,
  };
}

function inWords(messages: Voicemail[]): string {
  if (messages.length === 0) return 'No message is waiting.';
  const rows = messages.map(({ id, line, objection, seconds, leftAt, heardAt, eraseAt }) => [
    id,
    line,
    objection ? 'objection to a block' : 'message',
    `${seconds} s`,
    utc(leftAt),
    heardAt ? utc(heardAt) : 'unheard',
    utc(eraseAt),
  ]);
  return table(['id', 'line', 'what', 'length', 'left', 'heard', 'erased'], rows);
}

function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
