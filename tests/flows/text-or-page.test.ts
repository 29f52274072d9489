/** What a volunteer says by text and what they tap on a page is one and the same: each comes to the same end (T4, P1–P3). */
import { afterEach, expect, test } from '@jest/globals';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { signInAs } from '../support/signed-in.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, availabilityOf, loadEventsOf, openAttentionOf, openShiftsOf, takenOver } from '../support/stored.ts';
import { talk } from '../support/talking.ts';
import { texting, type Texting } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());

const [ana, ben] = [numbers['ana']!, numbers['ben']!];
type Client = Awaited<ReturnType<typeof signInAs>>;
type Way = { by: string; text: string; page: (client: Client) => Promise<{ path: string; body: unknown }> };
type Row = [what: string, before: (words: Texting) => Promise<unknown>, way: Way];

const nothing = async () => undefined;
const said = (text: string, body: unknown): Way => ({
  by: ana,
  text,
  page: async () => ({ path: '/me/availability', body }),
});

/** A talk of two minutes, and the question that follows it. */
async function talked() {
  const phone = stage.phone(ana);
  await talk(stage, stage.phone(caller), phone, 120);
  phone.hangUp();
  await stage.pass(9);
  stage.phone(caller).hangUp();
  await stage.pass(71);
}

const rated = (answer: number): Row => [
  `check-in ${answer}`,
  talked,
  {
    by: ana,
    text: String(answer),
    page: async (client) => {
      const { body } = await client.get('/me/now');
      const { checkIn } = body as { checkIn: { contact: string } };
      return { path: '/me/check-in', body: { contact: checkIn.contact, answer } };
    },
  },
];

const rows: Row[] = [
  ['ON', nothing, said('ON', { word: 'on' })],
  ['OFF', nothing, said('OFF', { word: 'off' })],
  ['BREAK', nothing, said('BREAK', { word: 'break' })],
  ['BREAK 45', nothing, said('BREAK 45', { word: 'break', minutes: 45 })],
  ['ON in a break', ({ write }) => write(ana, 'BREAK'), said('ON', { word: 'on' })],
  ['ON while resting', ({ write }) => write(ana, '5'), said('ON', { word: 'on' })],
  ['MORE while resting', ({ write }) => write(ana, '5'), said('MORE', { word: 'more' })],
  ['MORE while wrapping up', talked, said('MORE', { word: 'more' })],
  ...[1, 2, 3, 4, 5, 6].map(rated),
  [
    'COVER',
    nothing,
    {
      by: ana,
      text: 'COVER',
      page: async () => ({ path: '/me/shifts/put-up', body: { shift: 'evening', occurrence: '2026-11-11T17:00' } }),
    },
  ],
  [
    'UNDO',
    ({ write }) => write(ana, 'COVER'),
    { by: ana, text: 'UNDO', page: async () => ({ path: '/me/shifts/undo', body: {} }) },
  ],
  [
    'TAKE',
    ({ write }) => write(ana, 'COVER'),
    {
      by: ben,
      text: 'TAKE 1',
      page: async (client) => {
        const { body } = await client.get('/shifts/open');
        const { open } = body as { open: { id: string; shift: string; occurrence: string }[] };
        const { id, shift, occurrence } = open[0]!;
        return { path: '/shifts/open/take', body: { id, shift, occurrence } };
      },
    },
  ],
  [
    'UNDO of a TAKE',
    async ({ write }) => {
      await write(ana, 'COVER');
      await write(ben, 'TAKE 1');
    },
    { by: ben, text: 'UNDO', page: async () => ({ path: '/me/shifts/undo', body: {} }) },
  ],
  ['TALK', nothing, { by: ana, text: 'TALK', page: async () => ({ path: '/me/talk', body: {} }) }],
];

function twoEvenings(): OrganisationFile {
  const organisation = smallOrganisation({ ana: {}, ben: { as: null } });
  return {
    ...organisation,
    shifts: organisation.shifts!.map((shift) => ({
      ...shift,
      start: '2026-11-10T17:00',
      end: '2026-11-10T21:00',
      repeat: 'FREQ=DAILY;COUNT=2',
    })),
  };
}

/** The instant to the minute: a text takes a second or two on its way. */
const minute = (at: Date | null) => at && at.toISOString().slice(0, 16);
/** Half a minute on the clock, so that no way there crosses a full one. */
async function toHalfMinute() {
  await stage.pass((90 - (Math.floor(stage.clock.nowMs() / 1000) % 60)) % 60 || 60);
}

async function endOf(before: Row[1], { by, text, page }: Way, onPage: boolean) {
  stage = await setStage({ organisation: twoEvenings(), at: '2026-11-10T18:00:30-06:00' });
  const words = texting(stage);
  const client = await signInAs(stage, by);
  await before(words);
  await toHalfMinute();
  if (onPage) {
    const { path, body } = await page(client);
    const [first, again] = [
      await client.post(path, body, { 'idempotency-key': 'one' }),
      await client.post(path, body, { 'idempotency-key': 'one' }),
    ];
    expect(first).toMatchObject({ status: 200 });
    expect(again.body).toEqual(first.body);
    await stage.pass(2);
  } else await words.write(by, text);
  const { body: now } = await client.get('/me/now');
  const { body: open } = await client.get('/shifts/open');
  const { state, holds, wantsCalls, wantsCallsAfterRest } = now as Record<string, unknown>;
  const end = {
    now: { state, holds: (holds as { kind: string }[]).map(({ kind }) => kind), wantsCalls, wantsCallsAfterRest },
    open: (open as { open: { occurrence: string }[] }).open.map(({ occurrence }) => occurrence),
    availability: (await availabilityOf(stage)).map((one) => ({
      person: one.personId,
      setting: one.setting,
      settingAt: minute(one.settingAt),
      breakUntil: minute(one.breakUntil),
      restUntil: minute(one.restUntil),
      restMoreUntil: minute(one.restMoreUntil),
      wrapUpUntil: minute(one.wrapUpUntil),
    })),
    load: (await loadEventsOf(stage)).map(({ kind, answer, heavy, endAt }) => ({
      kind,
      answer,
      heavy,
      end: minute(endAt),
    })),
    taken: await takenOver(stage),
    shifts: (await openShiftsOf(stage)).map(({ occurrence, holderId, state: is }) => ({ occurrence, holderId, is })),
    audit: (await auditOf(stage, 'shift.')).map(({ by: who, action, subject }) => ({ who, action, subject })),
    attention: (await openAttentionOf(stage)).map(({ kind, personId }) => ({ kind, personId })),
  };
  // What is said in texts, other stories tell.
  for (const number of [ana, ben]) words.news(number);
  return end;
}

test.each(rows)('%s comes to the same end by text and on a page', async (_what, before, way) => {
  const byText = await endOf(before, way, false);
  await stage.close();
  const onPage = await endOf(before, way, true);
  expect(onPage).toEqual(byText);
});
