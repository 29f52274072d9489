/** The demo as it is loaded where nobody has founded anything: an organisation, ten weeks of its past, and what waits today. */
import { readOrganisation } from '../../../src/organisation/read-file.ts';
import type { Organisation } from '../../../src/organisation/organisation-file.ts';
import type { MadeUp } from '../../../src/operations/made-up.ts';
import { toRow } from '../../../src/platform/rows.ts';
import type { Secrets } from '../../../src/platform/secrets.ts';
import { demoOrganisation, weeksBack } from './organisation.ts';
import { pastOf } from './past.ts';
import { presentOf } from './present.ts';

const weekMs = 7 * 24 * 3_600_000;

/** The same for the same instant and seed, but for what is sealed; its past is made up once it is asked for. */
export function demoAt(nowMs: number, secrets: Secrets, seed = 1): { organisation: Organisation; past(): MadeUp } {
  const reading = readOrganisation(JSON.stringify(demoOrganisation(nowMs)));
  if (reading.kind === 'faults') throw new Error('the demo organisation is faulty');
  const { organisation } = reading;
  return { organisation, past: () => madeUp(organisation, nowMs, secrets, seed) };
}

function madeUp(organisation: Organisation, nowMs: number, secrets: Secrets, seed: number): MadeUp {
  const past = pastOf(organisation, nowMs - weeksBack * weekMs, nowMs, seed);
  const { callbacks = [], ...present } = presentOf({ organisation, past, secrets, nowMs });
  return {
    contacts: past.contacts.map(toRow),
    legs: past.legs.map(toRow),
    decisions: past.decisions.map(toRow),
    load_events: past.load.map(toRow),
    callbacks: [...past.promises.map(toRow), ...callbacks],
    callback_attempts: past.attempts.map(toRow),
    conversations: past.conversations.map(toRow),
    ...present,
  };
}
