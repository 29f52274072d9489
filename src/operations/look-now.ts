/** One whole look at the service as it stands, carrier and numbers included: the daily one, and the one that a coordinator asks for. */
import { whatIsWrong } from '../attention/numbers.ts';
import { checkNumber } from '../carrier/twilio/number-check.ts';
import { wantedSettings, type CarrierNumbers } from '../carrier/twilio/numbers.ts';
import type { Queues } from '../effects/queues.ts';
import type { Records } from '../organisation/records.ts';
import type { Config } from '../platform/config.ts';
import { judge, type Finding, type ServiceFacts } from './judgement.ts';
import { lookAtService } from './look.ts';

export type LookingFrom = {
  room: Records;
  queues: Queues;
  config: Config;
  numbers: CarrierNumbers;
};

/** What is found now. In the phone lab nobody outside is to reach the service, and there is no carrier to ask. */
export async function lookNow({ room, queues, config, numbers }: LookingFrom): Promise<Finding[]> {
  const { labEnabled, dataDir, publicBaseUrl, twilio } = config;
  const facts = await lookAtService({
    store: room,
    secrets: room.secrets,
    queues,
    dataDir,
    publicBaseUrl: labEnabled ? null : publicBaseUrl,
    fallbackUrl: labEnabled ? null : twilio.fallbackUrl,
    // Whether a fallback is set stands in the settings and does not go wrong by itself.
    askCarrier: labEnabled ? null : async () => ({ ...(await numbers.askAccount()), hasFallback: true }),
  });
  const isThere = facts.carrier?.answers === 'yes';
  return judge({ ...facts, numbers: isThere ? await lookAtNumbers({ room, config, numbers }) : null });
}

/** What differs at the carrier, line by line; null where it cannot be learnt now. */
export async function lookAtNumbers({
  room,
  config,
  numbers,
}: {
  room: Pick<Records, 'directories'>;
  config: Pick<Config, 'publicBaseUrl' | 'twilio'>;
  numbers: Pick<CarrierNumbers, 'find'>;
}): Promise<ServiceFacts['numbers']> {
  const wanted = wantedSettings(config);
  try {
    const directory = await room.directories.current();
    const wrong = [];
    for (const one of directory?.lineOfNumber.values() ?? []) {
      const what = whatIsWrong(await checkNumber(one, numbers, wanted));
      if (what !== null) wrong.push({ line: one.id, wrong: what });
    }
    return wrong;
  } catch {
    return null;
  }
}
