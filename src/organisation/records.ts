/** The store, and beside it what knows the organisation: for record rooms that act on lines and people. */
import type { SetAside } from '../attention/set-aside.ts';
import type { Said } from '../people/said.ts';
import type { Store } from '../platform/store.ts';
import type { Directories } from './directories.ts';

export type Records = Store & {
  directories: Directories;
  /** Load scores of the present moment by person. */
  loads: () => Promise<Map<string, number>>;
  /** What everybody said of being available, as this process knows it. */
  said: Said;
  /** Where a record is set aside that cannot be used. */
  aside: SetAside;
};
