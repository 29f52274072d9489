/** The ladder survives `kill -9` at every step: of the worker, of the web process, and of both; every caller's story goes on. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PhoneControl } from '../../infra/phone-lab/control-phone.ts';
import {
  hasHeard,
  organisationOf,
  placeOf,
  pressUntil,
  storyOf,
  type Place,
  type PlacePlan,
} from '../support/ladder-places.ts';
import { setUpProcesses, type OwnProcesses, type ProcessRole } from '../support/own-processes.ts';
import { eventually } from '../support/patience.ts';
import { callbacksOf, contactsOf, effectsOf, legsOf, voicemailsOf } from '../support/stored.ts';
import { talkedLonger } from '../support/by-hand.ts';

/** One caller at one step: how they come there, what happens while nobody answers, and how it must go on. */
type Story = {
  plan: PlacePlan;
  begin(place: Place): Promise<void>;
  /** The last of the way, gone when all are as far as they can be without a hurry. */
  last?(place: Place): Promise<void>;
  /** In the instant before the kill. */
  atKill?(place: Place): void;
  whileDown?(place: Place): void;
  goesOn(place: Place): Promise<void>;
};

const later = { afterSeconds: 600, do: 'voicemail' as const };
const offer = /Press 1 to take a call/;
const partnerOffered = /They are another organisation/;
const partnerMenu = /To take the call, press 1/;

let house: OwnProcesses;

const rings = (phone: PhoneControl) =>
  eventually(
    `${phone.number} rings`,
    () => phone.state() === 'ringing',
    () => storyOf(phone),
  );
const hears = (phone: PhoneControl, words: RegExp) =>
  eventually(
    `${phone.number} hears ${words}`,
    () => hasHeard(phone, words),
    () => storyOf(phone),
  );
const isOver = (...phones: PhoneControl[]) =>
  eventually(
    `${phones.map((phone) => phone.number).join()} in no call`,
    () => phones.every((phone) => phone.state() === 'idle'),
    () => storyOf(...phones),
  );
const talks = (one: PhoneControl, other: PhoneControl) => one.talkingWith().includes(other.number);

async function contactOf({ lineId }: Place): Promise<{ state: string; outcome: string | null }> {
  const contact = (await contactsOf(house)).findLast((one) => one.lineId === lineId);
  return contact ?? { state: 'none', outcome: null };
}

/** The contact ends so, sooner than by the look at whoever was not heard of for long. */
async function endsAs(place: Place, wanted: string): Promise<void> {
  let last: unknown;
  await eventually(
    `the contact ends as ${wanted}`,
    async () => {
      const { state, outcome } = await contactOf(place);
      last = { state, outcome };
      return state === 'ended' && outcome === wanted;
    },
    () => `${JSON.stringify(last)}\n${storyOf(place.caller)}`,
  );
}

/** The volunteer hears that the caller has left, and leaves too, unless the call has come to its own end by then. */
async function leavesToo(phone: PhoneControl): Promise<void> {
  await eventually(
    'the volunteer leaves',
    () => hasHeard(phone, /The caller has hung up/),
    () => storyOf(phone),
  );
  if (phone.state() !== 'idle') phone.hangUp();
}

/** A volunteer who is asked takes the call, and both talk; then the caller hangs up and everybody is free. */
async function takes(place: Place, phone: PhoneControl): Promise<void> {
  if (phone.state() === 'ringing') phone.answer();
  await pressUntil(phone, offer, '1', 'caller and volunteer talk', () => talks(place.caller, phone));
  await isOver(...[...place.primaries, ...place.backups].filter((other) => other !== phone));
  place.caller.hangUp();
  await endsAs(place, 'talked');
  await leavesToo(phone);
}

/** The caller agrees to the partner. */
const agrees = (place: Place) =>
  pressUntil(
    place.caller,
    partnerOffered,
    '4',
    'the partner rings',
    () => place.partner.state() === 'ringing',
    /looking for someone for you/,
  );

/** The partner takes the call by their key. */
const partnerTakes = (place: Place) =>
  pressUntil(place.partner, partnerMenu, '1', 'caller and partner talk', () => talks(place.caller, place.partner));

/** The partner hangs up, or has done so, and the call ends kindly. */
async function partnerLeaves(place: Place): Promise<void> {
  if (place.partner.state() !== 'idle') {
    await isTalk(place);
    place.partner.hangUp();
  }
  await hears(place.caller, /You can call us again/);
  await isOver(place.caller, ...place.primaries);
  await endsAs(place, 'handed-on');
}

/** The service knows that they talk. */
const isTalk = ({ lineId, caller }: Place) =>
  eventually(
    'it is known that they talk',
    async () =>
      (await contactsOf(house)).filter((one) => one.lineId === lineId && one.talkingSince !== null).length === 1,
    () => storyOf(caller),
  );

/** Phones that ring for a promise made on the line. */
async function ringingForPromise({ lineId }: Place): Promise<unknown[]> {
  const promised = (await contactsOf(house)).filter((one) => one.lineId === lineId && one.callbackId !== null);
  return (await legsOf(house)).filter(
    (leg) => leg.state === 'ringing' && promised.some(({ id }) => id === leg.contactId),
  );
}

/** Lets the two minutes pass that keep a promise. */
const longTalk = (place: Place) => talkedLonger(house, place.lineId, 130);

const promiseOf = async ({ lineId }: Place) => (await callbacksOf(house)).find((one) => one.lineId === lineId);

/** Volunteer and caller of a promised call talk for two minutes: the promise is kept. */
async function promiseKept(place: Place, volunteer: PhoneControl): Promise<void> {
  await pressUntil(
    place.caller,
    /press one|This is the call that was asked for/,
    '1',
    'caller and volunteer talk',
    () => talks(place.caller, volunteer),
  );
  await isTalk(place);
  await longTalk(place);
  place.caller.hangUp();
  await eventually('the promise is kept', async () => (await promiseOf(place))?.state === 'kept');
  expect(await promiseOf(place)).toMatchObject({ state: 'kept', attempts: 1 });
  expect(house.carrier.control.calls({ to: place.caller.number })).toHaveLength(1);
  if (volunteer.state() !== 'idle') volunteer.hangUp();
}

/** A promised call as far as the volunteer’s phone ringing. */
async function volunteerRings(place: Place): Promise<void> {
  await house.promise({ lineId: place.lineId, number: place.caller.number, messageOk: true });
  await rings(place.primaries[0]!);
}

/** Further, until the caller’s phone rings. */
async function callerRings(place: Place): Promise<void> {
  const [volunteer] = place.primaries as [PhoneControl];
  volunteer.answer();
  await pressUntil(volunteer, offer, '1', 'the caller’s phone rings', () => place.caller.state() === 'ringing');
}

/** A caller on the phone, who hears words of the line. */
async function phones(place: Place, words: RegExp): Promise<void> {
  place.caller.call(place.line);
  await hears(place.caller, words);
}

const message = 'There is something that I would like somebody to hear, and I say it in many words. '.repeat(240);
const tones = ({ caller }: Place) => caller.heard().filter(({ kind }) => kind === 'beep').length;

/** A caller who speaks after the tone. */
async function speaks(place: Place): Promise<void> {
  await pressUntil(place.caller, /We are looking for someone/, '2', 'who listens is said', () =>
    hasHeard(place.caller, /listens to your message/),
  );
  await pressUntil(place.caller, /listens to your message/, '1', 'the tone', () => tones(place) > 0);
  place.caller.say(message);
}

/** The message is here; whoever had to say it twice has two. */
async function messageKept(place: Place): Promise<void> {
  await endsAs(place, 'voicemail');
  const kept = async () => (await voicemailsOf(house)).filter((one) => one.lineId === place.lineId);
  await eventually('the message is here', async () => {
    const messages = await kept();
    return messages.length > 0 && messages.every((one) => one.keptAt !== null);
  });
  expect(await kept()).toHaveLength(tones(place));
}

const stories: Record<string, Story> = {
  'a wider wave and the backups come due': {
    plan: {
      primaries: 2,
      backups: 1,
      ladder: () => [
        { afterSeconds: 4, do: 'widen-wave' },
        { afterSeconds: 5, do: 'ring-backups' },
        { afterSeconds: 5, do: 'widen-wave' },
        later,
      ],
    },
    begin: async () => undefined,
    async last(place) {
      place.caller.call(place.line);
      await eventually(
        'one phone rings',
        () => place.primaries.some((phone) => phone.state() === 'ringing'),
        () => storyOf(place.caller, ...place.primaries),
      );
    },
    async goesOn(place) {
      await eventually(
        'three phones ring',
        () => [...place.primaries, ...place.backups].every((phone) => phone.state() === 'ringing'),
        () => storyOf(place.caller, ...place.primaries, ...place.backups),
      );
      await takes(place, place.backups[0]!);
    },
  },
  'a backup picks up': {
    plan: { backups: 1, ringsAtOnce: 2, ladder: () => [{ afterSeconds: 1, do: 'ring-backups' }, later] },
    async begin(place) {
      place.caller.call(place.line);
      await rings(place.backups[0]!);
    },
    whileDown: (place) => place.backups[0]!.answer(),
    goesOn: (place) => takes(place, place.backups[0]!),
  },
  'the caller leaves while a backup rings': {
    plan: { backups: 1, ringsAtOnce: 2, ladder: () => [{ afterSeconds: 1, do: 'ring-backups' }, later] },
    async begin(place) {
      place.caller.call(place.line);
      await rings(place.backups[0]!);
    },
    whileDown: (place) => place.caller.hangUp(),
    async goesOn(place) {
      await isOver(...place.primaries, ...place.backups);
      await eventually('the contact is over', async () => (await contactOf(place)).state === 'ended');
    },
  },
  'a backup and the caller talk, and the caller leaves': {
    plan: { backups: 1, ringsAtOnce: 2, ladder: () => [{ afterSeconds: 1, do: 'ring-backups' }, later] },
    async begin(place) {
      const [backup] = place.backups as [PhoneControl];
      place.caller.call(place.line);
      await rings(backup);
      backup.answer();
      await pressUntil(backup, offer, '1', 'they talk', () => talks(place.caller, backup));
    },
    whileDown: (place) => place.caller.hangUp(),
    async goesOn(place) {
      await endsAs(place, 'talked');
      await leavesToo(place.backups[0]!);
    },
  },
  'the partner is offered': {
    plan: { ladder: (number) => [{ afterSeconds: 1, do: 'ring-partner', number }, later] },
    begin: (place) => phones(place, partnerOffered),
    async goesOn(place) {
      await agrees(place);
      place.partner.answer();
      await partnerTakes(place);
      await partnerLeaves(place);
    },
  },
  'the caller agrees to the partner': {
    plan: { ladder: (number) => [{ afterSeconds: 1, do: 'ring-partner', number }, later] },
    begin: (place) => phones(place, partnerOffered),
    atKill: (place) => place.caller.press('4'),
    async goesOn(place) {
      await agrees(place);
      place.partner.answer();
      await partnerTakes(place);
      await partnerLeaves(place);
    },
  },
  'the partner picks up': {
    plan: { ladder: (number) => [{ afterSeconds: 1, do: 'ring-partner', number }, later] },
    begin: (place) => phones(place, partnerOffered),
    last: agrees,
    whileDown: (place) => place.partner.answer(),
    async goesOn(place) {
      await partnerTakes(place);
      await partnerLeaves(place);
    },
  },
  'the partner presses 1': {
    plan: { ladder: (number) => [{ afterSeconds: 1, do: 'ring-partner', number }, later] },
    begin: (place) => phones(place, partnerOffered),
    async last(place) {
      await agrees(place);
      place.partner.answer();
      await hears(place.partner, partnerMenu);
    },
    atKill: (place) => place.partner.press('1'),
    async goesOn(place) {
      await partnerTakes(place);
      await partnerLeaves(place);
    },
  },
  'caller and partner talk': {
    plan: { ladder: (number) => [{ afterSeconds: 1, do: 'ring-partner', number }, later] },
    async begin(place) {
      await phones(place, partnerOffered);
      await agrees(place);
      place.partner.answer();
      await partnerTakes(place);
    },
    async goesOn(place) {
      await eventually(
        'everything was looked at',
        async () =>
          (await effectsOf(house)).filter(
            (one) => one.kind.startsWith('LookAt') && ['pending', 'running'].includes(one.state),
          ).length === 0,
      );
      expect(talks(place.caller, place.partner)).toBe(true);
      expect(place.caller.heard().filter(({ kind }) => kind === 'connected' || kind === 'alone')).toHaveLength(1);
      await partnerLeaves(place);
    },
  },
  'caller and partner talk, and the partner leaves': {
    plan: { ladder: (number) => [{ afterSeconds: 1, do: 'ring-partner', number }, later] },
    async begin(place) {
      await phones(place, partnerOffered);
      await agrees(place);
      place.partner.answer();
      await partnerTakes(place);
    },
    whileDown: (place) => place.partner.hangUp(),
    goesOn: partnerLeaves,
  },
  'the caller asks to be called back': {
    plan: { ladder: () => [{ afterSeconds: 1, do: 'offer-callback' }] },
    begin: (place) => phones(place, /We can call you back/),
    whileDown: (place) => place.caller.press('1'),
    async goesOn(place) {
      const { caller } = place;
      await pressUntil(caller, /To be called back|We can call you back/, '1', 'the first question', () =>
        hasHeard(caller, /number you are calling from/),
      );
      await pressUntil(caller, /number you are calling from/, '1', 'the second question', () =>
        hasHeard(caller, /safe to leave|May we leave/i),
      );
      caller.hangUp();
      await eventually('the promise is written down', async () => (await promiseOf(place))?.state === 'open');
      const [volunteer] = place.primaries as [PhoneControl];
      await eventually(
        'the volunteer rings for the promise',
        async () => (await ringingForPromise(place)).length === 1,
      );
      volunteer.answer();
      await pressUntil(volunteer, offer, '1', 'the caller’s phone rings', () => caller.state() === 'ringing');
      caller.answer();
      await promiseKept(place, volunteer);
    },
  },
  'the caller speaks a message': {
    plan: { ladder: () => [later] },
    begin: (place) => phones(place, /We are looking for someone/),
    last: speaks,
    async goesOn(place) {
      let spoken = tones(place);
      place.caller.press('#');
      // Where the end of the message fell into a fault, the caller is asked for it once more, and says it again.
      await eventually(
        'the caller hears that it is kept',
        () => {
          if (tones(place) > spoken) {
            spoken = tones(place);
            place.caller.say('I say it again.');
            place.caller.press('#');
          }
          return hasHeard(place.caller, /Your message is with us/);
        },
        () => storyOf(place.caller),
      );
      await messageKept(place);
    },
  },
  'the caller has spoken a message and hangs up': {
    plan: { ladder: () => [later] },
    begin: (place) => phones(place, /We are looking for someone/),
    last: speaks,
    whileDown: (place) => place.caller.hangUp(),
    goesOn: messageKept,
  },
  'the phone of a promised caller rings': {
    plan: { ladder: () => [later] },
    begin: volunteerRings,
    last: callerRings,
    async goesOn(place) {
      place.caller.answer();
      await promiseKept(place, place.primaries[0]!);
    },
  },
  'a promised caller picks up': {
    plan: { ladder: () => [later] },
    begin: volunteerRings,
    last: callerRings,
    whileDown: (place) => place.caller.answer(),
    goesOn: (place) => promiseKept(place, place.primaries[0]!),
  },
  'a promised caller does not want to now': {
    plan: { ladder: () => [later] },
    begin: volunteerRings,
    last: callerRings,
    whileDown: (place) => place.caller.decline(),
    async goesOn(place) {
      await hears(place.primaries[0]!, /could not be reached/);
      await isOver(place.primaries[0]!);
      expect(await promiseOf(place)).toMatchObject({ state: 'open', attempts: 1 });
    },
  },
};

const rounds: { name: string; roles: ProcessRole[] }[] = [
  { name: 'the worker', roles: ['worker'] },
  { name: 'the web process', roles: ['web'] },
  { name: 'both', roles: ['web', 'worker'] },
];
const plans = rounds.flatMap(({ roles }) =>
  Object.values(stories).map(({ plan }, index) => ({ name: `${roles.join('-')}-${index}`, plan })),
);

type Told = { name: string; story: Story; place: Place };

/** The stories of a round, each on its own line. */
function storiesOf(round: number): Told[] {
  const named = Object.entries(stories);
  return named.map(([name, story], index) => ({
    name,
    story,
    place: placeOf(house, plans, round * named.length + index),
  }));
}

/** Does the same for many stories at once; gives what went wrong, by name. */
async function forAll(
  told: Told[],
  what: string,
  act: (story: Story, place: Place) => Promise<void>,
): Promise<string[]> {
  const problems = await Promise.all(
    told.map(({ name, story, place }) =>
      act(story, place).then(
        () => [],
        (problem: unknown) => [`${name} (${what}): ${problem instanceof Error ? problem.message : String(problem)}`],
      ),
    ),
  );
  return problems.flat();
}

const beginAll = (round: number) => forAll(storiesOf(round), 'before the kill', (story, place) => story.begin(place));

/** Each round begins while the one before it comes to its end. */
const begun = new Map<number, Promise<string[]>>();

beforeAll(async () => {
  house = await setUpProcesses(organisationOf(plans), { wordsPerSecond: 30, playSeconds: 2 });
  house.cannotKnow(
    'on the real clock the kill decides who rings again; the last test compares every call with the database',
  );
  await house.start('web', 'worker');
  begun.set(0, beginAll(0));
});
afterAll(() => house.close());

test.each(rounds.map((round, index) => ({ ...round, index })))(
  'kill -9 of $name at every step of the ladder',
  async ({ roles, index }) => {
    const told = storiesOf(index);
    expect(await begun.get(index)).toEqual([]);
    expect(await forAll(told, 'just before the kill', async (story, place) => story.last?.(place))).toEqual([]);
    for (const { story, place } of told) story.atKill?.(place);
    await house.kill(...roles);
    for (const { story, place } of told) story.whileDown?.(place);
    await house.start(...roles);
    if (index + 1 < rounds.length) begun.set(index + 1, beginAll(index + 1));
    expect(await forAll(told, 'after it', (story, place) => story.goesOn(place))).toEqual([]);
  },
);

test('at the end the carrier and the database agree', async () => {
  const { carrier, rows } = house;
  const phoneOf = ({ direction, from, to }: { direction: string; from: string; to: string }) =>
    house.phone(direction === 'inbound' ? from : to);
  const isDone = async () => {
    for (const call of carrier.control.calls()) if (call.endedMs === undefined) phoneOf(call).hangUp();
    return (
      (
        await rows(
          `SELECT id FROM legs WHERE state <> 'ended' UNION SELECT id FROM contacts WHERE state <> 'ended' AND (call_sid IS NOT NULL OR callback_id IS NOT NULL)`,
        )
      ).length === 0
    );
  };
  await eventually('nothing is open', isDone);
  await eventually(
    'nothing due is left undone',
    async () =>
      (
        await rows(
          `SELECT kind FROM effects WHERE state IN ('pending', 'running') AND due_at < now() - interval '5 seconds'`,
        )
      ).length === 0,
  );
  expect(carrier.control.calls().filter((call) => call.endedMs === undefined)).toEqual([]);
  expect(await rows(`SELECT kind, problem FROM effects WHERE state = 'failed'`)).toEqual([]);
  expect(await rows(`SELECT line_id FROM contacts WHERE outcome IS NULL`)).toEqual([]);

  const calls = carrier.control.calls().sort((a, b) => a.createdMs - b.createdMs);
  const rung = calls.filter((call) => call.direction === 'outbound-api');
  const twice = rung.filter((call, index) =>
    rung.slice(0, index).some((before) => before.to === call.to && (before.endedMs ?? Infinity) > call.createdMs),
  );
  expect(twice.map(({ to }) => to)).toEqual([]);
  const ours = await rows<{ call_sid: string }>('SELECT call_sid FROM legs UNION SELECT call_sid FROM contacts');
  expect(calls.filter(({ sid }) => !ours.some((row) => row.call_sid === sid))).toEqual([]);
  const errors = calls.flatMap(({ heard }) => heard.filter(({ kind }) => kind === 'carrier-error'));
  expect(errors).toEqual([]);
});
