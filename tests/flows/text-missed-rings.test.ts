/** Two missed rings in a row are a kindly said break, by text, from the line's number. */
import { afterEach, expect, test } from '@jest/globals';
import { line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening, texting } from '../support/texting.ts';
import { availabilityOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

test('the break is said once, with its end, and ON ends it', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const { news, write } = texting(stage);
  const ana = numbers['ana']!;
  for (const round of [1, 2]) {
    const phone = stage.phone(`+1555090010${round}`);
    phone.call(line);
    await stage.until(`Ana rings for the ${round}. time`, () => stage.phone(ana).state() === 'ringing');
    await stage.until('it rings out', () => stage.phone(ana).state() === 'idle', 60);
    phone.hangUp();
    await stage.pass(2);
  }
  await stage.pass(3);
  expect(news(ana)).toEqual([
    expect.stringMatching(/^Two of our calls did not reach you, so you have a break until today at 6:3\d PM/),
  ]);
  expect(stage.phone(ana).texts()[0]?.from).toBe(line);
  await write(ana, 'ON');
  expect(await availabilityOf(stage)).toMatchObject([{ breakUntil: null }]);
  stage.expects({ calls: { ana: 3 }, texts: { ana: ['You are set to take calls. Thank you.'] } });
});
