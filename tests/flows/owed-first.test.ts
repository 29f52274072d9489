/** What somebody still waits for stands first on the lists, however much came later or was settled since, and page by page each once (O4, C5). */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { raise, type AttentionKind } from '../../src/attention/need-attention.ts';
import { promiseCallback } from '../../src/callbacks/promises.ts';
import { sessionHeaders } from '../support/api-askers.ts';
import { openBrowserClient, type BrowserClient } from '../support/browser-client.ts';
import { stopPromises, writeKept } from '../support/callback-story.ts';
import { smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let dev: BrowserClient;
beforeEach(async () => {
  const organisation = smallOrganisation({ ana: { as: null }, dev: { as: null, roles: ['coordinator'] } });
  stage = await setStage({ organisation, at: '2026-11-10T12:00:00-06:00' });
  dev = openBrowserClient(
    stage.service.url!,
    await sessionHeaders(stage, 'dev', { strength: 'second', provedMinutesAgo: 0 }),
  );
});
afterEach(() => stage.close());

/** A call that is owed, due so many hours from now; gives its id. */
async function owe(place: number, inHours: number): Promise<string> {
  const { room, clock } = stage.service.deps;
  const number = `+1555090${String(place).padStart(4, '0')}`;
  const atMs = clock.nowMs() + inHours * 3_600_000;
  const promised = await promiseCallback(room, { lineId: 'main', number, via: 'coordinator', atMs });
  if (promised.kind !== 'promised') throw new Error(promised.kind);
  return promised.id;
}

type Promises = { next: string | null; promises: { id: string; state: string }[] };
async function page(limit: number, cursor?: string | null): Promise<Promises> {
  const after = cursor ? `&cursor=${cursor}` : '';
  return (await dev.get(`/promises?limit=${limit}${after}`)).body as Promises;
}

test('owed calls come first, the soonest due before the others, though more were promised since than the ledger shows', async () => {
  const late = await owe(1, 30);
  const soon = await owe(2, 1);
  const later = await owe(3, 5);
  await writeKept(stage, 1_010);
  const first = await page(5);
  expect(first.promises.map(({ id }) => id)).toEqual([soon, later, late, 'kept-1010', 'kept-1009']);
  const second = await page(2, first.next);
  expect(second.promises.map(({ id }) => id)).toEqual(['kept-1008', 'kept-1007']);
});

test('a promise that is settled while somebody pages through is there once; one that comes meanwhile takes none away', async () => {
  const owed = [await owe(1, 1), await owe(2, 2), await owe(3, 3)];
  await writeKept(stage, 3);
  const first = await page(2);
  await stage.jump(60);
  await stopPromises(stage, [owed[0]!, owed[2]!]);
  const come = await owe(4, 4);
  const seen = [...first.promises];
  for (let { next } = first; next !== null;) {
    const more = await page(2, next);
    seen.push(...more.promises);
    next = more.next;
  }
  expect(seen.map(({ id }) => id)).toEqual([...owed, come, 'kept-0003', 'kept-0002', 'kept-0001']);
  expect(seen[2]).toMatchObject({ state: 'stopped' });
  expect((await page(10)).promises.map(({ id }) => id).slice(0, 2)).toEqual([owed[1], come]);
  for (const cursor of ['x', Buffer.from('nothing of ours').toString('base64url')])
    expect((await dev.get(`/promises?cursor=${cursor}`)).status).toBe(400);
});

test('what a caller or texter waits for stands first, then what a volunteer does, then what can wait, each oldest first', async () => {
  const kinds: AttentionKind[] = [
    'nobody-planned',
    'talk-wanted',
    'voicemail-unheard',
    'shift-unconfirmed',
    'abuse-reported',
    'callback-failed',
  ];
  for (const kind of kinds) {
    await raise(stage.service.deps.room, { kind, lineId: 'main' });
    await stage.jump(60);
  }
  const listed: string[] = [];
  for (let cursor = ''; ;) {
    const { body } = await dev.get(`/attention?limit=1${cursor}`);
    const { items, next } = body as { items: { kind: string }[]; next: string | null };
    listed.push(...items.map(({ kind }) => kind));
    if (next === null) break;
    cursor = `&cursor=${next}`;
  }
  expect(listed).toEqual([
    'voicemail-unheard',
    'callback-failed',
    'talk-wanted',
    'abuse-reported',
    'nobody-planned',
    'shift-unconfirmed',
  ]);
});
