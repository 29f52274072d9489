/** People from a spreadsheet: looked at row by row first, then taken over all together or not at all (O2). */
import { isForAdmins } from '../access/rights.ts';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { faultWord, type FaultWord } from '../reading/fault-words.ts';
import { newPerson, type PersonFields } from './change-person.ts';
import type { Directory } from './directory.ts';
import { editOrganisation, withFields, type Editing, type Part, type Wanted } from './edit-organisation.ts';
import type { Fault } from './faults.ts';
import type { Person } from './organisation-file.ts';
import {
  headerKey,
  matchedColumns,
  peopleInSheet,
  sheetFields,
  type CellProblem,
  type Columns,
  type PersonRow,
  type SheetField,
} from './people-sheet.ts';
import { readSheetRows } from './read-sheet.ts';

/** `new`: nobody has the number yet. `wrong`: as it stands it cannot be taken over. */
export type RowVerdict = {
  row: number;
  name: string | null;
  kind: 'new' | 'changed' | 'same' | 'wrong';
  problems: CellProblem[];
};

/** The sheet as it would be taken over; `taken`: it was. */
export type SheetLook = { kind: 'look' | 'taken'; headers: string[]; columns: Columns; rows: RowVerdict[] };
export type SheetAnswer = SheetLook | { kind: 'problem'; problem: FaultWord } | { kind: 'nothing-there' };

/** `columns`: as somebody put them right; null: as they are matched. `givesRoles`: whoever asks may give any role. */
export type SheetAsked = { bytes: Uint8Array; columns: Columns | null; givesRoles: boolean; by: string };

/** What taking the sheet over would do; changes nothing. */
export function lookAtSheet(editing: Editing, asked: SheetAsked): Promise<SheetAnswer> {
  return throughSheet(editing, asked, true);
}

/** Takes everybody over in one version, where nothing is wrong in any row; else it is a look, and nothing was changed. */
export async function takeSheetOver(editing: Editing, asked: SheetAsked): Promise<SheetAnswer> {
  const look = await throughSheet(editing, asked, true);
  if (look.kind !== 'look' || look.rows.some(({ kind }) => kind === 'wrong')) return look;
  const done = await throughSheet(editing, asked, false);
  if (done.kind === 'taken') await rememberColumns(editing, done.headers, done.columns);
  return done;
}

async function throughSheet(editing: Editing, asked: SheetAsked, isTrial: boolean): Promise<SheetAnswer> {
  const directory = await editing.room.directories.current();
  if (!directory) return { kind: 'nothing-there' };
  const sheet = await readSheetRows(asked.bytes);
  if (sheet.kind === 'problem') return sheet;
  const [header, ...below] = sheet.rows;
  if (!header) return { kind: 'problem', problem: faultWord('fileEmpty') };
  if (below.length === 0) return { kind: 'problem', problem: faultWord('noRows') };
  const columns = asked.columns ?? matchedColumns(header.cells, await rememberedColumns(editing));
  const people = peopleInSheet(below, columns, callingCodeOf(directory)).map((row) =>
    asked.givesRoles ? row : withoutRoles(row, directory),
  );
  const rows = people.map((row) => ({ ...row, id: idOf(directory, row) ?? editing.room.draw() }));
  const entries = rows.filter(({ problems }) => problems.length === 0);
  const about = { touched: { people: rows.map(({ id }) => id), shifts: [] }, by: asked.by, subject: '' };
  const verdicts = new Map<number, RowVerdict['kind']>();
  const edited = await editOrganisation(
    editing,
    { ...about, action: 'people.imported', ...(isTrial && { isTrial }) },
    (part) => takenOver(part, entries, verdicts),
  );
  if (edited.kind === 'nothing-there') return edited;
  const faults = edited.kind === 'faulty' ? edited.faults : [];
  const places = new Map(edited.kind === 'faulty' ? edited.part.people.map(({ id }, place) => [id, place]) : []);
  const verdictOf = ({ row, id, fields, problems }: Entry): RowVerdict => {
    const all = [...problems, ...problemsAt(faults, places.get(id) ?? -1)];
    const kind = all.length > 0 ? 'wrong' : (verdicts.get(row) ?? 'same');
    return { row, name: typeof fields.name === 'string' ? fields.name : null, kind, problems: all };
  };
  const isTaken = !isTrial && (edited.kind === 'done' || edited.kind === 'same');
  return { kind: isTaken ? 'taken' : 'look', headers: header.cells, columns, rows: rows.map(verdictOf) };
}

type Entry = PersonRow & { id: string };

/** The part with everybody of the sheet in it, newcomers last in the order of their rows; what the sheet leaves out of somebody stays. */
function takenOver(part: Part, entries: readonly Entry[], verdicts: Map<number, RowVerdict['kind']>): Wanted<never> {
  const before = new Map(part.people.map((person) => [person.id, person]));
  const after = new Map(before);
  for (const { row, id, fields } of entries) {
    const known = before.get(id);
    const roles: PersonFields = fields.roles || known ? {} : { roles: ['volunteer'] };
    const person: Person = withFields(known ?? newPerson(part, id), { ...fields, ...roles });
    verdicts.set(row, !known ? 'new' : JSON.stringify(known) === JSON.stringify(person) ? 'same' : 'changed');
    after.set(id, person);
  }
  return { kind: 'part', part: { ...part, people: [...after.values()] } };
}

function idOf({ personOfNumber }: Directory, { fields: { phone } }: PersonRow): string | null {
  return typeof phone === 'string' ? (personOfNumber.get(phone)?.id ?? null) : null;
}

/** Roles beyond volunteer are an admin's to give and to take. */
function withoutRoles(row: PersonRow, directory: Directory): PersonRow {
  const { roles } = row.fields;
  if (!roles) return row;
  const before = directory.people.get(idOf(directory, row) ?? '')?.roles ?? [];
  if (!isForAdmins(before, roles)) return row;
  const problem: CellProblem = { field: 'roles', problem: faultWord('rolesByAdmin') };
  return { ...row, problems: [...row.problems, problem] };
}

/** The country code of most of the lines. */
function callingCodeOf({ lineOfNumber }: Directory): string | undefined {
  const codes = [...lineOfNumber.keys()].flatMap(
    (number) => parsePhoneNumberFromString(number)?.countryCallingCode ?? [],
  );
  const count = (code: string) => codes.filter((one) => one === code).length;
  return codes.toSorted((a, b) => count(b) - count(a))[0];
}

/** What the rules of the file say of the person at `place` of the part, at the field of the sheet. */
function problemsAt(faults: readonly Fault[], place: number): CellProblem[] {
  if (place === -1) return [];
  const start = `people[${place}]`;
  return faults
    .filter(({ path }) => path === start || path.startsWith(`${start}.`))
    .map(({ path, problem }) => {
      const name = /^\w+/.exec(path.slice(start.length + 1))?.[0];
      return { field: sheetFields.find((field) => field === name) ?? null, problem };
    });
}

async function rememberedColumns({ database }: Editing): Promise<Map<string, SheetField | null>> {
  const rows = await database.prisma.sheetColumn.findMany();
  return new Map(rows.map(({ header, field }) => [header, sheetFields.find((one) => one === field) ?? null]));
}

async function rememberColumns({ database }: Editing, headers: readonly string[], columns: Columns): Promise<void> {
  const named = new Map(headers.map((header, index) => [headerKey(header), columns[index] ?? null]));
  for (const [header, field] of named)
    await database.prisma.sheetColumn.upsert({ where: { header }, create: { header, field }, update: { field } });
}
