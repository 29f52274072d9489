/** What a document is made from: who hears it, on which line, at what moment. */
import type { HoldAnswer } from '../calls/answers.ts';
import type { Contact, Leg } from '../calls/model.ts';
import type { Urls } from '../carrier/urls.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';

/** A caller. */
export type CallerScene = {
  contact: Contact;
  line: DirectoryLine;
  directory: Directory;
  urls: Urls;
  nowMs: number;
  /** Place in line, from 1; null when it is not known. */
  place: number | null;
  pauseReason: string | null;
  /** A sentence that comes before everything else. */
  first?: 'partnerConnecting' | 'partnerFailed' | 'callbackLookingAgain' | HoldAnswer | undefined;
};

/** Somebody we rang for a contact. */
export type LegScene = { contact: Contact; leg: Leg; line: DirectoryLine; directory: Directory; urls: Urls };

/** Whoever picked up when a promise was to be kept. */
export type CalleeScene = { contact: Contact; leg: Leg; line: DirectoryLine; messageOk: boolean; urls: Urls };
