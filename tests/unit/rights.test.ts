import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { actions, may, type rights, scopes, type Asking, type Role, type Strength } from '../../src/access/rights.ts';

const now = Date.parse('2026-11-10T18:00:00Z');
const roles: Role[] = ['volunteer', 'shift-leader', 'coordinator', 'admin'];
const person = (held: Role[], strength: Strength = 'second', provedAtMs: number | null = now): Asking => ({
  kind: 'person',
  roles: held,
  strength,
  provedAtMs,
});

describe('who may do what', () => {
  test.each<[string, Asking, keyof typeof rights, string]>([
    ['a volunteer sets themselves available', person(['volunteer'], 'code'), 'availability.own', 'yes'],
    ['a volunteer has no board', person(['volunteer'], 'code'), 'board.read', 'no'],
    ['a shift leader sees the board', person(['shift-leader'], 'code'), 'board.read', 'yes'],
    [
      'a coordinator needs the second proof for the board',
      person(['coordinator'], 'code'),
      'board.read',
      'second-proof',
    ],
    [
      'who is both has with a code a volunteer’s pages and nothing more',
      person(['shift-leader', 'coordinator'], 'code'),
      'board.read',
      'second-proof',
    ],
    ['… and the volunteer’s pages', person(['shift-leader', 'coordinator'], 'code'), 'inbox.own', 'yes'],
    ['an invited one may do nothing yet', person(['admin'], 'invited'), 'me.read', 'no'],
    ['an admin invites', person(['admin']), 'people.invite', 'yes'],
    ['… with a fresh proof', person(['admin'], 'second', now - 11 * 60_000), 'people.invite', 'fresh-proof'],
    ['… with any proof at all', person(['admin'], 'second', null), 'people.invite', 'fresh-proof'],
    ['a coordinator does not invite', person(['coordinator']), 'people.invite', 'no'],
    ['a program reads what its key says', { kind: 'program', scopes: ['board.read'] }, 'board.read', 'yes'],
    ['… and nothing else', { kind: 'program', scopes: ['board.read'] }, 'attention.read', 'no'],
    ['… whatever its key says', { kind: 'program', scopes: ['keys.manage'] }, 'keys.manage', 'no'],
  ])('%s', (_what, asking, action, verdict) => expect(may(asking, action, now)).toBe(verdict));

  test('nobody without a role may do anything, and more proof never takes a right away', () => {
    fc.assert(
      fc.property(fc.subarray(roles), fc.constantFrom(...actions), (held, action) => {
        if (held.length === 0) expect(may(person(held), action, now)).toBe('no');
        const verdicts = (['invited', 'code', 'second'] as const).map((strength) =>
          may(person(held, strength), action, now),
        );
        expect(verdicts.indexOf('yes') === -1 || verdicts.at(-1) === 'yes').toBe(true);
        expect(verdicts[0]).toBe('no');
      }),
    );
  });

  test('a program can be given nothing that changes anything', () => {
    expect(scopes.every((scope) => scope.endsWith('.read'))).toBe(true);
  });
});
