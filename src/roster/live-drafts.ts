/** Drafts as they are worked on, for those who have one open in this process: each hears when it, its fill, or what it stands on is another (R3). */
import { openFollowing, type Follower, type Following } from '../access/following.ts';
import type { Log } from '../platform/log.ts';
import type { Store } from '../platform/store.ts';
import { draftsFollowed, type DraftSeen } from './fills-sql.ts';

export type DraftTold = { kind: 'draft'; seen: DraftSeen } | { kind: 'fill'; seen: DraftSeen } | { kind: 'away' };

/** An open stream of one draft. */
export type DraftFollower = Follower & { draftId: string; tell(told: DraftTold): void };

export type LiveDrafts = {
  /** Something was committed in this process. */
  committed(): void;
  /** Tells `follower` how the draft is, and whatever becomes of it, until the returned function is called; null where there is no such draft. */
  follow(follower: DraftFollower): Promise<(() => void) | null>;
  /** Ends every stream. */
  close(): Promise<void>;
};

type Said = { draft: string; fill: string };

/** `listen`: calls what it is given for what other processes tell. */
export function openLiveDrafts(
  room: Pick<Store, 'pool' | 'clock' | 'secrets'>,
  listen: (heard: () => void) => () => void,
  log: Log,
): LiveDrafts {
  const said = new Map<DraftFollower, Said>();
  const tell = (follower: DraftFollower, seen: DraftSeen) => {
    const { revision, state, version, fill } = seen;
    const now: Said = { draft: JSON.stringify([revision, state, version]), fill: JSON.stringify(fill) };
    const before = said.get(follower);
    said.set(follower, now);
    if (before?.draft !== now.draft) follower.tell({ kind: 'draft', seen });
    if (before?.fill !== now.fill) follower.tell({ kind: 'fill', seen });
  };
  const look = async () => {
    const ids = [...new Set([...following.followers].map(({ draftId }) => draftId))];
    if (ids.length === 0) return;
    const seen = new Map((await draftsFollowed(room, ids)).map((one) => [one.id, one]));
    for (const follower of [...following.followers]) {
      const draft = seen.get(follower.draftId);
      if (draft) tell(follower, draft);
      else if (ids.includes(follower.draftId)) following.end(follower);
    }
  };
  const tellAll = (told: DraftTold) => following.followers.forEach((follower) => follower.tell(told));
  const following: Following<DraftFollower> = openFollowing({
    what: 'drafts of rosters',
    room,
    log,
    listen,
    look,
    isLost: () => tellAll({ kind: 'away' }),
    isBack: () => {
      for (const follower of following.followers) said.delete(follower);
      void following.lookNow();
    },
  });
  return {
    committed: following.committed,
    async follow(follower) {
      const [seen] = await draftsFollowed(room, [follower.draftId]);
      if (!seen) return null;
      following.add(follower);
      tell(follower, seen);
      // What was committed since it was read.
      void following.lookNow();
      return () => {
        said.delete(follower);
        following.leave(follower);
      };
    },
    close: following.close,
  };
}
