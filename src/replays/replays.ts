/** Replays as jobs: asked for, listed, read and ended; a worker does them (F3). */
import { randomUUID } from 'node:crypto';
import { newEffect, writeEffects } from '../effects/write.ts';
import { isInUse, type Directory } from '../organisation/directory.ts';
import { isAhead } from '../planning/replay/gathering.ts';
import type { Store } from '../platform/store.ts';
import { inTransaction } from '../platform/transaction.ts';
import { draftNow, tellFollowers, type Drafting } from '../roster/drafts.ts';
import { parseDate, dayMs } from '../schedule/wall-clock.ts';
import { zoneClock } from '../schedule/zone-clock.ts';
import type { ReplayRequest } from './replay-shapes.ts';
import { putReplay, replayOf, stopStored, type StoredReplay } from './replays-sql.ts';

/** So many are asked for or under way at once, in the whole organisation. */
export const replaysAtOnce = 3;
/** So many days are replayed at most. */
export const mostDays = 31;
/** Nobody forecasts further. */
const aheadAtMostMs = 92 * dayMs;

/**
 * `partly-ahead`: the dates lie partly behind and partly ahead. `other-days`: the draft is of another line or of other days.
 * `busy`: as many are asked for as wait at once.
 */
export type StartedReplay =
  | { kind: 'started'; id: string }
  | {
      kind:
        | 'no-line'
        | 'no-draft'
        | 'other-days'
        | 'order'
        | 'too-long'
        | 'too-far'
        | 'partly-ahead'
        | 'no-calls'
        | 'busy';
    };

/** From the first local midnight of a request to the one after its last day. */
export function rangeOf(
  { organisation }: Pick<Directory, 'organisation'>,
  { from, to }: Pick<ReplayRequest, 'from' | 'to'>,
): { fromMs: number; untilMs: number; days: number } {
  const clock = zoneClock(organisation.timeZone);
  const [first, last] = [parseDate(from) ?? 0, parseDate(to) ?? 0];
  return {
    fromMs: clock.startInstant(first * dayMs),
    untilMs: clock.startInstant((last + 1) * dayMs),
    days: last - first + 1,
  };
}

/** Writes down that a replay is asked for; a worker takes it up. */
export async function startReplay(drafting: Drafting, request: ReplayRequest, by: string): Promise<StartedReplay> {
  const { room } = drafting;
  const askedAtMs = room.clock.nowMs();
  const directory = await room.directories.current();
  const no = directory ? await whyNot(drafting, directory, request, askedAtMs) : 'no-line';
  if (no !== null) return { kind: no };
  const replay = { id: randomUUID(), askedBy: by, askedAtMs, request };
  const effects = [newEffect('ReplayWeek', { replayId: replay.id }, { dueAtMs: askedAtMs })];
  const isPut = await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const put = await putReplay(client, replay, replaysAtOnce);
      if (put) await writeEffects(client, effects);
      return put;
    },
  );
  if (!isPut) return { kind: 'busy' };
  room.afterCommit({ effects, wakes: [], route: false });
  return { kind: 'started', id: replay.id };
}

/** Whether there is anything to run through, as `enough`, and whether anybody has called at all; null where there is no such line. */
export async function callsToReplay(
  { room }: Pick<Drafting, 'room'>,
  { from, to, line }: Pick<ReplayRequest, 'from' | 'to' | 'line'>,
): Promise<{ enough: boolean; ever: boolean } | null> {
  const nowMs = room.clock.nowMs();
  const directory = await room.directories.current();
  const linesThere = directory ? linesInUse(directory) : [];
  if (!directory || (line !== null && !linesThere.includes(line))) return null;
  const asked = line === null ? linesThere : [line];
  if (await hasCalls(room, asked, callsOf(rangeOf(directory, { from, to }), nowMs)))
    return { enough: true, ever: true };
  return { enough: false, ever: await hasCalls(room, linesThere, { fromMs: 0, untilMs: nowMs }) };
}

function linesInUse(directory: Directory): string[] {
  return [...directory.lines.values()].filter((line) => isInUse(directory, line)).map(({ id }) => id);
}

/** The time whose calls are run through: what is ahead is forecast from all there were. */
function callsOf({ fromMs, untilMs }: { fromMs: number; untilMs: number }, nowMs: number) {
  return isAhead({ fromMs, nowMs }) ? { fromMs: 0, untilMs: nowMs } : { fromMs, untilMs };
}

async function whyNot(
  drafting: Drafting,
  directory: Directory,
  request: ReplayRequest,
  nowMs: number,
): Promise<Exclude<StartedReplay['kind'], 'started' | 'busy'> | null> {
  const linesThere = linesInUse(directory);
  const asked = [...(request.line === null ? [] : [request.line]), ...request.morePeople.map(({ line }) => line)];
  if (linesThere.length === 0 || asked.some((id) => !linesThere.includes(id))) return 'no-line';
  if (request.line !== null && request.morePeople.some(({ line }) => line !== request.line)) return 'no-line';
  const { fromMs, untilMs, days } = rangeOf(directory, request);
  if (days < 1) return 'order';
  if (days > mostDays) return 'too-long';
  if (untilMs > nowMs + aheadAtMostMs) return 'too-far';
  if (fromMs <= nowMs && untilMs > nowMs) return 'partly-ahead';
  if (request.draft !== null) {
    const draft = await draftNow(drafting, request.draft);
    if (!draft || draft.draft.state !== 'open' || draft.world.isRetired) return 'no-draft';
    const { line, from, to } = draft.draft;
    if ((request.line !== null && request.line !== line) || from > request.to || to < request.from) return 'other-days';
  }
  const lineIds = request.line === null ? linesThere : [request.line];
  return (await hasCalls(drafting.room, lineIds, callsOf({ fromMs, untilMs }, nowMs))) ? null : 'no-calls';
}

async function hasCalls(
  { pool }: Pick<Store, 'pool'>,
  lineIds: readonly string[],
  { fromMs, untilMs }: { fromMs: number; untilMs: number },
): Promise<boolean> {
  const { rows } = await pool.query<{ some: boolean }>({
    name: 'calls-to-replay',
    text: `SELECT EXISTS (SELECT 1 FROM contacts WHERE arrived_at >= $2 AND arrived_at < $3 AND line_id = ANY($1)
      AND channel = 'voice' AND state = 'ended' AND callback_id IS NULL) AS some`,
    values: [lineIds, new Date(fromMs), new Date(untilMs)],
  });
  return rows[0]?.some ?? false;
}

/** Ends a replay that is not over yet; what there is of it afterwards, or null where there is none. */
export async function cancelReplay(
  { room }: Pick<Drafting, 'room'>,
  id: string,
): Promise<{ replay: StoredReplay; ahead: number } | null> {
  if (await stopStored(room, id)) tellFollowers(room);
  return replayOf(room, id);
}
