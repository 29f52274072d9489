/** What is wrong with the service itself, judged from what was seen: values in, findings out. */

/** Everything that is looked at; null where it was not looked at, or is nothing this service has. Times are milliseconds. */
export type ServiceFacts = {
  nowMs: number;
  release: string;
  nodeVersion: string;
  /** `problem` says in a word why it did not answer. Ahead is the database's clock, beside this process's. */
  postgres: { version: string; clockAheadMs: number } | { problem: string };
  /** Migrations of this release that the database lacks, and those of the database that this release does not know; how long ago the first was run. */
  migrations: { applied: number; missing: string[]; unknown: string[]; ageMs: number } | null;
  redis: { version: string } | { problem: string } | null;
  /** Work that was handed out and waits: by queue, how much, and for how long the oldest. */
  queues: { name: string; waiting: number; oldestMs: number | null }[] | null;
  /** What is due and not done: how much, and for how long the oldest. */
  effects: { due: number; oldestMs: number | null } | null;
  disk: { freeBytes: number; totalBytes: number } | null;
  /** Of the public address; null where that is not https. */
  certificate: { expiresAtMs: number } | { problem: string } | null;
  /** What answered at the public address: this service, something else, or nothing. */
  publicAddress: { address: string; answers: 'ours' | 'other' | 'nothing' } | null;
  carrier: { answers: 'yes' | 'refused' | 'no'; clockAheadMs: number | null; hasFallback: boolean } | null;
  /** What differs at the carrier from what should be, by line. */
  numbers: { line: string; wrong: string }[] | null;
  /** What is found where the document for callers of a service that is down is hosted; null where that is not set. */
  fallback: { answers: 'ours' | 'other' | 'nothing' } | null;
  lastBackup: { atMs: number; bytes: number } | 'never' | null;
};

export const checks = [
  'release',
  'postgres',
  'migrations',
  'clock',
  'redis',
  'queues',
  'effects',
  'disk',
  'public-address',
  'certificate',
  'carrier',
  'numbers',
  'status-callbacks',
  'fallback',
  'backup',
] as const;

export type Check = (typeof checks)[number];
/** `fail`: callers are lost or soon will be. `attention`: somebody should see to it in the next days. */
export type FindingState = 'ok' | 'attention' | 'fail';

/** `why` is a word for programs and for `doctor-words`; `values` are what was seen. */
export type Finding = {
  check: Check;
  state: FindingState;
  why: string;
  values: Readonly<Record<string, string | number | null>>;
};

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const limits = {
  clock: { attentionMs: 2_000, failMs: 60_000 },
  /** The carrier tells whole seconds, and its answer took its time. */
  carrierClock: { attentionMs: 10_000, failMs: 5 * minuteMs },
  waiting: { attentionMs: minuteMs, failMs: 10 * minuteMs },
  disk: { attentionBytes: 2_000_000_000, failBytes: 300_000_000 },
  certificate: { attentionMs: 21 * dayMs, failMs: 3 * dayMs },
  backup: { firstAfterMs: 7 * dayMs, attentionMs: 3 * dayMs, failMs: 30 * dayMs },
} as const;

/** Every check that was made, in the order of `checks`. */
export function judge(facts: ServiceFacts): Finding[] {
  const found: (Finding | null)[] = [
    finding('release', 'ok', 'runs', { release: facts.release, node: facts.nodeVersion }),
    postgres(facts),
    migrations(facts),
    clock(facts),
    redis(facts),
    queues(facts),
    effects(facts),
    disk(facts),
    publicAddress(facts),
    certificate(facts),
    carrier(facts),
    numbers(facts),
    statusCallbacks(facts),
    fallback(facts),
    backup(facts),
  ];
  return found.filter((one) => one !== null);
}

/** The worst of them. */
export function worstOf(findings: readonly Pick<Finding, 'state'>[]): FindingState {
  const states = findings.map(({ state }) => state);
  return states.includes('fail') ? 'fail' : states.includes('attention') ? 'attention' : 'ok';
}

function finding(check: Check, state: FindingState, why: string, values: Finding['values'] = {}): Finding {
  return { check, state, why, values };
}

/** More is worse. */
function byLimit(value: number, { attentionMs, failMs }: { attentionMs: number; failMs: number }): FindingState {
  return value >= failMs ? 'fail' : value >= attentionMs ? 'attention' : 'ok';
}

function postgres({ postgres: seen }: ServiceFacts): Finding {
  if ('problem' in seen) return finding('postgres', 'fail', 'away', { problem: seen.problem });
  return finding('postgres', 'ok', 'answers', { version: seen.version });
}

function migrations({ migrations: seen }: ServiceFacts): Finding | null {
  if (seen === null) return null;
  const { applied } = seen;
  const [missing, unknown] = [seen.missing.length, seen.unknown.length];
  const values = { applied, missing, unknown };
  if (missing > 0) return finding('migrations', 'fail', 'missing', { ...values, first: seen.missing[0] ?? null });
  if (unknown > 0) return finding('migrations', 'attention', 'newer', { ...values, first: seen.unknown[0] ?? null });
  return finding('migrations', 'ok', 'complete', values);
}

/** Processes go by the database's clock among themselves; people are told times by the process's, the carrier by its own. */
function clock({ postgres: seen, carrier: ofCarrier }: ServiceFacts): Finding | null {
  const database = 'problem' in seen ? null : Math.round(seen.clockAheadMs);
  const atCarrier = ofCarrier?.clockAheadMs ?? null;
  if (database === null && atCarrier === null) return null;
  const state = worstOf([
    { state: byLimit(Math.abs(database ?? 0), limits.clock) },
    { state: byLimit(Math.abs(atCarrier ?? 0), limits.carrierClock) },
  ]);
  const values = { databaseAheadMs: database, carrierAheadMs: atCarrier };
  return finding('clock', state, state === 'ok' ? 'agrees' : 'differs', values);
}

/** Calls go on without it. */
function redis({ redis: seen }: ServiceFacts): Finding | null {
  if (seen === null) return null;
  if ('problem' in seen) return finding('redis', 'attention', 'away', { problem: seen.problem });
  return finding('redis', 'ok', 'answers', { version: seen.version });
}

function queues({ queues: seen }: ServiceFacts): Finding | null {
  if (seen === null) return null;
  const waiting = seen.reduce((sum, queue) => sum + queue.waiting, 0);
  const oldest = seen.reduce<(typeof seen)[number] | null>(
    (worst, queue) => ((queue.oldestMs ?? -1) > (worst?.oldestMs ?? -1) ? queue : worst),
    null,
  );
  // The sweep does what a queue does not, so nobody waits for it.
  const state = (oldest?.oldestMs ?? 0) >= limits.waiting.attentionMs ? 'attention' : 'ok';
  const values = { waiting, oldestMs: oldest?.oldestMs ?? null, queue: oldest?.name ?? null };
  return finding('queues', state, state === 'ok' ? 'flow' : 'stand', values);
}

function effects({ effects: seen }: ServiceFacts): Finding | null {
  if (seen === null) return null;
  const state = byLimit(seen.oldestMs ?? 0, limits.waiting);
  return finding('effects', state, state === 'ok' ? 'done' : 'wait', { due: seen.due, oldestMs: seen.oldestMs });
}

function disk({ disk: seen }: ServiceFacts): Finding | null {
  if (seen === null) return null;
  const { attentionBytes, failBytes } = limits.disk;
  const state = seen.freeBytes < failBytes ? 'fail' : seen.freeBytes < attentionBytes ? 'attention' : 'ok';
  return finding('disk', state, state === 'ok' ? 'room' : 'full', seen);
}

function publicAddress({ publicAddress: seen }: ServiceFacts): Finding | null {
  if (seen === null) return null;
  const { address, answers } = seen;
  if (answers !== 'ours') return finding('public-address', 'fail', answers, { address });
  const isOpen = !address.startsWith('https:') && !/^http:\/\/(localhost|127\.|\[::1\])/.test(address);
  return finding('public-address', isOpen ? 'attention' : 'ok', isOpen ? 'not-https' : 'ours', { address });
}

function certificate({ certificate: seen, nowMs }: ServiceFacts): Finding | null {
  if (seen === null) return null;
  if ('problem' in seen) return finding('certificate', 'fail', 'refused', { problem: seen.problem });
  const leftMs = seen.expiresAtMs - nowMs;
  const { attentionMs, failMs } = limits.certificate;
  const state = leftMs < failMs ? 'fail' : leftMs < attentionMs ? 'attention' : 'ok';
  const why = leftMs <= 0 ? 'expired' : state === 'ok' ? 'holds' : 'expires';
  return finding('certificate', state, why, {
    expiresAt: new Date(seen.expiresAtMs).toISOString(),
    days: Math.floor(leftMs / dayMs),
  });
}

function carrier({ carrier: seen }: ServiceFacts): Finding | null {
  if (seen === null) return null;
  if (seen.answers === 'refused') return finding('carrier', 'fail', 'refused');
  if (seen.answers === 'no') return finding('carrier', 'attention', 'away');
  return seen.hasFallback ? finding('carrier', 'ok', 'answers') : finding('carrier', 'attention', 'no-fallback');
}

/** Settings of a number by which the carrier says what became of a call; without them a caller who hung up is waited for. */
const isOfStatus = (field: string) => field.startsWith('statusCallback');

function numbers(facts: ServiceFacts): Finding | null {
  return ofNumbers(facts, 'numbers', (field) => !isOfStatus(field));
}

function statusCallbacks(facts: ServiceFacts): Finding | null {
  return ofNumbers(facts, 'status-callbacks', isOfStatus);
}

/** What is wrong of the lines' numbers, as far as `counts`. */
function ofNumbers({ numbers: seen }: ServiceFacts, check: Check, counts: (field: string) => boolean): Finding | null {
  if (seen === null) return null;
  const wrong = seen.flatMap(({ line, wrong: fields }) => {
    const own = fields.split(', ').filter(counts);
    return own.length === 0 ? [] : [`${line}: ${own.join(', ')}`];
  });
  if (wrong.length === 0) return finding(check, 'ok', 'lead-here');
  return finding(check, 'fail', 'elsewhere', { lines: wrong.length, first: wrong[0] ?? '' });
}

function fallback({ fallback: seen }: ServiceFacts): Finding | null {
  if (seen === null) return null;
  return finding('fallback', seen.answers === 'ours' ? 'ok' : 'attention', seen.answers);
}

/** A service of a few days has little to lose; after that it has a backup that is not old. */
function backup({ lastBackup: seen, nowMs, migrations: schema }: ServiceFacts): Finding | null {
  if (seen === null) return null;
  const { firstAfterMs, attentionMs, failMs } = limits.backup;
  if (seen === 'never') {
    const isNew = (schema?.ageMs ?? 0) < firstAfterMs;
    return finding('backup', isNew ? 'ok' : 'attention', isNew ? 'not-yet' : 'never');
  }
  const ageMs = Math.max(0, nowMs - seen.atMs);
  const state = byLimit(ageMs, { attentionMs, failMs });
  const values = { at: new Date(seen.atMs).toISOString(), bytes: seen.bytes, days: Math.floor(ageMs / dayMs) };
  return finding('backup', state, state === 'ok' ? 'made' : 'old', values);
}
