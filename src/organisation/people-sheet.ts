/** Reads a spreadsheet of people: which column is what, and each row as somebody's entry or as everything that is wrong with it (O2). */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { faultWord, type FaultWord } from '../reading/fault-words.ts';
import { plainText } from '../reading/plain-text.ts';
import { canonicalNumber } from '../platform/phone-number.ts';
import type { PersonFields } from './change-person.ts';
import { likelyLanguage, languageTag } from './languages.ts';
import type { Role } from './organisation-file.ts';
import type { SheetRow } from './read-sheet.ts';

/** What a column can hold. A name in two columns is put together. */
export const sheetFields = [
  'name',
  'givenName',
  'familyName',
  'phone',
  'email',
  'roles',
  'languages',
  'tags',
  'phoneName',
  'timeZone',
  'training',
] as const;
export type SheetField = (typeof sheetFields)[number];

/** Which field each column holds; null: it is left out. */
export type Columns = readonly (SheetField | null)[];

/** What is wrong, at a field of a row; the field is null where it is the whole row. */
export type CellProblem = { field: SheetField | null; problem: FaultWord };

/** `phone` is as it is dialled. Fields that the sheet does not have, or leaves empty, are absent. */
export type PersonRow = { row: number; fields: PersonFields; problems: CellProblem[] };

/** Words that headers consist of, in the languages of the pages. */
const headings: Record<SheetField, readonly string[]> = {
  name: ['name', 'full name', 'volunteer', 'person', 'nombre', 'nombre completo', 'voluntario', 'voluntaria'],
  givenName: ['first name', 'given name', 'firstname', 'nombre de pila', 'primer nombre'],
  familyName: ['last name', 'surname', 'family name', 'lastname', 'apellido', 'apellidos'],
  phone: ['phone', 'phone number', 'mobile', 'cell', 'cell phone', 'telephone', 'tel', 'telefono', 'movil', 'celular'],
  email: ['email', 'e-mail', 'mail', 'email address', 'correo', 'correo electronico'],
  roles: ['role', 'roles', 'rol', 'funcion'],
  languages: ['language', 'languages', 'speaks', 'idioma', 'idiomas', 'lengua', 'lenguas'],
  tags: ['tag', 'tags', 'lived experience', 'experience', 'etiqueta', 'etiquetas', 'experiencia'],
  phoneName: ['phone name', 'name on the phone', 'called', 'alias', 'nombre en el telefono'],
  timeZone: ['time zone', 'timezone', 'zone', 'zona horaria', 'zona'],
  training: ['training', 'trainings', 'course', 'courses', 'formacion', 'curso', 'cursos'],
};

const rolesByWord: ReadonlyMap<string, Role> = new Map(
  Object.entries({
    volunteer: 'volunteer',
    peer: 'volunteer',
    voluntario: 'volunteer',
    voluntaria: 'volunteer',
    'shift leader': 'shift-leader',
    leader: 'shift-leader',
    'lider de turno': 'shift-leader',
    coordinator: 'coordinator',
    coordinador: 'coordinator',
    coordinadora: 'coordinator',
    admin: 'admin',
    administrator: 'admin',
  } as const),
);

/** The form in which two headers are the same: letter case, accents and signs don't matter. */
export function headerKey(header: string): string {
  const bare = plainText(header).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return bare.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** What each column probably holds: as `remembered` by its header's key, else by what it is called; no field twice. */
export function matchedColumns(
  headers: readonly string[],
  remembered: ReadonlyMap<string, SheetField | null>,
): (SheetField | null)[] {
  const taken = new Set<SheetField>();
  return headers.map((header) => {
    const key = headerKey(header);
    const known = remembered.get(key);
    const field = known !== undefined ? known : (sheetFields.find((one) => headings[one].includes(key)) ?? null);
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
}

/** The people of the rows below the header; `callingCode` is the country code of a number that is written without one. */
export function peopleInSheet(
  rows: readonly SheetRow[],
  columns: Columns,
  callingCode: string | undefined,
): PersonRow[] {
  const people = rows.map((row) => personIn(row, columns, callingCode));
  const firstWith = new Map<string, number>();
  return people.map((person) => {
    const { phone } = person.fields;
    if (typeof phone !== 'string') return person;
    const number = canonicalNumber(phone);
    const first = firstWith.get(number);
    if (first === undefined) {
      firstWith.set(number, person.row);
      return person;
    }
    const twice: CellProblem = { field: 'phone', problem: faultWord('inRowAlready', { row: first }) };
    return { ...person, problems: [...person.problems, twice] };
  });
}

function personIn({ row, cells }: SheetRow, columns: Columns, callingCode: string | undefined): PersonRow {
  const problems: CellProblem[] = [];
  const say = (field: SheetField | null, problem: FaultWord) => void problems.push({ field, problem });
  const cellOf = (field: SheetField): string => {
    const index = columns.indexOf(field);
    const cell = index === -1 ? '' : (cells[index] ?? '');
    if (!/^[=@]/.test(cell)) return cell;
    say(field, faultWord('formula'));
    return '';
  };
  const name = cellOf('name') || [cellOf('givenName'), cellOf('familyName')].filter((part) => part !== '').join(' ');
  if (name === '' && problems.length === 0) say('name', faultWord('missing'));
  const phone = dialled(cellOf('phone'), callingCode);
  if (phone === null) say('phone', faultWord(cellOf('phone') === '' ? 'missing' : 'noPhone'));
  const languages = listIn(cellOf('languages')).map((word) => {
    const tag = languageTag(word) ?? likelyLanguage(word);
    if (tag === null) say('languages', faultWord('noLanguage', { value: JSON.stringify(word) }));
    return tag ?? word;
  });
  const roles = listIn(cellOf('roles')).map((word) => {
    const role = rolesByWord.get(headerKey(word));
    if (role === undefined) say('roles', faultWord('noRole', { value: JSON.stringify(word) }));
    return role ?? 'volunteer';
  });
  const training = listIn(cellOf('training')).map((course) => ({ course }));
  const fields: PersonFields = {
    ...(name !== '' && { name }),
    ...(phone !== null && { phone }),
    ...(languages.length > 0 && { languages: [...new Set(languages)] }),
    ...(roles.length > 0 && { roles: [...new Set(roles)] }),
    ...(training.length > 0 && { training }),
    ...plainCells({ email: cellOf('email'), phoneName: cellOf('phoneName'), timeZone: cellOf('timeZone') }),
    ...(listIn(cellOf('tags')).length > 0 && { tags: [...new Set(listIn(cellOf('tags')))] }),
  };
  return { row, fields, problems: distinct(problems) };
}

function plainCells(cells: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== ''));
}

/** A cell is read more than once. */
function distinct(problems: readonly CellProblem[]): CellProblem[] {
  return [...new Map(problems.map((one) => [`${one.field} ${JSON.stringify(one.problem)}`, one])).values()];
}

/** Things that stand in one cell. */
function listIn(cell: string): string[] {
  return cell
    .split(/[,;/|\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The number as it is dialled everywhere; null where it is none. */
export function dialled(cell: string, callingCode: string | undefined): string | null {
  const written = cell.replace(/^00/, '+');
  const number = parsePhoneNumberFromString(
    written,
    callingCode === undefined ? {} : { defaultCallingCode: callingCode },
  );
  if (number?.isPossible()) return number.number;
  // Some programs take the sign before a country code away.
  const digits = written.replace(/\D/g, '');
  if (callingCode === undefined || !digits.startsWith(callingCode)) return null;
  const withSign = parsePhoneNumberFromString(`+${digits}`);
  return withSign?.isPossible() ? withSign.number : null;
}
