import { describe, expect, test } from '@jest/globals';
import { warmline } from '../support/command.ts';
import { waitProbabilityExactly } from '../support/queue-by-places.ts';

const line = ['staffing', '--calls-per-hour', '20', '--handle-minutes', '15'];

describe('warmline staffing', () => {
  test('answers in exact JSON', async () => {
    const { exitCode, stdout, stderr } = await warmline(
      ...[...line, '--people', '6', '--patience-seconds', '240', '--answer-within', '30', '--json'],
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const waits = waitProbabilityExactly([5, 1], 6);
    expect(JSON.parse(stdout)).toEqual({
      offeredErlang: 5,
      occupancy: expect.closeTo(5 / 6, 12),
      erlangC: {
        waitProbability: expect.closeTo(waits, 12),
        averageWaitSeconds: expect.closeTo(waits * 900, 9),
        serviceLevel: expect.closeTo(1 - waits * Math.exp(-30 / 900), 12),
      },
      erlangA: {
        occupancy: expect.closeTo(0.715684613, 8),
        waitProbability: expect.closeTo(0.29634748, 8),
        abandonProbability: expect.closeTo(0.141178465, 8),
        averageWaitSeconds: expect.closeTo(33.882831497, 7),
        serviceLevel: expect.closeTo(0.759454537, 8),
      },
    });
  });

  test('says overloaded in place of numbers that do not exist, and 60 seconds where nobody says otherwise', async () => {
    const { stdout } = await warmline(...line, '--people', '5', '--patience-seconds', '240', '--json');
    const sixty = await warmline(
      ...[...line, '--people', '5', '--patience-seconds', '240', '--answer-within', '60', '--json'],
    );
    expect(JSON.parse(stdout)).toMatchObject({ occupancy: 1, erlangC: { overloaded: true } });
    expect(sixty.stdout).toBe(stdout);
    expect(stdout).not.toMatch(/NaN|null|Infinity/);
  });

  test('no calls at all: everybody is free', async () => {
    const { stdout } = await warmline(
      ...['staffing', '--calls-per-hour', '0', '--handle-minutes', '15', '--people', '1', '--json'],
    );
    expect(JSON.parse(stdout)).toEqual({
      offeredErlang: 0,
      occupancy: 0,
      erlangC: { waitProbability: 0, averageWaitSeconds: 0, serviceLevel: 1 },
      erlangA: null,
    });
  });

  test('tells people in words', async () => {
    const { stdout } = await warmline(...line, '--people', '6', '--patience-seconds', '240');
    expect(stdout).toContain('5.00 people are kept busy on average; there are 6 (83.3 %).');
    expect(stdout).toMatch(/answered within 60 s +45\.0 % +80\.8 %/);
    const alone = await warmline(...line, '--people', '5');
    expect(alone.stdout).toBe(
      '5.00 people are kept busy on average; there are 5 (100.0 %).\nOverloaded: if nobody hung up, the queue would grow for ever.\n',
    );
  });

  test.each([
    ['people missing', [], /--people <K>' not specified/],
    ['no people', ['--people', '0'], /--people.* at least 1\./],
    ['half a person', ['--people', '2.5'], /--people.* whole number\./],
    ['a word for people', ['--people', 'six'], /--people.* number of at least 1\./],
    ['more people than there are', ['--people', '8000000000'], /--people.* at most 1000000000\./],
    ['negative calls', ['--people', '6', '--calls-per-hour', '-1'], /--calls-per-hour.* at least 0\./],
    ['endless calls', ['--people', '6', '--calls-per-hour', 'Infinity'], /--calls-per-hour.* number of at least 0\./],
    ['calls beyond sums', ['--people', '6', '--calls-per-hour', '1e308'], /--calls-per-hour.* at most 1000000000\./],
    ['no handle time', ['--people', '6', '--handle-minutes', '0'], /--handle-minutes.* more than 0\./],
    ['an empty handle time', ['--people', '6', '--handle-minutes', ''], /--handle-minutes.* number/],
    ['negative patience', ['--people', '6', '--patience-seconds', '-5'], /--patience-seconds.* at least 0\./],
    ['a negative time', ['--people', '6', '--answer-within', '-0.1'], /--answer-within.* at least 0\./],
    ['an unknown option', ['--people', '6', '--agents', '6'], /unknown option '--agents'/],
  ])('%s: one sentence, exit 2', async (_what, argv, sentence) => {
    const { exitCode, stdout, stderr } = await warmline(...line, ...argv, '--json');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr.trim()).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
