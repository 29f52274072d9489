/** What a process does about a fault that nobody handled: it goes on where it can be trusted to, and ends where not. */
import { isConnectionLoss } from './connection-loss.ts';

/**
 * Keeps the process up. All that matters is in Postgres and is taken up from there, so a promise that nobody waited for
 * fails without taking the line down; so does a connection, a stream or a terminal that went away, which leaves the
 * process as it was. Anything else thrown outside a promise has stopped a step half way, and what it left in memory
 * cannot be trusted: the process ends (exit 1), and a new one takes up what is written down. What an error says can hold
 * a number, so `say` is told only its kind and place.
 */
export function stayUp(say: (line: string) => void): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  process.on('unhandledRejection', (error) => say(`A step failed and nobody handled it: ${kindAndPlace(error)}`));
  process.on('uncaughtException', (error) => {
    if (comesFromOutside(error)) {
      say(`Something outside failed and nobody listened; the service goes on: ${kindAndPlace(error)}`);
      return;
    }
    say(`A fault stopped a step half way; this process ends: ${kindAndPlace(error)}`);
    process.exit(1);
  });
}

/** Whether the system or a server at the other end of a connection failed, and none of our steps. */
export function comesFromOutside(error: unknown): boolean {
  return isConnectionLoss(error) || typeof (error as NodeJS.ErrnoException | null)?.syscall === 'string';
}

/** An error's name, its code and the line of code it comes from; never its message. */
function kindAndPlace(error: unknown): string {
  const { name, code, stack } = (error ?? {}) as NodeJS.ErrnoException;
  const place =
    stack
      ?.split('\n')
      .find((line) => line.startsWith('    at '))
      ?.trim() ?? '';
  return `${name ?? typeof error} ${code ?? ''} ${place}`;
}
