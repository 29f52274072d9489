/** A talk is a talk, by phone or by text: the same ones count, whichever way somebody comes next (V9). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { talk } from '../support/talking.ts';
import { evening, texting } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());

const minute = 60;

async function begin(callsPerDay: number) {
  stage = await setStage({
    organisation: smallOrganisation(
      { ana: {} },
      {},
      { callsPerDay, wrapUpMinutes: 1, overflow: [{ afterSeconds: 900, do: 'voicemail' }] },
    ),
    at: evening,
  });
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  return { ana, someone, ...texting(stage) };
}

test('a call that was cut off and came back is one talk for a texter too', async () => {
  const { ana, someone, write } = await begin(2);
  for (const restSeconds of [5, 6 * minute]) {
    await talk(stage, someone, ana, 6 * minute);
    someone.hangUp();
    await stage.until('Ana is free', () => ana.state() === 'idle', minute);
    await stage.pass(restSeconds);
  }
  await write(caller, 'hello');
  expect(await stage.rows('SELECT last_in_line FROM conversations')).toEqual([{ last_in_line: false }]);
});

test('a talk by text counts for a call', async () => {
  const { someone, write } = await begin(1);
  await write(caller, 'hello, I could use somebody to write with');
  await write(numbers['ana']!, 'I am here');
  await stage.pass(6 * minute);
  await write(caller, 'thank you for this');
  await write(caller, 'DONE');
  someone.call(line);
  await stage.until(
    'the caller hears of it',
    () => someone.sentences().some((sentence) => /a few times today/.test(sentence)),
    30,
  );
});
