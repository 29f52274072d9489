/** What stands before the web processes of a drill, in a process of its own; `front.ts PORT …` says the addresses of the balancer and of the static document. */
import type { AddressInfo, Server } from 'node:net';
import { balance, hostFallback } from '../support/balancer.ts';

const addressOf = (server: Pick<Server, 'address'>) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const url = addressOf(await balance(process.argv.slice(2).map(Number)));
const fallback = addressOf(await hostFallback(url, true));
process.stdout.write(`${url} ${fallback}\n`);
