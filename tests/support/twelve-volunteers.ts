/** Twelve volunteers who are on one line around the clock, for stories in which many wait; and that none of them is rung twice at once. */
import { expect } from '@jest/globals';
import type { Carrier } from '../../infra/phone-lab/carrier.ts';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';

export const lineOfTwelve = '+15550100001';
export const volunteers = Array.from({ length: 12 }, (_, index) => ({
  id: `v${index}`,
  phone: `+1555020${String(index).padStart(4, '0')}`,
}));

export function twelveVolunteers(policy: NonNullable<OrganisationFile['policy']>): OrganisationFile {
  return {
    organisation: { name: 'Twelve', timeZone: 'America/Chicago', crisisNumber: '+15559880988' },
    policy: { training: [], ...policy },
    lines: [
      {
        id: 'main',
        name: 'Twelve',
        phoneNumber: lineOfTwelve,
        timeZone: 'America/Chicago',
        languages: ['en'],
        automaticAvailability: true,
      },
    ],
    people: volunteers.map(({ id, phone }) => ({ id, name: id, phone, roles: ['volunteer'] })),
    shifts: [
      {
        id: 'always',
        line: 'main',
        start: '2026-01-01T00:00',
        end: '2026-01-02T00:00',
        repeat: 'FREQ=DAILY',
        assigned: volunteers.map(({ id }) => ({ person: id, as: 'primary' })),
      },
    ],
  };
}

/** Fails where one of the phones was called by us while an earlier call of ours to it went on. */
export function expectNobodyRungTwiceAtOnce({ control }: Carrier, numbers: readonly string[]): void {
  for (const to of numbers) {
    const calls = control.calls({ to, direction: 'outbound-api' }).toSorted((a, b) => a.createdMs - b.createdMs);
    const overlapping = calls.filter((call, index) => (calls[index - 1]?.endedMs ?? -Infinity) > call.createdMs);
    expect(overlapping.map(({ states }) => ({ to, states }))).toEqual([]);
    expect(calls.slice(0, -1).filter(({ endedMs }) => endedMs === undefined)).toEqual([]);
  }
}
