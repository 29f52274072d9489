/** The log of a draft with what this window has done and the service has not confirmed yet. */
import type { DraftEntry } from '../../planning/draft/apply.ts';
import type { DraftCommand } from '../../planning/draft/commands.ts';

export type LogEntry = DraftEntry & { by: string; at: string };

/** One step of this window: it goes to the service in order, under one key, until it is taken or refused. */
export type Step = { once: string } & (
  | { kind: 'command'; command: DraftCommand }
  | { kind: 'undo' }
  | { kind: 'redo' }
);

/** What is shown: the log with every step that waits done to it. Redoing waits for the service, who alone knows what is next. */
export function withSteps(log: readonly LogEntry[], steps: readonly Step[], me: string): LogEntry[] {
  let entries = [...log];
  for (const step of steps) {
    const seq = (entries.at(-1)?.seq ?? 0) + 1;
    if (step.kind === 'command') entries.push({ seq, command: step.command, undone: false, by: me, at: '' });
    else if (step.kind === 'undo') {
      const last = entries.findLast(({ by, undone }) => by === me && !undone);
      if (last) entries = entries.map((entry) => (entry === last ? { ...entry, undone: true } : entry));
    }
  }
  return entries;
}

/** Whether there is something of `me` to take back, or to put back. */
export function stepsOpen(entries: readonly LogEntry[], me: string): { undo: boolean; redo: boolean } {
  const own = entries.filter(({ by }) => by === me);
  const last = own.findLast(({ undone }) => !undone)?.seq ?? 0;
  return { undo: last > 0, redo: own.some(({ undone, seq }) => undone && seq > last) };
}

/** What others did that was not there before: newest last. */
export function newsOf(before: readonly LogEntry[], after: readonly LogEntry[], me: string): LogEntry[] {
  const known = new Set(before.map(({ seq }) => seq));
  return after.filter(({ seq, by, undone }) => !known.has(seq) && by !== me && !undone);
}
