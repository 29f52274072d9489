/** `npm start`: prepares what is out of date, then runs the service in this same process. */
import { prepare } from './prepare.mjs';

await prepare();
const { start } = await import('../dist/src/main.js');
await start(process.argv[2] ?? 'all');
