/** `warmline org check` and how every command ends: exit codes, one line a problem, nothing but the answer on stdout. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { instantMs, numberFrom } from '../../src/cli/arguments.ts';
import { BadInput, CommandFailed, endingOf } from '../../src/cli/errors.ts';
import { StartProblem } from '../../src/platform/start-problem.ts';
import { warmline } from '../support/command.ts';
import { scratchFolder } from '../support/servers.ts';

const northside = fileURLToPath(new URL('../vectors/northside.json', import.meta.url));

function fileOf(content: string): string {
  const file = join(scratchFolder(), 'organisation.json');
  writeFileSync(file, content);
  return file;
}

describe('org check', () => {
  test('the example can be imported; findings are no failure', async () => {
    const { exitCode, stdout, stderr } = await warmline('org', 'check', northside);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/northside\.json can be imported\.\n/);
  });

  test('--json is exact JSON and nothing else', async () => {
    const { exitCode, stdout, stderr } = await warmline('org', 'check', northside, '--json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({ findings: expect.any(Array) });
  });

  test('a file with faults is bad input, one line a fault, and stdout stays empty', async () => {
    const file = fileOf(
      JSON.stringify({
        organisation: { name: 'N', timeZone: 'Mars/Olympus', crisisNumber: '+15559880988', colour: 'red' },
      }),
    );
    expect(await warmline('org', 'check', file, '--json')).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'organisation.timeZone: no such zone "Mars/Olympus"\norganisation.colour: unknown field\n',
    });
  });

  test('malformed JSON is one line', async () => {
    expect(await warmline('org', 'check', fileOf('{"a" 1}'))).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'not valid JSON at line 1, column 6: colon expected\n',
    });
  });
});

describe('how a command ends', () => {
  test.each([
    [['org', 'check', '/no/such/file.json'], '/no/such/file.json: there is no such file\n'],
    [['org', 'check', '/'], '/: is a folder, not a file\n'],
    [['org', 'check'], "missing required argument 'FILE'\n"],
    [['org', 'check', 'a', 'b'], "too many arguments for 'check'. Expected 1 argument but got 2.\n"],
    [['org', 'check', northside, '--jsn'], "unknown option '--jsn'\n"],
    [['org', 'chek'], "unknown command 'chek'\n"],
    [['org'], 'missing command: "warmline org --help" lists them\n'],
    [['constructor'], "unknown command 'constructor'\n"],
    [[], 'missing command: "warmline --help" lists them\n'],
  ])('%j is bad input', async (argv, stderr) => {
    expect(await warmline(...argv)).toEqual({ exitCode: 2, stdout: '', stderr });
  });

  test.each([[['--help']], [['org', '--help']], [['org', 'check', '--help']]])('%j answers', async (argv) => {
    const { exitCode, stdout, stderr } = await warmline(...argv);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: warmline/);
  });

  test('what was typed is exit 2, what failed is exit 1, always in whole lines', () => {
    expect(endingOf(new BadInput(['one', 'two\nlines']))).toEqual({ exitCode: 2, problems: ['one', 'two lines'] });
    expect(endingOf(new CommandFailed('it rained'))).toEqual({ exitCode: 1, problems: ['it rained'] });
    expect(endingOf(new StartProblem('Two settings:\n  A: bad\n  B: bad', 2))).toEqual({
      exitCode: 2,
      problems: ['Two settings:', 'A: bad', 'B: bad'],
    });
    expect(endingOf(new Error(''))).toEqual({ exitCode: 1, problems: ['it failed without saying why'] });
    expect(endingOf('odd')).toEqual({ exitCode: 1, problems: ['odd'] });
  });

  test('a reader who has read enough is no failure', async () => {
    const script =
      "import('./src/cli/main.ts').then(async ({ main }) => { process.exitCode = await main(['org', '--help']); });";
    const child = spawn(process.execPath, ['--import', 'tsx', '-e', script], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (text) => (stderr += text));
    const [exitCode] = await once(child, 'close');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });
});

describe('what stands after an option', () => {
  test.each([
    ['2026-03-08T08:00:00Z', 1_772_956_800_000],
    ['2026-03-08T02:00-06:00', 1_772_956_800_000],
    ['2026-03-08T08:00:00.5Z', 1_772_956_800_500],
  ])('%s is an instant', (text, ms) => {
    expect(instantMs(text)).toBe(ms);
  });

  test.each([
    '',
    'now',
    '2026-03-08',
    '2026-03-08T08:00',
    '2026-03-08T08:00:00',
    '2026-02-30T08:00Z',
    '2026-03-08T25:00Z',
    '2026-03-08 08:00Z',
  ])('%j is no instant', (text) => {
    expect(() => instantMs(text)).toThrow('an instant with an offset or Z');
  });

  test('numbers have a least', () => {
    expect(numberFrom(0)('1.5')).toBe(1.5);
    for (const text of ['-1', '', 'x', 'Infinity', '1e999'])
      expect(() => numberFrom(0)(text)).toThrow('a number of at least 0');
  });
});
