/**
 * The live board of this process: however many look at it, the world is asked once when something was committed, and once
 * a second besides; each open stream is sent only what changed. While nobody looks, nothing is asked.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { keysHolding } from '../access/keys.ts';
import { holding } from '../access/sessions.ts';
import type { Records } from '../organisation/records.ts';
import { boardChangesAtMs, boardOf } from '../matching/board.ts';
import type { Board } from '../matching/board-shape.ts';
import type { Log } from '../platform/log.ts';
import { patchBetween, type Plain } from '../reading/merge-patch.ts';
import type { News } from './news.ts';
import { boardWorld, readBoardRows, type BoardRows } from './world.ts';

/** `series` is of one process and one run of it; versions count within it. */
export type Whole = { series: string; version: number; at: string; board: Board };
/** A merge patch (RFC 7396) that makes `version` of `from`. `at`: by the service's clock, for those whose own is wrong. */
export type Change = { series: string; from: number; version: number; at: string; patch: Plain };
export type Told = { kind: 'whole'; whole: Whole } | { kind: 'change'; change: Change } | { kind: 'away' };

/** An open stream. `of` is the session or key that opened it: when that ends, the stream does. */
export type Follower = {
  of: { kind: 'session' | 'key'; id: string };
  tell(told: Told): void;
  /** Says what time it is and nothing else, so that whoever is in between keeps the stream open. */
  beat(at: string): void;
  end(): void;
};

export type LiveBoard = {
  /** Something was committed in this process. */
  committed(): void;
  /** The whole board as it is now. */
  now(): Promise<Whole>;
  /** Tells `follower` the whole and from then on every change, until the returned function is called. */
  follow(follower: Follower): Promise<() => void>;
  /** Ends every stream. */
  close(): Promise<void>;
};

const everyMs = 1_000;
const beatEvery = 15;
/** The least time between two looks, in milliseconds: in a busy moment commits come faster than anybody can read. */
const breathMs = 100;
/** Within this time a change is seen that comes with time alone and at no known instant, such as that of a load. */
const anewMs = 10_000;

type Run = { stopTicking: () => void; stopListening: () => void };
type Held = { rows: BoardRows | null; board: Board; anewAtMs: number };
const nothing: Board = { attention: 0, lines: {} };

/** Opens the live board of this process; nothing is read until somebody looks at it. */
export function openLiveBoard(room: Records, news: News, log: Log): LiveBoard {
  const series = randomUUID();
  const followers = new Set<Follower>();
  let version = 0;
  let held: Held | null = null;
  let away = false;
  let looking: Promise<void> | null = null;
  let wanted = false;
  /** Set while anybody looks. */
  let running: Run | null = null;

  const at = () => new Date(room.clock.nowMs()).toISOString();
  const wholeNow = (): Whole => ({ series, version, at: at(), board: held?.board ?? nothing });
  const whole = (): Told => ({ kind: 'whole', whole: wholeNow() });
  const tellAll = (told: Told) => followers.forEach((follower) => follower.tell(told));

  const lookOnce = async () => {
    const rows = await readBoardRows(room);
    const nowMs = room.clock.nowMs();
    const isSame = held !== null && held.rows?.version === rows?.version && held.rows?.world === rows?.world;
    if (isSame && held !== null && nowMs < held.anewAtMs && nowMs >= held.anewAtMs - anewMs) return;
    const directory = rows && (await room.directories.at(rows.version));
    const world = rows && directory && (await boardWorld(room, directory, rows, nowMs));
    const board = world ? boardOf(world) : nothing;
    const anewAtMs = Math.min(nowMs + anewMs, (world && boardChangesAtMs(world)) ?? Infinity);
    const patch = held === null ? null : patchBetween(held.board, board);
    held = { rows, board, anewAtMs };
    if (patch === null) return;
    version += 1;
    tellAll({ kind: 'change', change: { series, from: version - 1, version, at: at(), patch } });
  };
  const look = async () => {
    while (wanted) {
      wanted = false;
      try {
        await lookOnce();
        if (away) tellAll(whole());
        away = false;
      } catch (problem) {
        if (!away) log.warn({ err: problem }, 'the board cannot be read; it is tried again every second');
        if (!away) tellAll({ kind: 'away' });
        away = true;
      }
      if (wanted) await sleep(breathMs, undefined, { ref: false });
    }
  };
  /** Looks at what is committed by now; resolves when that look is over. */
  const lookNow = (): Promise<void> => {
    wanted = true;
    return (looking ??= look().finally(() => {
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
  const tick = (run: Run) => {
    ticks += 1;
    if (ticks % beatEvery === 0) followers.forEach((follower) => follower.beat(at()));
    endThoseWhoMayNot()
      .catch((problem: unknown) => {
        if (!away) log.warn({ err: problem }, 'the sessions of boards cannot be looked at');
      })
      .then(lookNow)
      .catch(() => undefined)
      .finally(() => {
        if (running === run) run.stopTicking = room.clock.after(everyMs, () => tick(run));
      })
      .catch(() => undefined);
  };
  const begin = () => {
    if (running !== null) return;
    const run: Run = { stopTicking: () => undefined, stopListening: news.listen(() => void lookNow()) };
    run.stopTicking = room.clock.after(everyMs, () => tick(run));
    running = run;
  };
  const leave = (follower: Follower, ended: boolean) => {
    if (!followers.delete(follower)) return;
    if (ended) follower.end();
    if (followers.size > 0) return;
    running?.stopTicking();
    running?.stopListening();
    running = null;
  };

  return {
    committed() {
      news.tell();
      if (followers.size > 0) void lookNow();
    },
    async now() {
      await lookNow();
      if (away || held === null) await lookOnce();
      return wholeNow();
    },
    async follow(follower) {
      await lookNow();
      followers.add(follower);
      begin();
      follower.tell(whole());
      if (away) follower.tell({ kind: 'away' });
      return () => leave(follower, false);
    },
    async close() {
      for (const follower of [...followers]) leave(follower, true);
      await looking;
    },
  };
}
