/** Runs the phone lab beside a service that has no carrier: a demo organisation to call, phones for its people. */
import type { Deps, Instead } from '../../src/deps.ts';
import type { Directory } from '../../src/organisation/directory.ts';
import { loadDemo } from '../../src/organisation/found-organisation.ts';
import { demoAt } from './demo/demo.ts';
import { startPhoneLab, type LabWorld, type PhoneLab } from './server.ts';

/**
 * Starts the lab for the organisation that is stored, or for the demo one where none is; its page is on the port of before
 * where that is free. Whatever becomes of the organisation, its lines and phones are those of the lab.
 */
export async function startLabBeside(
  deps: Deps,
  { ports, noPast }: Pick<Instead, 'ports' | 'noPast'>,
): Promise<PhoneLab> {
  const directory = (await deps.directories.current()) ?? (await withDemo(deps, noPast === true));
  const { accountSid, authToken, callsPerSecond, fallbackUrl } = deps.config.twilio;
  const lab = await startPhoneLab({
    clock: deps.clock,
    port: ports?.lab ?? 0,
    serviceBaseUrl: deps.config.publicBaseUrl,
    ...worldOf(directory),
    pagesUrl: deps.config.publicBaseUrl,
    accountSid,
    authToken,
    callsPerSecond,
    ...(fallbackUrl ? { fallbackUrl } : {}),
    dataDir: deps.config.dataDir,
  });
  const forget = deps.directories.follow((now) => lab.takeUp(worldOf(now)));
  return {
    ...lab,
    async stop() {
      forget();
      await lab.stop();
    },
  };
}

function worldOf({ lineOfNumber, people, organisation }: Directory): LabWorld {
  return {
    lines: [...lineOfNumber.values()],
    people: [...people.values()],
    organisation,
    crisis: { name: organisation.crisisName ?? 'the crisis line', phone: organisation.crisisNumber },
  };
}

async function withDemo({ database, room, directories, clock, secrets }: Deps, noPast: boolean): Promise<Directory> {
  const { organisation, past } = demoAt(clock.nowMs(), secrets);
  await loadDemo(database, room, organisation, noPast ? {} : past());
  const directory = await directories.current();
  if (!directory) throw new Error('the demo organisation was not stored');
  return directory;
}
