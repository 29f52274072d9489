/** The compiled service in a process of its own whose clock its parent moves: it tells when it is ready, at rest, and has something planned. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';

// As in `infra/role.mjs`.
setFlagsFromString('--wasm-tiering-budget=100000000');

const { role, config, dist } = JSON.parse(process.env.WARMLINE_PROCESS);
const codeOf = (module) => import(pathToFileURL(join(dist, module)).href);
const { startService } = await codeOf('src/app.js');

let nowMs = 0;
let order = 0;
const timers = new Set();

function earliest() {
  let first = null;
  for (const timer of timers)
    if (first === null || timer.dueMs < first.dueMs || (timer.dueMs === first.dueMs && timer.order < first.order))
      first = timer;
  return first;
}

const clock = {
  nowMs: () => nowMs,
  aheadMs: () => nowMs - Date.now(),
  after(delayMs, action) {
    const timer = { dueMs: nowMs + Math.max(0, delayMs), order: order++, action };
    timers.add(timer);
    return () => void timers.delete(timer);
  },
};

/** Fires what is due by then, in order, each at its own instant. */
function moveTo(instantMs) {
  for (let timer = earliest(); timer !== null && timer.dueMs <= instantMs; timer = earliest()) {
    timers.delete(timer);
    nowMs = Math.max(nowMs, timer.dueMs);
    timer.action();
  }
  nowMs = Math.max(nowMs, instantMs);
}

process.on('unhandledRejection', (problem) =>
  process.send({
    kind: 'log',
    line: JSON.stringify({
      level: 50,
      msg: 'a step failed and nobody handled it',
      err: String(problem?.stack ?? problem),
    }),
  }),
);
// Nobody is left to ask for anything.
process.on('disconnect', () => process.exit(0));

let service = null;

async function begin(instantMs) {
  nowMs = instantMs;
  service = await startService(config, role, {
    clock,
    logTo: { write: (line) => void process.send({ kind: 'log', line }) },
  });
  process.send({ kind: 'ready', url: service.url });
}

async function tellOfRest(question) {
  const { deps, workers } = service;
  await deps.router.idle();
  await workers?.idle();
  process.send({ kind: 'at-rest', question, trips: deps.database.roundTrips(), dueMs: earliest()?.dueMs ?? null });
}

/** Calls what this release has under that name with these values; `$room` and the like stand for what the service has. */
async function ask({ question, module, name, values }) {
  const { room, database, secrets, directories } = service.deps;
  const own = { $room: room, $database: database, $pool: database.pool, $secrets: secrets };
  const given = { ...own, $directory: await directories.current() };
  try {
    const answer = await (await codeOf(module))[name](...values.map((value) => given[value] ?? value));
    process.send({ kind: 'answer', question, answer: answer ?? null });
  } catch (problem) {
    process.send({ kind: 'answer', question, problem: String(problem?.stack ?? problem) });
  }
}

/** As a signal stops it: what is under way is finished first. */
async function stop() {
  await service.stop();
  process.exit(0);
}

process.on('message', (message) => {
  if (message.kind === 'begin') void begin(message.ms);
  else if (message.kind === 'ask') void ask(message);
  else if (message.kind === 'stop') void stop();
  else if (message.kind === 'now') moveTo(message.ms);
  else void tellOfRest(message.question);
});
