/** Calls of the past on the small organisation's line, as they are stored once they are over. */
import type pg from 'pg';

export type Told = {
  at: Date;
  outcome: string;
  waited: number;
  talked?: number;
  heavy?: boolean;
  language?: string;
  /** The promise it kept, where the service made the call itself. */
  promise?: string;
};

const dayMs = 86_400_000;
let told = 0;

/** One call; whoever talked did so with Ana. */
export async function pastCall(
  pool: pg.Pool,
  { at, outcome, waited, talked = 0, heavy = false, language = 'en', promise }: Told,
): Promise<void> {
  const id = `past-${(told += 1)}`;
  const after = (seconds: number) => new Date(at.getTime() + seconds * 1000);
  await pool.query(
    `INSERT INTO contacts (id, line_id, channel, state, outcome, language, script, arrived_at, rank_at, talked_seconds, decided, ended_at, callback_id)
     VALUES ($1, 'main', 'voice', 'ended', $2, $3, 'hold', $4, $4, $5, true, $6, $7)`,
    [id, outcome, language, at, talked, after(waited + talked), promise ?? null],
  );
  if (talked === 0) return;
  await pool.query(
    `INSERT INTO legs (id, contact_id, line_id, purpose, person_id, role, state, outcome, created_at, accepted_at, ended_at)
     VALUES ($1, $1, 'main', 'offer', 'ana', 'primary', 'ended', 'talked', $2, $3, $4)`,
    [id, at, after(waited), after(waited + talked)],
  );
  await pool.query(
    `INSERT INTO load_events (id, person_id, kind, contact_id, start_at, end_at, heavy) VALUES ($1, 'ana', 'contact', $1, $2, $3, $4)`,
    [id, after(waited), after(waited + talked), heavy],
  );
}

/** Two calls each evening from this instant on: the first is taken, who waits behind it gives up. */
export async function pastEvenings(pool: pg.Pool, firstMs: number, count: number): Promise<void> {
  for (let evening = 0; evening < count; evening += 1) {
    const at = firstMs + evening * dayMs;
    await pastCall(pool, { at: new Date(at), outcome: 'talked', waited: 15, talked: 1200, heavy: evening % 3 === 0 });
    await pastCall(pool, { at: new Date(at + 300_000), outcome: 'abandoned-in-queue', waited: 240 });
  }
}
