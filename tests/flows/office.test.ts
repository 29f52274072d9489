/** A coordinator's office in the browser: a message is heard in parts and noted, a promise stands in the ledger, and who did what is found. */
import { afterEach, expect, test } from '@jest/globals';
import { sessionHeaders } from '../support/api-askers.ts';
import { askForCallback } from '../support/callback-story.ts';
import { caller, smallOrganisation } from '../support/small-organisation.ts';
import type { Stage } from '../support/stage.ts';
import { callLine, makeDue, untilTone } from '../support/voicemail-story.ts';

let stage: Stage;
afterEach(() => stage.close());

test('what waits is heard, kept and found again', async () => {
  const people = { ana: {}, dev: { as: null, roles: ['coordinator' as const] } };
  const begun = await callLine({ organisation: smallOrganisation(people) });
  stage = begun.stage;
  // Nobody takes these calls; the second ring missed is followed by a break (V4).
  stage.expects({ calls: { ana: 3 }, texts: { ana: [/^Two of our calls did not reach you/] } });
  await stage.until('the caller hears the keys', () => begun.someone.sentences().join(' ').includes('press 2.'), 60);
  begun.someone.press('2');
  await untilTone(stage);
  begun.someone.say('Hello there.');
  await stage.pass(4);
  begun.someone.press('#');
  await stage.pass(20);
  await makeDue(stage, 'FetchVoicemail');
  const other = stage.phone('+15550900002');
  other.call('+15550100001');
  await stage.until('the other one hears the keys', () => other.sentences().join(' ').includes('press 1'), 60);
  await askForCallback(stage, other);

  const headers = await sessionHeaders(stage, 'dev', { strength: 'second', provedMinutesAgo: 0 });
  const ask = async (path: string, more: Record<string, string> = {}) =>
    fetch(`${stage.service.url}/api/v1${path}`, { headers: { ...headers, ...more } });
  const read = async (path: string) => (await (await ask(path)).json()) as Record<string, never[]>;

  const { voicemails } = (await read('/voicemails')) as unknown as { voicemails: { id: string; heardAt: string }[] };
  expect(voicemails).toMatchObject([{ line: 'Northside Warmline', heardAt: null, isHere: true }]);
  const sound = `/voicemails/${voicemails[0]?.id}/sound`;
  const part = await ask(sound, { range: 'bytes=0-3' });
  expect([part.status, part.headers.get('content-type'), (await part.arrayBuffer()).byteLength]).toEqual([
    206,
    'audio/mpeg',
    4,
  ]);
  expect(part.headers.get('content-range')).toMatch(/^bytes 0-3\/\d+$/);
  expect((await ask(sound, { range: 'bytes=99999999-' })).status).toBe(416);
  expect((await read('/voicemails'))['voicemails']).toMatchObject([{ heardAt: expect.stringMatching(/Z$/) }]);

  const ledger = await ask('/promises');
  const text = await ledger.text();
  expect(text).not.toContain('0900002');
  expect(JSON.parse(text)).toMatchObject({ promises: [{ line: 'Northside Warmline', state: 'open', attempts: [] }] });
  expect(text).not.toContain(caller.slice(1));

  const audited = async () => ((await read('/audit?action=voicemail.')) as unknown as { entries: object[] }).entries;
  expect(await audited()).toMatchObject([{ by: 'person:dev', name: 'dev of Northside', action: 'voicemail.heard' }]);
  // Parts asked for soon after each other are one listening, later ones another.
  await stage.jump(10 * 60);
  expect((await ask(sound, { range: 'bytes=0-1' })).status).toBe(206);
  expect((await ask(sound, { range: 'bytes=2-3' })).status).toBe(206);
  expect(await audited()).toHaveLength(2);
  const first = (await read('/audit?limit=1')) as unknown as { entries: { id: string }[]; next: string };
  const second = (await read(`/audit?limit=1&cursor=${first.next}`)) as unknown as { entries: { id: string }[] };
  expect(Number(second.entries[0]?.id)).toBeLessThan(Number(first.entries[0]?.id));
  expect((await ask('/audit?cursor=x')).status).toBe(400);
  const added = (await read('/audit?action=line.added')) as unknown as { entries: object[] };
  expect(added.entries).toMatchObject([{ subject: 'main', subjectName: 'Northside Warmline' }]);
  const imported = (await read('/audit?action=organisation.imported')) as unknown as { entries: object[] };
  expect(imported.entries).toMatchObject([{ subject: '', subjectName: null }]);
});
