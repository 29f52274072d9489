/** Keeps one directory per process, shared by everything in it, and takes up what changed of the organisation. */
import type { Database } from '../platform/database.ts';
import type { Secrets } from '../platform/secrets.ts';
import { readChanges, type ChangesSeen } from './changes-sql.ts';
import { directoryOf, type Directory } from './directory.ts';
import { withChanges } from './directory-changes.ts';
import { loadWhole } from './load-organisation.ts';
import { storedChanges, type StoredLines } from './stored-changes.ts';
import type { StoredOrganisation } from './stored-organisation.ts';
import { workable, type Unworkable } from './workable.ts';

/** Gives the directory of a version: compiled again only when the organisation changed. */
export type Directories = {
  /** The newest directory; null before the first import. */
  current(): Promise<Directory | null>;
  /** The directory of `version`, read anew when the one in hand is another. */
  at(version: number): Promise<Directory | null>;
  /** The directory in hand, however old; null before anything was read. */
  inHand(): Directory | null;
  /** Is told each directory that comes into this process's hands; gives what ends that. */
  follow(listener: (directory: Directory) => void): () => void;
};

/** `lines`: made workable, for the next look at what changed. */
type Held = { directory: Directory; seen: ChangesSeen; lines: StoredLines };

/** The directories of one process. A change of few records is read and put in order without all the others. */
export function openDirectories(database: Database, secrets: Secrets): Directories {
  let held: Held | null = null;
  let loading: Promise<Directory | null> | null = null;
  const readWhole = async (): Promise<Held | null> => {
    const unusable: Unworkable[] = [];
    const loaded = await loadWhole(database, secrets, (record, id, field) => unusable.push({ record, id, field }));
    if (!loaded) return null;
    const { stored, unworkable } = workable(loaded.stored);
    return {
      directory: directoryOf(stored, [...unusable, ...unworkable]),
      seen: loaded.seen,
      lines: linesOf(stored),
    };
  };
  /** Null where all is to be read anew. */
  const readOn = async (known: Held): Promise<Held | null> => {
    const changes = await readChanges(database.pool, known.seen);
    if (!changes) return null;
    const unusable: Unworkable[] = [];
    const read = storedChanges(changes.rows, known.lines, secrets, (record, id, field) =>
      unusable.push({ record, id, field }),
    );
    if (!read) return null;
    const { written } = changes.rows;
    const { stored, unworkable } = workable(read, unwritten(known.lines, written.lines));
    const directory = withChanges(known.directory, { stored, unworkable: [...unusable, ...unworkable], written });
    return directory && { directory, seen: changes.seen, lines: linesOf(stored) };
  };
  // A connection that broke while it was read is no reason to keep a caller waiting: reading twice does no harm.
  const read = async (known: Held | null) =>
    (known && (await readOn(known).catch(() => null))) ?? (await readWhole().catch(readWhole));
  const listeners = new Set<(directory: Directory) => void>();
  const load = async () => {
    held = await read(held);
    if (held) for (const listener of listeners) listener(held.directory);
    return held?.directory ?? null;
  };
  const reload = () => (loading ??= load().finally(() => (loading = null)));
  const at = async (version: number) => {
    if (held?.directory.version === version) return held.directory;
    const loaded = await reload();
    return loaded && loaded.version < version ? await reload() : loaded;
  };
  return {
    at,
    inHand: () => held?.directory ?? null,
    follow(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async current() {
      const { rows } = await database.pool.query<{ version: number }>({
        name: 'directory-version',
        text: 'SELECT version FROM organisation',
      });
      return rows[0] ? at(rows[0].version) : null;
    },
  };
}

function linesOf({ organisation, retired }: StoredOrganisation): StoredLines {
  return { inUse: organisation.lines, retired: retired.lines };
}

function unwritten({ inUse, retired }: StoredLines, written: readonly string[]): Set<string> {
  return new Set([...inUse, ...retired].flatMap(({ id }) => (written.includes(id) ? [] : [id])));
}
