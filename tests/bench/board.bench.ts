/** The live board with 200 people on shift, 40 callers waiting and 50 boards open: commit to event, and what idling costs. Run: npx tsx tests/bench/board.bench.ts */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbedded } from '../../infra/embedded/servers.ts';
import { beginSession } from '../../src/access/sessions.ts';
import { startService } from '../../src/app.ts';
import { pauseLine, resumeLine } from '../../src/contacts/line-pause.ts';
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import { migrate } from '../../src/platform/migrations.ts';

const boards = 50;
const people = 200;
const waiting = 40;
const commits = 40;
const idleMs = 10_000;

const folder = mkdtempSync(join(tmpdir(), 'warmline-bench-'));
const say = (line: string) => process.stderr.write(`${line}\n`);
const servers = await startEmbedded({ dataDir: folder, postgres: true, redis: true, say });
const databaseUrl = servers.databaseUrl ?? '';
await migrate(databaseUrl);
const twilio = {
  accountSid: `AC${'1'.repeat(32)}`,
  authToken: 'bench',
  authTokenSecondary: null,
  apiBaseUrl: 'http://127.0.0.1:9',
  callsPerSecond: 1,
  fallbackUrl: null,
  verifyServiceSid: null,
};
const service = await startService(
  {
    port: 0,
    publicBaseUrl: 'http://localhost:0',
    publicBaseUrlFollowsPort: true,
    databaseUrl,
    redisUrl: servers.redisUrl ?? '',
    twilio,
    secret: 'ef'.repeat(32),
    dataDir: folder,
    logLevel: 'silent',
    labEnabled: false,
  },
  'web',
);
const { room, database, secrets, clock } = service.deps;
const ids = Array.from({ length: people }, (_, index) => `person-${index}`);
const reading = checkOrganisation({
  organisation: { name: 'Bench', timeZone: 'UTC', crisisNumber: '+15559880988' },
  policy: { training: [] },
  lines: ['north', 'south'].map((id, index) => ({
    id,
    name: id,
    phoneNumber: `+1555010000${index}`,
    timeZone: 'UTC',
    languages: ['en'],
    automaticAvailability: true,
  })),
  people: ids.map((id, index) => ({
    id,
    name: `Person ${index}`,
    phone: `+1555020${String(index).padStart(4, '0')}`,
    roles: index === 0 ? ['volunteer', 'shift-leader'] : ['volunteer'],
  })),
  shifts: ['north', 'south'].map((line, index) => ({
    id: line,
    line,
    start: '2026-01-01T00:00',
    end: '2026-01-01T24:00',
    repeat: 'FREQ=DAILY',
    need: 60,
    assigned: ids.filter((_, at) => at % 2 === index).map((person) => ({ person, as: 'primary' as const })),
  })),
});
if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
await importOrganisation(database, secrets, reading.organisation, 'bench', clock.nowMs());
// Nobody is rung: they wait for a language nobody speaks.
await database.pool.query(
  `INSERT INTO contacts (id, line_id, channel, state, language, script, arrived_at, waiting_since, rank_at)
   SELECT 'contact-' || n, 'north', 'voice', 'waiting', 'eo', 'hold', now(), now(), now() FROM generate_series(1, $1) n`,
  [waiting],
);

const heard: number[] = [];
let asked = 0;
let bytes = 0;
const leave = new AbortController();
const open = async () => {
  const { token } = await beginSession(room, {
    personId: 'person-0',
    strength: 'code',
    device: '',
    proved: true,
  });
  const response = await fetch(`${service.url}/api/v1/board/stream`, {
    headers: { cookie: `warmline=${token}` },
    signal: leave.signal,
  });
  if (response.status !== 200 || !response.body) throw new Error(`no stream: ${response.status}`);
  const read = async (body: AsyncIterable<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      if (!decoder.decode(chunk).includes('event: change')) continue;
      bytes += chunk.length;
      heard.push(performance.now() - asked);
    }
  };
  read(response.body as unknown as AsyncIterable<Uint8Array>).catch(() => undefined);
};
for (let count = 0; count < boards; count += 1) await open();
await sleep(3_000);

const before = process.cpuUsage();
await sleep(idleMs);
const { user, system } = process.cpuUsage(before);
heard.length = 0;
bytes = 0;
for (let count = 0; count < commits; count += 1) {
  if (count % 2 === 0) await pauseLine(room, 'south', null, 'bench');
  else await resumeLine(room, 'south', 'bench');
  asked = performance.now();
  room.afterCommit({ effects: [], wakes: [], route: false });
  await sleep(250);
}
heard.sort((a, b) => a - b);
const at = (share: number) => (heard[Math.floor(heard.length * share)] ?? NaN).toFixed(0);
say(
  `${boards} boards, ${people} people, ${waiting} waiting: commit to event p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms ` +
    `(${heard.length} of ${boards * commits} heard, ${Math.round(bytes / heard.length)} bytes each); ` +
    `idle ${(((user + system) / 1000 / idleMs) * 100).toFixed(1)} % of a core, the boards' own reading included`,
);
leave.abort();
await service.stop();
await servers.stop();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
