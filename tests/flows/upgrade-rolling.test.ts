/** A rolling update with callers waiting and talking: the release before and today's code side by side, then the old ones stop. */
import { afterEach, expect, test } from '@jest/globals';
import { migrate } from '../../src/platform/migrations.ts';
import { rememberCarrier } from '../support/carrier-memory.ts';
import { expectEveryoneGoesOn } from '../support/evening-goes-on.ts';
import { readTables, writeKept } from '../support/kept-data.ts';
import { oldRelease } from '../support/old-release.ts';
import { startProcesses, type Processes } from '../support/processes.ts';
import { eveningAt, eveningOrganisation, liveEvening, numberOf, outside } from '../support/release-evening.ts';

const hello = /^This is Northside Warmline\. A volunteer who/;
const someoneWrites = /^Someone is writing in English\. What you write/;
const off = /^Your calls are off\. Thank you for all you do\./;
const on = 'You are set to take calls. Thank you.';
const asked = /^How heavy was that for you\? Reply/;

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
  stage.expects({
    calls: { [numberOf('talker')]: 2, [numberOf('atMenu')]: 2, [numberOf('rung')]: 2, elena: 3 },
    texts: {
      [numberOf('talker')]: [off, on, asked],
      [numberOf('atMenu')]: [off, on, asked, asked],
      [numberOf('rung')]: [off, on, asked, asked],
      [numberOf('promised')]: [off, on, off, on],
      [numberOf('resting')]: [
        off,
        /^Done: veteran is not among your tags any more\./,
        on,
        /^Thank you for telling us\. You are resting until/,
        /^Ana Ruiz asks if you would take calls/,
        /^Your rest lasts until today at/,
      ],
      [numberOf('onBreak')]: [off, on, /^Enjoy your break\. It lasts until today at/],
      [numberOf('switchedOff')]: [off],
      [numberOf('refusing')]: [off, on, off, asked],
      dev: [
        someoneWrites,
        'Is anybody there?',
        /^They have opted out of our texts/,
        asked,
        /^No conversation is open right now, so nobody/,
        'Thank you for telling us.',
        someoneWrites,
        'I cannot sleep.',
        /^Is 2 meant for us\?/,
        'Are you still there?',
        'It went to the texter.',
      ],
      elena: [/^¿Qué tan pesado fue para usted\?/, /^¿Qué tan pesado fue para usted\?/],
      [outside.silenced]: [hello, 'Yes, I am here.'],
      [outside.writing]: [hello, 'That sounds hard.', '2', 'I am here.'],
      [outside.writingUnanswered]: [hello, /^We are still looking for someone to write back\./],
    },
  });
}, 900_000);
