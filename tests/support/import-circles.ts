/** Finds circles among files that import one another, whether for a value or for a type. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/** Every file of the project that a file imports or exports from, at run time or for its types alone. */
function importsOf(folder: string, file: string): string[] {
  const code = readFileSync(join(folder, file), 'utf8');
  const sources = code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])(\.{1,2}\/[^'"\n]+)\1/g);
  return [...sources].map(([, , source]) => normalize(join(dirname(file), source ?? '')));
}

/** The files under `folders` of the project at `root`, as the groups that import one another in a circle, each sorted. */
export function importCircles(root: string, folders: string[]): string[][] {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.m?ts$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name))),
  );
  const graph = new Map(files.map((file) => [file, importsOf(root, file)]));
  const reached = new Map(files.map((file) => [file, reachableFrom(file, graph)]));
  const inCircles = files.filter((file) => reached.get(file)?.has(file));
  const circleOf = (file: string) =>
    inCircles.filter((other) => reached.get(file)?.has(other) && reached.get(other)?.has(file)).sort();
  return [...new Map(inCircles.map((file) => [circleOf(file).join(), circleOf(file)])).values()];
}

/** The files that one leads to over any number of imports; itself only where they lead back. */
function reachableFrom(file: string, graph: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const next = [...(graph.get(file) ?? [])];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    if (reached.has(one)) continue;
    reached.add(one);
    next.push(...(graph.get(one) ?? []));
  }
  return reached;
}
