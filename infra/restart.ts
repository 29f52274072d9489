/** Decides what follows when a role has ended: it is left alone, or started again after a pause. */
import { constants } from 'node:os';

export type End = {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** Whether the role has worked since this supervisor runs, this time or before. */
  everStarted: boolean;
  isStopping: boolean;
  /** The pause before the role was started this time; null where there was none. */
  pausedMs: number | null;
  ranMs: number;
};

export type Next = { kind: 'leave'; exitCode: number } | { kind: 'again'; pauseMs: number };

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** A role that has worked for so long begins with the shortest pause again. */
const quietMs = 5 * 60_000;

const stopped = 0;
const badSettings = 2;
/** As a shell says it of a second Ctrl-C. */
const leftAtOnce = 130;

/**
 * A role that was asked to stop, that has never worked or that says its settings are bad is left, with its exit code.
 * Any other end is a death: the pause doubles with each until the role has worked for a while. What keeps a role from
 * starting *again* may pass, such as a database that is away, so that is a death too.
 */
export function afterEnd({ exitCode, signal, everStarted, isStopping, pausedMs, ranMs }: End): Next {
  const code = exitCode ?? (signal === null ? 1 : 128 + constants.signals[signal]);
  const wasAsked = isStopping || exitCode === stopped || exitCode === leftAtOnce;
  if (wasAsked || !everStarted || exitCode === badSettings) return { kind: 'leave', exitCode: code };
  if (pausedMs === null || ranMs >= quietMs) return { kind: 'again', pauseMs: firstPauseMs };
  return { kind: 'again', pauseMs: Math.min(longestPauseMs, pausedMs * 2) };
}
