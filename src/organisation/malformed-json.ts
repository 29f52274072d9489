/** Says where a text stops being JSON, in the words of an editor: line and column. */
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import type { Fault } from './faults.ts';

/** The one fault of a text that `JSON.parse` refuses. */
export function malformedJson(text: string): Fault {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const first = errors[0];
  const offset = first?.offset ?? text.length;
  const before = text.slice(0, offset).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  return {
    path: '',
    problem: `not valid JSON at ${place}${first ? `: ${inWords(printParseErrorCode(first.error))}` : ''}`,
  };
}

/** `PropertyNameExpected` becomes `property name expected`. */
function inWords(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
