/** Spreadsheets as people send them: whatever the program, the language and the habit, each row is somebody or says why not. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import writeExcelFile from 'write-excel-file/node';
import { inEnglish } from '../../src/reading/fault-words.ts';
import { matchedColumns, peopleInSheet } from '../../src/organisation/people-sheet.ts';
import { mostSheetBytes, readSheetRows, type SheetRow } from '../../src/organisation/read-sheet.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const cellsOf = async (file: Uint8Array) => {
  const reading = await readSheetRows(file);
  return reading.kind === 'sheet' ? reading.rows.map(({ cells }) => cells) : inEnglish(reading.problem);
};
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const grid = [
  ['Nombre', 'Teléfono'],
  ['Íñigo Peña', '+34 600 000 001'],
];

describe('a file', () => {
  test.each([
    ['commas', bytes('Nombre,Teléfono\nÍñigo Peña,+34 600 000 001\n')],
    [
      'semicolons, a mark of order, Windows line ends',
      bytes('\uFEFFNombre;Teléfono\r\nÍñigo Peña;+34 600 000 001\r\n'),
    ],
    ['tabs in UTF-16', utf16('Nombre\tTeléfono\nÍñigo Peña\t+34 600 000 001')],
    ['Windows-1252', Buffer.from('Nombre,Teléfono\nÍñigo Peña,+34 600 000 001', 'latin1')],
    ['quotes and empty rows', bytes('"Nombre","Teléfono"\n,\n\n"Íñigo Peña","+34 600 000 001"\n,,\n')],
  ])('with %s is read', async (_what, file) => {
    expect(await cellsOf(file)).toEqual(expect.arrayContaining(grid));
  });

  test('of a spreadsheet program is read, with the rows as the program numbers them', async () => {
    const file = await writeExcelFile([
      [{ value: 'Name' }, { value: 'Phone' }, { value: 'Since' }],
      [null, null, null],
      [{ value: 'Ana' }, { value: 15550120001 }, { value: new Date('2026-03-01T00:00:00Z'), format: 'yyyy-mm-dd' }],
    ]).toBuffer();
    expect(await readSheetRows(file)).toEqual({
      kind: 'sheet',
      rows: [
        { row: 1, cells: ['Name', 'Phone', 'Since'] },
        { row: 3, cells: ['Ana', '15550120001', '2026-03-01'] },
      ],
    });
  });

  test.each([
    ['nothing', new Uint8Array(), /empty/],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /no spreadsheet/],
    ['a ZIP that is no workbook', Buffer.from('504b0304140000000000', 'hex'), /no spreadsheet/],
    ['far too much', new Uint8Array(mostSheetBytes + 1), /larger than 5 MB/],
    ['a quotation mark left open', bytes('Name,Phone\n"Ana,+1555\n'), /quotation mark/],
  ])('with %s gets a sentence', async (_what, file, why) => {
    expect(await cellsOf(file)).toMatch(why);
  });

  test('whatever it holds, something is said and nothing breaks', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (file) => {
        expect(['sheet', 'problem']).toContain((await readSheetRows(file)).kind);
      }),
      { numRuns: 200 },
    ));

  test('that would unpack to far more than a list of people is refused before it is unpacked', async () => {
    const directory = Buffer.alloc(46);
    directory.writeUInt32LE(0x02014b50, 0);
    directory.writeUInt32LE(0xfffffff0, 24);
    const file = Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(26), directory]);
    expect(await cellsOf(file)).toMatch(/unpacks to far more/);
  });
});

describe('columns', () => {
  test('are known by what they are called, in both languages, no field twice', () => {
    expect(matchedColumns(['Full  NAME', 'Móvil', 'Phone', 'Idiomas', 'Shoe size'], new Map())).toEqual([
      'name',
      'phone',
      null,
      'languages',
      null,
    ]);
  });
  test('are what somebody said they are the last time', () => {
    const remembered = new Map([
      ['shoe size', 'tags' as const],
      ['name', null],
    ]);
    expect(matchedColumns(['Name', 'Shoe size'], remembered)).toEqual([null, 'tags']);
  });
});

const sheet = (...rows: string[][]): SheetRow[] => rows.map((cells, index) => ({ row: index + 2, cells }));
const columns = ['name', 'phone', 'languages', 'roles', 'tags'] as const;

describe('a row', () => {
  test.each([
    ['+1 (202) 555-0143', '+12025550143'],
    ['202.555.0143', '+12025550143'],
    ['1 202 555 0143', '+12025550143'],
    ['0034 612 345 678', '+34612345678'],
  ])('has the phone %s', (written, dialled) => {
    expect(peopleInSheet(sheet(['Ana', written]), columns, '1')[0]?.fields.phone).toBe(dialled);
  });

  test('is somebody, with lists in one cell', () => {
    const [ana] = peopleInSheet(
      sheet(['Ana Ruiz', '+12025550143', 'English; español', 'Peer', 'veteran, parent']),
      columns,
      'US',
    );
    expect(ana).toEqual({
      row: 2,
      fields: {
        name: 'Ana Ruiz',
        phone: '+12025550143',
        languages: ['en', 'es'],
        roles: ['volunteer'],
        tags: ['veteran', 'parent'],
      },
      problems: [],
    });
  });

  test.each([
    [['', '+12025550143'], ['name']],
    [['Ana', ''], ['phone']],
    [['Ana', 'ask her'], ['phone']],
    [['=A1', '+12025550143'], ['name']],
    [['Ana', '+12025550143', 'Klingonish'], ['languages']],
    [['Ana', '+12025550143', '', 'Chief'], ['roles']],
  ])('%j says what is wrong at its fields', (cells, fields) => {
    const [row] = peopleInSheet(sheet(cells), columns, '1');
    expect(row?.problems.map(({ field }) => field)).toEqual(fields);
  });

  test('whose number another row has is named with that row', () => {
    const rows = peopleInSheet(sheet(['Ana', '202-555-0143'], ['Ana R.', '+1 202 555 0143']), columns, '1');
    expect(rows.map(({ problems }) => problems)).toEqual([
      [],
      [{ field: 'phone', problem: { key: 'inRowAlready', slots: { row: 2 } } }],
    ]);
  });

  test('with the name in two columns is put together', () => {
    const [row] = peopleInSheet(sheet(['Ruiz', 'Ana', '+12025550143']), ['familyName', 'givenName', 'phone'], '1');
    expect(row?.fields.name).toBe('Ana Ruiz');
  });
});
