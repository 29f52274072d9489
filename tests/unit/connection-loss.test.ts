/** What a broken connection looks like, what the database's own trouble, and what a process survives. */
import { expect, test } from '@jest/globals';
import { evenIfCut, isConnectionLoss, isDatabaseTrouble } from '../../src/platform/connection-loss.ts';
import { comesFromOutside } from '../../src/platform/stay-up.ts';

const coded = (code: string, more = {}) => Object.assign(new Error('so'), { code }, more);

test.each<[string, unknown, { loss: boolean; trouble: boolean; outside: boolean }]>([
  ['the server ended the session', coded('57P01'), { loss: true, trouble: true, outside: true }],
  ['the network cut it', coded('ECONNRESET'), { loss: true, trouble: true, outside: true }],
  [
    'the driver saw its end',
    new Error('Connection terminated unexpectedly'),
    { loss: true, trouble: true, outside: true },
  ],
  ['a deadlock', coded('40P01'), { loss: false, trouble: true, outside: false }],
  ['too many connections', coded('53300'), { loss: false, trouble: true, outside: false }],
  [
    'no free connection',
    new Error('timeout exceeded when trying to connect'),
    { loss: false, trouble: true, outside: false },
  ],
  ['a row that is there', coded('23505'), { loss: false, trouble: false, outside: false }],
  ['a value that is none', coded('22007'), { loss: false, trouble: false, outside: false }],
  ['a full disk', coded('ENOSPC', { syscall: 'write' }), { loss: false, trouble: false, outside: true }],
  [
    'no file left for a connection',
    coded('EMFILE', { syscall: 'accept' }),
    { loss: false, trouble: false, outside: true },
  ],
  ['a fault of ours', new TypeError('x is not a function'), { loss: false, trouble: false, outside: false }],
  ['nothing', undefined, { loss: false, trouble: false, outside: false }],
])('%s', (_what, problem, { loss, trouble, outside }) => {
  expect([isConnectionLoss(problem), isDatabaseTrouble(problem), comesFromOutside(problem)]).toEqual([
    loss,
    trouble,
    outside,
  ]);
});

test('what a connection was cut from is done once more, and what fails otherwise is not', async () => {
  let tries = 0;
  const cutOnce = async () => {
    tries += 1;
    if (tries === 1) throw coded('ECONNRESET');
    return tries;
  };
  expect(await evenIfCut(cutOnce)).toBe(2);
  const always = async () => {
    tries += 1;
    throw coded('57P01');
  };
  tries = 0;
  await expect(evenIfCut(always)).rejects.toThrow('so');
  expect(tries).toBe(2);
  tries = 0;
  await expect(evenIfCut(async () => ((tries += 1), Promise.reject(new TypeError('ours'))))).rejects.toThrow('ours');
  expect(tries).toBe(1);
});
