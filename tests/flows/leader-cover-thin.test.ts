/** Cover thins because people rest: the shift leader hears how thin, never who or why; where none is on, the coordinators see it (W2, W4). */
import { afterEach, expect, test } from '@jest/globals';
import { listAttention } from '../../src/attention/attention-list.ts';
import { attentionInWords } from '../../src/attention/attention-words.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { talk } from '../support/talking.ts';
import { attentionIsDone } from '../support/by-hand.ts';

let stage: Stage;
afterEach(() => stage.close());

const at = '2026-11-10T18:00:00-06:00';
const phone = (id: string) => stage.phone(numbers[id]!);
const told = (id: string) =>
  phone(id)
    .texts()
    .map((text) => text.body)
    .filter((body) => body.startsWith('Cover on'));
const waiting = () => listAttention(stage.service.deps.database.pool);
const leader = { roles: ['volunteer' as const, 'shift-leader' as const] };

/** Ana, Ben and whoever leads are on shift, and three are needed. */
async function evening(people: Parameters<typeof smallOrganisation>[0], policy = {}) {
  const organisation = smallOrganisation({ ana: {}, ben: {}, ...people }, {}, { restAfterHeavyMinutes: 15, ...policy });
  organisation.shifts![0]!.need = 3;
  stage = await setStage({ organisation, at });
  await stage.pass(15);
}

test('the leader is told once, again when it is thinner, and again when it is another time', async () => {
  await evening({ cleo: leader });
  expect(told('cleo')).toEqual([]);
  phone('ana').sendText(line, '5');
  await stage.pass(15);
  expect(told('cleo')).toEqual([
    'Cover on Northside Warmline is thin because people rest: 2 of 3 until today at 6:15 PM.',
  ]);
  expect(phone('ben').texts()).toEqual([]);
  await stage.pass(60);
  phone('ben').sendText(line, 'BREAK 30');
  await stage.pass(15);
  expect(told('cleo')).toHaveLength(2);
  expect(told('cleo')[1]).toMatch(/1 of 3 until today at 6:15 PM/);
  phone('ana').sendText(line, 'MORE');
  await stage.until(
    'Ana’s rest is over',
    () =>
      phone('ana')
        .texts()
        .some((text) => text.body.startsWith('Your rest is over')),
    16 * 60,
  );
  await stage.pass(30);
  expect(told('cleo')).toHaveLength(2);
  phone('ben').sendText(line, 'ON');
  await stage.pass(15);

  phone('ben').sendText(line, '4');
  await stage.pass(30);
  expect(told('cleo')).toHaveLength(3);
  expect(told('cleo')[2]).toMatch(/2 of 3/);
  await stage.restart();
  await stage.pass(15);
  expect(told('cleo')).toHaveLength(3);
  expect(await waiting()).toEqual([]);
  for (const body of told('cleo')) expect(body).not.toMatch(/ana|ben|heavy|break/i);
  stage.expects({
    texts: {
      ana: [/^Thank you for telling us\. You are resting/, 'You are set to take calls. Thank you.'],
      cleo: [
        /^Cover on Northside Warmline is thin because/,
        /^Cover on Northside Warmline is thin because/,
        /^Cover on Northside Warmline is thin because/,
      ],
      ben: [
        /^Enjoy your break\. It lasts until today at/,
        'You are set to take calls. Thank you.',
        /^Thank you for telling us\. You are resting/,
      ],
    },
  });
});

test('no answer makes the rest longer: it is the same thin cover', async () => {
  await evening({ cleo: leader }, { restAfterHeavyMinutes: 6 });
  phone('ana').sendText(line, '5');
  await stage.until(
    'her rest grows',
    () =>
      phone('ana')
        .texts()
        .some((text) => text.body.startsWith('You rest a little longer')),
    400,
  );
  await stage.pass(30);
  expect(told('cleo')).toHaveLength(1);
  stage.expects({
    texts: {
      ana: [
        /^Thank you for telling us\. You are resting/,
        /^Your rest lasts until today at/,
        /^You rest a little longer, until today at/,
      ],
      cleo: [/^Cover on Northside Warmline is thin because/],
    },
  });
});

test('a leader in a call is told after it, one who rests or is off is left in peace', async () => {
  await evening(
    { cleo: leader, dev: { ...leader, as: 'backup' }, elena: { ...leader, as: 'backup' } },
    { ringSeconds: 60, wrapUpMinutes: 1 },
  );
  phone('dev').sendText(line, 'OFF');
  phone('elena').sendText(line, '5');
  phone('ana').sendText(line, 'OFF');
  phone('ben').sendText(line, 'BREAK 2');
  await stage.pass(2);
  const someone = stage.phone(caller);
  await talk(stage, someone, phone('cleo'), 5);
  phone('ben').sendText(line, 'BREAK 30');
  await stage.pass(30);
  expect([told('cleo'), told('dev'), told('elena')]).toEqual([[], [], []]);
  expect(await waiting()).toEqual([]);
  someone.hangUp();
  await stage.until('Cleo has hung up', () => phone('cleo').state() === 'idle', 60);
  await stage.pass(15);
  expect(told('cleo')).toHaveLength(1);
  expect([told('dev'), told('elena')]).toEqual([[], []]);
  stage.expects({
    texts: {
      ben: [/^Enjoy your break\. It lasts until today at/, /^Enjoy your break\. It lasts until today at/],
      elena: [/^Thank you for telling us\. You are resting/],
      dev: [/^Your calls are off\. Thank you for all you do\./],
      ana: [/^Your calls are off\. Thank you for all you do\./],
      cleo: [/^Cover on Northside Warmline is thin because/],
    },
  });
});

test('nobody leads: one entry for the coordinators, in words and without a name, also after it is done', async () => {
  await evening({ cleo: { ...leader, as: null }, dev: { as: null, roles: ['coordinator'] } });
  phone('ana').sendText(line, '5');
  await stage.pass(15);
  const [entry, ...others] = await waiting();
  expect(others).toEqual([]);
  expect(entry).toMatchObject({ kind: 'cover-thin', line: 'main', person: null, subject: null });
  expect(attentionInWords(entry!.kind)).toMatch(/^cover is thin because people rest/);
  expect(told('cleo')).toEqual([]);
  await attentionIsDone(stage, new Date(stage.clock.nowMs()));
  phone('ben').sendText(line, '5');
  await stage.pass(15);
  await stage.restart();
  await stage.pass(15);
  expect(await waiting()).toEqual([]);
  stage.expects({
    texts: {
      ana: [/^Thank you for telling us\. You are resting/],
      ben: [/^Thank you for telling us\. You are resting/],
    },
  });
});
