/** What was measured before on this machine, by commit: one line of JSON a table, so that a slower commit is seen. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../src/platform/project-root.ts';

type Table = { head: readonly string[]; rows: readonly (readonly string[])[] };
type Measured = Table & { at: string; commit: string; machine: string };

const file = join(projectRoot, '.warmline', 'bench-history.jsonl');
/** What differs by less is taken for chance. */
const worthSaying = 0.2;

/** Keeps the table, and gives a sentence for each figure that differs from the last one measured on this machine at another commit. */
export function beside(table: Table): string[] {
  const own = { at: new Date().toISOString(), commit: commitNow(), machine: machineNow(), ...table };
  const before = measured().findLast(
    ({ head, machine, commit }) =>
      machine === own.machine && commit !== own.commit && head.join() === table.head.join(),
  );
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify(own)}\n`);
  return before ? differences(before, table) : [];
}

function differences(before: Measured, { head, rows }: Table): string[] {
  return rows.flatMap(([name = '', ...figures]) => {
    const then = before.rows.find(([known]) => known === name)?.slice(1) ?? [];
    return figures.flatMap((figure, index) => {
      const [is, was] = [Number.parseFloat(figure), Number.parseFloat(then[index] ?? '')];
      if (!(Math.abs(is - was) > worthSaying * Math.abs(was))) return [];
      return [
        `${name}, ${head[index + 1]}: ${figure}, was ${then[index]} at ${before.commit} (${before.at.slice(0, 10)})`,
      ];
    });
  });
}

function measured(): Measured[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Measured);
}

/** Changes that are not committed make it another commit. */
function commitNow(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: projectRoot, encoding: 'utf8' }).trim();
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' with changes');
  } catch {
    return 'no commit';
  }
}

const machineNow = () => `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
