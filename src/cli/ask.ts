/** Asks on the terminal for what nobody else is to see. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CommandFailed } from './errors.ts';

/** Asks without showing what is typed. */
export function ask(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  process.stderr.write(question);
  return new Promise<string>((resolve, reject) => {
    terminal.once('line', resolve);
    terminal.once('close', () => reject(new CommandFailed('nothing was typed; nothing has changed')));
  }).finally(() => {
    terminal.close();
    process.stderr.write('\n');
  });
}
