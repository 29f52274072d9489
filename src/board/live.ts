/**
 * The live board of this process: however many look at it, the world is asked once when something was committed, and once
 * a second besides; each open stream is sent only what changed. While nobody looks, nothing is asked.
 */
import { randomUUID } from 'node:crypto';
import { openFollowing, type Follower, type Following } from '../access/following.ts';
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

/** An open stream of the board. */
export type BoardFollower = Follower & { tell(told: Told): void };

export type LiveBoard = {
  /** Something was committed in this process. */
  committed(): void;
  /** The whole board as it is now. */
  now(): Promise<Whole>;
  /** Tells `follower` the whole and from then on every change, until the returned function is called. */
  follow(follower: BoardFollower): Promise<() => void>;
  /** Ends every stream. */
  close(): Promise<void>;
};

/** Within this time a change is seen that comes with time alone and at no known instant, such as that of a load. */
const anewMs = 10_000;

type Held = { rows: BoardRows | null; board: Board; anewAtMs: number };
const nothing: Board = { attention: 0, lines: {} };

/** Opens the live board of this process; nothing is read until somebody looks at it. */
export function openLiveBoard(room: Records, news: News, log: Log): LiveBoard {
  const series = randomUUID();
  let version = 0;
  let held: Held | null = null;

  const at = () => new Date(room.clock.nowMs()).toISOString();
  const wholeNow = (): Whole => ({ series, version, at: at(), board: held?.board ?? nothing });
  const whole = (): Told => ({ kind: 'whole', whole: wholeNow() });
  const tellAll = (told: Told) => following.followers.forEach((follower) => follower.tell(told));

  const look = async () => {
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
  const following: Following<BoardFollower> = openFollowing({
    what: 'the board',
    room,
    log,
    listen: news.listen,
    look,
    isLost: () => tellAll({ kind: 'away' }),
    isBack: () => tellAll(whole()),
  });

  return {
    committed() {
      news.tell();
      following.committed();
    },
    async now() {
      await following.lookNow();
      if (following.isAway() || held === null) await look();
      return wholeNow();
    },
    async follow(follower) {
      await following.lookNow();
      following.add(follower);
      follower.tell(whole());
      if (following.isAway()) follower.tell({ kind: 'away' });
      return () => following.leave(follower);
    },
    close: following.close,
  };
}
