/** A small organisation for stories: one English line that is always open, and the people a story names. */
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';

export const line = '+15550100001';
export const crisisLine = '+15559880988';
export const caller = '+15550900001';

type PersonPart = Partial<NonNullable<OrganisationFile['people']>[number]> & { as?: 'primary' | 'backup' | null };

/** Numbers of the people of `smallOrganisation`, by id. */
export const numbers: Record<string, string> = {
  ana: '+15550200001',
  ben: '+15550200002',
  cleo: '+15550200003',
  dev: '+15550200004',
  elena: '+15550200005',
  farid: '+15550200006',
  grace: '+15550200007',
};

/**
 * The line `main` and the people of `people`, on shift from 17:00 to 23:00 (Chicago) every day as primaries, unless
 * `as` says otherwise (null: not on shift).
 */
export function smallOrganisation(
  people: Record<string, PersonPart>,
  linePart: Partial<NonNullable<OrganisationFile['lines']>[number]> = {},
  policy: OrganisationFile['policy'] = {},
): OrganisationFile {
  return {
    organisation: {
      name: 'Northside',
      timeZone: 'America/Chicago',
      crisisNumber: crisisLine,
      crisisName: 'the 988 lifeline',
    },
    policy: { training: [], ...policy },
    lines: [
      {
        id: 'main',
        name: 'Northside Warmline',
        phoneNumber: line,
        timeZone: 'America/Chicago',
        languages: ['en'],
        automaticAvailability: true,
        ...linePart,
      },
    ],
    people: Object.entries(people).map(([id, { as: _as, ...part }]) => ({
      id,
      name: `${id} of Northside`,
      phone: numbers[id] ?? '',
      roles: ['volunteer'],
      ...part,
    })),
    shifts: [
      {
        id: 'evening',
        line: 'main',
        start: '2026-01-01T17:00',
        end: '2026-01-01T23:00',
        repeat: 'FREQ=DAILY',
        need: 1,
        assigned: Object.entries(people).flatMap(([person, { as = 'primary' }]) =>
          as === null ? [] : [{ person, as }],
        ),
      },
    ],
  };
}
