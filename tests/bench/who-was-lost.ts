/** What became of everybody: callers by what their own phones heard, and what the database and the carrier still have open. */
import type pg from 'pg';
import type { Carrier } from '../../infra/phone-lab/carrier.ts';
import type { Caller } from './callers.ts';

/** Something that must not be, how often, and one case of it. */
export type Fault = { what: string; times: number; example: string };

/** How a caller's call ended, in a word; `lost` where it is none of the ends a caller may meet. */
export type End = { kind: 'left' | 'met' | 'told' | 'lost'; how: string };

/** Whoever hung up was not lost, unless they had been told that something broke; nor is who was told kindly how it goes on. */
export function endOf({ call, leftMs, metMs }: Caller, outcome: string | undefined): End {
  if (call.heard.some(({ kind }) => kind === 'carrier-error'))
    return { kind: 'lost', how: 'heard the error of the carrier' };
  if (call.endedMs === undefined) return { kind: 'lost', how: 'waits for ever' };
  if (metMs !== undefined) return { kind: 'met', how: 'met a peer' };
  if (leftMs !== undefined) return { kind: 'left', how: 'hung up' };
  if (outcome !== undefined && outcome !== 'abandoned') return { kind: 'told', how: outcome };
  return { kind: 'lost', how: `was hung up on (${outcome ?? 'no outcome'})` };
}

/** How each call ended that the service knows, by the carrier's name of it; null where it has not ended. */
export async function outcomes(pool: pg.Pool): Promise<Map<string, string | null>> {
  const { rows } = await pool.query<{ sid: string; outcome: string | null }>(
    `SELECT call_sid AS sid, CASE WHEN state = 'ended' THEN outcome END AS outcome FROM contacts WHERE call_sid IS NOT NULL`,
  );
  return new Map(rows.map(({ sid, outcome }) => [sid, outcome]));
}

const stuck: Record<string, string> = {
  'call that has not ended': `SELECT id || ' ' || state AS example FROM contacts WHERE state <> 'ended' OR outcome IS NULL`,
  'volunteer who stays taken': `SELECT person_id || ' ' || state AS example FROM legs WHERE state <> 'ended'`,
  'volunteer sent on a break without having missed anything': `SELECT person_id || ' ' || break_reason AS example FROM availability WHERE break_until > now()`,
  'effect left undone': `SELECT kind || ' ' || state || coalesce(' ' || problem, '') AS example FROM effects
    WHERE state IN ('running', 'failed') OR (state = 'pending' AND due_at < now() - interval '2 seconds')`,
};

/** What is still open in the database and must not be. */
export async function leftOpen(pool: pg.Pool): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const [what, sql] of Object.entries(stuck)) {
    const { rows } = await pool.query<{ example: string }>(sql);
    if (rows[0]) faults.push({ what, times: rows.length, example: rows[0].example });
  }
  return faults;
}

/** What only the carrier saw: phones rung twice at once, calls nobody knows of, errors in a volunteer's ear. */
export async function seenByTheCarrier(carrier: Carrier, pool: pg.Pool): Promise<Fault[]> {
  const calls = [...carrier.lab.calls.values()];
  const out = calls.filter(({ direction }) => direction === 'outbound-api');
  const { rows } = await pool.query<{ sid: string }>('SELECT call_sid AS sid FROM legs WHERE call_sid IS NOT NULL');
  const known = new Set(rows.map(({ sid }) => sid));
  const lastTo = new Map<string, number>();
  const twice = out.filter(({ to, createdMs, endedMs }) => {
    const overlaps = (lastTo.get(to) ?? -Infinity) > createdMs;
    lastTo.set(to, Math.max(lastTo.get(to) ?? -Infinity, endedMs ?? Infinity));
    return overlaps;
  });
  const wrong: Record<string, readonly { sid: string; to: string; status: string }[]> = {
    'phone rung twice at once': twice,
    'call of a volunteer that goes on': out.filter(({ endedMs }) => endedMs === undefined),
    'call that the service does not know it made': out.filter(({ sid }) => !known.has(sid)),
    'volunteer who heard the error of the carrier': out.filter(({ heard }) =>
      heard.some(({ kind }) => kind === 'carrier-error'),
    ),
  };
  return Object.entries(wrong).flatMap(([what, found]) =>
    found[0] ? [{ what, times: found.length, example: `${found[0].to} ${found[0].status}` }] : [],
  );
}
