/** A publishing that is cut off leaves the roster as it was, or whole with all that follows; nothing in between (R3). */
import { afterEach, expect, test } from '@jest/globals';
import { assign, atDraft, storedFile, storedVersion, unassign } from '../support/drafting.ts';
import { eventually } from '../support/patience.ts';
import { numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, draftsOf, newsOf } from '../support/stored.ts';
import { texting, type Texting } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());

const [ana, ben] = [numbers['ana']!, numbers['ben']!];

async function begin(): Promise<Texting> {
  const organisation = smallOrganisation({ ana: {}, ben: { as: null }, dev: { as: null, roles: ['coordinator'] } });
  stage = await setStage({ organisation, at: '2026-11-10T11:00:00-06:00' });
  return texting(stage);
}

test('a publishing that breaks in the middle leaves nothing half done, and can be done again', async () => {
  const { news } = await begin();
  const draft = await atDraft(stage, 'dev');
  await draft.does('dev', assign(16, 'ben'), unassign(16, 'ana'));
  const before = [await storedFile(stage), await storedVersion(stage), (await auditOf(stage)).length];
  const asBefore = async () => {
    expect([await storedFile(stage), await storedVersion(stage), (await auditOf(stage)).length]).toEqual(before);
    expect(await draftsOf(stage)).toMatchObject([{ state: 'open', before: null, after: null }]);
    expect(await newsOf(stage)).toEqual([]);
    expect([news(ana), news(ben)]).toEqual([[], []]);
  };

  // The very last thing that is written is refused.
  await stage.rows(`CREATE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$`);
  await stage.rows(`CREATE TRIGGER refused BEFORE UPDATE ON roster_drafts FOR EACH ROW EXECUTE FUNCTION refused()`);
  await expect(draft.publish('dev')).rejects.toThrow(/refused/);
  await stage.rows('DROP TRIGGER refused ON roster_drafts');
  await asBefore();

  // And the connection is cut while the shifts are half written.
  const holder = await stage.service.deps.database.pool.connect();
  await holder.query('BEGIN; LOCK TABLE assignments IN EXCLUSIVE MODE');
  const cut = draft.publish('dev').then(
    () => 'published',
    () => 'cut',
  );
  const waiting = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE '%assignments%'`;
  const cutOff = `SELECT pg_terminate_backend(pid) FROM (${waiting}) waiting`;
  await eventually('it waits for the table', async () => (await stage.rows(cutOff)).length > 0);
  await holder.query('ROLLBACK');
  holder.release();
  expect(await cut).toBe('cut');
  await asBefore();

  expect(await draft.publish('dev')).toMatchObject({ kind: 'published' });
  expect([news(ana).length, news(ben).length]).toEqual([1, 1]);
});

test('a process that dies before it tells anybody leaves that to the others', async () => {
  const { news } = await begin();
  const draft = await atDraft(stage, 'dev');
  await draft.does('dev', assign(16, 'ben'));
  // Nothing is said by the process that published: its texts are refused until it is gone.
  await stage.rows(`CREATE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$`);
  await stage.rows(`CREATE TRIGGER refused BEFORE INSERT ON texts FOR EACH ROW EXECUTE FUNCTION refused()`);
  expect(await draft.publish('dev')).toMatchObject({ kind: 'published' });
  await stage.rows('DROP TRIGGER refused ON texts');
  expect(news(ben)).toEqual([]);
  await stage.restart();
  await stage.pass(62);
  expect(news(ben)).toHaveLength(1);
});
