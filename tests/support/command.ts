/** Runs the `warmline` command inside the test, with what it prints and the exit code it ends with. */
import { jest } from '@jest/globals';
import { main } from '../../src/cli/main.ts';

export type CommandEnd = { exitCode: number; stdout: string; stderr: string };

/** `warmline` with these arguments; one at a time, because the process has one stdout. */
export async function warmline(...argv: string[]): Promise<CommandEnd> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      // Node's own word on how jest runs modules is not the command's.
      if (!String(text).startsWith(`(node:${process.pid}) ExperimentalWarning`)) written[stream] += String(text);
      return true;
    }),
  );
  try {
    return { exitCode: await main(argv), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
