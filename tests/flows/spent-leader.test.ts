/** A leader who has carried too much is asked last, by whatever way somebody asks for a leader (guards). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { talk } from '../support/talking.ts';

let stage: Stage;
afterEach(() => stage.close());

const at = '2026-11-10T18:00:00-06:00';
const leads = { roles: ['volunteer' as const, 'shift-leader' as const] };

/** Elena and Farid lead; Elena has carried far too much today. */
async function withSpentElena() {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {}, elena: leads, farid: { ...leads, as: 'backup' } }),
    at,
  });
  const loads: [string, number, number, boolean][] = [
    ...[3, 5, 7, 9].map((hours): [string, number, number, boolean] => [`hard-${hours}`, hours, hours - 1.9, true]),
    ['long', 1, 0, false],
    ['yesterday', 24.5, 19.5, false],
    ['before', 48.5, 43.5, false],
  ];
  for (const [id, fromHours, toHours, hard] of loads)
    await stage.rows(
      `INSERT INTO load_events (id, person_id, kind, start_at, end_at, heavy, abusive, crisis) VALUES ($1, 'elena', 'contact', $2, $3, $4, $4, $4)`,
      [id, ...[fromHours, toHours].map((hours) => new Date(Date.parse(at) - hours * 3_600_000)), hard],
    );
  await stage.rows(
    `INSERT INTO load_events (id, person_id, kind, start_at, answer) VALUES ('said', 'elena', 'check-in', $1, 5)`,
    [new Date(Date.parse(at) - 60_000)],
  );
  // What weighs on people is looked at once a minute.
  await stage.until(
    'Elena hears that she is left in peace',
    () =>
      stage
        .phone(numbers['elena']!)
        .texts()
        .some((text) => /we leave you in peace/.test(text.body)),
    150,
  );
  const [ana, elena, farid] = ['ana', 'elena', 'farid'].map((name) => stage.phone(numbers[name]!)) as [
    ReturnType<Stage['phone']>,
    ReturnType<Stage['phone']>,
    ReturnType<Stage['phone']>,
  ];
  return { ana, elena, farid };
}

test('TALK reaches Farid', async () => {
  const { ana, elena, farid } = await withSpentElena();
  ana.sendText(line, 'TALK');
  await stage.pass(3);
  const asked = (phone: ReturnType<Stage['phone']>) =>
    phone.texts().filter((text) => /would like a word with you/.test(text.body)).length;
  expect([asked(elena), asked(farid)]).toEqual([0, 1]);
});

test('*2 rings Farid', async () => {
  const { ana, elena, farid } = await withSpentElena();
  const someone = stage.phone(caller);
  await talk(stage, someone, ana, 10);
  ana.press('*');
  await stage.until('the caller is on hold', () => someone.state() === 'on-hold');
  await stage.pass(2);
  ana.press('2');
  await stage.until('Farid’s phone rings', () => farid.state() === 'ringing', 60);
  expect(stage.carrier.control.calls({ to: elena.number })).toHaveLength(0);
});
