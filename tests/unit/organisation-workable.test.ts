/** What `org check` accepts, the other commands can work with: whatever an organisation file may say, they answer. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyOrganisation } from '../support/any-organisation.ts';
import { warmline } from '../support/command.ts';
import { scratchFolder } from '../support/servers.ts';

const anyInstant = fc.integer({ min: 20_400 * 24, max: 21_000 * 24 }).map((hour) => hour * 3_600_000);
const utc = (ms: number) => new Date(ms).toISOString();

test('any file that is accepted has shifts, people on, gaps and a load', async () => {
  const folder = scratchFolder();
  const [file, events] = [join(folder, 'organisation.json'), join(folder, 'events.json')];
  await fc.assert(
    fc.asyncProperty(anyOrganisation, anyInstant, fc.integer({ min: 0, max: 21 }), async (organisation, at, days) => {
      writeFileSync(file, JSON.stringify(organisation));
      const range = ['--from', utc(at), '--to', utc(at + days * 86_400_000)];
      const commands = [
        ['org', 'check', file],
        ['org', 'check', file, '--json'],
        ['shifts', '--file', file, ...range],
        ['shifts', '--file', file, ...range, '--json'],
        ['gaps', '--file', file, ...range],
        ['gaps', '--file', file, ...range, '--json'],
        ['who', '--file', file, '--at', utc(at)],
        ...(organisation.lines ?? []).map(({ id }) => ['who', '--file', file, '--at', utc(at), '--line', id, '--json']),
      ];
      for (const command of commands)
        expect([command.slice(0, 2), await warmline(...command)]).toEqual([
          command.slice(0, 2),
          { exitCode: 0, stderr: '', stdout: expect.stringMatching(/./) },
        ]);
      for (const timeZone of new Set(
        [organisation.organisation, ...(organisation.lines ?? [])].map((one) => one.timeZone),
      )) {
        const shift = { kind: 'shift', start: utc(at - 6 * 3_600_000), end: utc(at) };
        writeFileSync(
          events,
          JSON.stringify({ timeZone, events: [shift, { ...shift, kind: 'contact', heavy: true }] }),
        );
        expect(await warmline('load', '--file', events, '--at', utc(at))).toMatchObject({ exitCode: 0, stderr: '' });
      }
    }),
    { numRuns: 60 },
  );
}, 300_000);
