/** Ana's tags are her own choice: she takes one back by text, at once and for good, until she wants it again (W1). */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { gaps } from '../../src/schedule/coverage.ts';
import { retain } from '../../src/retention/retain.ts';
import { warmline } from '../support/command.ts';
import { scratchFolder } from '../support/servers.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening, texting, type Texting } from '../support/texting.ts';
import { addedTagsOf, auditOf, droppedTagsOf, peopleOf } from '../support/stored.ts';
import { idleSince } from '../support/by-hand.ts';

const environment = { ...process.env };
const [ana, ben, cleo] = [numbers['ana']!, numbers['ben']!, numbers['cleo']!];

let stage: Stage;
let { write, news }: Texting = {} as Texting;
beforeEach(async () => {
  stage = await setStage({ organisation: northside(), at: evening });
  ({ write, news } = texting(stage));
  Object.assign(process.env, { DATABASE_URL: stage.config.databaseUrl, WARMLINE_SECRET: stage.config.secret });
});
afterEach(async () => {
  process.env = { ...environment };
  await stage.close();
});

/** Callers may wish for a veteran or somebody in recovery; the shift asks for a veteran; Farid, who is never on, is a parent. */
function northside(): OrganisationFile {
  const organisation = smallOrganisation(
    { ana: { tags: ['veteran', 'grief'] }, ben: {}, cleo: {}, farid: { as: null, tags: ['parent'] } },
    {
      wishes: [
        { key: '2', tag: 'veteran', name: 'a veteran' },
        { key: '3', tag: 'recovery', name: 'someone in recovery' },
      ],
    },
  );
  return {
    ...organisation,
    shifts: organisation.shifts!.map((shift) => ({ ...shift, requires: [{ tag: 'veteran' }] })),
  };
}

/** Cleo has been free longest, then Ben, then Ana; Cleo passes, and the caller has wished for a veteran meanwhile. */
async function ringsAfterCleo(from: string): Promise<string | undefined> {
  const order = [
    ['cleo', 5],
    ['ben', 4],
    ['ana', 3],
  ] as const;
  for (const [id, hours] of order) {
    await idleSince(stage, id, new Date(stage.clock.nowMs() - hours * 3_600_000));
  }
  const someone = stage.phone(from);
  someone.call(line);
  await stage.until('Cleo rings', () => stage.phone(cleo).state() === 'ringing');
  someone.press('2');
  await stage.pass(1);
  stage.phone(cleo).answer();
  await stage.pass(2);
  stage.phone(cleo).press('2');
  const next = () => ['ana', 'ben'].find((id) => stage.phone(numbers[id]!).state() === 'ringing');
  await stage.until('somebody else rings', () => next() !== undefined, 15);
  const rung = next();
  someone.hangUp();
  await stage.pass(10);
  return rung;
}

async function imported(file: OrganisationFile, ...options: string[]) {
  const path = join(scratchFolder(), 'organisation.json');
  writeFileSync(path, JSON.stringify(file));
  return warmline('org', 'import', path, ...options);
}

const exported = async (): Promise<OrganisationFile> => JSON.parse((await warmline('org', 'export')).stdout);
const anasTags = async () => (await peopleOf(stage)).filter((one) => one.id === 'ana')[0]?.tags;
const audit = async () => (await auditOf(stage)).filter((one) => one.by.startsWith('person:'));
const dropped = { by: 'person:ana', action: 'tag.dropped', subject: 'ana' };
const added = { by: 'person:ana', action: 'tag.added', subject: 'ana' };

test('whoever wishes for a veteran reaches Ana until she takes that back, and again when she puts it on', async () => {
  expect(await ringsAfterCleo('+15550900011')).toBe('ana');

  await write(ana, 'DROP veteran', { deliveries: 2 });
  expect(news(ana)).toEqual([
    'Done: veteran is not among your tags any more. Text ADD veteran whenever you want it back.',
  ]);
  expect(await ringsAfterCleo('+15550900012')).toBe('ben');
  const directory = (await stage.service.deps.directories.current())!;
  const nowMs = stage.clock.nowMs();
  expect(gaps(directory.schedule, nowMs, nowMs + 3_600_000)).toEqual([
    expect.objectContaining({ missing: ['veteran'] }),
  ]);

  await write(ana, 'add a Veteran');
  expect(news(ana)).toEqual(['Done: veteran is among your tags. Text DROP veteran whenever you want to take it back.']);
  expect(await ringsAfterCleo('+15550900013')).toBe('ana');
  expect(await audit()).toMatchObject([dropped, added]);
  expect(news(ben)).toEqual([]);
  expect(stage.logged.join('\n')).not.toMatch(/veteran|Northside/i);
  stage.expects({ calls: { ana: 2, ben: 1 } });
});

describe('what was taken back', () => {
  test('stays off when the older file comes again, which says so; the export imports unchanged', async () => {
    await write(ana, 'drop veteran');
    expect(await imported(northside())).toEqual({
      exitCode: 0,
      stderr: '',
      stdout:
        'Nothing changed: this is the organisation already.\n  ana: the tag "veteran" stays off, because they took it back by text\n',
    });
    const renamed = { ...northside(), organisation: { ...northside().organisation, name: 'Southside' } };
    const finding = { kind: 'dropped-tag', person: 'ana', tag: 'veteran', sentence: expect.any(String) };
    const { stdout } = await imported(renamed, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      changed: true,
      differences: { people: { changed: [] } },
      findings: [finding],
    });
    expect(JSON.parse((await imported(renamed, '--json')).stdout)).toMatchObject({
      changed: false,
      findings: [finding],
    });

    const file = await exported();
    expect(file.people?.[0]?.tags).toEqual(['grief']);
    expect(JSON.parse((await imported(file, '--json')).stdout)).toMatchObject({ changed: false, findings: [] });
    expect(await exported()).toEqual(file);
    stage.expects({ texts: { ana: [/^Done: veteran is not among your tags any more\./] } });
  });

  test('comes with the file again once it was put on', async () => {
    await write(ana, 'DROP veteran');
    await write(ana, 'ADD veteran');
    expect(await droppedTagsOf(stage)).toEqual([]);
    expect(await imported(northside())).toMatchObject({
      exitCode: 0,
      stdout: expect.not.stringContaining('stays off'),
    });
    expect(await anasTags()).toEqual(['veteran', 'grief']);
    stage.expects({
      texts: {
        ana: [/^Done: veteran is not among your tags any more\./, /^Done: veteran is among your tags\. Text DROP/],
      },
    });
  });

  test('is hers alone: a coordinator gives it to Ben by file, and to her what she never took back', async () => {
    await write(ana, 'DROP veteran');
    const file = northside();
    file.people![0]!.tags = ['Veteran', 'grief', 'recovery'];
    file.people![1]!.tags = ['veteran'];
    expect(JSON.parse((await imported(file, '--json')).stdout)).toMatchObject({
      findings: [{ person: 'ana', tag: 'Veteran' }],
    });
    expect((await exported()).people?.map(({ tags }) => tags)).toEqual([
      ['grief', 'recovery'],
      ['veteran'],
      [],
      ['parent'],
    ]);
    stage.expects({ texts: { ana: [/^Done: veteran is not among your tags any more\./] } });
  });

  test('is forgotten half a year after she left', async () => {
    await write(ana, 'DROP veteran');
    const file = northside();
    await stage.load({
      ...file,
      people: file.people!.slice(1),
      shifts: file.shifts!.map((shift) => ({ ...shift, assigned: shift.assigned!.slice(1) })),
    });
    const { pool } = stage.service.deps.room;
    const afterDays = (days: number) =>
      retain({ pool, clock: { ...stage.clock, nowMs: () => stage.clock.nowMs() + days * 24 * 3_600_000 } });
    await afterDays(179);
    expect(await droppedTagsOf(stage)).toMatchObject([{ personId: 'ana', tag: 'veteran' }]);
    await afterDays(181);
    expect(await droppedTagsOf(stage)).toEqual([]);
    stage.expects({ texts: { ana: [/^Done: veteran is not among your tags any more\./] } });
  });
});

describe('what was put on', () => {
  test('stays when a file without it comes, which says so, until she drops it', async () => {
    await write(ben, 'ADD recovery');
    const file = await exported();
    expect(file.people?.[1]?.tags).toEqual(['recovery']);
    expect(JSON.parse((await imported(file, '--json')).stdout)).toMatchObject({ changed: false, findings: [] });

    expect(await imported(northside())).toEqual({
      exitCode: 0,
      stderr: '',
      stdout:
        'Nothing changed: this is the organisation already.\n  ben: the tag "recovery" stays on, because they put it on by text\n',
    });
    const renamed = northside();
    renamed.people![1] = { ...renamed.people![1]!, name: 'Benjamin' };
    expect(JSON.parse((await imported(renamed, '--json')).stdout)).toMatchObject({
      changed: true,
      findings: [{ kind: 'added-tag', person: 'ben', tag: 'recovery' }],
    });
    expect(await exported()).toMatchObject({
      people: [{}, { id: 'ben', name: 'Benjamin', tags: ['recovery'] }, {}, {}],
    });

    await write(ben, 'DROP recovery');
    expect(JSON.parse((await imported(renamed, '--json')).stdout)).toMatchObject({ changed: false, findings: [] });
    // Its name of Ben is older than the one there is now.
    expect(await imported(file)).toMatchObject({ exitCode: 2, stdout: '' });
    expect(await imported(file, '--replace')).toMatchObject({
      stdout: expect.stringContaining('"recovery" stays off'),
    });
    expect((await exported()).people?.[1]?.tags).toEqual([]);
    stage.expects({
      texts: {
        ben: [/^Done: recovery is among your tags\. Text DROP/, /^Done: recovery is not among your tags any more\./],
      },
    });
  });

  test('is forgotten half a year after he left', async () => {
    await write(ben, 'ADD recovery');
    const file = northside();
    await stage.load({
      ...file,
      people: file.people!.filter(({ id }) => id !== 'ben'),
      shifts: file.shifts!.map((shift) => ({
        ...shift,
        assigned: shift.assigned!.filter(({ person }) => person !== 'ben'),
      })),
    });
    const { pool } = stage.service.deps.room;
    const afterDays = (days: number) =>
      retain({ pool, clock: { ...stage.clock, nowMs: () => stage.clock.nowMs() + days * 24 * 3_600_000 } });
    await afterDays(179);
    expect(await addedTagsOf(stage)).toMatchObject([{ personId: 'ben', tag: 'recovery' }]);
    await afterDays(181);
    expect(await addedTagsOf(stage)).toEqual([]);
    stage.expects({ texts: { ben: [/^Done: recovery is among your tags\. Text DROP/] } });
  });
});

test('TAGS lists her own and what else there is, nobody’s by name', async () => {
  await write(ana, 'tags');
  expect(news(ana)).toEqual([
    'Your tags: veteran, grief. They are your own choice. DROP and a tag takes it back. ADD and a tag puts one on: recovery.',
  ]);
  await write(ana, 'DROP grief');
  await write(ana, 'DROP veteran');
  await write(ana, 'TAGS');
  expect(news(ana).at(-1)).toBe(
    'You have no tags, and that is fine. ADD and a tag puts one on: veteran, recovery, grief.',
  );
  await write(ben, 'TAGS');
  expect(news(ben)).toEqual(['You have no tags, and that is fine. ADD and a tag puts one on: veteran, recovery.']);
});

test('a word said twice, a tag that is not hers and a tag that nobody knows change nothing', async () => {
  await write(ana, 'ADD veteran');
  expect(news(ana)).toEqual([expect.stringMatching(/^Done: veteran is among your tags/)]);
  await write(ana, 'DROP parent');
  expect(news(ana)).toEqual(['Nothing has changed: parent is not among your tags. Text TAGS to see yours.']);
  for (const body of ['ADD sailor', 'DROP sailor', 'DROP', 'add']) {
    await write(ana, body);
    expect(news(ana)).toEqual([
      expect.stringMatching(/^Please write DROP or ADD and a tag that we know\. Nothing has changed/),
    ]);
  }
  expect(await anasTags()).toEqual(['veteran', 'grief']);
  expect(await audit()).toEqual([]);
  await write(ana, 'DROP grief');
  await write(ana, 'DROP grief');
  await write(ana, 'UNDO');
  expect(news(ana)).toEqual([
    expect.stringMatching(/^Done: grief is not/),
    expect.stringMatching(/^Done: grief is not/),
    expect.stringMatching(/^There is nothing to undo/),
  ]);
  expect(await audit()).toMatchObject([dropped]);
});

test('a new tag is taken on, and a shift’s and a colleague’s are known too', async () => {
  await write(ben, 'ADD someone in recovery');
  await write(ben, 'add parent');
  expect(news(ben)).toEqual([
    expect.stringMatching(/^Done: recovery is among/),
    expect.stringMatching(/^Done: parent is among/),
  ]);
  expect((await exported()).people?.[1]?.tags).toEqual(['recovery', 'parent']);
});

test('while a conversation is open a tag is confirmed first, and what is meant for the texter goes to them', async () => {
  for (const number of [ben, cleo]) await write(number, 'OFF');
  await write(caller, 'hi, is somebody there?');
  expect(news(ana)).toEqual([
    expect.stringMatching(/^Someone is writing in English\. What you write/),
    'hi, is somebody there?',
  ]);
  expect(news(caller)).toEqual([expect.stringMatching(/^This is Northside Warmline\. A volunteer who/)]);
  await write(ana, 'drop it, that is over');
  await write(ana, 'Drop me a line');
  expect(news(caller)).toEqual(['drop it, that is over', 'Drop me a line']);
  await write(ana, 'drop veteran');
  expect(news(ana)).toEqual([expect.stringMatching(/^Is DROP VETERAN meant for us\?/)]);
  expect(await anasTags()).toEqual(['veteran', 'grief']);
  await write(ana, '1');
  expect(news(ana)).toEqual([expect.stringMatching(/^Done: veteran is not/)]);
  expect(await anasTags()).toEqual(['grief']);
  await write(ana, 'DROP greif');
  expect(news(ana)).toEqual([expect.stringMatching(/^Is DROP GREIF meant for us\?/)]);
  await write(ana, '1');
  expect(news(ana)).toEqual([expect.stringMatching(/^Please write DROP or ADD/)]);
  expect(news(caller)).toEqual([]);
  stage.expects({
    texts: {
      ben: [/^Your calls are off\. Thank you for all you do\./],
      cleo: [/^Your calls are off\. Thank you for all you do\./],
    },
  });
});
