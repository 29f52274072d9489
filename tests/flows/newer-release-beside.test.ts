/** A newer release has begun to work beside this one: what it wrote and this code does not know is left to it, and calls go on. */
import { afterEach, expect, test } from '@jest/globals';
import { advance, NewerThanThis } from '../../src/contacts/advance.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { takeCall } from '../support/talking.ts';

let stage: Stage;
afterEach(() => stage.close());

const strangers = `SELECT kind, state, attempts FROM effects WHERE kind IN ('WaterFlowers', 'RingNeighbour', 'LookAtLeg') AND id LIKE 'new-%' ORDER BY kind`;

async function aCallInLine(): Promise<{ contactId: string; legId: string }> {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  stage.phone(caller).call(line);
  const ana = stage.phone(numbers['ana']!);
  await stage.until('Ana rings', () => ana.state() === 'ringing');
  const [leg] = await stage.rows<{ id: string; contact_id: string }>('SELECT id, contact_id FROM legs');
  return { contactId: leg!.contact_id, legId: leg!.id };
}

test('effects of an unknown kind are neither tried nor failed, said once, and keep nothing else from being done', async () => {
  const { contactId, legId } = await aCallInLine();
  const add = (id: string, kind: string, leg: string | null) =>
    stage.rows(
      `INSERT INTO effects (id, contact_id, leg_id, kind, queue, priority, due_at) VALUES ($1, $2, $3, $4, 'offers', 0, $5)`,
      [id, contactId, leg, kind, new Date(stage.clock.nowMs())],
    );
  await add('new-1', 'WaterFlowers', null);
  await add('new-2', 'RingNeighbour', legId);
  stage.service.deps.room.afterCommit({
    effects: [
      { id: 'new-1', queue: 'offers', kind: 'WaterFlowers' },
      { id: 'new-2', queue: 'offers', kind: 'RingNeighbour' },
    ],
    wakes: [],
    route: false,
  });
  const ana = stage.phone(numbers['ana']!);
  await takeCall(stage, stage.phone(caller), ana, 65);
  stage.phone(caller).hangUp();
  await stage.until('Ana is free', () => ana.state() === 'idle', 60);
  // The leg it was for is over by now.
  expect(await stage.rows(strangers)).toEqual([
    { kind: 'RingNeighbour', state: 'dropped', attempts: 0 },
    { kind: 'WaterFlowers', state: 'pending', attempts: 0 },
  ]);
  for (const kind of ['WaterFlowers', 'RingNeighbour'])
    expect(stage.logged.filter((entry) => entry.includes(kind))).toHaveLength(1);
  expect(stage.carrier.control.calls({ to: ana.number })).toHaveLength(1);
});

test('a contact in an unknown state is not decided about; whoever is on the phone is asked to hold on, and goes on afterwards', async () => {
  const { contactId, legId } = await aCallInLine();
  const set = (state: string) => stage.rows('UPDATE contacts SET state = $2 WHERE id = $1', [contactId, state]);
  const stored = async () => (await stage.rows('SELECT * FROM contacts WHERE id = $1', [contactId]))[0];
  await set('meeting-a-neighbour');
  const before = await stored();
  await stage.rows(
    `INSERT INTO effects (id, contact_id, leg_id, kind, queue, due_at) VALUES ('new-3', $1, $3, 'LookAtLeg', 'offers', $2)`,
    [contactId, new Date(stage.clock.nowMs()), legId],
  );
  const { room } = stage.service.deps;
  room.afterCommit({
    effects: [{ id: 'new-3', queue: 'offers', kind: 'LookAtLeg' }],
    wakes: [{ contactId, atMs: stage.clock.nowMs() + 1_000 }],
    route: false,
  });
  await stage.pass(12);
  expect(await stored()).toEqual(before);
  expect(await stage.rows(strangers)).toEqual([{ kind: 'LookAtLeg', state: 'pending', attempts: 1 }]);
  await expect(advance(room, contactId, { kind: 'CallerSilent', menu: 'hold', round: 0 })).rejects.toThrow(
    NewerThanThis,
  );
  expect(stage.phone(caller).state()).not.toBe('idle');

  await set('waiting');
  const ana = stage.phone(numbers['ana']!);
  await takeCall(stage, stage.phone(caller), ana, 5);
  expect(await stage.rows(strangers)).toEqual([{ kind: 'LookAtLeg', state: 'done', attempts: 2 }]);
});

test('a text with a sentence of the newer release waits for it in its lane, and is not dropped', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const { room } = stage.service.deps;
  const { writeTexts } = await import('../../src/conversations/texts.ts');
  await writeTexts(room, [
    { direction: 'out', lane: 'person-ana', lineId: 'main', channel: 'sms', personId: 'ana', sentence: 'aNewSentence' },
  ]);
  await stage.pass(20);
  const [text] = await stage.rows<{ state: string; attempts: number }>('SELECT state, attempts FROM texts');
  expect(text?.state).toBe('pending');
  expect(text?.attempts).toBeGreaterThan(2);
});
