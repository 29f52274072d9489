/** What operators watch, for Prometheus: how many wait and how long, what is not done, what the last look found. No number or name is among it. */
import { Gauge, type Registry } from 'prom-client';
import { overdue } from '../effects/claims.ts';
import type { Store } from '../platform/store.ts';
import { checks } from './judgement.ts';
import { lastBackup } from './last-backup.ts';
import { goLiveFigure, type GoLiveEntry } from './go-live.ts';
import { readGoLive } from './read-go-live.ts';
import { lastLook, type KeptFindings } from './service-looks.ts';

type Room = Pick<Store, 'pool' | 'clock'>;

/** Whoever asks more often is told what was known then. */
const freshMs = 5_000;

/** Each gauge with what it says and how it is read from one row; ages are seconds, 0 where there is nothing. */
const gauges = {
  callers_waiting: 'Callers who wait for a volunteer',
  longest_wait_seconds: 'How long the caller who waits longest has waited',
  callers_talking: 'Callers who talk with a volunteer',
  conversations_waiting: 'Text conversations that wait for a peer',
  effects_due: 'Things to do outside of the database that are due and not done',
  oldest_effect_seconds: 'How long the oldest of them has been due',
  promises_open: 'Promised calls that are not kept yet',
  promises_late: 'Promised calls whose time is over',
  attention_open: 'Entries on the list of what needs a coordinator',
} as const;

type Figures = Record<keyof typeof gauges, number>;

/** Registers the gauges; each scrape asks the database once at most. Where it does not answer they are left out. */
export function registerFigures({ room, metrics, config }: { room: Room; metrics: Registry; config: Settings }): void {
  const read = held(room, config);
  for (const [name, help] of Object.entries(gauges) as [keyof Figures, string][])
    new Gauge({
      name: `warmline_${name}`,
      help,
      registers: [metrics],
      async collect() {
        this.remove();
        const seen = await read();
        if (seen) this.set(seen.figures[name]);
      },
    });
  new Gauge({
    name: 'warmline_last_backup_timestamp_seconds',
    help: 'When the last backup was made; 0 where there is none',
    registers: [metrics],
    async collect() {
      this.remove();
      const seen = await read();
      if (seen) this.set(seen.backupAtMs / 1000);
    },
  });
  new Gauge({
    name: 'warmline_check_state',
    help: 'What the last daily look found: 0 ok, 1 needs attention, 2 fails',
    labelNames: ['check'],
    registers: [metrics],
    async collect() {
      this.reset();
      const seen = await read();
      for (const { check, state } of seen?.findings ?? [])
        if (checks.some((known) => known === check)) this.set({ check }, ['ok', 'attention', 'fail'].indexOf(state));
    },
  });
  new Gauge({
    name: 'warmline_go_live_state',
    help: 'How each thing stands that has to be right before a line goes live: 0 it is, 1 to be done, 2 not right',
    labelNames: ['check'],
    registers: [metrics],
    async collect() {
      this.reset();
      const seen = await read();
      for (const { check, state } of seen?.goLive ?? []) this.set({ check }, goLiveFigure[state]);
    },
  });
}

type Seen = { figures: Figures; findings: KeptFindings; goLive: GoLiveEntry[]; backupAtMs: number };
type Settings = Parameters<typeof readGoLive>[1];

function held(room: Room, config: Settings): () => Promise<Seen | null> {
  let last: { atMs: number; seen: Promise<Seen | null> } | null = null;
  return () => {
    const nowMs = room.clock.nowMs();
    if (!last || nowMs - last.atMs >= freshMs || nowMs < last.atMs)
      last = { atMs: nowMs, seen: readAll(room, config).catch(() => null) };
    return last.seen;
  };
}

async function readAll(room: Room, config: Settings): Promise<Seen> {
  const [figures, look, backup, { entries }] = await Promise.all([
    readFigures(room),
    lastLook(room),
    lastBackup(room),
    readGoLive(room, config, null),
  ]);
  return { figures, findings: look?.findings ?? [], goLive: entries, backupAtMs: backup?.atMs ?? 0 };
}

async function readFigures(room: Room): Promise<Figures> {
  const { condition, values } = overdue(room, 0);
  const waiting = `FROM contacts WHERE state IN ('waiting', 'choosing-overflow')`;
  const now = `$${values.length + 1}::timestamptz`;
  const { rows } = await room.pool.query<Record<keyof Figures, string>>({
    name: 'figures',
    text: `SELECT (SELECT count(*) ${waiting}) AS callers_waiting,
        (SELECT extract(epoch FROM ${now} - min(coalesce(waiting_since, arrived_at))) ${waiting}) AS longest_wait_seconds,
        (SELECT count(*) FROM contacts WHERE state = 'talking') AS callers_talking,
        (SELECT count(*) FROM conversations WHERE state = 'waiting') AS conversations_waiting,
        (SELECT count(*) FROM effects WHERE ${condition}) AS effects_due,
        (SELECT extract(epoch FROM ${now} - min(due_at)) FROM effects WHERE ${condition}) AS oldest_effect_seconds,
        (SELECT count(*) FROM callbacks WHERE state = 'open') AS promises_open,
        (SELECT count(*) FROM callbacks WHERE state = 'open' AND until_at < ${now}) AS promises_late,
        (SELECT count(*) FROM attention WHERE done_at IS NULL) AS attention_open`,
    values: [...values, new Date(room.clock.nowMs())],
  });
  const row = rows[0];
  return Object.fromEntries(
    Object.keys(gauges).map((name) => [name, Math.max(0, Number(row?.[name as keyof Figures] ?? 0))]),
  ) as Figures;
}
