/** The roster model of a draft, kept in hand while neither it nor the organisation changes: whoever asks about one person asks about the next one too. */
import type { Directory } from '../organisation/directory.ts';
import type { Fixed } from '../planning/draft/fixed.ts';
import type { RosterModel } from '../planning/roster/model.ts';
import { draftNow, inDrafts, type Drafting, type DraftNow } from './drafts.ts';
import { draftHead } from './drafts-sql.ts';
import { modelOf } from './roster-now.ts';

export type DraftModel = { model: RosterModel; locks: Fixed['locks'] };

/** Models are large: so many of the latest. */
const inHandAtMost = 4;
const inHand = new WeakMap<Directory, Map<string, DraftModel>>();

/** The model of a draft as it is, and what is locked in it. */
export function modelOfDraft({ draft, world, folded }: DraftNow): DraftModel {
  return { model: modelOf(world.organisation, folded.shifts, draft), locks: folded.roster.locks };
}

/** The same by the draft's id; null where there is none. */
export async function draftModelNow(drafting: Drafting, draftId: string): Promise<DraftModel | null> {
  const head = await inDrafts(drafting, (transaction) => draftHead(transaction, draftId));
  const directory = await drafting.room.directories.current();
  if (!head || !directory) return null;
  const known = inHand.get(directory) ?? new Map<string, DraftModel>();
  inHand.set(directory, known);
  const key = JSON.stringify([draftId, head.revision, head.state]);
  const found = known.get(key);
  if (found) return found;
  const now = await draftNow(drafting, draftId);
  if (!now) return null;
  const model = modelOfDraft(now);
  // What was read after the head may be newer than it: then it is nobody's to keep.
  if (now.draft.revision !== head.revision || now.draft.state !== head.state) return model;
  if ((await drafting.room.directories.current()) !== directory) return model;
  known.set(key, model);
  for (const old of [...known.keys()].slice(0, -inHandAtMost)) known.delete(old);
  return model;
}
