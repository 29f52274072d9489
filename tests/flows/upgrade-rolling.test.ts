/** A rolling update with callers waiting and talking: the release before and today's code side by side, then the old ones stop. */
import { afterEach, expect, test } from '@jest/globals';
import { migrate } from '../../src/platform/migrations.ts';
import { rememberCarrier } from '../support/carrier-memory.ts';
import { readTables, writeKept } from '../support/kept-data.ts';
import { oldRelease, releaseBefore } from '../support/old-release.ts';
import { startProcesses, type Processes } from '../support/processes.ts';
import { eveningAt, eveningOrganisation, liveEvening } from '../support/release-evening.ts';

let stage: Processes;
afterEach(() => stage.close());

test('the old web and the new worker, then the new web: nobody is lost', async () => {
  const release = await oldRelease(releaseBefore);
  stage = await startProcesses({
    organisation: eveningOrganisation(),
    at: eveningAt,
    seed: 7,
    roles: ['web', 'worker'],
    release,
  });
  const [web, worker] = stage.all;
  await liveEvening(stage, web!, worker!);
  console.error(stage.logged.join('\n'));
  console.error(JSON.stringify(await stage.rows('select kind, state, count(*) from effects group by 1,2 order by 1'), null, 1));
  expect(await migrate(stage.databaseUrl)).toEqual([]);
}, 300_000);
void rememberCarrier; void readTables; void writeKept;
