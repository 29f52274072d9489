/** What tells a process apart from a later one with the same number; null when it is not running. */
export function processMark(pid: number): string | null;
/** Whether the process that left this mark is still the one running. */
export function isAlive(mark: string): boolean;
/** Runs `work` while holding the lock file; waits for a holder that lives, takes over from one that died. */
export function withLock<T>(path: string, work: () => T | Promise<T>, options?: { onWait?: () => void }): Promise<T>;
