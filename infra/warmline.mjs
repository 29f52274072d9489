#!/usr/bin/env node
/** The `warmline` command from a checkout: prepares what is out of date, then hands over to the compiled code. */
import { prepare } from './prepare.mjs';

await prepare();
const { main } = await import('../dist/src/cli/main.js');
process.exitCode = await main(process.argv.slice(2));
