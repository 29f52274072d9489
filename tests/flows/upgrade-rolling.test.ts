/** A rolling update with callers waiting and talking: the release before and today's code side by side, then the old ones stop. */
import { afterEach, expect, test } from '@jest/globals';
import { migrate } from '../../src/platform/migrations.ts';
import { rememberCarrier } from '../support/carrier-memory.ts';
import { expectEveryoneGoesOn } from '../support/evening-goes-on.ts';
import { readTables, writeKept } from '../support/kept-data.ts';
import { oldRelease } from '../support/old-release.ts';
import { startProcesses, type Processes } from '../support/processes.ts';
import { eveningAt, eveningOrganisation, liveEvening } from '../support/release-evening.ts';

let stage: Processes;
afterEach(() => stage.close());

test('the old web and the new worker, the new web and the old worker, then the new alone: nobody is lost', async () => {
  const release = await oldRelease();
  stage = await startProcesses({
    organisation: eveningOrganisation(),
    at: eveningAt,
    seed: 7,
    pendingPatienceMs: 3_000,
    roles: ['web', 'worker'],
    release,
  });
  const [oldWeb, oldWorker] = stage.all;
  await liveEvening(stage, oldWeb!, oldWorker!);
  if (process.env['WARMLINE_KEEP_DATA'])
    writeKept(release.version, {
      at: new Date(stage.clock.nowMs()).toISOString(),
      secret: stage.deps.config.secret,
      tables: await readTables(stage.deps.database.pool),
      carrier: rememberCarrier(stage.carrier, stage.publicBaseUrl),
    });

  // The new worker starts and migrates; the old web goes on answering.
  await migrate(stage.databaseUrl);
  const newWorker = await stage.add('worker');
  await expectEveryoneGoesOn(stage, async (part) => {
    if (part === 'second') {
      // The other way round: an old worker, started on the newer schema, does what the new web writes.
      await stage.add('web');
      const again = await stage.add('worker', release);
      expect(await stage.ask(again, 'src/platform/migrations.js', 'migrate', [stage.databaseUrl])).toEqual([]);
      await stage.stop(oldWeb!);
      await stage.stop(newWorker);
    } else {
      await stage.add('worker');
      for (const one of stage.all) if (one.release !== null && one.ready) await stage.stop(one);
    }
  });
  expect(stage.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
}, 900_000);
