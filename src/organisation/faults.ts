/** Names what is wrong with a file, and the place of it, every one in one go. */
import type { z } from 'zod';
import { faultWord, inEnglish, wordOfMessage, type FaultWord } from '../reading/fault-words.ts';
import { nounsEn, type Kind, type Wanted } from '../reading/faults/nouns.ts';
import { quoted } from './fields.ts';

/** One thing wrong with a file: where (`lines[0].timeZone`, empty for the file as a whole) and what (`no such zone "Mars/Olympus"`). */
export type Fault = { path: string; problem: FaultWord };

/** A path as it is written in a sentence: `lines[0].timeZone`. */
export function pathText(path: readonly PropertyKey[]): string {
  let written = '';
  for (const step of path) {
    if (typeof step === 'number') written += `[${step}]`;
    else if (/^[\p{L}\p{N}_$-]+$/u.test(String(step))) written += written === '' ? String(step) : `.${String(step)}`;
    else written += `[${JSON.stringify(String(step))}]`;
  }
  return written;
}

/** A fault as one line of English: `lines[0].timeZone: no such zone "Mars/Olympus"`. */
export function faultLine({ path, problem }: Fault): string {
  return path === '' ? inEnglish(problem) : `${path}: ${inEnglish(problem)}`;
}

/** The faults behind `issues`, which zod found in `input`; an unknown field is a fault of its own. */
export function faultsOf(issues: readonly z.core.$ZodIssue[], input: unknown): Fault[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), problem: faultWord('unknownField') }));
    }
    if (issue.code === 'invalid_key') {
      return [{ path: pathText(issue.path), problem: faultWord('unknownField') }];
    }
    return [{ path: pathText(issue.path), problem: problemOf(issue, valueAt(input, issue.path)) }];
  });
}

function problemOf(issue: z.core.$ZodIssue, value: unknown): FaultWord {
  switch (issue.code) {
    case 'invalid_type': {
      if (value === undefined) return faultWord('missing');
      if (issue.expected === 'int') return faultWord('wholeNumber', { value: quoted(value) });
      const wanted = wantedOf(issue.expected);
      return wanted === null
        ? faultWord('misshapen', { said: issue.message })
        : faultWord('wrongKind', { wanted, kind: kindOf(value), value: quoted(value) });
    }
    case 'invalid_value':
      if (value === undefined) return faultWord('missing');
      return faultWord('oneOf', { values: issue.values.map(String), value: quoted(value) });
    case 'too_small':
      return issue.origin === 'array'
        ? faultWord('empty')
        : faultWord('atLeast', { least: String(issue.minimum), value: quoted(value) });
    case 'too_big':
      return issue.origin === 'array'
        ? faultWord('mostEntries', { most: String(issue.maximum) })
        : faultWord('atMost', { most: String(issue.maximum), value: quoted(value) });
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return value === undefined && issue.code !== 'custom' ? faultWord('missing') : wordOfMessage(issue.message);
  }
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path)
    value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;
  return value;
}

function wantedOf(expected: string): Wanted | null {
  if (expected === 'record') return 'object';
  return Object.hasOwn(nounsEn, expected) ? (expected as Wanted) : null;
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'object' ? 'object' : 'value';
}
