import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { withDatabase } from '../../src/cli/with-database.ts';
import { gatherFor, type ReplayOrder } from '../../src/planning/replay/gathering.ts';
import type { Replay } from '../../src/planning/replay/model.ts';
import { replay } from '../../src/planning/replay/replay.ts';
import { usualBehaviour } from '../../src/planning/simulation/plan.ts';
import { readFor, rosterOf } from '../../src/replays/replay-order.ts';
import { warmline } from '../support/command.ts';
import { commandDatabase } from '../support/command-database.ts';
import { pastCall, pastEvenings } from '../support/past-evenings.ts';
import { scratchFolder } from '../support/servers.ts';
import { smallOrganisation } from '../support/small-organisation.ts';

const pool = commandDatabase();
const day = 86_400_000;
/** A week that is over by any clock. */
const recorded = ['--from', '2024-05-06', '--to', '2024-05-13'];
type Answer = Replay & { from: string; to: string; line: string | null; seed: number };

beforeAll(async () => {
  expect((await warmline('org', 'import', folderFile(organisation({ ana: {} })))).exitCode).toBe(0);
  await pastEvenings(pool(), Date.parse('2024-05-06T23:00:00Z'), 7);
  const at = (time: string) => new Date(`2024-05-07T${time}Z`);
  await pastCall(pool(), { at: at('23:30:00'), outcome: 'abandoned-in-greeting', waited: 3 });
  await pastCall(pool(), { at: at('14:00:00'), outcome: 'closed', waited: 8 });
  await pastCall(pool(), { at: at('15:00:00'), outcome: 'nobody-on', waited: 8 });
  const today = new Date();
  await pastEvenings(pool(), Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() - 28, 23), 27);
});

/** The small organisation, on shift for years. */
function organisation(people: Parameters<typeof smallOrganisation>[0]) {
  const small = smallOrganisation(people);
  const shifts = small.shifts?.map((shift) => ({ ...shift, start: '2024-01-01T17:00', end: '2024-01-01T23:00' }));
  return { ...small, shifts };
}

function folderFile(content: object): string {
  const file = join(scratchFolder(), 'roster.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

/** The recorded week by itself, in this thread. */
function alone(change: Partial<ReplayOrder>): Promise<Replay | null> {
  return withDatabase(async ({ store, directories }) => {
    const directory = await directories.current();
    if (!directory) throw new Error('the organisation is there');
    const [fromMs, untilMs] = [Date.parse('2024-05-06T05:00:00Z'), Date.parse('2024-05-13T05:00:00Z')];
    const order: ReplayOrder = {
      ...{ fromMs, untilMs, nowMs: untilMs + day, lineIds: ['main'], roster: rosterOf(directory), change: null },
      ...{ runs: 2, seed: 1, behaviour: usualBehaviour, ...change },
    };
    const gathering = gatherFor(order);
    for await (const part of readFor(store, order)) gathering.add(part);
    const gathered = gathering.gathered();
    if (gathered.kind !== 'input') throw new Error(gathered.kind);
    return replay(gathered.input);
  });
}

async function answerOf(...argv: string[]): Promise<{ answer: Answer; stderr: string }> {
  const { exitCode, stdout, stderr } = await warmline('replay', ...argv, '--json');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.anything() });
  return { answer: JSON.parse(stdout) as Answer, stderr };
}

describe('warmline replay', () => {
  test('replays the calls of a past week, greetings and closed hours apart, the same for the same seed', async () => {
    const ask = [...recorded, '--line', 'main', '--runs', '4', '--seed', '7'];
    const { answer, stderr } = await answerOf(...ask);
    expect(Object.keys(answer)).toEqual(['from', 'to', 'line', 'runs', 'seed', 'without', 'with', 'difference']);
    expect(answer).toMatchObject({ from: '2024-05-06', to: '2024-05-13', line: 'main', runs: 4, seed: 7 });
    expect(answer.with).toBeNull();
    expect(answer.difference).toBeNull();
    expect(answer.without.offered).toEqual({ mean: 15, low: 15, high: 15 });
    expect(answer.without.nobodyOn.mean).toBe(1);
    expect(answer.without.people).toMatchObject([{ person: 'ana', shiftHours: 42 }]);
    expect(answer.without.hungUp.mean).toBeGreaterThan(4);
    expect(stderr).toMatch(/^run 1 of 4\nrun 2 of 4\nrun 3 of 4\nrun 4 of 4\n$/);
    expect((await answerOf(...ask)).answer).toEqual(answer);
  });

  test('what its threads find is what one alone finds, to the last digit, and they tell of each run in its turn', async () => {
    const expected = await alone({ runs: 150, seed: 3, change: { policy: { ringSeconds: 30 } } });
    const asked = ['--runs', '150', '--seed', '3', '--set', 'ringSeconds=30'];
    const { answer, stderr } = await answerOf(...recorded, ...asked);
    const { without, with: changed, difference } = answer;
    expect({ runs: answer.runs, without, with: changed, difference }).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(stderr).toBe('run 38 of 150\nrun 75 of 150\nrun 113 of 150\nrun 150 of 150\n');
  });

  test('one more peer in those hours: next to nobody hangs up, and it says so in words', async () => {
    const { answer } = await answerOf(...recorded, '--runs', '4', '--more-people', 'ALL 17:30-20:00 1');
    expect(answer.difference?.hungUp.high).toBeLessThan(-3);
    expect(answer.with?.people.map(({ person }) => person)).toEqual(['ana', 'more-1-1']);
    const { stdout } = await warmline('replay', ...recorded, '--runs', '4', '--more-people', 'ALL 17:30-20:00 1');
    expect(stdout).toMatch(/^From 2024-05-06 to 2024-05-13, that date left out: 15 recorded calls on line main\.\n/);
    expect(stdout).toMatch(/About \d\.\d of 15\.0 callers hang up waiting; with the change \d\.\d fewer\./);
    expect(stdout).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('another number of the policy, and another roster, are tried together or alone', async () => {
    const rested = await answerOf(...recorded, '--runs', '3', '--set', 'restAfterHeavyMinutes=120');
    expect(rested.answer.difference?.people[0]?.restMinutes.mean).toBeGreaterThan(30);
    const nobody = folderFile(organisation({ ana: { as: null } }));
    const { answer } = await answerOf(...recorded, '--runs', '2', '--roster', nobody, '--set', 'ringSeconds=30');
    expect(answer.with).toMatchObject({ occupancy: null, overloaded: true, nobodyOn: { mean: 15 }, people: [] });
    const { stdout } = await warmline('replay', ...recorded, '--runs', '2', '--roster', nobody);
    expect(stdout).toMatch(/Overloaded \(with the change\)/);
    expect(stdout).toContain('overloaded: nobody is planned');
  });

  test('dates ahead are forecast from what came', async () => {
    const date = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);
    const { answer } = await answerOf('--from', date(3), '--to', date(10), '--runs', '5');
    expect(answer.without.offered.mean).toBeGreaterThan(7);
    expect(answer.without.offered.mean).toBeLessThan(24);
    expect(answer.without.offered.high).toBeGreaterThan(answer.without.offered.mean);
  });

  test.each([
    [['--from', '2026-05-04', '--to', '2026-05-04'], /^--to: must be after --from/],
    [['--from', '2026-05-04', '--to', '2026-05-01'], /^--to: must be after --from/],
    [['--from', '2023-05-04', '--to', '2026-05-01'], /^--to: is more than 92 days after --from\n/],
    [['--from', '2020-05-04', '--to', '2020-05-11'], /^--from: no contacts were recorded on these dates\n/],
    [['--from', '2026-02-30', '--to', '2026-03-03'], /--from.*must be a date/],
    [[...recorded, '--line', 'moon'], /^--line: no such line "moon"\n/],
    [[...recorded, '--set', 'naps=3'], /--set.*no policy field "naps".*restAfterHeavyMinutes/],
    [[...recorded, '--set', 'ringSeconds'], /--set.*ringSeconds cannot be that/],
    [[...recorded, '--set', 'waves=[{"afterSeconds":5,"size":1}]'], /--set.*waves cannot be that: the first wave/],
    [[...recorded, '--more-people', 'TU 20-22 1'], /--more-people.*such as "TU 20:00-22:00 1"/],
    [[...recorded, '--more-people', 'XX 20:00-22:00 1'], /--more-people.*such as/],
    [[...recorded, '--more-people', 'TU 20:00-22:00 0'], /--more-people.*1 to 100/],
    [[...recorded, '--runs', '1'], /--runs.*at least 2/],
    [[...recorded, '--runs', '100000'], /^--runs: must be at most 1000\n/],
    [[...recorded, '--roster', '/nowhere.json'], /no such file/],
  ])('%j is bad input: exit 2 and one sentence', async (args, sentence) => {
    const { exitCode, stdout, stderr } = await warmline('replay', ...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('dates partly behind and partly ahead are asked for one by one', async () => {
    const date = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);
    const { exitCode, stderr } = await warmline('replay', '--from', date(-3), '--to', date(3));
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^--to: these dates lie partly behind and partly ahead/);
  });
});
