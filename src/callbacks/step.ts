/** One step of a contact as the ledger of promises sees it. */
import type { Contact, Leg } from '../calls/model.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';

/** A contact before and after a decision, with the legs as they are now. */
export type Step = {
  before: Contact;
  after: Contact;
  legsBefore: Leg[];
  legs: Leg[];
  directory: Directory;
  line: DirectoryLine;
  nowMs: number;
};
