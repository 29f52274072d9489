/** `npm start`: prepares what is out of date, then runs the service in a process beside this one and brings it back when it dies. */
import { prepare } from './prepare.mjs';

await prepare();
const { supervise } = await import('../dist/infra/supervisor.js');
supervise(process.argv[2] ?? 'all');
