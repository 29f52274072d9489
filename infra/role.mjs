/** One role of the service, in the process that `infra/start.mjs` watches over: its name, and the ports it had before. */
import { setFlagsFromString } from 'node:v8';

// The compiler of queries runs a little for each new kind of question, and what it gives is kept: to optimise it costs a
// second of a processor at each start and saves nothing. What runs for long, as the roster's solver does, still is.
setFlagsFromString('--wasm-tiering-budget=100000000');

const { start } = await import('../dist/src/main.js');
await start(process.argv[2] ?? 'all', JSON.parse(process.argv[3] ?? '{}'));
