import { describe, expect, test } from '@jest/globals';
import { match } from '../../src/matching/match.ts';
import type { Reason } from '../../src/matching/model.ts';
import { publicKind } from '../../src/matching/reason-words.ts';
import { answerInWords, reasonInWords } from '../../src/matching/reasons-in-words.ts';
import { aPerson, matchWorld, minute, now, waiting } from '../support/routing-fixtures.ts';

const reader = {
  zone: 'America/Chicago',
  nameOf: (personId: string) => personId.charAt(0).toUpperCase() + personId.slice(1),
};
const said = (kind: Reason['kind'], untilMs: number | null = null) =>
  reasonInWords({ kind, untilMs } as Reason, 'ben', 'es', reader);

describe('each reason is one sentence', () => {
  test.each([
    ['heavy-rest', now + 100 * minute, 'Ben is resting until 13:40.'],
    ['on-break', now + 20 * minute, 'Ben is on a break until 12:20.'],
    ['language', null, 'Ben speaks no Spanish.'],
    ['spent', null, 'It is time for Ben to rest.'],
    ['not-matched', null, 'Ben is not matched with this caller.'],
    ['ladder', null, 'Ben is a backup, and it is not the turn of backups yet.'],
  ] as const)('%s', (kind, untilMs, sentence) => expect(said(kind, untilMs)).toBe(sentence));

  const kinds = [
    'off-shift',
    'off',
    'on-break',
    'offered',
    'in-contact',
    'wrap-up',
    'heavy-rest',
    'untrained',
    'trainee-alone',
    'shift-ending',
    'spent',
    'language',
    'not-matched',
    'leaders-only',
    'passed',
    'busy',
    'failed',
    'held-back',
    'ladder',
  ] as const;
  test.each(kinds)('%s names the person and nobody’s reason to rest (W2)', (kind) => {
    expect(said(kind)).toMatch(/^[A-Z].*\.$/);
    expect(said(kind)).toContain('Ben');
    expect(`${said(kind)} ${publicKind({ kind, untilMs: null } as Reason)}`).not.toMatch(
      /heavy|abuse|load|crisis|spent|missed|score/i,
    );
  });
});

test('a decision tells whom it asked and why not the others', () => {
  const people = [
    aPerson('ana'),
    aPerson('ben', { restUntilMs: now + 100 * minute }),
    aPerson('cleo', { languages: ['es'] }),
    aPerson('dev', { onShiftAs: 'backup' }),
  ];
  const [answer] = match(matchWorld([waiting('c1')], people));
  expect(answerInWords(answer!, 'en', reader)).toEqual([
    'Ana was asked, as primary.',
    'Ben is resting until 13:40.',
    'Cleo speaks no English.',
    'Dev is a backup, and it is not the turn of backups yet.',
  ]);
});

test('with nobody on shift, that is said', () => {
  const [answer] = match(matchWorld([waiting('c1')], []));
  expect(answerInWords(answer!, 'en', reader)[0]).toBe('Nobody is on shift.');
});
