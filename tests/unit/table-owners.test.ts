/** Each table is written by one room: whoever wants something written there asks that room, on the same transaction. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.ts';

const owners: Record<string, string[]> = {
  effects: ['effects', 'carrier_gate'],
  organisation: [
    'organisation',
    'lines',
    'closures',
    'people',
    'training',
    'dropped_tags',
    'added_tags',
    'shifts',
    'shift_changes',
    'assignments',
    'time_off',
    'date_wishes',
    'blocks',
    'organisation_changes',
    'earlier_states',
    'sheet_columns',
  ],
  people: ['availability', 'availability_changes', 'load_events', 'overrides', 'thank_yous', 'person_pins'],
  roster: [
    'shift_notices',
    'open_shifts',
    'shift_steps',
    'gap_warnings',
    'gap_looks',
    'call_ins',
    'call_in_asks',
    'reminder_times',
    'roster_drafts',
    'roster_draft_entries',
    'roster_fills',
    'roster_news',
    'calendar_feeds',
    'offer_asks',
    'shift_moves',
    'line_approvals',
    'time_off_asks',
    'person_notices',
    'wish_rounds',
    'wish_asks',
  ],
  contacts: ['contacts', 'legs', 'decisions', 'dials', 'felt_heard', 'line_states', 'refused_pairs', 'routing_passes'],
  conversations: [
    'conversations',
    'texts',
    'text_opt_outs',
    'text_questions',
    'text_inboxes',
    'text_exchanges',
    'text_drafts',
  ],
  callbacks: ['callbacks', 'callback_attempts', 'callback_drafts', 'call_opt_outs'],
  voicemail: ['voicemails'],
  attention: ['attention', 'number_checks'],
  resources: ['resources', 'resource_sendings'],
  replays: ['replays'],
  reports: ['report_calls', 'report_promises', 'report_texts', 'report_marks'],
  audit: ['audit'],
  board: ['handover_notes'],
  operations: ['service_looks', 'last_backup', 'go_live_ticks', 'test_calls'],
  bulletins: ['bulletins', 'bulletin_people', 'bulletin_gates'],
  access: [
    'sessions',
    'sign_in_codes',
    'passkeys',
    'authenticators',
    'challenges',
    'invitations',
    'founding_links',
    'api_keys',
    'idempotent_answers',
  ],
};

const schema = readdirSync(join(projectRoot, 'prisma', 'schema'))
  .map((file) => readFileSync(join(projectRoot, 'prisma', 'schema', file), 'utf8'))
  .join('\n');
/** By the name Prisma's client has for it. */
const tableOfModel = new Map(
  [...schema.matchAll(/^model (\w+) \{.*?@@map\("(\w+)"\)/gms)].map(([, model = '', table = '']) => [
    model.charAt(0).toLowerCase() + model.slice(1),
    table,
  ]),
);

const writes = [
  /\bINSERT INTO (\w+)/g,
  /\bUPDATE (?!SET\b)(?:ONLY )?(\w+)(?: (?:AS )?\w+)?\s+SET\b/g,
  /\bDELETE FROM (?:ONLY )?(\w+)/g,
  /\bTRUNCATE (?:TABLE )?(\w+)/g,
  // Statements whose table walks in as an argument.
  /\bupsert\('(\w+)'/g,
  /\bjobsIn\('(\w+)'/g,
];
const writesOfPrisma = /\.(\w+)\.(?:create|createMany|update|updateMany|upsert|delete|deleteMany)\(/g;

/** The tables that a file's code writes. */
function tablesWritten(code: string): Set<string> {
  const bySql = writes.flatMap((pattern) => [...code.matchAll(pattern)].map(([, table = '']) => table));
  const byPrisma = [...code.matchAll(writesOfPrisma)].flatMap(([, model = '']) => tableOfModel.get(model) ?? []);
  return new Set([...bySql, ...byPrisma]);
}

const ownerOf = new Map(Object.entries(owners).flatMap(([room, tables]) => tables.map((table) => [table, room])));

/** The tables that a file of `folder` writes and that are another room's, or nobody's. */
function strangersWritten(folder: string, code: string): string[] {
  return [...tablesWritten(code)].filter((table) => ownerOf.get(table) !== folder);
}

function codeIn(folder: string): { path: string; room: string; code: string }[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({
      path: `${folder}/${path}`,
      room: folder === 'src' ? (path.split('/')[0] ?? '') : folder,
      code: readFileSync(join(projectRoot, folder, path), 'utf8'),
    }));
}

test('every table has one owner', () => {
  const owned = Object.values(owners).flat();
  expect(owned.filter((table, index) => owned.indexOf(table) !== index)).toEqual([]);
  expect([...tableOfModel.values()].filter((table) => !ownerOf.has(table))).toEqual([]);
  expect(owned.filter((table) => ![...tableOfModel.values()].includes(table))).toEqual([]);
});

test('no room writes a table of another', () => {
  const found = [...codeIn('src'), ...codeIn('workers')].flatMap(({ path, room, code }) =>
    strangersWritten(room, code).map(
      (table) => `${path} writes ${table}, which is of ${ownerOf.get(table) ?? 'nobody'}`,
    ),
  );
  expect(found).toEqual([]);
});

describe('a planted write is found', () => {
  test.each([
    ['an insert', 'people', "client.query('INSERT INTO audit (at) VALUES ($1)', [at])", ['audit']],
    ['an update', 'callbacks', 'text: `UPDATE contacts c SET rank_at = $1`', ['contacts']],
    ['an update on the next line', 'roster', '`UPDATE attention\n SET done_at = $1`', ['attention']],
    [
      'a part of a statement',
      'contacts',
      '`WITH gone AS (DELETE FROM thank_yous WHERE at < $1) SELECT 1`',
      ['thank_yous'],
    ],
    ['an upsert', 'contacts', "upsert('availability', columns)", ['availability']],
    ['a write of Prisma', 'people', 'await transaction.auditEntry.createMany({ data })', ['audit']],
    ['a table nobody owns', 'people', "'INSERT INTO diaries (id) VALUES (1)'", ['diaries']],
    ['a door', 'voice', "'DELETE FROM contacts'", ['contacts']],
    ['its own', 'people', '`UPDATE availability SET setting = $1`', []],
    [
      'a lock, and what is done on a conflict',
      'people',
      '`SELECT 1 FROM texts FOR UPDATE; ON CONFLICT (id) DO UPDATE SET a = 1`',
      [],
    ],
  ])('%s', (_what, folder, code, tables) => {
    expect(strangersWritten(folder, code)).toEqual(tables);
  });
});
