/** Web and worker run apart, two of each: the effects travel through Redis, and a call reaches its peer with one dial. */
import { afterEach, expect, test } from '@jest/globals';
import { startService, type Service } from '../../src/app.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
const workers: Service[] = [];
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop();
  await stage.close();
});

test('a call through a web process is rung by one of two workers', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }),
    at: '2026-11-10T18:00:00-06:00',
    role: 'web',
  });
  for (let count = 0; count < 2; count += 1)
    workers.push(
      await startService({ ...stage.config, publicBaseUrl: stage.service.url ?? '' }, 'worker', {
        clock: stage.clock,
        logTo: { write: () => undefined },
      }),
    );
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  someone.call(line);
  await stage.until('Ana rings', () => ana.state() === 'ringing');
  ana.answer();
  await stage.pass(2);
  ana.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(ana.number));
  someone.hangUp();
  await stage.until('Ana is free', () => ana.state() === 'idle');
  expect(stage.carrier.control.calls({ to: ana.number })).toHaveLength(1);
});
