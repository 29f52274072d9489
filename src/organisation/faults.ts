/** Turns what is wrong with a file into sentences that name the place, every one in one go. */
import type { z } from 'zod';
import { quoted } from './fields.ts';

/** One thing wrong with a file: where (`lines[0].timeZone`, empty for the file as a whole) and what (`no such zone "Mars/Olympus"`). */
export type Fault = { path: string; problem: string };

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

/** A fault as one line: `lines[0].timeZone: no such zone "Mars/Olympus"`. */
export function faultLine(fault: Fault): string {
  return fault.path === '' ? fault.problem : `${fault.path}: ${fault.problem}`;
}

/** The faults behind `issues`, which zod found in `input`; an unknown field is a fault of its own. */
export function faultsOf(issues: readonly z.core.$ZodIssue[], input: unknown): Fault[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), problem: 'unknown field' }));
    }
    if (issue.code === 'invalid_key') {
      return [{ path: pathText(issue.path), problem: 'unknown field' }];
    }
    return [{ path: pathText(issue.path), problem: problemOf(issue, valueAt(input, issue.path)) }];
  });
}

function problemOf(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      if (value === undefined) return 'is missing';
      return issue.expected === 'int'
        ? `must be a whole number, not ${quoted(value)}`
        : `must be ${nounFor(issue.expected)}, not ${nounOf(value)}`;
    case 'invalid_value':
      if (value === undefined) return 'is missing';
      return `must be ${oneOf(issue.values.map(String))}, not ${quoted(value)}`;
    case 'too_small':
      return issue.origin === 'array' ? 'must not be empty' : `must be at least ${issue.minimum}, not ${quoted(value)}`;
    case 'too_big':
      return issue.origin === 'array'
        ? `must have at most ${issue.maximum} entries`
        : `must be at most ${issue.maximum}, not ${quoted(value)}`;
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return value === undefined && issue.code !== 'custom' ? 'is missing' : issue.message;
  }
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path)
    value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;
  return value;
}

function nounFor(expected: string): string {
  const nouns: Record<string, string> = {
    string: 'a text',
    number: 'a number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
    record: 'an object',
  };
  return nouns[expected] ?? expected;
}

function nounOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return quoted(value);
}

function oneOf(values: string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}
