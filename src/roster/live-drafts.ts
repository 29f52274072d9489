/** Drafts as they are worked on, for those who have one open in this process: each hears when it, its fill, or what it stands on is another (R3). */
import { openLiveRecords, type LiveRecords } from '../access/live-records.ts';
import type { Log } from '../platform/log.ts';
import type { Store } from '../platform/store.ts';
import { draftsFollowed, type DraftSeen } from './fills-sql.ts';

export type DraftTold = { kind: 'draft'; seen: DraftSeen } | { kind: 'fill'; seen: DraftSeen };

export type LiveDrafts = LiveRecords<DraftTold>;

/** `listen`: calls what it is given for what other processes tell. */
export function openLiveDrafts(
  room: Pick<Store, 'pool' | 'clock' | 'secrets'>,
  listen: (heard: () => void) => () => void,
  log: Log,
): LiveDrafts {
  return openLiveRecords<DraftSeen, DraftTold>(
    { what: 'drafts of rosters', room, log, listen },
    {
      read: (ids) => draftsFollowed(room, ids),
      parts: (seen) => [
        { told: { kind: 'draft', seen }, by: [seen.revision, seen.state, seen.version] },
        { told: { kind: 'fill', seen }, by: seen.fill },
      ],
    },
  );
}
