import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.ts';
import { scratchFolder } from '../support/servers.ts';

type Finding = { filename: string; code: string; message: string };

function lint(folder: string, paths: string[], ...options: string[]): Finding[] {
  const oxlint = join(projectRoot, 'node_modules', '.bin', 'oxlint');
  const { stdout, stderr } = spawnSync(oxlint, ['--format=json', ...options, ...paths], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (!stdout.startsWith('{')) throw new Error(`oxlint did not run: ${stdout}${stderr}`);
  return (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics;
}

const think = ['reading', 'schedule', 'wellbeing', 'matching', 'calls', 'texts', 'promises', 'planning'];
const plumbing = ['platform', 'effects', 'carrier'];
const records = [
  'access',
  'board',
  'bulletins',
  'resources',
  'voicemail',
  'people',
  'roster',
  'contacts',
  'callbacks',
  'attention',
  'audit',
  'conversations',
  'reports',
  'organisation',
  'retention',
  'operations',
  'replays',
];
const doors = ['voice', 'messaging', 'api', 'web', 'cli'];

type Planted = [path: string, code: string];
const imports = (room: string, from: string[]): Planted[] =>
  from.map((source) => [`src/${room}/`, `import { x } from '${source}'; export const y = x;`]);

/** Each breaks the rule by itself. */
const violations: Planted[] = [
  ...think.flatMap((room) => [
    ...imports(room, [
      'pg',
      'bullmq',
      'express',
      'zod',
      'node:fs',
      'pino',
      '../platform/clock.ts',
      '../platform/config.ts',
      '../contacts/advance.ts',
      '../voice/menu.ts',
      '../../workers/offers.ts',
      '../app.ts',
    ]),
    [`src/${room}/`, "import type { Person } from '../people/facts.ts'; export type Y = Person;"] satisfies Planted,
    [`src/${room}/`, "export { x } from '../people/facts.ts';"] satisfies Planted,
    [`src/${room}/`, "export * from '../platform/database.ts';"] satisfies Planted,
    ...[
      'Date.now()',
      'new Date()',
      'Math.random()',
      'process.env',
      'performance.now()',
      'crypto.randomUUID()',
      'globalThis.Date',
      'DateTime.now()',
      'DateTime.local()',
      'fetch("/")',
      'setTimeout(() => {}, 1)',
    ].map((use): Planted => [
      `src/${room}/`,
      `import { DateTime } from 'luxon'; export const zone = DateTime.utc(2026).zoneName; export const y = ${use};`,
    ]),
    [
      `src/${room}/`,
      "import { DateTime } from 'luxon'; const { now } = DateTime; export const y = now;",
    ] satisfies Planted,
    [`src/${room}/`, "export function y() { console.log('x'); }"] satisfies Planted,
  ]),
  ...imports('planning/deep', ['pg', '../../people/facts.ts', '../../platform/clock.ts', '../../app.ts']),
  ['src/planning/deep/', 'export const y = Date.now();'],
  ...records.flatMap((room) =>
    imports(room, [
      'express',
      'twilio',
      '../voice/menu.ts',
      '../messaging/words.ts',
      '../api/people.ts',
      '../web/page.ts',
      '../cli/main.ts',
      '../../workers/offers.ts',
      '../app.ts',
      '../deps.ts',
    ]),
  ),
  ...doors.flatMap((room) =>
    imports(room, [
      'pg',
      '@prisma/client',
      '@prisma/adapter-pg',
      '../../prisma/generated/client.ts',
      '../platform/database.ts',
      '../platform/transaction.ts',
      '../../workers/offers.ts',
    ]),
  ),
  ...doors.flatMap((room): Planted[] => [[`src/${room}/`, "import twilio from 'twilio'; export const y = twilio;"]]),
  ...['pg', '@prisma/client', '../prisma/generated/client.ts', '../src/platform/database.ts', 'twilio'].map(
    (source): Planted => ['workers/', `import { x } from '${source}'; export const y = x;`],
  ),
  ...[
    '../people/facts.ts',
    '../contacts/advance.ts',
    '../voice/menu.ts',
    '../../workers/offers.ts',
    '../deps.ts',
  ].flatMap((source) => plumbing.flatMap((room) => imports(room, [source]))),
  ...[...records, ...doors.filter((room) => room !== 'cli')].map((room): Planted => [
    `src/${room}/`,
    "export const y = process.env['PORT'];",
  ]),
  ['workers/', "export const y = process.env['PORT'];"],
  ...[...doors.map((room) => `src/${room}/`), 'workers/'].flatMap((folder): Planted[] => [
    [folder, 'export const y = (deps: { room: { pool: object } }) => deps.room.pool;'],
    [folder, 'export const y = ({ pool }: { pool: object }) => pool;'],
    [folder, 'export const y = (database: { prisma: object }) => database.prisma;'],
  ]),
  ['src/people/', 'export default 1;'],
  ['src/people/', "export function y() { console.log('x'); }"],
];

/** What the rule leaves free. */
const innocent: Planted[] = [
  ...think.map((room): Planted => [
    `src/${room}/`,
    "import { DateTime } from 'luxon'; import { rrulestr } from 'rrule-temporal'; import { x } from './own.ts'; import type { z } from '../schedule/model.ts'; export const y = [DateTime, rrulestr, x]; export type Z = z;",
  ]),
  [
    'src/planning/deep/',
    "import { x } from './own.ts'; import { z } from '../model.ts'; import { w } from '../../schedule/resolve.ts'; export const y = [x, z, w];",
  ],
  ...records.map((room): Planted => [
    `src/${room}/`,
    "import pg from 'pg'; import { x } from '../platform/clock.ts'; import { z } from '../calls/decide.ts'; import { w } from '../people/facts.ts'; export const y = [pg, x, z, w];",
  ]),
  ...doors
    .filter((room) => room !== 'web')
    .map((room): Planted => [
      `src/${room}/`,
      "import express from 'express'; import { x } from '../contacts/advance.ts'; import { z } from '../platform/telephony.ts'; import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'; export const y = [express, x, z, VoiceResponse];",
    ]),
  [
    'src/web/',
    "import { useState } from 'react'; import { x } from '../matching/board.ts'; import type { Z } from '../api/contract/all.ts'; export const y = [useState, x]; export type W = Z;",
  ],
  [
    'workers/',
    "import { x } from '../src/platform/telephony.ts'; import { z } from './retry.ts'; import { Worker } from 'bullmq'; export const y = [x, z, Worker];",
  ],
  [
    'src/',
    "import { x } from './contacts/advance.ts'; import { z } from '../workers/offers.ts'; import { w } from './platform/database.ts'; export const y = [x, z, w];",
  ],
];

describe('the dependency rule', () => {
  let findings: Finding[];
  const pathOf = (kind: string, index: number, [folder]: Planted) => `${folder}${kind}-${index}.ts`;

  beforeAll(() => {
    const folder = scratchFolder();
    cpSync(join(projectRoot, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    const plant = (kind: string) => (planted: Planted, index: number) => {
      const file = join(folder, pathOf(kind, index, planted));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${planted[1]}\n`);
    };
    violations.forEach(plant('bad'));
    innocent.forEach(plant('good'));
    findings = lint(folder, ['src', 'workers']);
  });

  test.each(violations.map((planted, index) => [pathOf('bad', index, planted), planted[1]]))(
    '%s is refused: %s',
    (path) => {
      const rules = findings.filter((finding) => finding.filename === path).map((finding) => finding.code);
      expect(rules).toEqual(
        expect.arrayContaining([expect.stringMatching(/no-restricted-|no-console|no-default-export/)]),
      );
    },
  );

  test.each(innocent.map((planted, index) => [pathOf('good', index, planted), planted[1]]))(
    '%s is free: %s',
    (path) => {
      expect(findings.filter((finding) => finding.filename === path)).toEqual([]);
    },
  );
});

test('every room is of a kind', () => {
  const rooms = readdirSync(join(projectRoot, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(rooms.filter((room) => ![...think, ...records, ...doors, ...plumbing].includes(room))).toEqual([]);
});

/** The rules found broken by one file of `src/people` beside the project's settings. */
function typedFindings(code: string): Finding[] {
  const folder = scratchFolder();
  for (const name of ['.oxlintrc.json', 'tsconfig.json']) cpSync(join(projectRoot, name), join(folder, name));
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'src', 'people'), { recursive: true });
  writeFileSync(join(folder, 'src', 'people', 'planted.ts'), code);
  return lint(folder, ['src'], '--type-aware');
}

test('a promise that nobody waits for is refused', () => {
  expect(typedFindings('async function save() {}\nexport function act() { save(); }\n')).toEqual([
    expect.objectContaining({ code: expect.stringContaining('no-floating-promises') }),
  ]);
});

test.each([
  ['with a silent default', "case 'left': return 1; default: break;"],
  ['without one', "case 'left': return 1;"],
])('a switch over values of our own that leaves one out is refused: %s', (_how, cases) => {
  const code = `export function act(side: 'left' | 'right') { switch (side) { ${cases} } return 3; }\n`;
  expect(typedFindings(code)).toEqual([
    expect.objectContaining({ code: expect.stringContaining('switch-exhaustiveness-check') }),
  ]);
});

test('a thinking room loads nothing at run time either', () => {
  const rooms = think.map((room) => `src/${room}`);
  const { stdout } = spawnSync('grep', ['-rnE', 'import\\(|require\\(', ...rooms], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
});

test('what a carrier calls its fields is known behind its wall alone', () => {
  const fields =
    /\[?'(?:CallSid|MessageSid|SmsSid|CallStatus|DialCallStatus|Digits|AnsweredBy|RecordingSid|MessageStatus|NumMedia|FriendlyName|StatusCallbackEvent)'/;
  const knowing = ['src', 'workers'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => join(folder, file))
      .filter((file) => file.endsWith('.ts') && fields.test(readFileSync(join(projectRoot, file), 'utf8'))),
  );
  expect(knowing.filter((file) => !file.startsWith(join('src', 'carrier', 'twilio')))).toEqual([]);
  expect(knowing).toContain(join('src', 'carrier', 'twilio', 'delivered.ts'));
});

test('the project keeps the rules', () => {
  // A run of everything has just asked the same of all these files, and goes on to say so; asking takes long.
  if (process.env['WARMLINE_TEST_LINTED'] === 'clean') return;
  const findings = lint(projectRoot, ['src', 'workers', 'infra', 'tests'], '--type-aware');
  expect(findings.map(({ filename, code, message }) => `${filename} ${code} ${message}`)).toEqual([]);
});
