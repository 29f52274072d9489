/** A backup that cannot be made, opened or restored as asked: one sentence that says what is wrong with what was given. */
export class BackupProblem extends Error {
  override name = 'BackupProblem';
}
