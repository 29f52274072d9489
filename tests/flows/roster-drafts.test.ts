/** Two coordinators plan the coming days together: a draft nobody else sees, published in one step, told to those concerned, taken back (R3). */
import { afterEach, expect, test } from '@jest/globals';
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import {
  addCommand,
  changesOf,
  copyWeek,
  dropDraft,
  openDraft,
  redoCommand,
  undoCommand,
} from '../../src/roster/drafts.ts';
import { startFill } from '../../src/roster/fills.ts';
import { publishDraft } from '../../src/roster/publish-draft.ts';
import { assign, atDraft, eveningOn, storedFile, storedVersion, unassign } from '../support/drafting.ts';
import { eventually } from '../support/patience.ts';
import { line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, draftEntriesOf, draftsOf, fillsOf, newsOf } from '../support/stored.ts';
import { texting, type Texting } from '../support/texting.ts';

let stage: Stage;
afterEach(() => stage.close());

const [ana, ben, cleo] = [numbers['ana']!, numbers['ben']!, numbers['cleo']!];
const organisation = smallOrganisation({
  ana: {},
  ben: { as: null },
  cleo: { as: null, languages: ['es'] },
  dev: { as: null, roles: ['coordinator'] },
  elena: { as: null, roles: ['coordinator'] },
});
const days = { line: 'main', from: '2026-11-11', to: '2026-11-22' };

async function begin(at = '2026-11-10T11:00:00-06:00', file = organisation): Promise<Texting> {
  stage = await setStage({ organisation: file, at });
  return texting(stage);
}
const drafting = () => stage.service.deps;

test('two coordinators at one draft: both see all of it, and what collides is shown and overwrites nothing', async () => {
  await begin();
  const draft = await atDraft(stage, 'dev');
  expect((await openDraft(drafting(), days, 'elena'))?.id).toBe(draft.id);
  const { look } = (await draft.now()).folded;

  await draft.does('dev', assign(16, 'ben'));
  // Elena has not seen that yet; hers still acts.
  expect(await addCommand(drafting(), draft.id, assign(16, 'cleo'), 'elena', look)).toMatchObject({ kind: 'added' });
  expect(await draft.peopleOn(16)).toEqual(['ana', 'ben', 'cleo']);
  const collides = await addCommand(drafting(), draft.id, assign(16, 'ben'), 'elena', look);
  expect(collides).toMatchObject({
    kind: 'meanwhile',
    idle: [{ why: 'already-there' }],
    now: { draft: { revision: 2 } },
  });
  const seen = (await draft.now()).folded.look;
  expect(await addCommand(drafting(), draft.id, assign(16, 'ben'), 'elena', seen)).toMatchObject({ kind: 'idle' });

  // All at once: each has a place of its own in the log.
  await Promise.all(
    [17, 18, 19, 20, 21, 22].map((day, index) => draft.does(index % 2 ? 'dev' : 'elena', assign(day, 'ben'))),
  );
  const { entries } = await draft.now();
  expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(await draft.peopleOn(22)).toEqual(['ana', 'ben']);

  // Nobody but them knows of it.
  expect(await storedFile(stage)).toMatchObject({ shifts: [{ changes: [] }] });
});

test('each takes back their own, survives a restart, and something new ends what could be put back', async () => {
  await begin();
  const draft = await atDraft(stage, 'dev');
  await draft.does('dev', assign(16, 'ben'));
  await draft.does('elena', assign(17, 'ben'));
  await draft.does('dev', assign(18, 'ben'));
  await undoCommand(drafting(), draft.id, 'dev');
  await undoCommand(drafting(), draft.id, 'dev');
  expect(await undoCommand(drafting(), draft.id, 'dev')).toEqual({ kind: 'nothing' });
  const on = async () => Promise.all([16, 17, 18].map(async (day) => (await draft.peopleOn(day)).includes('ben')));
  expect(await on()).toEqual([false, true, false]);

  await stage.restart();
  await redoCommand(drafting(), draft.id, 'dev');
  expect(await on()).toEqual([true, true, false]);
  await draft.does('dev', assign(19, 'ben'));
  expect(await redoCommand(drafting(), draft.id, 'dev')).toEqual({ kind: 'nothing' });
  await undoCommand(drafting(), draft.id, 'dev');
  await redoCommand(drafting(), draft.id, 'dev');
  expect([await on(), await draft.peopleOn(19)]).toEqual([
    [true, true, false],
    ['ana', 'ben'],
  ]);
});

test('what leads to no shift is refused with its fault, and what is no draft any more is left alone', async () => {
  await begin();
  const draft = await atDraft(stage, 'dev');
  const broken = {
    id: 'night',
    line: 'main',
    start: '2026-11-11T23:00',
    end: '2026-11-12T03:00',
    repeat: 'FREQ=NEVER',
  };
  expect(await addCommand(drafting(), draft.id, { kind: 'add-shift', shift: broken }, 'dev')).toEqual({
    kind: 'faulty',
    faults: [{ shift: 'night', path: 'repeat', problem: expect.objectContaining({ key: expect.any(String) }) }],
  });
  expect(await draft.publish('dev')).toEqual({ kind: 'nothing' });
  await draft.does('dev', assign(16, 'ben'));
  expect(await dropDraft(drafting(), draft.id, 'elena')).toEqual({ kind: 'dropped' });
  expect(await addCommand(drafting(), draft.id, assign(17, 'ben'), 'dev')).toEqual({ kind: 'over' });
  expect(await draft.publish('dev')).toEqual({ kind: 'over' });
  expect((await draft.now()).entries).toHaveLength(1);
  expect((await openDraft(drafting(), days, 'dev'))?.id).not.toBe(draft.id);
  expect(await openDraft(drafting(), { ...days, line: 'no-such' }, 'dev')).toBeNull();
});

test('published, it is one version, told once to each whom it concerns; taken back, all is as before', async () => {
  const { news } = await begin();
  const before = [await storedFile(stage), await storedVersion(stage)] as const;
  const draft = await atDraft(stage, 'dev');
  await draft.does('dev', assign(16, 'ben'), unassign(16, 'ana'), assign(17, 'ben'), unassign(18, 'ana'));
  await draft.does('elena', {
    kind: 'set-times',
    at: eveningOn(19),
    start: '2026-11-19T18:00',
    end: '2026-11-19T22:00',
  });
  expect(
    changesOf(await draft.now()).changes.map(({ person, gained, lost, moved }) => [
      person,
      gained.length,
      lost.length,
      moved.length,
    ]),
  ).toEqual([
    ['ana', 0, 2, 1],
    ['ben', 2, 0, 0],
  ]);
  const { look } = (await draft.now()).folded;
  await draft.does('elena', assign(20, 'cleo'));
  expect(await publishDraft(drafting(), draft.id, { look, silent: false, by: 'dev' })).toEqual({ kind: 'meanwhile' });

  expect(await draft.publish('dev')).toEqual({ kind: 'published', version: before[1] + 1 });
  expect(news(ana)).toEqual([
    'Your shifts on Northside Warmline have changed.\nNo longer yours: Mon Nov 16, 5 PM - 11 PM.\nNo longer yours: Wed Nov 18, 5 PM - 11 PM.\nMoved: Thu Nov 19, 5 PM - 11 PM is now Thu Nov 19, 6 PM - 10 PM.\nText SHIFTS for all of yours.',
  ]);
  expect(news(ben)).toEqual([
    'Your shifts on Northside Warmline have changed.\nNew: Mon Nov 16, 5 PM - 11 PM.\nNew: Tue Nov 17, 5 PM - 11 PM.\nText SHIFTS for all of yours.',
  ]);
  expect(news(cleo)).toEqual([
    expect.stringMatching(/^Sus turnos en Northside Warmline han cambiado\.\nNuevo: vie.*20/),
  ]);
  expect(await storedVersion(stage)).toBe(before[1] + 1);
  expect((await auditOf(stage)).slice(-2)).toMatchObject([
    {
      by: 'person:dev',
      action: 'roster.published',
      subject: 'main 2026-11-11 2026-11-22',
      organisationVersion: before[1] + 1,
    },
    { by: 'person:dev', action: 'shift.changed', subject: 'evening', organisationVersion: before[1] + 1 },
  ]);
  // A file from before it says what importing it would lose.
  const older = checkOrganisation({ ...before[0], exportedVersion: before[1] });
  const { database, secrets } = stage.service.deps;
  if (older.kind === 'faults') throw new Error('the file is fine');
  await expect(importOrganisation(database, secrets, older.organisation, 'test', stage.clock.nowMs())).rejects.toThrow(
    /shifts\[evening\]: changed in version 2 \(shift\.changed evening, by person:dev/,
  );

  expect(await draft.takeBack('elena')).toEqual({ kind: 'taken-back', version: before[1] + 2 });
  expect(await storedFile(stage)).toEqual(before[0]);
  expect([news(ana), news(ben)]).toEqual([
    [
      expect.stringMatching(
        /have changed\.\nNew: Mon Nov 16, .*\nNew: Wed Nov 18, .*\nMoved: .*6 PM - 10 PM is now .*5 PM - 11 PM\./,
      ),
    ],
    [expect.stringMatching(/have changed\.\nNo longer yours: Mon Nov 16, .*\nNo longer yours: Tue Nov 17/)],
  ]);
  expect(news(cleo)).toEqual([expect.stringMatching(/Ya no es suyo: vie/)]);
  expect(await draft.peopleOn(16)).toEqual(['ben']);

  // The draft goes on where it was, and silently means silently.
  expect(await draft.publish('elena', true)).toMatchObject({ kind: 'published' });
  await stage.pass(61);
  expect([news(ana), news(ben), news(cleo)]).toEqual([[], [], []]);
});

test('in the night nobody is woken; in the morning each reads one text of what is left of it', async () => {
  const { news } = await begin('2026-11-10T23:30:00-06:00');
  const draft = await atDraft(stage, 'dev');
  await draft.does('dev', assign(16, 'ben'), assign(16, 'cleo'));
  await draft.publish('dev');
  await draft.takeBack('dev');
  await undoCommand(drafting(), draft.id, 'dev');
  await draft.does('dev', assign(17, 'ben'));
  await draft.publish('dev');
  await stage.pass(61);
  expect([news(ben), news(cleo)]).toEqual([[], []]);
  await stage.jump(9.5 * 3_600);
  await stage.pass(61);
  expect(news(ben)).toEqual([
    'Your shifts on Northside Warmline have changed.\nNew: Mon Nov 16, 5 PM - 11 PM.\nNew: Tue Nov 17, 5 PM - 11 PM.\nText SHIFTS for all of yours.',
  ]);
  expect(news(cleo)).toEqual([]);
});

test('a shift that begins before the morning is told at once', async () => {
  const { news } = await begin('2026-11-10T23:30:00-06:00');
  const draft = await atDraft(stage, 'dev');
  const early = { id: 'early', line: 'main', start: '2026-11-11T05:00', end: '2026-11-11T08:00' };
  await draft.does('dev', { kind: 'add-shift', shift: { ...early, assigned: [{ person: 'ben', as: 'primary' }] } });
  await draft.publish('dev');
  expect(news(ben)).toEqual([expect.stringMatching(/New: Wed Nov 11, 5 AM - 8 AM\./)]);
});

test('COVER and TAKE by text land in the open draft as changes, and what they made idle is shown', async () => {
  const { write, news } = await begin();
  const draft = await atDraft(stage, 'dev');
  await draft.does('dev', assign(11, 'cleo'), { kind: 'set-need', at: eveningOn(11), need: 2 }, unassign(11, 'ana'));
  const { look } = (await draft.now()).folded;
  // Tonight's begins before the draft's days.
  await write(ana, 'COVER');
  await stage.jump(11 * 60);
  await stage.pass(61);
  await write(ben, 'TAKE 1');
  expect(await draft.peopleOn(10)).toEqual(['ben']);
  expect((await draft.now()).folded.look).not.toBe(look);
  expect(await draft.takeBack('dev')).toEqual({ kind: 'not-published' });

  await stage.jump(6.5 * 3_600);
  await stage.pass(61);
  await write(ana, 'COVER');
  await stage.jump(11 * 60);
  await stage.pass(61);
  await write(ben, 'TAKE 2');
  expect(await draft.peopleOn(11)).toEqual(['ben', 'cleo']);
  expect((await draft.now()).folded.idle).toMatchObject([{ seq: 3, why: 'not-there' }]);
  expect(await publishDraft(drafting(), draft.id, { look, silent: false, by: 'dev' })).toEqual({ kind: 'meanwhile' });
  const said = (...beginnings: RegExp[]) => beginnings.map((one) => expect.stringMatching(one));
  const [up, taking] = [/is up for someone else/, /^Someone is taking/];
  expect(news(ana)).toEqual(said(up, taking, /^Your next shift: Wed Nov 11/, up, taking));
  expect(news(ben)).toEqual(
    said(/^Someone is looking for cover/, /is yours/, /^Someone is looking for cover/, /is yours/),
  );
  expect(news(cleo)).toEqual([]);
  expect(await draft.publish('dev')).toMatchObject({ kind: 'published' });
  const [shift] = (await storedFile(stage)).shifts!;
  expect(shift?.changes).toContainEqual({
    occurrence: '2026-11-11T17:00',
    need: 2,
    assigned: [
      { person: 'ben', as: 'primary' },
      { person: 'cleo', as: 'primary' },
    ],
  });
  expect([news(ana), news(ben)]).toEqual([[], []]);
  expect(news(cleo)).toEqual([expect.stringMatching(/Nuevo: mi/)]);
});

test('what is imported meanwhile is in the draft, and stays when it is published', async () => {
  const { news } = await begin();
  const draft = await atDraft(stage, 'dev');
  await draft.does('dev', assign(16, 'ben'));
  const { look } = (await draft.now()).folded;
  const file = await storedFile(stage);
  const [shift] = file.shifts!;
  const morning = {
    id: 'morning',
    line: 'main',
    start: '2026-11-11T08:00',
    end: '2026-11-11T12:00',
    repeat: 'FREQ=DAILY',
  };
  await stage.load({ ...file, shifts: [{ ...shift!, need: 3 }, morning] });
  expect(await publishDraft(drafting(), draft.id, { look, silent: false, by: 'dev' })).toEqual({ kind: 'meanwhile' });
  expect(await draft.publish('dev')).toMatchObject({ kind: 'published' });
  expect((await storedFile(stage)).shifts).toMatchObject([
    {
      id: 'evening',
      need: 3,
      changes: [{ occurrence: '2026-11-16T17:00', assigned: [{ person: 'ana' }, { person: 'ben' }] }],
    },
    { id: 'morning' },
  ]);
  expect(news(ben)).toHaveLength(1);

  // Somebody else changed that shift since: it cannot be taken back, and says which.
  const later = await storedFile(stage);
  await stage.load({
    ...later,
    shifts: later.shifts!.map((one) => (one.id === 'evening' ? { ...one, need: 1 } : one)),
  });
  expect(await draft.takeBack('dev')).toEqual({ kind: 'changed-since', shifts: ['evening'] });
  expect((await storedFile(stage)).shifts).toMatchObject([{ need: 1 }, {}]);
});

test('a draft of a line that was retired meanwhile is shown whole, and changes nothing', async () => {
  await begin();
  const second = { ...organisation.lines![0]!, id: 'second', name: 'Second', phoneNumber: '+15550100002' };
  const shift = { ...organisation.shifts![0]!, id: 'second-evening', line: 'second' };
  const file = await storedFile(stage);
  await stage.load({ ...file, lines: [...file.lines!, second], shifts: [...file.shifts!, shift] });
  const draft = await atDraft(stage, 'dev', { ...days, line: 'second' });
  const command = assign(16, 'ben');
  await draft.does('dev', {
    ...command,
    at: { shift: 'second-evening', occurrence: '2026-11-16T17:00' },
  } as typeof command);
  await stage.load(file);
  const now = await draft.now();
  expect([now.world.isRetired, now.entries.length, now.folded.idle]).toMatchObject([
    true,
    1,
    [{ seq: 1, why: 'no-shift' }],
  ]);
  expect(await addCommand(drafting(), draft.id, command, 'dev')).toEqual({ kind: 'line-retired' });
  expect(await draft.publish('dev')).toEqual({ kind: 'line-retired' });
  expect(await storedFile(stage)).toEqual(file);
  expect(await openDraft(drafting(), { ...days, line: 'second' }, 'dev')).toBeNull();
  expect(await dropDraft(drafting(), draft.id, 'dev')).toEqual({ kind: 'dropped' });
});

test('a week is copied with its people, but for those who are away then, who are named', async () => {
  await begin();
  const file = await storedFile(stage);
  await stage.load({ ...file, timeOff: [{ person: 'ben', from: '2026-11-18', to: '2026-11-18' }] });
  const draft = await atDraft(stage, 'dev');
  await draft.does('dev', assign(16, 'ben'), assign(11, 'ben'), { kind: 'cancel', at: eveningOn(12) });
  const week = { fromMonday: '2026-11-09', toMonday: '2026-11-16', withPeople: true };
  const { added, leftOut } = await copyWeek(drafting(), draft.id, week, 'dev');
  // Ben’s Wednesday has come along where he is there, and not where he is away.
  expect([added.kind, leftOut]).toEqual(['idle', [{ at: eveningOn(18), person: 'ben' }]]);
  await draft.does('dev', assign(10, 'cleo'));
  expect(await copyWeek(drafting(), draft.id, week, 'dev')).toMatchObject({ added: { kind: 'added' } });
  expect(await draft.peopleOn(17)).toEqual(['ana', 'cleo']);
});

test('what was published or dropped is kept for 180 days, and what is open as long as it is', async () => {
  // Its evenings end before anybody would be reminded of one.
  const shifts = organisation.shifts!.map((shift) => ({ ...shift, repeat: 'FREQ=DAILY;UNTIL=20261122T235959' }));
  const { news } = await begin(undefined, { ...organisation, shifts });
  const published = await atDraft(stage, 'dev');
  await published.does('dev', assign(16, 'ben'));
  await published.publish('dev');
  expect(news(ben)).toHaveLength(1);
  const dropped = await atDraft(stage, 'dev');
  await dropped.does('dev', assign(17, 'ben'));
  await dropDraft(drafting(), dropped.id, 'dev');
  const open = await atDraft(stage, 'dev');
  await open.does('dev', assign(18, 'ben'));
  await startFill(drafting(), open.id, { mode: 'unlocked', seconds: 5 }, 'dev');
  await eventually('people are looked for', async () => (await fillsOf(stage))[0]?.state === 'done');
  const kept = async () => [
    (await draftsOf(stage)).map(({ state }) => state).toSorted(),
    (await draftEntriesOf(stage)).length,
    (await newsOf(stage)).length,
    (await fillsOf(stage)).length,
  ];
  expect(await kept()).toEqual([['dropped', 'open', 'published'], 3, 1, 1]);
  await stage.jump(179 * 24 * 3_600);
  await stage.pass(3);
  expect(await kept()).toEqual([['dropped', 'open', 'published'], 3, 0, 0]);
  await stage.jump(2 * 24 * 3_600);
  await stage.pass(3);
  expect(await kept()).toEqual([['open'], 1, 0, 0]);
  expect(await auditOf(stage, 'roster.')).toMatchObject([{ action: 'roster.published' }, { action: 'roster.dropped' }]);
});

test('the line a text comes from is the roster’s own', async () => {
  await begin();
  const draft = await atDraft(stage, 'dev');
  await draft.does('dev', assign(16, 'ben'));
  await draft.publish('dev');
  expect(
    stage
      .phone(ben)
      .texts()
      .map(({ from }) => from),
  ).toEqual([line]);
  stage.expects({ texts: { ben: [/^Your shifts on Northside Warmline have changed/] } });
});
