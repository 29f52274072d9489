/** One role of the service, in the process that `infra/start.mjs` watches over: its name, and the ports it had before. */
const { start } = await import('../dist/src/main.js');
await start(process.argv[2] ?? 'all', JSON.parse(process.argv[3] ?? '{}'));
