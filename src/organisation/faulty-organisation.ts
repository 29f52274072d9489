/** Refuses an organisation whose faults only show once the store is looked at. */

/** One sentence a fault, each naming its place in the file. */
export class FaultyOrganisation extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.problems = problems;
  }
}
