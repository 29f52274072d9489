/** Today's code starts on the data of the release before it, with calls in progress: everything goes on. */
import { afterEach, expect, test } from '@jest/globals';
import { migrate } from '../../src/platform/migrations.ts';
import { resumeCarrier } from '../support/carrier-memory.ts';
import { expectEveryoneGoesOn, wholeEvening } from '../support/evening-goes-on.ts';
import { readKept, restore } from '../support/kept-data.ts';
import { oldRelease } from '../support/old-release.ts';
import { startProcesses, type Processes } from '../support/processes.ts';
import { eveningOrganisation } from '../support/release-evening.ts';

let stage: Processes;
afterEach(() => stage.close());

test('callers waiting, choosing and talking, promises, texts and messages: nobody is lost', async () => {
  const release = await oldRelease();
  const kept = readKept(release.version);
  stage = await startProcesses({
    organisation: eveningOrganisation(),
    at: kept.at,
    seed: 7,
    pendingPatienceMs: 3_000,
    roles: ['web', 'worker'],
    resume: async (databaseUrl, carrier, publicBaseUrl) => {
      await restore(databaseUrl, release, kept);
      await migrate(databaseUrl);
      await resumeCarrier(carrier, kept.carrier, publicBaseUrl);
    },
  });
  await expectEveryoneGoesOn(stage);
  expect(stage.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  // While nothing of ours runs yet, whoever waits is led back by the fallback document, and news of a volunteer's call is lost: the carrier is asked for it later.
  const beforeAnythingRuns = /^1120[05] dropped at .*\/((hold|callback-wait)\/harbour|leg\/\w+\/[\w-]+\/status$)/;
  stage.expects({ ...wholeEvening, alerts: [beforeAnythingRuns] });
}, 900_000);
