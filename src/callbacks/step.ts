/** One step of a contact as the ledger of promises sees it. */
import type { Contact, Leg } from '../calls/model.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';

/** A contact before and after a decision, with the legs as they are now. */
export type Step = {
  before: Readonly<Contact>;
  after: Readonly<Contact>;
  legsBefore: readonly Readonly<Leg>[];
  legs: readonly Readonly<Leg>[];
  directory: Directory;
  line: DirectoryLine;
  nowMs: number;
};
