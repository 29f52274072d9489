import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DOMParser } from '@xmldom/xmldom';
import type { Figures } from '../../src/planning/simulation/figures.ts';
import type { Sensitivity } from '../../src/planning/simulation/sensitivity.ts';
import { sensitivityPicture } from '../../src/reports/sensitivity-picture.ts';
import { simulationPicture } from '../../src/reports/simulation-picture.ts';
import { warmline } from '../support/command.ts';

const names = ['burnout-aware', 'longest-idle', 'linear', 'ring-all'];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warmline-simulation-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('warmline simulate', () => {
  test('prints the figures as JSON, the same for the same seed, and writes the picture', async () => {
    const ask = ['simulate', '--weeks', '1', '--calls', '400', '--seed', '3', '--out', folder, '--json'];
    const { exitCode, stdout, stderr } = await warmline(...ask);
    expect(exitCode).toBe(0);
    const answer = JSON.parse(stdout) as { rotations: Figures[]; pictures: string[] };
    expect(answer).toMatchObject({ weeks: 1, calls: 400, occupancy: 0.7, seed: 3, shiftsPerWeek: 50, people: 19 });
    expect(answer.rotations.map(({ rotation }) => rotation)).toEqual(names);
    for (const { answered, abandonedShare, endedShare } of answer.rotations)
      expect(answered / 400 + abandonedShare + endedShare).toBeCloseTo(1, 9);
    for (const name of names) expect(stderr).toContain(name);
    expect(answer.pictures).toEqual([join(folder, 'simulation.svg')]);
    expect((await warmline(...ask)).stdout).toBe(stdout);
  });

  test('prints a table for people, its picture last', async () => {
    const { exitCode, stdout } = await warmline(
      'simulate',
      '--weeks',
      '1',
      '--calls',
      '400',
      '--people',
      '25',
      '--out',
      folder,
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain('400 calls in a week, 25 volunteers in 50 shifts of 4 h a week, 70 % occupancy, seed 1.');
    for (const name of [
      'burnout-aware',
      'longest idle',
      'linear order',
      'ring all',
      'heavy calls without rest',
      'fairness (Jain)',
    ])
      expect(stdout).toContain(name);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(join(folder, 'simulation.svg'));
  });

  test('--sensitivity says what each weight of the load does, beside as it is, on the same callers', async () => {
    const { exitCode, stdout, stderr } = await warmline(
      ...['simulate', '--weeks', '1', '--calls', '500', '--sensitivity', '--seeds', '2', '--out', folder, '--json'],
    );
    expect(exitCode).toBe(0);
    expect(stderr.trim().split('\n')).toEqual(['seed 1: done', 'seed 2: done']);
    const { usual, effects, pictures, seeds } = JSON.parse(stdout) as Sensitivity & {
      pictures: string[];
      seeds: number;
    };
    expect([effects.length, seeds, pictures]).toEqual([18, 2, [join(folder, 'sensitivity.svg')]]);
    expect(usual.wait).toBeGreaterThan(0);
    for (const { change } of effects)
      for (const { mean, low, high } of Object.values(change)) expect(low <= mean && mean <= high).toBe(true);
    // That a weight is another is seen: whom the load ranks later is rung later.
    expect(effects.filter(({ change }) => change.wait.low < change.wait.high).length).toBeGreaterThan(2);
  });

  test.each([
    [['--sensitivity', '--seeds', '1'], /--seeds.*at least 2/],
    [['--calls', '50', '--weeks', '1'], /^--calls: 50 calls make 6 shifts a week at this occupancy, and it takes 42 /],
    [['--people', '2'], /^--people: 2 people are too few: /],
    [['--weeks', '1.5'], /--weeks.*whole number/],
    [['--occupancy', '0'], /--occupancy.*at least 0.01/],
    [['--seed', 'x'], /--seed/],
    [['--ready-share', '1.5'], /^--ready-share: a share is 0 to 1/],
  ])('%j is bad input: exit 2 and a sentence', async (args, sentence) => {
    const { exitCode, stdout, stderr } = await warmline('simulate', ...args, '--out', folder);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('the picture', () => {
  const figures = (rotation: Figures['rotation']): Figures => ({
    rotation,
    calls: 100,
    answered: 90,
    abandonedShare: 0.08,
    endedShare: 0.02,
    averageWaitSeconds: 20,
    medianWaitSeconds: 15,
    wait90Seconds: 40,
    serviceLevel: 0.9,
    ringsPerCall: 1.2,
    ringsPerShift: { least: 5, median: 9, most: 12 },
    heavyCalls: 10,
    unrestedShare: 0.1,
    toldUnrestedShare: 0.05,
    worstAverageLoad: 41,
    averageLoad: 30,
    highestLoad: 70,
    strainedHoursPerWeek: 100,
    jain: 0.95,
    occupancy: 0.65,
    lateMinutesPerShift: 3,
    highestByDay: [1, 2, 3].map((day) => ({ day, load: 50 + day })),
  });
  const rotations = [figures('burnout-aware'), figures('longest-idle'), figures('linear'), figures('ring-all')];

  test('is well-formed, says what it shows to those who do not see it, and names every rotation in each panel', () => {
    const problems: string[] = [];
    const svg = simulationPicture(rotations, 'A & B <week>.');
    const root = new DOMParser({ onError: (_level, message) => problems.push(message) }).parseFromString(
      svg,
      'image/svg+xml',
    ).documentElement;
    expect(problems).toEqual([]);
    expect(root?.getAttribute('role')).toBe('img');
    expect(root?.getElementsByTagName('title')[0]?.textContent).toBe('Rotations compared by simulation');
    expect(root?.getElementsByTagName('desc')[0]?.textContent).toMatch(
      /^A & B <week>\. burnout-aware: average wait 20 s, 8\.0 % hung up, 10\.0 % of heavy calls/,
    );
    const words = [...(root?.getElementsByTagName('text') ?? [])].map((one) => one.textContent);
    for (const name of ['burnout-aware', 'longest idle', 'linear order', 'ring all'])
      expect(words.filter((word) => word === name)).toHaveLength(7);
  });

  test('draws what the figures say', () => {
    const [own, ...others] = rotations as [Figures, ...Figures[]];
    expect(simulationPicture([{ ...own, worstAverageLoad: 80 }, ...others], '')).not.toBe(
      simulationPicture(rotations, ''),
    );
    expect(simulationPicture(rotations, '')).not.toMatch(/NaN|undefined|Infinity/);
    const empty = rotations.map((one) => ({
      ...one,
      averageWaitSeconds: 0,
      wait90Seconds: 0,
      abandonedShare: 0,
      unrestedShare: 0,
      toldUnrestedShare: 0,
      ringsPerShift: { least: 0, median: 0, most: 0 },
      highestByDay: [],
    }));
    expect(simulationPicture(empty, '')).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('of the weights says in words what stands out of chance, and fills its dot', () => {
    const none = { mean: 0, low: -1, high: 1 };
    const change = {
      ...{ wait: none, worstLoad: none, unrested: none, toldUnrested: none, fairness: none },
      strainedHours: { mean: -40, low: -60, high: -20 },
    };
    const usual = { wait: 30, worstLoad: 40, strainedHours: 200, unrested: 1, toldUnrested: 0, fairness: 98 };
    const svg = sensitivityPicture({ usual, effects: [{ part: 'nights', factor: 1.5, change }] }, 'A < B.');
    expect(svg).toContain('<desc>A &lt; B. nights × 1.5: strained hours −40.0.</desc>');
    expect(svg.match(/<circle[^>]*fill="#0072B2"/g)).toHaveLength(1);
    expect(svg.match(/<circle[^>]*fill="#fff"/g)).toHaveLength(4);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('is on disk as the command wrote it', async () => {
    expect(await readFile(join(folder, 'simulation.svg'), 'utf8')).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/,
    );
  });
});
