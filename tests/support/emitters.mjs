/**
 * Loaded into a process before anything else: notes every emitter of the kinds that report a broken connection, file or
 * process by an `error` event, and writes down, for as long as the process runs, which of them nobody listened to.
 */
import { EventEmitter } from 'node:events';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';

const kinds = new Set(
  'Socket TLSSocket Server Client Connection BoundPool Pool Redis Cluster Queue Worker RedisConnection ChildProcess SonicBoom WriteStream ServerResponse'.split(
    ' ',
  ),
);
/** Whoever makes an emitter may take a moment to listen. */
const graceMs = 60;
const noted = new Map();
const found = new Map();
let count = 0;
/** How often everything noted has been looked at. */
let looks = 0;

function note(emitter, kind) {
  const stack = new Error().stack ?? '';
  const made = { ref: new WeakRef(emitter), kind, atMs: performance.now(), stack };
  noted.set((count += 1), made);
}

const { init } = EventEmitter;
EventEmitter.init = function (options) {
  init.call(this, options);
  if (kinds.has(this.constructor.name)) note(this, this.constructor.name);
  const made = Object.getPrototypeOf(this);
  if (this.constructor === EventEmitter && made !== EventEmitter.prototype && 'sendCommand' in made) noteConnects(made);
};

const connects = new WeakSet();

/** ioredis takes an emitter's methods over, its constructor among them, and is known by what it does. */
function noteConnects(redis) {
  if (connects.has(redis)) return;
  connects.add(redis);
  const { connect } = redis;
  redis.connect = function (...words) {
    note(this, 'Redis');
    return connect.apply(this, words);
  };
}

globalThis.unheardByIntent = new Socket();

/** What is still connecting tells whoever connects; node's own client for the web keeps its errors to itself. */
const speaksUp = ({ stack }, emitter) =>
  emitter._connected !== false && !stack.includes('node:internal/deps/undici/undici');

setInterval(() => {
  if (!existsSync(`${process.env.WARMLINE_EMITTERS}.look`)) return;
  looks += 1;
  for (const [number, made] of noted) {
    const emitter = made.ref.deref();
    if (emitter === undefined || emitter.destroyed === true) noted.delete(number);
    else if (performance.now() - made.atMs > graceMs && emitter.listenerCount('error') === 0 && speaksUp(made, emitter))
      found.set(number, `${made.kind} ${made.stack.split('\n').slice(2, 9).join(' ')}`);
  }
}, 20).unref();
setInterval(() => {
  const kindsSeen = [...new Set([...noted.values()].map(({ kind }) => kind))].toSorted((a, b) => (a < b ? -1 : 1));
  const seen = JSON.stringify({ looks, kindsSeen, unheard: [...found.values()] });
  const file = `${process.env.WARMLINE_EMITTERS}.${process.pid}`;
  // Whoever reads it meanwhile finds the whole of one or of the other.
  writeFileSync(`${file}.part`, seen);
  renameSync(`${file}.part`, file);
}, 250).unref();
