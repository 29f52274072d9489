/** Single records as they change, for those who have one open in this process: each hears when it, or a part of it, is another. */
import { openFollowing, type Followed, type Follower, type Following } from './following.ts';

/** An open stream of the record `recordId`. */
export type RecordFollower<Told> = Follower & { recordId: string; tell(told: Told | { kind: 'away' }): void };

export type LiveRecords<Told> = {
  /** Something was committed in this process. */
  committed(): void;
  /** Tells `follower` how the record is, and whatever becomes of it, until the returned function is called; null where there is no such record. */
  follow(follower: RecordFollower<Told>): Promise<(() => void) | null>;
  /** Ends every stream. */
  close(): Promise<void>;
};

/** How records of one kind are read, and what is told of one: part by part, each again whenever what it goes `by` is another. */
export type LiveKind<Seen extends { id: string }, Told> = {
  read(ids: readonly string[]): Promise<Seen[]>;
  parts(seen: Seen): { told: Told; by: unknown }[];
};

/** Opens it, with nobody following yet. */
export function openLiveRecords<Seen extends { id: string }, Told>(
  followed: Omit<Followed, 'look' | 'isLost' | 'isBack'>,
  { read, parts }: LiveKind<Seen, Told>,
): LiveRecords<Told> {
  const said = new Map<RecordFollower<Told>, string[]>();
  const tell = (follower: RecordFollower<Told>, seen: Seen) => {
    const now = parts(seen);
    const before = said.get(follower);
    said.set(
      follower,
      now.map(({ by }) => JSON.stringify(by)),
    );
    for (const [place, { told, by }] of now.entries()) if (before?.[place] !== JSON.stringify(by)) follower.tell(told);
  };
  const look = async () => {
    const ids = [...new Set([...following.followers].map(({ recordId }) => recordId))];
    if (ids.length === 0) return;
    const seen = new Map((await read(ids)).map((one) => [one.id, one]));
    for (const follower of [...following.followers]) {
      const record = seen.get(follower.recordId);
      if (record) tell(follower, record);
      else if (ids.includes(follower.recordId)) following.end(follower);
    }
  };
  const following: Following<RecordFollower<Told>> = openFollowing({
    ...followed,
    look,
    isLost: () => following.followers.forEach((follower) => follower.tell({ kind: 'away' })),
    isBack: () => {
      for (const follower of following.followers) said.delete(follower);
      void following.lookNow();
    },
  });
  return {
    committed: following.committed,
    async follow(follower) {
      const [seen] = await read([follower.recordId]);
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
