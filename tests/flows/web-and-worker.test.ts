/** Web and worker run apart, two of each: the effects travel through Redis, and a call reaches its peer with one dial. */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

test('a call through a web process is rung by one of two workers', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }),
    at: '2026-11-10T18:00:00-06:00',
    role: 'web',
  });
  for (let count = 0; count < 2; count += 1) await stage.beside('worker');
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
