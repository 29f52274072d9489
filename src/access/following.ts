/**
 * Followers of what changes, in this process: however many look, it is read once when something was committed, and once a second
 * besides; a follower whose session or key ended is let go within that second. While nobody looks, nothing is read.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../platform/log.ts';
import { keysHolding } from './keys.ts';
import { holding, type AccessRoom } from './sessions.ts';

/** An open stream. `of` is the session or key that opened it: when that ends, the stream does. */
export type Follower = {
  of: { kind: 'session' | 'key'; id: string };
  /** Says what time it is and nothing else, so that whoever is in between keeps the stream open. */
  beat(at: string): void;
  end(): void;
};

export type Following<Each extends Follower> = {
  followers: ReadonlySet<Each>;
  /** Something was committed in this process. */
  committed(): void;
  /** Looks at what is committed by now; resolves when that look is over. */
  lookNow(): Promise<void>;
  /** Whether the last look failed. */
  isAway(): boolean;
  add(follower: Each): void;
  leave(follower: Each): void;
  /** Lets a follower go for whom there is nothing to see any more. */
  end(follower: Each): void;
  /** Ends every stream. */
  close(): Promise<void>;
};

export type Followed = {
  /** For the log. */
  what: string;
  room: AccessRoom;
  log: Log;
  /** Calls `heard` for what other processes tell, until the returned function is called. */
  listen(heard: () => void): () => void;
  /** Reads what there is, and tells the followers of it. */
  look(): Promise<void>;
  /** Nothing can be read right now; it is tried again every second. */
  isLost(): void;
  /** It can be read again. */
  isBack(): void;
};

const everyMs = 1_000;
const beatEvery = 15;
/** In a busy moment commits come faster than eyes: so many milliseconds from one look to the next at least. */
const breathMs = 100;

type Run = { stopTicking: () => void; stopListening: () => void };

/** Opens it, with nobody following yet. */
export function openFollowing<Each extends Follower>({
  what,
  room,
  log,
  listen,
  look,
  isLost,
  isBack,
}: Followed): Following<Each> {
  const followers = new Set<Each>();
  let away = false;
  let looking: Promise<void> | null = null;
  let wanted = false;
  /** Set while anybody looks. */
  let running: Run | null = null;

  const lookWhileWanted = async () => {
    while (wanted) {
      wanted = false;
      try {
        await look();
        if (away) isBack();
        away = false;
      } catch (problem) {
        if (!away) log.warn({ err: problem }, `${what} cannot be read; it is tried again every second`);
        if (!away) isLost();
        away = true;
      }
      if (wanted) await sleep(breathMs, undefined, { ref: false });
    }
  };
  const lookNow = (): Promise<void> => {
    wanted = true;
    return (looking ??= lookWhileWanted().finally(() => {
      looking = null;
      if (wanted) void lookNow();
    }));
  };
  const endThoseWhoMayNot = async () => {
    const ids = (kind: Follower['of']['kind']) => [
      ...new Set([...followers].filter(({ of }) => of.kind === kind).map(({ of }) => of.id)),
    ];
    const [sessions, keys] = [ids('session'), ids('key')];
    const holds = {
      session: sessions.length > 0 ? await holding(room, sessions) : new Set<string>(),
      key: keys.length > 0 ? await keysHolding(room, keys) : new Set<string>(),
    };
    const asked = { session: new Set(sessions), key: new Set(keys) };
    for (const follower of [...followers]) {
      const { kind, id } = follower.of;
      if (asked[kind].has(id) && !holds[kind].has(id)) leave(follower, true);
    }
  };
  let ticks = 0;
  let roundWanted = false;
  let inRound = false;
  /** Begun while one goes on, it is gone once more after it: a session that ended during a round is seen in the same second. */
  const goRound = async () => {
    roundWanted = true;
    if (inRound) return;
    inRound = true;
    while (roundWanted) {
      roundWanted = false;
      await endThoseWhoMayNot().catch((problem: unknown) => {
        if (!away) log.warn({ err: problem }, `the sessions of those who follow ${what} cannot be looked at`);
      });
      await lookNow().catch(() => undefined);
    }
    inRound = false;
  };
  const tick = (run: Run) => {
    run.stopTicking = room.clock.after(everyMs, () => tick(run));
    ticks += 1;
    const at = new Date(room.clock.nowMs()).toISOString();
    if (ticks % beatEvery === 0) followers.forEach((follower) => follower.beat(at));
    void goRound();
  };
  const begin = () => {
    if (running !== null) return;
    const run: Run = { stopTicking: () => undefined, stopListening: listen(() => void lookNow()) };
    run.stopTicking = room.clock.after(everyMs, () => tick(run));
    running = run;
  };
  const leave = (follower: Each, ended: boolean) => {
    if (!followers.delete(follower)) return;
    if (ended) follower.end();
    if (followers.size > 0) return;
    running?.stopTicking();
    running?.stopListening();
    running = null;
  };

  return {
    followers,
    lookNow,
    isAway: () => away,
    committed() {
      if (followers.size > 0) void lookNow();
    },
    add(follower) {
      followers.add(follower);
      begin();
    },
    leave: (follower) => leave(follower, false),
    end: (follower) => leave(follower, true),
    async close() {
      for (const follower of [...followers]) leave(follower, true);
      await looking;
    },
  };
}
