/** Closed, nobody on shift, a roster changed a second ago, somebody on two shifts at once (V8). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { contactsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

test('nobody on shift: words, the crisis number, and an end; never endless ringing', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T10:00:00-06:00' });
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('the caller is let go', () => someone.state() === 'idle', 180);
  expect(someone.sentences().join(' ')).toMatch(/Nobody is here to answer right now/);
  expect(someone.sentences().join(' ')).toMatch(/5 5 5, 9 8 8, 0 9 8 8/);
  expect(await contactsOf(stage)).toMatchObject([{ state: 'ended', outcome: 'nobody-on' }]);
  stage.expectNothingElse();
});

test('whoever takes texts only is not rung; where nobody else is on, the caller hears what is said where nobody is', async () => {
  const organisation = smallOrganisation({ ana: { channels: ['text'] }, ben: {} });
  stage = await setStage({ organisation, at: '2026-11-10T18:00:00-06:00' });
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('Ben rings', () => stage.phone(numbers['ben']!).state() === 'ringing');
  expect(stage.carrier.control.calls({ to: numbers['ana']! })).toEqual([]);
  someone.hangUp();
  await stage.pass(5);
  await stage.load(smallOrganisation({ ana: { channels: ['text'] }, ben: { as: null } }));
  someone.call(line);
  await stage.until('the caller is let go', () => someone.state() === 'idle', 180);
  expect(someone.sentences().join(' ')).toMatch(/Nobody is here to answer right now/);
  stage.expects({ calls: { ben: 1 } });
});

test('a volunteer removed from the roster a second ago is not rung', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at: '2026-11-10T18:00:00-06:00' });
  await stage.load(smallOrganisation({ ana: {} }));
  await stage.pass(1);
  stage.carrier.control.expectCall(numbers['ana']!);
  stage.phone(caller).call(line);
  await stage.pass(19);
  stage.expectNothingElse();
});

test('overlapping shifts with one common person: one phone call at a time', async () => {
  const organisation = smallOrganisation({ ana: {} });
  organisation.shifts!.push({
    ...organisation.shifts![0]!,
    id: 'late',
    start: '2026-01-01T18:00',
    end: '2026-01-01T23:30',
  });
  stage = await setStage({ organisation, at: '2026-11-10T18:30:00-06:00' });
  const ana = stage.phone(numbers['ana']!);
  stage.phone(caller).call(line);
  stage.phone('+15550900002').call(line);
  await stage.until('Ana rings', () => ana.state() === 'ringing');
  await stage.pass(10);
  expect(stage.carrier.control.calls({ to: ana.number })).toHaveLength(1);
  stage.expects({ calls: { ana: 1 } });
});

test('no new offers in a shift’s last fifteen minutes', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T22:50:00-06:00' });
  stage.phone(caller).call(line);
  await stage.pass(30);
  expect(stage.carrier.control.calls({ to: numbers['ana']! })).toEqual([]);
  stage.expects({ texts: { ana: [/^Your shift is over today at/] } });
});
