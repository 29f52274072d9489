/** A simulated carrier that speaks Twilio's language on both sides: REST in, signed webhooks out, and phones to try it with. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { keepSteady } from '../../src/platform/steady-server.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { createControl, type Control } from './control.ts';
import { createFaults } from './faults.ts';
import { createRestApp } from './rest.ts';
import type { Lab, Settings } from './state.ts';
import { runDocuments, startRun } from './twiml-run.ts';
import { createWork } from './work.ts';

export type CarrierOptions = Partial<Settings> & {
  clock: Clock;
  accountSid: string;
  authToken: string;
  /** Port of the REST interface on the loopback address; 0 picks a free one. */
  port?: number;
  /** Seeds the chance of faults. */
  seed?: number;
};

export type Carrier = {
  /** Where the REST interface listens, without a trailing slash. */
  baseUrl: string;
  control: Control;
  /** The carrier's own books, for what looks deeper than `control`. */
  lab: Lab;
  /** Resolves when no webhook is under way and nothing is left to do at this instant. */
  idle(patienceMs?: number): Promise<void>;
  busy(): boolean;
  close(): Promise<void>;
};

/** Starts a carrier; everything in it happens by `clock`. */
export async function createCarrier({ clock, port = 0, seed = 1, ...asked }: CarrierOptions): Promise<Carrier> {
  const settings: Settings = {
    callsPerSecond: 1,
    setupMs: 300,
    wordsPerSecond: 2.5,
    playSeconds: 4,
    textMs: 200,
    recordingReadyMs: 2000,
    mediaAuth: false,
    ...asked,
  };
  const lab: Lab = {
    clock,
    settings,
    baseUrl: '',
    closed: false,
    calls: new Map(),
    conferences: new Map(),
    queues: new Map(),
    messages: new Map(),
    recordings: new Map(),
    verifications: new Map(),
    numbers: new Map(),
    phones: new Map(),
    optedOut: new Set(),
    whatsappSeenMs: new Map(),
    playLengths: [],
    nextDialMs: -Infinity,
    textsHeldUntilMs: -Infinity,
    alerts: [],
    webhooks: [],
    work: createWork(),
    faults: createFaults(seed),
    listeners: new Set(),
    startRun: (call, source) => startRun(lab, call, source),
    runDocuments,
  };
  const server = createServer(createRestApp(lab));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  keepSteady(server);
  lab.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrl: lab.baseUrl,
    control: createControl(lab),
    lab,
    idle: (patienceMs) => lab.work.idle(patienceMs),
    busy: () => lab.work.busy(),
    async close() {
      lab.closed = true;
      for (const call of lab.calls.values()) call.run?.abort('ended');
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
