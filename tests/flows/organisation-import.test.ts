/** Loading an organisation, against a real database: all or nothing, twice is once, nothing lost on the way out. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { setBlock } from '../../src/organisation/blocks.ts';
import { importOrganisation } from '../../src/organisation/import-organisation.ts';
import { exportOrganisation, loadOrganisation } from '../../src/organisation/load-organisation.ts';
import type { Organisation } from '../../src/organisation/organisation-file.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import { lastingKey } from '../../src/platform/caller-key.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { deriveSecrets } from '../../src/platform/secrets.ts';
import { anyOrganisation } from '../support/any-organisation.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { freshDatabase } from '../support/servers.ts';

const secrets = deriveSecrets('5e'.repeat(32));
const now = Date.parse('2026-11-22T12:00:00Z');
const northside = () => JSON.parse(readFileSync(new URL('../vectors/northside.json', import.meta.url), 'utf8'));

let database: Database;
let drop: () => Promise<void>;

beforeEach(async () => {
  const fresh = await freshDatabase();
  database = openDatabase(fresh.databaseUrl);
  drop = fresh.drop;
});
afterEach(async () => {
  await database.close();
  await drop();
});

function organisationOf(content: unknown): Organisation {
  const reading = checkOrganisation(JSON.parse(JSON.stringify(content)));
  if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
  return reading.organisation;
}

const importFile = (content: unknown, by = 'jo', atMs = now) =>
  importOrganisation(database, secrets, organisationOf(content), by, atMs);
const exportFile = async () => JSON.stringify(await exportOrganisation(database, secrets));
const version = async () => (await loadOrganisation(database, secrets))?.version;
const audit = async () =>
  (await database.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } })).map(({ by, action, subject }) =>
    [by, action, subject].join(' ').trim(),
  );

describe('an import', () => {
  test('loads the whole example, and loading gives it back', async () => {
    expect(await importFile(northside())).toMatchObject({ changed: true, version: 1 });
    const loaded = await loadOrganisation(database, secrets);
    expect(loaded).toEqual({
      version: 1,
      organisation: organisationOf(northside()),
      retired: { lines: [], people: [] },
      droppedTags: [],
      addedTags: [],
      dateWishes: [],
    });
  });

  test('before the first there is nothing to load or export', async () => {
    expect(await loadOrganisation(database, secrets)).toBeNull();
    expect(await exportOrganisation(database, secrets)).toBeNull();
  });

  test('of the same file changes nothing: not the version, not a row, not the audit', async () => {
    await importFile(northside());
    const before = [await exportFile(), await audit(), await database.prisma.organisation.findMany()];
    expect(await importFile(northside(), 'someone else', now + 1000)).toMatchObject({ changed: false, version: 1 });
    expect([await exportFile(), await audit(), await database.prisma.organisation.findMany()]).toEqual(before);
  });

  test('of the export changes nothing', async () => {
    await importFile({
      ...northside(),
      blocks: [{ number: '+15550900001', line: 'main', reason: 'threats', until: '2026-12-01', review: '2026-11-30' }],
    });
    const file = await exportFile();
    expect(await importFile(JSON.parse(file))).toMatchObject({ changed: false, version: 1 });
    expect(await exportFile()).toBe(file);
  });

  test('replaces: what the file lacks is retired and keeps its row, and comes back under the same id', async () => {
    await importFile(northside());
    const file = northside();
    file.lines = file.lines.slice(0, 1);
    file.people = file.people.filter((person: { id: string }) => person.id !== 'hugo-bell');
    file.shifts = file.shifts.filter((shift: { id: string }) => shift.id !== 'night-owl-sat');
    file.shifts[0].assigned.pop();
    const { differences } = await importFile(file);
    expect(differences).toMatchObject({
      lines: { added: [], changed: [], retired: ['night-owl'] },
      people: { added: [], changed: [], retired: ['hugo-bell'] },
      shifts: { added: [], changed: ['mon-wed-evening'], retired: ['night-owl-sat'] },
    });
    const loaded = await loadOrganisation(database, secrets);
    expect(loaded?.organisation).toEqual(organisationOf(file));
    expect(loaded?.retired.lines.map(({ id, phoneNumber }) => [id, phoneNumber])).toEqual([
      ['night-owl', '+15550100002'],
    ]);
    expect(loaded?.retired.people).toEqual([{ id: 'hugo-bell', name: 'Hugo Bell' }]);
    const hugo = await database.prisma.person.findUniqueOrThrow({ where: { id: 'hugo-bell' } });
    expect([hugo.phoneSealed, hugo.phoneKey, hugo.emailSealed]).toEqual([null, null, null]);

    await importFile(northside());
    expect((await loadOrganisation(database, secrets))?.organisation).toEqual(organisationOf(northside()));
    expect(await database.prisma.person.count()).toBe(10);
  });

  test('says who did what, and nothing of what it was', async () => {
    await importFile(northside());
    const file = northside();
    file.people[0].phone = '+15550200099';
    file.people.pop();
    file.policy.callsPerDay = 4;
    await database.prisma.auditEntry.deleteMany();
    await importFile(file, 'cli:ana');
    expect(await audit()).toEqual([
      'cli:ana organisation.imported',
      'cli:ana policy.changed',
      'cli:ana person.changed ana-ruiz',
      'cli:ana person.retired jo-meyer',
    ]);
  });

  test('that only changes the order is a change of nobody', async () => {
    await importFile(northside());
    const file = northside();
    file.people.reverse();
    expect(await importFile(file)).toMatchObject({
      changed: true,
      version: 2,
      differences: { people: { added: [], changed: [], retired: [], reordered: true } },
    });
    expect(JSON.parse(await exportFile()).people.map(({ id }: { id: string }) => id)).toEqual(
      file.people.map(({ id }: { id: string }) => id),
    );
    expect((await audit()).filter((entry) => entry.includes('person.changed'))).toEqual([]);
  });

  describe('of a file that was exported before later changes', () => {
    const laterImport = async () => {
      await importFile(northside());
      const older = JSON.parse(await exportFile());
      const later = northside();
      later.people[0].phone = '+15550200099';
      later.people.push({ id: 'new-one', name: 'New One', phone: '+15550200098', roles: ['volunteer'] });
      later.policy.callsPerDay = 4;
      await importFile(later, 'cli:ana', now + 60_000);
      return older;
    };

    test('is refused with what would be lost, and loses nothing', async () => {
      const older = await laterImport();
      const before = [await exportFile(), await audit()];
      expect(older.exportedVersion).toBe(1);
      await expect(importFile(older)).rejects.toMatchObject({
        problems: [
          'exportedVersion: the file was exported at version 1, and the organisation is at version 2 by now; importing it would lose what follows ("--replace" imports it all the same)',
          'policy: changed in version 2 (policy.changed, by cli:ana, 2026-11-22T12:01:00.000Z)',
          'people[new-one]: changed in version 2 (person.added new-one, by cli:ana, 2026-11-22T12:01:00.000Z)',
          'people[ana-ruiz]: changed in version 2 (person.changed ana-ruiz, by cli:ana, 2026-11-22T12:01:00.000Z)',
        ],
      });
      expect([await exportFile(), await audit()]).toEqual(before);
    });

    test('is taken where it is to replace them, and then it is the newest', async () => {
      const older = await laterImport();
      await importOrganisation(database, secrets, organisationOf(older), 'jo', now + 120_000, { replace: true });
      expect(JSON.parse(await exportFile())).toEqual({ ...older, exportedVersion: 3 });
    });

    test('is taken where nothing would be lost: what differs is the hand of whoever edited it', async () => {
      const older = await laterImport();
      await importFile(northside(), 'jo', now + 90_000);
      expect(await importFile(older)).toMatchObject({ changed: false, version: 3 });
      older.people[1].name = 'Another Name';
      expect(await importFile(older)).toMatchObject({ changed: true, version: 4 });
    });

    test('that left no trace counts every difference as lost', async () => {
      const older = await laterImport();
      await database.prisma.auditEntry.updateMany({ data: { organisationVersion: null } });
      await expect(importFile(older)).rejects.toMatchObject({
        problems: [
          expect.stringContaining('exportedVersion: '),
          'policy: is another one now',
          'people[ana-ruiz]: is another one now',
          'people[new-one]: is another one now',
        ],
      });
    });
  });

  test('of an export into an empty database is that version again', async () => {
    await importFile(northside());
    const file = { ...JSON.parse(await exportFile()), exportedVersion: 7 };
    await database.pool.query('DELETE FROM organisation');
    expect(await importFile(file)).toMatchObject({ changed: true, version: 7 });
    expect(JSON.parse(await exportFile())).toEqual(file);
  });

  test('that fails half-way leaves everything as it was', async () => {
    await importFile(northside());
    const before = [await exportFile(), await audit()];
    await database.pool.query(
      "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no audit today'; END $$ LANGUAGE plpgsql",
    );
    await database.pool.query('CREATE TRIGGER refuse BEFORE INSERT ON audit EXECUTE FUNCTION refuse()');
    const { organisation, lines } = northside();
    await expect(importFile({ organisation: { ...organisation, name: 'Southside' }, lines })).rejects.toThrow(
      'no audit today',
    );
    expect([await exportFile(), await audit(), await version()]).toEqual([...before, 1]);
  });

  test('beside another import: one after the other, and both at once with the same file are one', async () => {
    const other = northside();
    other.organisation.name = 'Southside';
    const first = await Promise.all([importFile(northside()), importFile(northside()), importFile(northside())]);
    expect(first.filter(({ changed }) => changed)).toHaveLength(1);
    const second = await Promise.all([importFile(other), importFile(other)]);
    expect(second.filter(({ changed }) => changed)).toHaveLength(1);
    expect(await version()).toBe(2);
    expect(JSON.parse(await exportFile()).organisation.name).toBe('Southside');
  });
});

describe('what is private', () => {
  test('no table holds a phone number, an email or a blocked number that can be read', async () => {
    const file = northside();
    file.lines[0].callbackNumber = '+15550400001';
    file.blocks = [{ number: '+15550900001', line: 'main', reason: 'threats' }];
    await importFile(file);
    const tables = [
      'organisation',
      'lines',
      'closures',
      'people',
      'training',
      'shifts',
      'shift_changes',
      'assignments',
      'time_off',
      'blocks',
      'audit',
    ];
    const rows = await Promise.all(
      tables.map(async (table) => (await database.pool.query(`SELECT * FROM ${table}`)).rows),
    );
    const everything = JSON.stringify(rows);
    for (const secret of [
      ...file.people.map(({ phone }: { phone: string }) => phone),
      '15550400001',
      '15550900001',
      'ana-ruiz@northside.example',
    ]) {
      expect(everything).not.toContain(secret.replace('+', ''));
    }
    expect(everything).toContain('Ana Ruiz');
  });

  test('a person is found by the key of their phone, a block by the key of its line and number', async () => {
    await importFile({
      ...northside(),
      blocks: [{ number: '+15550900001', line: 'main', reason: '' }, { number: '+15550900001' }],
    });
    const ana = await database.prisma.person.findFirst({
      where: { phoneKey: lastingKey(secrets, '', '+15550200001') },
    });
    expect(ana?.id).toBe('ana-ruiz');
    const keys = (await loadOrganisation(database, secrets))?.organisation.blocks.map(({ key }) => key);
    expect(keys).toEqual([lastingKey(secrets, 'main', '+15550900001'), lastingKey(secrets, '', '+15550900001')]);
  });

  test('another secret opens nothing and says which setting is wrong', async () => {
    await importFile(northside());
    await expect(loadOrganisation(database, deriveSecrets('ab'.repeat(32)))).rejects.toThrow('another WARMLINE_SECRET');
  });
});

describe('a block', () => {
  const blocked = (block: object) => ({ ...northside(), blocks: [{ number: '+15550900001', ...block }] });
  const untils = async () => (await loadOrganisation(database, secrets))?.organisation.blocks.map(({ until }) => until);

  test('without an end lasts 24 hours from its first import, however often the file is imported', async () => {
    await importFile(blocked({}));
    expect(await untils()).toEqual(['2026-11-23T12:00:00Z']);
    expect(await importFile(blocked({}), 'jo', now + 3_600_000)).toMatchObject({ changed: false });
  });

  test('with an end has that end', async () => {
    await importFile(blocked({ until: '2026-12-24' }));
    expect(await untils()).toEqual(['2026-12-25T06:00:00Z']);
  });

  test('once by number and once by key is one too many', async () => {
    await importFile(blocked({}));
    const file = JSON.parse(await exportFile());
    await expect(importFile({ ...file, blocks: [...file.blocks, { number: '+15550900001' }] })).rejects.toThrow(
      'blocks[1]: is the same block as blocks[0]',
    );
  });

  test('set in the browser after the export is not undone by that file, and keeps who set it when the file has it', async () => {
    await importFile({ ...northside(), blocks: [] });
    const before = JSON.parse(await exportFile());
    const at = new Date(now);
    const room = {
      pool: database.pool,
      clock: createManualClock(now),
      afterCommit: () => undefined,
    };
    const terms = { reason: 'Threats', untilMs: now + 3_600_000, review: null, contactId: 'c1', knownUntilMs: null };
    const key = lastingKey(secrets, 'northside', '+15550900001');
    await setBlock(room, { ...terms, key, knownBy: [key], lineId: before.lines[0].id }, 'person:dora');
    await expect(importFile(before)).rejects.toThrow(/blocks: changed in version \d+ \(block\.set/);
    const { blocks, ...rest } = JSON.parse(await exportFile());
    await importFile({ ...rest, blocks: [{ ...blocks[0], reason: 'Threats, twice' }] });
    expect(await database.prisma.block.findMany()).toMatchObject([
      { reason: 'Threats, twice', setBy: 'person:dora', setAt: at, contactId: 'c1' },
    ]);
  });

  test('that is absent from the file is gone', async () => {
    await importFile(blocked({}));
    expect(await importFile(northside())).toMatchObject({ changed: true });
    expect(await database.prisma.block.count()).toBe(0);
  });
});

test('any organisation survives the store: import gives what the file said, export imports unchanged, whatever was there before', async () => {
  await fc.assert(
    fc.asyncProperty(anyOrganisation, async (file) => {
      const organisation = organisationOf(file);
      const imported = await importFile(file);
      const loaded = await loadOrganisation(database, secrets);
      const blocks = organisation.blocks.map(({ number = '', ...block }) => ({
        ...block,
        key: lastingKey(secrets, block.line ?? '', number),
        until: block.until ?? expect.any(String),
      }));
      expect(loaded?.organisation).toEqual({ ...organisation, blocks });
      const exported = await exportFile();
      expect(await importFile(JSON.parse(exported))).toMatchObject({ changed: false, version: imported.version });
      expect(await exportFile()).toBe(exported);
    }),
    { numRuns: 25 },
  );
});
