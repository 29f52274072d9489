/** The phone lab: the simulated carrier and, on a page of this machine, simulated phones to try the line with. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import type { Clock } from '../../src/platform/clock.ts';
import { keepSteady } from '../../src/platform/steady-server.ts';
import { createCarrier, type Carrier } from './carrier.ts';
import { namesOf, type LabLine, type Owner } from './lab-names.ts';
import { labRoutes } from './lab-routes.ts';
import { storyLine, viewLab } from './lab-view.ts';
import { createViewers } from './lab-viewers.ts';

/** Whom there is to call and to ring. */
export type LabWorld = {
  lines: { id: string; name: string; phoneNumber: string }[];
  people: { name: string; phone: string; id?: string; roles?: readonly string[] }[];
  /** Whose lines they are; its clock is shown. */
  organisation?: { name: string; timeZone: string };
  /** Picks up by itself, as a crisis line does. */
  crisis?: { name: string; phone: string };
};

export type PhoneLabOptions = LabWorld & {
  clock: Clock;
  /** Port of the page on the loopback address; where it is taken, or 0, a free one is picked. */
  port: number;
  /** Where the service's webhooks are, without a trailing slash. */
  serviceBaseUrl: string;
  /** Where people sign in, for those at the lab who want to look around. */
  pagesUrl?: string;
  accountSid: string;
  authToken: string;
  callsPerSecond?: number;
  /** Asked where the service cannot answer. */
  fallbackUrl?: string;
  /** Plays on this carrier instead of one of its own, which is then left open. */
  carrier?: Carrier;
  /** Where `phone-lab.json` is left for the command line. */
  dataDir?: string;
};

export type PhoneLab = {
  url: string;
  apiBaseUrl: string;
  carrier: Carrier;
  /** Other lines and people from now on; a phone that is nobody's any more hangs up and is gone. */
  takeUp(world: LabWorld): void;
  stop(): Promise<void>;
};

const CALLERS: Owner[] = [
  { name: 'Caller', number: '+15550900001', role: 'caller' },
  { name: 'Second caller', number: '+15550900002', role: 'caller' },
];

function setUpPhones(
  carrier: Carrier,
  { serviceBaseUrl, fallbackUrl }: Pick<PhoneLabOptions, 'serviceBaseUrl' | 'fallbackUrl'>,
  { lines, crisis }: LabWorld,
  owners: Owner[],
): void {
  for (const line of lines) {
    carrier.control.number(line.phoneNumber, {
      voiceUrl: `${serviceBaseUrl}/twilio/voice`,
      smsUrl: `${serviceBaseUrl}/twilio/messages`,
      smsFallbackUrl: `${serviceBaseUrl}/twilio/messages`,
      statusCallback: `${serviceBaseUrl}/twilio/voice/status`,
      ...(fallbackUrl ? { voiceFallbackUrl: fallbackUrl } : {}),
    });
  }
  for (const owner of owners) carrier.control.phone(owner.number);
  if (crisis) carrier.control.phone(crisis.phone).behaviour = { kind: 'answers', afterSeconds: 4 };
}

const ownerOf = ({ id, name, phone, roles = [] }: PhoneLabOptions['people'][number]): Owner => ({
  name,
  number: phone,
  role: 'volunteer',
  leads: roles.includes('shift-leader'),
  ...(id === undefined ? {} : { personId: id }),
});

function ownersIn({ people, crisis }: LabWorld): Owner[] {
  return [
    ...CALLERS,
    ...people.map(ownerOf),
    ...(crisis ? [{ name: crisis.name, number: crisis.phone, role: 'other' as const }] : []),
  ];
}

const linesIn = ({ lines }: LabWorld): LabLine[] =>
  lines.map(({ id, name, phoneNumber }) => ({ id, name, phoneNumber }));

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}

/** Starts the carrier and the page; with `dataDir`, leaves there where both are found. */
export async function startPhoneLab(options: PhoneLabOptions): Promise<PhoneLab> {
  const { clock, accountSid, authToken, callsPerSecond = 1, dataDir } = options;
  const carrier = options.carrier ?? (await createCarrier({ clock, accountSid, authToken, callsPerSecond }));
  let world: LabWorld = options;
  let owners = ownersIn(world);
  let lines = linesIn(world);
  const formerOwners = new Set<string>();
  setUpPhones(carrier, options, world, owners);

  const stateNow = () => {
    const place = {
      organisation: world.organisation?.name ?? '',
      timeZone: world.organisation?.timeZone ?? 'UTC',
      pagesUrl: options.pagesUrl ?? null,
    };
    const view = viewLab(carrier.lab, place, lines, owners);
    return { ...view, phones: view.phones.filter(({ number }) => !formerOwners.has(number)) };
  };
  const viewers = createViewers(stateNow);
  const forget = carrier.control.subscribe((event) => {
    viewers.changed();
    const line = storyLine(carrier.lab, event, namesOf(lines, owners), owners);
    if (line) viewers.tell(line);
  });
  const takeUp = (now: LabWorld) => {
    const before = owners;
    world = now;
    owners = ownersIn(now);
    lines = linesIn(now);
    const numbers = new Set(owners.map(({ number }) => number));
    for (const { number } of before) {
      if (numbers.has(number)) continue;
      formerOwners.add(number);
      const phone = carrier.control.phone(number);
      if (phone.callSid() !== undefined) phone.hangUp();
    }
    for (const number of numbers) formerOwners.delete(number);
    setUpPhones(carrier, options, now, owners);
    viewers.changed();
  };

  const app = express();
  app.disable('x-powered-by');
  app.get('/', (_req, res) => res.redirect('/lab/'));
  app.use('/lab', labRoutes(carrier.control, stateNow, viewers));
  const server = createServer(app);
  await listen(server, options.port).catch(() => listen(server, 0));
  keepSteady(server);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/lab/`;
  const file = dataDir === undefined ? undefined : join(dataDir, 'phone-lab.json');
  if (file !== undefined) {
    mkdirSync(dataDir!, { recursive: true });
    writeFileSync(file, `${JSON.stringify({ url, apiBaseUrl: carrier.baseUrl, pid: process.pid })}\n`, { mode: 0o600 });
  }
  return {
    url,
    apiBaseUrl: carrier.baseUrl,
    carrier,
    takeUp,
    async stop() {
      if (file !== undefined) rmSync(file, { force: true });
      forget();
      viewers.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      if (!options.carrier) await carrier.close();
    },
  };
}
