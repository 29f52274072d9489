/** How much script a browser fetches for each page, from the list the build writes of its pieces. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/project-root.ts';

type Piece = { file: string; imports?: string[]; dynamicImports?: string[]; css?: string[] };

/** In bytes over the wire (gzip). `own`: beside the start that every page has. `looks`: style sheets. `words`: what a reader of another language than English fetches besides, of any page. */
export type PageWeight = {
  address: string;
  forVolunteers: boolean;
  start: number;
  own: number;
  looks: number;
  words: number;
};

/** The most a volunteer's first page may be, in bytes of script (gzip). */
export const firstPageAtMost = 120_000;

/** Pages that no volunteer has: every other page counts as one of theirs. */
const notForVolunteers: ReadonlySet<string> = new Set(['/board', '/roster', '/desk', '/reports', '/forecast']);

const built = join(projectRoot, 'dist', 'web');

/** Every page that is fetched when it is opened, as the build in `dist` has it. */
export function pageWeights(): PageWeight[] {
  const pieces = JSON.parse(readFileSync(join(built, '.vite', 'manifest.json'), 'utf8')) as Record<string, Piece>;
  const start = piecesFor(pieces, 'index.html');
  const weigh = (files: Iterable<string>) => [...files].reduce((sum, file) => sum + sizeOf(file), 0);
  const weighScript = (names: Iterable<string>) => weigh(new Set([...names].map((name) => pieces[name]?.file ?? name)));
  // The build may put what fetches a page, or the words, into a piece of its own that the start needs.
  const all = [...new Set([...start].flatMap((name) => pieces[name]?.dynamicImports ?? []))];
  const opened = all.filter((name) => !isWords(name));
  // English comes with the start; whoever reads another language fetches that too.
  const words = Math.max(...all.filter(isWords).map((name) => weighScript([name])));
  return opened.map((page) => {
    const address = page.replace(/^pages/, '').replace(/\.tsx$/, '');
    const needed = piecesFor(pieces, page);
    return {
      address,
      forVolunteers: !notForVolunteers.has(address),
      start: weighScript(start),
      words,
      own: weighScript([...needed].filter((name) => !start.has(name))),
      looks: weigh(new Set([...start, ...needed].flatMap((name) => pieces[name]?.css ?? []))),
    };
  });
}

const isWords = (name: string) => name.startsWith('words/');

/** The pieces a browser must have before it can run `name`, itself included. */
function piecesFor(pieces: Record<string, Piece>, name: string, found = new Set<string>()): Set<string> {
  const piece = pieces[name];
  if (!piece) throw new Error(`the build has no piece ${name}`);
  if (found.has(name)) return found;
  found.add(name);
  for (const one of piece.imports ?? []) piecesFor(pieces, one, found);
  return found;
}

const sizeOf = (file: string): number => readFileSync(join(built, `${file}.gz`)).length;
