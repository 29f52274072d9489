/** Reads JSON as people write it: a text that stops being JSON and a key that stands twice are named by line and column, as an editor shows them. */
import { type ParseError, parse, printParseErrorCode, visit } from 'jsonc-parser';
import { faultWord } from '../reading/fault-words.ts';
import type { Place } from '../reading/faults/en.ts';
import { type Fault, pathText } from './faults.ts';

export type JsonReading = { kind: 'content'; content: unknown } | { kind: 'faults'; faults: Fault[] };

/**
 * The content of `text`, a byte order mark aside. A key twice in one object is a fault at any depth: of two lists of
 * shifts the later one alone would count, and nobody could see it.
 */
export function readJson(text: string): JsonReading {
  const json = text.replace(/^\uFEFF/, '');
  let content: unknown;
  try {
    content = JSON.parse(json);
    const faults = keysTwice(json);
    return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'content', content };
  } catch (error) {
    return { kind: 'faults', faults: [error instanceof RangeError ? tooDeep : malformed(json)] };
  }
}

const tooDeep: Fault = { path: '', problem: faultWord('tooDeep') };

/** Each key that stands in its object already, with both places. */
function keysTwice(json: string): Fault[] {
  const faults: Fault[] = [];
  const open: Map<string, Place>[] = [];
  visit(json, {
    onObjectBegin: () => void open.push(new Map()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty(key, _offset, _length, line, column, path) {
      const place = { line: line + 1, column: column + 1 };
      const keys = open.at(-1);
      const first = keys?.get(key);
      if (first === undefined) keys?.set(key, place);
      else
        faults.push({
          path: pathText([...path(), key]),
          problem: faultWord('keyTwice', { first, second: place }),
        });
    },
  });
  return faults;
}

/** The one fault of a text that `JSON.parse` refuses. */
function malformed(json: string): Fault {
  const errors: ParseError[] = [];
  try {
    parse(json, errors, { disallowComments: true, allowTrailingComma: false });
  } catch {
    return tooDeep;
  }
  const first = errors[0];
  const before = json.slice(0, first?.offset ?? json.length).split('\n');
  const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  const code = first ? inWords(printParseErrorCode(first.error)) : '';
  return { path: '', problem: faultWord('notJson', { place, code }) };
}

/** `PropertyNameExpected` becomes `property name expected`. */
function inWords(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
