/** A texter is remembered past the day on which the pepper of the keys changes, and forgotten after the next one. */
import { afterEach, expect, test } from '@jest/globals';
import { caller, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { texting } from '../support/texting.ts';
import { conversationsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const day = 24 * 3600;
/** The pepper changes every 90 days since 1970. */
const nextPepperMs = Math.ceil(Date.parse('2026-11-10T18:00:00-06:00') / (90 * day * 1000)) * 90 * day * 1000;

test('with the previous pepper the language is still known; two peppers later nothing is', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: { languages: ['en', 'es'] } }, { languages: ['en', 'es'] }),
    at: new Date(nextPepperMs - 600_000).toISOString(),
  });
  const { write, news } = texting(stage);
  const writeAnew = async () => {
    await write(caller, 'ok');
    const [hello] = news(caller);
    await write(caller, 'done');
    expect(news(caller)).toHaveLength(1);
    return hello;
  };
  await write(caller, 'hola, necesito hablar con alguien');
  await write(caller, 'done');
  expect(news(caller)).toEqual([expect.stringMatching(/^Esto es Northside/), expect.anything()]);
  const [before] = await conversationsOf(stage);
  await stage.jump(1_200);
  expect(await writeAnew()).toMatch(/^Esto es Northside/);
  const keys = await conversationsOf(stage);
  expect(keys.map((one) => one.callerKey)).toEqual([before!.callerKey, expect.any(String)]);
  expect(keys[1]!.callerKey).not.toBe(before!.callerKey);
  await stage.jump(180 * day);
  expect(await writeAnew()).toMatch(/^This is Northside/);
});
