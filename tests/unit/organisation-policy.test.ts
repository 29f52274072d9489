/** Which policy holds on a line: its own word first, then the organisation's. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { defaultPolicy, linePolicy, type PolicyOverride } from '../../src/organisation/policy.ts';
import { readOrganisation } from '../../src/organisation/read-file.ts';

const on = (override: PolicyOverride) =>
  linePolicy({ policy: defaultPolicy, lines: [{ id: 'main', ...override }] }, 'main');

describe('the policy of a line', () => {
  test("a line that says nothing has the organisation's", () => {
    expect(on({})).toEqual(defaultPolicy);
  });

  test.each<[string, PolicyOverride]>([
    ['callsPerDay', { callsPerDay: 5 }],
    ['dayTurnsAt', { dayTurnsAt: '04:00' }],
    ['ringSeconds', { ringSeconds: 25 }],
    ['waves', { waves: [{ afterSeconds: 0, size: 3 }] }],
    ['overflow', { overflow: [{ afterSeconds: 5, do: 'voicemail' }] }],
    ['wrapUpMinutes', { wrapUpMinutes: 0 }],
    ['restAfterHeavyMinutes', { restAfterHeavyMinutes: 20 }],
    ['restAfterCrisisMinutes', { restAfterCrisisMinutes: 45 }],
    ['softLimitMinutes', { softLimitMinutes: 40 }],
    ['escalation', { escalation: 'imminent-risk' }],
    ['training', { training: ['night'] }],
  ])('a line overrides %s and nothing else', (_field, override) => {
    expect(on(override)).toEqual({ ...defaultPolicy, ...override });
  });

  test('callback and limits are overridden field by field', () => {
    expect(on({ callback: { expiresHours: 48 }, limits: { restHours: 12 } })).toEqual({
      ...defaultPolicy,
      callback: { ...defaultPolicy.callback, expiresHours: 48 },
      limits: { ...defaultPolicy.limits, restHours: 12 },
    });
  });

  test("a line nobody knows has the organisation's", () => {
    expect(linePolicy({ policy: defaultPolicy, lines: [] }, 'gone')).toEqual(defaultPolicy);
  });

  test("the night line of the example has its own ladder and the organisation's training", () => {
    const reading = readOrganisation(readFileSync(new URL('../vectors/northside.json', import.meta.url), 'utf8'));
    if (reading.kind === 'faults') throw new Error('the example has faults');
    const policy = linePolicy(reading.organisation, 'night-owl');
    expect(policy.overflow.map((step) => step.do)).toEqual(['ring-backups', 'ring-partner', 'voicemail']);
    expect(policy.training).toEqual(['core']);
  });
});
