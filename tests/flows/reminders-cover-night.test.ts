/** A shift put up in the night wakes nobody; one that nobody takes stays its holder's, and a coordinator hears of it in time. */
import { afterEach, expect, test } from '@jest/globals';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { texting } from '../support/texting.ts';
import { attentionOf, noticesOf, openAttentionOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const [ana, ben] = [numbers['ana']!, numbers['ben']!];

async function begin(at: string): Promise<ReturnType<typeof texting>> {
  const organisation = smallOrganisation({ ana: {}, ben: { as: null } });
  const shifts = organisation.shifts!.map(({ repeat: _repeat, ...shift }) => ({
    ...shift,
    start: '2026-11-11T17:00',
    end: '2026-11-11T21:00',
  }));
  stage = await setStage({ organisation: { ...organisation, shifts }, at: `${at}-06:00` });
  return texting(stage);
}

const notices = (kind: string) => noticesOf(stage, kind);
const morning = new Date('2026-11-11T09:00:00-06:00');

test('others are asked in the morning, and the holder sleeps through what is taken and given back', async () => {
  const { write, news } = await begin('2026-11-10T21:30:00');
  await write(ana, 'COVER');
  expect(news(ana)).toEqual([expect.stringMatching(/is up for someone else/)]);
  expect(await notices('cover-wanted')).toMatchObject([{ person: 'ben', due: morning, done: false }]);
  await write(ben, 'TAKE 1');
  expect(news(ben)).toEqual([expect.stringMatching(/is yours/)]);
  expect(await notices('cover-found')).toMatchObject([{ person: 'ana', due: morning, done: false }]);
  await write(ben, 'UNDO');
  expect(await notices('cover-found')).toEqual([]);
  expect(news(ana)).toEqual([]);
  await write(ben, 'TAKE 1');
  expect(await notices('cover-found')).toMatchObject([{ person: 'ana', due: morning, done: false }]);
  stage.expects({
    texts: {
      ben: [
        /^Undone\. Wed Nov \d+, \d+ PM - \d+ PM is as it was/,
        /^Wed Nov \d+, \d+ PM - \d+ PM, Northside Warmline, is/,
      ],
    },
  });
});

test('put up, taken back and put up again, others are still asked', async () => {
  const { write } = await begin('2026-11-10T21:30:00');
  await write(ana, 'COVER');
  await write(ana, 'UNDO');
  expect(await notices('cover-wanted')).toEqual([]);
  await write(ana, 'COVER');
  expect(await notices('cover-wanted')).toMatchObject([{ person: 'ben', due: morning, done: false }]);
  stage.expects({
    texts: {
      ana: [
        /^Wed Nov \d+, \d+ PM - \d+ PM is up for someone else\./,
        /^Undone\. Wed Nov \d+, \d+ PM - \d+ PM is as it was/,
        /^Wed Nov \d+, \d+ PM - \d+ PM is up for someone else\./,
      ],
    },
  });
});

test('four hours before, its holder reads that it is still theirs, and it is on the coordinators’ list', async () => {
  const { write, news } = await begin('2026-11-11T12:57:30');
  await write(ana, 'COVER');
  expect(await notices('cover-open')).toMatchObject([
    { person: 'ana', due: new Date('2026-11-11T13:00:00-06:00'), done: false },
  ]);
  expect(await attentionOf(stage)).toEqual([]);
  expect(news(ana)).toEqual([expect.stringMatching(/is up for someone else/)]);
  await stage.pass(215);
  expect(news(ana)).toEqual([
    expect.stringMatching(/^Nobody has taken Wed Nov 11, 5 PM - 9 PM yet, so it is still yours/),
  ]);
  expect(await attentionOf(stage)).toMatchObject([
    { kind: 'cover-open', personId: 'ana', subject: 'evening 2026-11-11T17:00' },
  ]);
  await write(ana, 'UNDO');
  expect(await openAttentionOf(stage)).toEqual([]);
  stage.expects({
    texts: { ben: [/^Someone is looking for cover/], ana: [/^Undone\. Wed Nov \d+, \d+ PM - \d+ PM is as it was/] },
  });
});
