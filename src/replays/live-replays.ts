/** Replays as they are worked at, for those who have one open in this process (F3). */
import { openLiveRecords, type LiveRecords } from '../access/live-records.ts';
import type { Log } from '../platform/log.ts';
import type { Store } from '../platform/store.ts';
import { replaysFollowed, type ReplaySeen } from './replays-sql.ts';

export type ReplayTold = { kind: 'replay'; seen: ReplaySeen };

export type LiveReplays = LiveRecords<ReplayTold>;

/** `listen`: calls what it is given for what other processes tell. */
export function openLiveReplays(
  room: Pick<Store, 'pool' | 'clock' | 'secrets'>,
  listen: (heard: () => void) => () => void,
  log: Log,
): LiveReplays {
  return openLiveRecords<ReplaySeen, ReplayTold>(
    { what: 'replays', room, log, listen },
    { read: (ids) => replaysFollowed(room, ids), parts: (seen) => [{ told: { kind: 'replay', seen }, by: seen }] },
  );
}
