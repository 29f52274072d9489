/** Another organisation may take the call: the caller is asked first, and keeps their place until the two talk. */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { contactsOf, legsOf, loadEventsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const at = '2026-11-10T18:00:00-06:00';
const partner = '+15550300001';
const overflow = [
  { afterSeconds: 30, do: 'ring-partner' as const, number: partner },
  { afterSeconds: 300, do: 'voicemail' as const },
];

/** A caller whose only volunteer rings and rings, and who has just been told of the partner. */
async function toldOfPartner(people: Parameters<typeof smallOrganisation>[0] = { ana: {} }) {
  stage = await setStage({ organisation: smallOrganisation(people, {}, { overflow, ringSeconds: 25 }), at });
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until(
    'the partner is offered',
    () => someone.sentences().join(' ').includes('They are another organisation'),
    60,
  );
  return { someone, theirs: stage.phone(partner), ana: stage.phone(numbers['ana']!) };
}

test('the caller is told first and agrees; the partner presses 1, the two talk, and the contact is handed on', async () => {
  const { someone, theirs } = await toldOfPartner();
  await stage.pass(14);
  expect(someone.sentences().join(' ')).toMatch(/To talk with them, press 4\..*keep waiting.*press 9/);
  expect(stage.carrier.control.calls({ to: partner })).toEqual([]);
  someone.press('4');
  await stage.until('the partner rings', () => theirs.state() === 'ringing');
  expect(someone.sentences().at(-1)).not.toMatch(/goodbye/i);
  expect(stage.carrier.control.calls({ to: partner })[0]?.from).toBe(line);
  theirs.answer();
  await stage.pass(2);
  expect(theirs.sentences().join(' ')).toMatch(/This is Northside Warmline.*press 1/);
  expect(someone.talkingWith()).toEqual([]);
  theirs.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(partner));
  await stage.pass(120);
  theirs.hangUp();
  await stage.until('the call ends kindly', () => someone.state() === 'idle', 60);
  expect(someone.sentences().at(-1)).toMatch(/You can call us again/);
  expect(await contactsOf(stage)).toMatchObject([{ state: 'ended', outcome: 'handed-on', personId: null }]);
  expect((await legsOf(stage)).filter((one) => one.purpose === 'partner')).toMatchObject([{ outcome: 'talked' }]);
  expect(await loadEventsOf(stage)).toEqual([]);
  expect(stage.carrier.control.alerts()).toEqual([]);
  stage.expects({ calls: { ana: 2 } });
});

test.each([
  ['busy', { kind: 'busy' }],
  ['not to be reached', { kind: 'unreachable' }],
  ['not picking up', { kind: 'waits' }],
] as const)(
  'a partner who is %s costs the caller nothing: they hear it and keep their place',
  async (_what, behaviour) => {
    const { someone, theirs } = await toldOfPartner();
    theirs.behaviour = behaviour;
    const [before] = await contactsOf(stage);
    someone.press('4');
    await stage.until(
      'the caller hears of it',
      () =>
        someone
          .sentences()
          .join(' ')
          .includes('Our partner could not answer just now. You still have your place in line.'),
      60,
    );
    const [contact] = await contactsOf(stage);
    expect(contact).toMatchObject({ state: 'choosing-overflow', rankAt: before?.rankAt });
    await stage.pass(20);
    expect(someone.sentences().slice(-4).join(' ')).toMatch(/leave a voicemail, press 2.*keep waiting/);
    expect(someone.state()).toBe('listening');
    expect(stage.carrier.control.calls({ to: partner })).toHaveLength(1);
    expect(stage.carrier.control.alerts()).toEqual([]);
    stage.expects({ calls: { ana: 2, [partner]: 1 } });
    // So long does a phone that nobody picks up ring that Ana misses two calls.
    if (behaviour.kind === 'waits') stage.expects({ texts: { ana: [/^Two of our calls did not reach you, so you/] } });
  },
);

test('the caller hangs up while the partner rings: the partner’s phone stops within a second', async () => {
  const { someone, theirs } = await toldOfPartner();
  someone.press('4');
  await stage.until('the partner rings', () => theirs.state() === 'ringing');
  someone.hangUp();
  await stage.pass(1);
  expect(theirs.state()).toBe('idle');
  expect(await contactsOf(stage)).toMatchObject([{ state: 'ended', outcome: 'abandoned-in-queue' }]);
  expect((await legsOf(stage)).filter((one) => one.state !== 'ended')).toEqual([]);
  stage.expects({ calls: { ana: 2, [partner]: 1 } });
});

test('a volunteer who accepts while the partner rings has the call, and the partner is thanked', async () => {
  const { someone, theirs, ana } = await toldOfPartner({ ana: {}, ben: {} });
  const ben = stage.phone(numbers['ben']!);
  someone.press('4');
  await stage.until(
    'the partner and a volunteer ring',
    () => theirs.state() === 'ringing' && (ana.state() === 'ringing' || ben.state() === 'ringing'),
    60,
  );
  theirs.answer();
  await stage.pass(1);
  const volunteer = ana.state() === 'ringing' ? ana : ben;
  volunteer.answer();
  await stage.pass(1);
  volunteer.press('1');
  await stage.until('caller and volunteer talk', () => someone.talkingWith().includes(volunteer.number));
  await stage.until('the partner hears thanks', () => theirs.state() === 'idle', 15);
  expect(theirs.sentences().at(-1)).toMatch(/Someone else has this call/);
  expect(stage.carrier.control.conferences().flatMap((conference) => conference.everyone)).not.toContain(partner);
  // One rang first and was missed, then both rang.
  stage.expects({ calls: { ana: 2, ben: 1 } });
});

test('a machine at the partner’s gets no caller: without a key it is let go and the caller waits on', async () => {
  const { someone, theirs } = await toldOfPartner();
  theirs.behaviour = { kind: 'machine', afterSeconds: 2, greetingSeconds: 4 };
  someone.press('4');
  await stage.until(
    'the caller hears of it',
    () => someone.sentences().join(' ').includes('Our partner could not answer just now'),
    90,
  );
  expect(stage.carrier.control.conferences()).toEqual([]);
  expect(someone.state()).toBe('listening');
  stage.expects({
    calls: { ana: 2, [partner]: 1 },
    texts: { ana: [/^Two of our calls did not reach you, so you/] },
  });
});

test('the carrier fails while a second caller’s partner is called: the first one’s call is left to the first', async () => {
  const { someone, theirs } = await toldOfPartner({ ana: {} });
  const other = stage.phone('+15550900002');
  other.call(line);
  await stage.until(
    'the partner is offered to both',
    () => other.sentences().join(' ').includes('They are another organisation'),
    60,
  );
  someone.press('4');
  await stage.until('the partner rings', () => theirs.state() === 'ringing');
  stage.carrier.control.faults.rest({ path: /^Calls$/, method: 'POST', does: { kind: 'status', status: 500 } });
  other.press('4');
  await stage.pass(10);
  const legs = (await legsOf(stage)).filter((one) => one.purpose === 'partner');
  expect(new Set(legs.map((leg) => leg.callSid)).size).toBe(2);
  expect(theirs.state()).toBe('ringing');
  stage.expects({
    calls: { ana: 2, [partner]: 2 },
    texts: { ana: [/^Two of our calls did not reach you, so you/] },
  });
});
