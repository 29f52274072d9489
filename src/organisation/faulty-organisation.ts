/** Refuses an organisation whose faults only show once the store is looked at. */

import { faultLine, type Fault } from './faults.ts';

/** One sentence a problem, each naming its place in the file; `faults` are those that are the file's own. */
export class FaultyOrganisation extends Error {
  readonly problems: readonly string[];
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[], problems: readonly string[] = faults.map(faultLine)) {
    super(problems.join('; '));
    this.problems = problems;
    this.faults = faults;
  }
}
