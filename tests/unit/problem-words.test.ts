/** Problems of the API speak English and Spanish, whole: every sentence stands in the wording, in words of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { contract } from '../../src/api/contract/all.ts';
import type { Operation } from '../../src/api/contract/operation.ts';
import { invalid, Problem, problemAnswer, problemKinds } from '../../src/api/problem.ts';
import { problemsEn } from '../../src/api/wording/en.ts';
import { problemsEs } from '../../src/api/wording/es.ts';
import { fieldWord, problemLanguage, problemLanguages } from '../../src/api/wording/problem-words.ts';

const samples = { name: 'Ana', known: 'a, b', days: 92 };

/** `fields.aTime` → what is said. */
function sentencesIn(words: object, before = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, said]: [string, unknown]) => {
      if (typeof said === 'string') return [[before + key, said] as const];
      if (typeof said === 'function') return [[before + key, String(said(samples))] as const];
      return [...sentencesIn(said as object, `${before}${key}.`)];
    }),
  );
}
const [english, spanish] = [sentencesIn(problemsEn), sentencesIn(problemsEs)];

test('every sentence is there in both languages, in words of its own', () => {
  expect([...spanish.keys()]).toEqual([...english.keys()]);
  for (const [key, said] of english) {
    expect(said.trim()).not.toBe('');
    expect([key, spanish.get(key)]).not.toEqual([key, said]);
    for (const sample of Object.values(samples).map(String))
      expect([key, spanish.get(key)?.includes(sample)]).toEqual([key, said.includes(sample)]);
  }
});

test('every kind has its sentence, and its type stays as it is whatever the language', () => {
  expect(Object.keys(problemsEn.titles).toSorted()).toEqual([...problemKinds].toSorted());
  for (const kind of problemKinds) {
    const [en, es] = problemLanguages.map((language) => problemAnswer(new Problem(kind), language));
    expect(es).toEqual({ ...en, body: { ...en?.body, title: problemsEs.titles[kind] } });
    expect(en?.body['type']).toBe(`urn:warmline:problem:${kind}`);
  }
});

test.each([
  ['es', 'es'],
  ['es-MX', 'es'],
  ['EN', 'en'],
  ['fr', null],
  [undefined, null],
])('%s reads %s', (tag, language) => expect(problemLanguage(tag)).toBe(language));

describe('what a schema refuses', () => {
  const schema = z.object({ word: z.string().max(3), when: z.string().regex(/^\d$/, fieldWord('aTime')) });
  const refusal = (language: 'en' | 'es') => {
    const { error } = schema.safeParse({ word: 7, when: 'x' }, { reportInput: true });
    return problemAnswer(invalid('body', error!), language).body['fields'];
  };

  test('is said in both', () => {
    expect(refusal('en')).toEqual([
      { path: 'body.word', message: 'Invalid input: expected string, received number' },
      { path: 'body.when', message: problemsEn.fields.aTime },
    ]);
    expect(refusal('es')).toEqual([
      { path: 'body.word', message: expect.stringMatching(/^Entrada inválida: se esperaba texto/) },
      { path: 'body.when', message: problemsEs.fields.aTime },
    ]);
  });

  test('is said with a word that there is', () => {
    const words = Object.values<Operation>(contract).flatMap(({ params, query, body }) =>
      [params, query, body].flatMap((one) => ownWordsOf(one, new Set())),
    );
    expect(words.length).toBeGreaterThan(5);
    expect(words.filter((word) => !Object.hasOwn(problemsEn.fields, word))).toEqual([]);
  });
});

/** Every error that a schema, or a check in it, says itself. */
function ownWordsOf(node: unknown, seen: Set<unknown>): string[] {
  if (typeof node !== 'object' || node === null || seen.has(node)) return [];
  seen.add(node);
  const { _zod, error } = node as { _zod?: { def: unknown }; error?: unknown };
  const own = typeof error === 'function' ? [String(error({}))] : [];
  const below = _zod ? [_zod.def] : Object.values(node);
  return [...own, ...below.flatMap((one) => ownWordsOf(one, seen))];
}

test('no sentence of a problem is left in the code', () => {
  const folder = join(import.meta.dirname, '../../src/api');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.startsWith('wording'),
  );
  const left = files.flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => /\b(message|detail|title|error):\s*['"`]/.test(line) && !line.includes("title: 'Warmline'"))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(left).toEqual([]);
});
