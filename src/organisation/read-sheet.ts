/** Reads a spreadsheet as people send it, CSV in whatever encoding or XLSX: bytes in, rows of texts out, or what is wrong with it. */
import { CsvError, parse } from 'csv-parse/sync';
import { faultWord, type FaultWord } from '../reading/fault-words.ts';

/** A cell as it is shown; `row` is the number that the program people wrote it in shows beside it. */
export type SheetRow = { row: number; cells: string[] };
export type SheetReading = { kind: 'sheet'; rows: SheetRow[] } | { kind: 'problem'; problem: FaultWord };

/** What a spreadsheet of ten thousand people needs several times over. */
export const mostSheetBytes = 5_000_000;
const mostRows = 20_000;
const mostColumns = 100;
const mostUnpackedBytes = 100_000_000;

/** The rows that have anything in them, spaces around each cell taken away. */
export async function readSheetRows(bytes: Uint8Array): Promise<SheetReading> {
  if (bytes.length === 0) return problem(faultWord('fileEmpty'));
  if (bytes.length > mostSheetBytes) return problem(faultWord('fileTooLarge'));
  try {
    const grid = isZip(bytes) ? await workbookRows(bytes) : csvRows(bytes);
    if ('key' in grid) return problem(grid);
    if (grid.length > mostRows) return problem(faultWord('mostRows', { most: mostRows }));
    if (grid.some(({ cells }) => cells.length > mostColumns))
      return problem(faultWord('mostCells', { most: mostColumns }));
    return { kind: 'sheet', rows: grid.filter(({ cells }) => cells.some((cell) => cell !== '')) };
  } catch (error) {
    if (error instanceof CsvError) return problem(faultWord('quotationMark'));
    return problem(faultWord('unreadableSheet'));
  }
}

function problem(word: FaultWord): SheetReading {
  return { kind: 'problem', problem: word };
}

const startsWith = (bytes: Uint8Array, start: readonly number[]) => start.every((byte, index) => bytes[index] === byte);
const isZip = (bytes: Uint8Array) => startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]);

/** Pictures, documents and programs begin so; no text does. */
const isBinary = (bytes: Uint8Array) =>
  !hasUtf16Mark(bytes) && bytes.subarray(0, 4_000).some((byte) => byte === 0 || (byte < 9 && byte > 0));
const hasUtf16Mark = (bytes: Uint8Array) => startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]);

async function workbookRows(bytes: Uint8Array): Promise<SheetRow[] | FaultWord> {
  if (unpackedBytes(bytes) > mostUnpackedBytes) return faultWord('unpacksTooLarge');
  const { readSheet } = await import('read-excel-file/node');
  const grid = await readSheet(Buffer.from(bytes));
  return grid.map((cells, index) => ({ row: index + 1, cells: cells.map(cellText) }));
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'string') return cell.trim();
  return typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : '';
}

/** The sizes that the directory of a ZIP file gives for what is packed in it (APPNOTE 4.3.12), added up. */
function unpackedBytes(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = 0;
  for (let at = 0; at + 46 <= bytes.length; at += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    sum += view.getUint32(at + 24, true);
    at += 45;
  }
  return sum;
}

function csvRows(bytes: Uint8Array): SheetRow[] | FaultWord {
  if (isBinary(bytes)) return faultWord('noSheet');
  const text = decoded(bytes);
  const [firstLine = ''] = text.split(/\r\n|\r|\n/, 1);
  const rows = parse(text, {
    delimiter: delimiterOf(firstLine),
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: false,
    trim: true,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  return rows.map(({ record, info }) => ({ row: info.lines, cells: record }));
}

/** UTF-8 and UTF-16 say so or are well-formed; what is neither was saved by an older program, as Windows-1252. */
function decoded(bytes: Uint8Array): string {
  if (hasUtf16Mark(bytes)) return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Programs part cells by what the language of the machine leaves free. */
function delimiterOf(line: string): string {
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: line.split(sign).length }));
  return counts.sort((a, b) => b.count - a.count)[0]?.sign ?? ',';
}
