/** What keeps the service from starting, as one sentence for the person who started it. */

/** A fault of the surroundings (a setting, a disk, a port): its message is shown alone, without a stack trace. */
export class StartProblem extends Error {
  readonly exitCode: number;

  constructor(sentence: string, exitCode = 1) {
    super(sentence);
    this.name = 'StartProblem';
    this.exitCode = exitCode;
  }
}
