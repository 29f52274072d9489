/** `kill -9` of the web process while it publishes a roster, and of the worker while it looks for people: wholly or not at all, each told once, and the looking begins again (R3, R5). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { dateName } from '../../src/schedule/wall-clock.ts';
import { setUpProcesses, type OwnProcesses } from '../support/own-processes.ts';
import { eventually } from '../support/patience.ts';
import { busyOrganisation } from '../support/roster-organisations.ts';
import { line, numbers } from '../support/small-organisation.ts';
import { draftEntriesOf, draftsOf, fillsOf, newsOf } from '../support/stored.ts';

let house: OwnProcesses;
const dayMs = 86_400_000;

/** A zone in which it is about noon while this runs: nobody is told of a roster in their night. */
function noonZone(): string {
  const ahead = 12 - new Date().getUTCHours();
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

/** Sixty people and four shifts a day with nobody on them; Ana and Ben are two of them, Dev plans. */
function organisation(): OrganisationFile {
  const timeZone = noonZone();
  const { people, shifts } = busyOrganisation(60);
  const known = ['ana', 'ben'];
  return {
    organisation: { name: 'Northside', timeZone, crisisNumber: '+15559880988' },
    policy: { training: [] },
    lines: [{ id: 'main', name: 'Northside Warmline', phoneNumber: line, timeZone, languages: ['en', 'es'] }],
    people: [
      ...people.map(({ id, languages, trainee, limits, availability }, index) => ({
        id: known[index] ?? id,
        name: known[index] ?? id,
        phone: numbers[known[index] ?? ''] ?? `+1555030${String(index).padStart(4, '0')}`,
        roles: ['volunteer' as const],
        languages: [...languages!],
        trainee,
        limits,
        availability: availability!.map((window) => ({ ...window, days: [...window.days] })),
      })),
      { id: 'dev', name: 'Dev', phone: numbers['dev']!, roles: ['coordinator'] },
    ],
    shifts: shifts.map(({ id, start, end, need }) => ({
      id,
      line: 'main',
      start: `2026-01-01${start.slice(10)}`,
      end: `2026-01-0${end.startsWith('2027-03-02') ? 2 : 1}${end.slice(10)}`,
      repeat: 'FREQ=DAILY',
      need: need!,
    })),
  };
}

/** Six weeks from a Monday on, two weeks from now. */
const monday = (() => {
  const today = Math.floor(Date.now() / dayMs);
  return today + 14 + ((11 - (today % 7)) % 7);
})();
const days = (from: number, count: number) => ({ line: 'main', from: dateName(from), to: dateName(from + count - 1) });

beforeAll(async () => {
  house = await setUpProcesses(organisation());
  await house.start('web', 'worker');
});
afterAll(() => {
  house.expects({ texts: { ana: [/^Your shifts on Northside Warmline have changed/], ben: [/have changed/] } });
  return house.close();
});

const dev = async (method: string, path: string, body?: unknown, look?: string) => {
  const answer = await house.ask('dev', method, `/drafts${path}`, body, look);
  if (answer === null || answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer.body as { id: string; look: string; log: object[] };
};
type Fill = {
  state: string;
  revision: number;
  progress: object | null;
  result: { places: { added: string[] }[]; score: { before: { short: number }; after: { short: number } } } | null;
};
const fillOf = async (id: string) => ((await dev('GET', `/${id}/fill`)) as unknown as { fill: Fill | null }).fill;
const versionNow = async () => (await house.rows<{ version: number }>('SELECT version FROM organisation'))[0]!.version;

/** Publishes while nobody may write to `table`; kills `roles` once `reached`, and lets go of the table. */
async function publishCutOff(id: string, table: string, reached: () => Promise<boolean>, roles: ('web' | 'worker')[]) {
  const { look } = await dev('GET', `/${id}`);
  const holder = await house.stored().pool.connect();
  await holder.query(`BEGIN; LOCK TABLE ${table} IN EXCLUSIVE MODE`);
  const answer = house.ask('dev', 'POST', `/drafts/${id}/publish`, { silent: false }, look);
  await eventually('it is as far as that', reached);
  await house.kill(...roles);
  expect(await answer).toBeNull();
  await holder.query('ROLLBACK');
  holder.release();
}
const waitsFor = (table: string) => async () =>
  (
    await house.rows(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE '%${table}%'`,
    )
  ).length > 0;

test('a kill while it publishes leaves nothing; one before it tells, and one while people are looked for, cost nobody anything', async () => {
  const [one, other] = [await dev('POST', '', days(monday, 42)), await dev('POST', '', days(monday + 42, 7))];
  for (const [person, shift] of [
    ['ana', 'line-0-0'],
    ['ben', 'line-0-1'],
  ]) {
    const start = shift === 'line-0-0' ? '09:00' : '13:00';
    const at = { shift, occurrence: `${dateName(monday + 42)}T${start}` };
    await dev('POST', `/${other.id}/commands`, { command: { kind: 'assign', at, person, as: 'primary' } });
  }
  const version = await versionNow();
  await publishCutOff(other.id, 'assignments', waitsFor('assignments'), ['web']);
  expect(await versionNow()).toBe(version);
  expect((await draftsOf(house)).map(({ state }) => state)).toEqual(['open', 'open']);
  expect(await newsOf(house)).toEqual([]);
  await house.start('web');

  // The worker looks for people, and dies of it at the moment at which the web process has published and told nobody.
  await dev('POST', `/${one.id}/fill`, { mode: 'open', seconds: 120 });
  const isPublished = async () => (await versionNow()) === version + 1;
  const isLooking = async () =>
    (await fillsOf(house)).some(({ state, revision }) => state === 'running' && revision !== null);
  await publishCutOff(other.id, 'texts', async () => (await isPublished()) && (await isLooking()), ['web', 'worker']);
  expect(await fillsOf(house)).toMatchObject([{ state: 'running', attempts: 1, found: null }]);
  expect((await draftsOf(house)).map(({ state }) => state).toSorted()).toEqual(['open', 'published']);
  await house.start('web', 'worker');

  await eventually('each is told once', async () => {
    const news = await newsOf(house);
    return news.length > 0 && news.every(({ doneAt }) => doneAt !== null);
  });
  const isBegunAgain = async () =>
    (await fillsOf(house)).some(({ state, attempts }) => state !== 'queued' && attempts === 2);
  await eventually('the looking begins again', isBegunAgain);
  await dev('POST', `/${one.id}/fill/stop`, {});
  await eventually('it has what was found so far', async () => /^(stopped|done)$/.test((await fillOf(one.id))!.state));
  const { result } = (await fillOf(one.id))!;
  expect(result!.score.after.short).toBeLessThan(result!.score.before.short);
  // Nothing of it is in the draft before somebody says so.
  expect((await draftEntriesOf(house)).map(({ draftId }) => draftId)).toEqual([other.id, other.id]);
  await dev('POST', `/${one.id}/fill/apply`, {});
  expect((await dev('GET', `/${one.id}`)).log).toHaveLength(1);
  expect(await fillsOf(house)).toEqual([]);
  await eventually(
    'the texts are out',
    () => house.phone(numbers['ana']!).texts().length + house.phone(numbers['ben']!).texts().length >= 2,
  );
});
