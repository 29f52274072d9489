/** Warns coordinators of gaps in the cover 30, 7 and 1 days ahead, each once, in the morning of the line; where nobody is planned at all and those on call ring, that is said once (S4). */
import { attentionSettled, needAttention } from '../attention/need-attention.ts';
import type { Records } from '../organisation/records.ts';
import type { Store } from '../platform/store.ts';
import type { Directory } from '../organisation/directory.ts';
import {
  gapEntries,
  gapsUnrung,
  gapWarnings,
  nobodyPlanned,
  nobodyPlannedText,
  type GapWarning,
} from '../planning/gap-warnings.ts';
import { inTransaction } from '../platform/transaction.ts';
import { gaps, staffedOpenings } from '../schedule/coverage.ts';
import { lastMorning } from '../schedule/reminder-times.ts';
import { resolveLine } from '../schedule/resolve.ts';
import { dayMs } from '../schedule/wall-clock.ts';
import { localDate } from '../schedule/zone-clock.ts';

const aheadMs = 30 * dayMs;
/** Whoever has seen to it that nobody is planned is not told again for so long. */
const quietMs = 7 * dayMs;

/** Looks at every line in use whose morning has come since it was last looked at; a new line waits for its first morning. */
export async function warnOfGaps(room: Pick<Records, 'pool' | 'clock' | 'aside'>, directory: Directory): Promise<void> {
  const nowMs = room.clock.nowMs();
  const { rows } = await room.pool.query<{ line_id: string; looked_at: Date }>({
    name: 'gap-looks',
    text: 'SELECT line_id, looked_at FROM gap_looks',
  });
  const looked = new Map(rows.map((row) => [row.line_id, row.looked_at.getTime()]));
  for (const { id, timeZone } of directory.lineOfNumber.values()) {
    const lookedMs = looked.get(id);
    if (lookedMs !== undefined && lookedMs >= lastMorning(nowMs, timeZone)) continue;
    if (lookedMs !== undefined)
      await room.aside.attempt({ record: 'line', id, field: 'gaps' }, () =>
        warnOfLine(room, directory, id, timeZone, nowMs),
      );
    await room.pool.query(
      'INSERT INTO gap_looks (line_id, looked_at) VALUES ($1, $2) ON CONFLICT (line_id) DO UPDATE SET looked_at = EXCLUDED.looked_at',
      [id, new Date(nowMs)],
    );
  }
}

/** One entry on the list for each of 30, 7 and 1 that has gaps nobody was warned of, with their dates; one for all where nobody is planned yet. */
async function warnOfLine(
  room: Pick<Store, 'pool'>,
  directory: Directory,
  lineId: string,
  zone: string,
  nowMs: number,
): Promise<void> {
  const { schedule } = directory;
  const untilMs = nowMs + aheadMs;
  const unplanned = nobodyPlanned(resolveLine(schedule, lineId, nowMs, untilMs), nowMs, zone);
  const found = gaps(schedule, nowMs, untilMs, lineId);
  const rung = unplanned ? staffedOpenings(schedule, lineId, nowMs, untilMs, 'anybody') : [];
  const warnings = gapWarnings(gapsUnrung(found, rung), nowMs);
  const key = `nobody-planned ${lineId}`;
  await inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const { rows } = await client.query<{ start: Date; days: GapWarning['days'] }>(
        `INSERT INTO gap_warnings (line_id, start_at, days, at) SELECT $1, to_timestamp((one ->> 'startMs')::float8 / 1000), (one ->> 'days')::int, $2 FROM jsonb_array_elements($3::jsonb) one
        ON CONFLICT DO NOTHING RETURNING start_at AS start, days`,
        [lineId, new Date(nowMs), JSON.stringify(warnings)],
      );
      const fresh = rows.map(({ start, days }) => ({ startMs: start.getTime(), days }));
      const today = localDate(nowMs, zone);
      for (const { days, subject } of gapEntries(fresh, zone)) {
        const entry = `cover-gap ${lineId} ${days} ${today}`;
        await needAttention(client, { kind: `cover-gap-${days}`, lineId, subject, key: entry }, nowMs);
      }
      if (!unplanned) await attentionSettled(client, key, 'warmline', nowMs);
      else {
        const subject = nobodyPlannedText(unplanned);
        await needAttention(client, { kind: 'nobody-planned', lineId, subject, key, quietMs }, nowMs);
      }
    },
  );
}
