/** Who the demo's people are, and its lines: a believable warmline of three lines, made up from end to end. */
import type { OrganisationFile } from '../../../src/organisation/organisation-file.ts';

export const zone = 'America/Chicago';

/** Parts of the day in which somebody takes shifts; together they leave no four hours out. */
export const parts = {
  day: { start: '06:00', end: '19:00', fromHour: 6, toHour: 19 },
  evening: { start: '14:00', end: '02:00', fromHour: 14, toHour: 26 },
  night: { start: '21:00', end: '09:00', fromHour: 21, toHour: 33 },
} as const;
export type DayPart = keyof typeof parts;

type Line = NonNullable<OrganisationFile['lines']>[number];

export const lines: readonly Line[] = [
  {
    id: 'harbour',
    name: 'Harbour Warmline',
    phoneNumber: '+15550100001',
    timeZone: zone,
    languages: ['en'],
    wishes: [
      { key: '2', tag: 'veteran', name: 'a veteran' },
      { key: '3', tag: 'parent', name: 'a parent' },
    ],
    automaticAvailability: true,
  },
  {
    id: 'veterans',
    name: 'Veterans Evening Line',
    phoneNumber: '+15550100003',
    timeZone: zone,
    languages: ['en'],
    openingHours: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], start: '18:00', end: '21:00' }],
    automaticAvailability: true,
  },
  {
    id: 'puerto',
    name: 'Línea Puerto',
    phoneNumber: '+15550100002',
    timeZone: zone,
    languages: ['es', 'en'],
    openingHours: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA'], start: '17:00', end: '20:00' }],
    automaticAvailability: true,
  },
];

/** Somebody of the demo; `hours` is what they offer a week, and `when` the parts of the day for it. */
export type Player = {
  id: string;
  name: string;
  roles: readonly ('volunteer' | 'shift-leader' | 'coordinator' | 'admin')[];
  languages: readonly string[];
  tags: readonly string[];
  hours: number;
  when: readonly DayPart[];
  trainee?: boolean;
  reserve?: boolean;
};

type Told = { leads?: boolean; languages?: string[]; tags?: string[]; hours?: number };

const volunteer = (id: string, name: string, when: DayPart[], { leads = false, ...told }: Told = {}): Player => ({
  id,
  name,
  roles: leads ? ['volunteer', 'shift-leader'] : ['volunteer'],
  languages: told.languages ?? ['en'],
  tags: told.tags ?? [],
  hours: told.hours ?? 12,
  when,
});
const both = ['en', 'es'];
const spanish = ['es', 'en'];

/** In the order of their phones. The first three are on shift whenever the demo begins. */
export const players: readonly Player[] = [
  volunteer('ana', 'Ana', ['day', 'evening', 'night'], { leads: true, languages: both, tags: ['parent'], hours: 8 }),
  volunteer('ben', 'Ben', ['day', 'evening', 'night'], { tags: ['veteran'], hours: 8 }),
  volunteer('cleo', 'Cleo', ['day', 'evening', 'night'], { tags: ['grief'], hours: 8 }),
  { id: 'dora', name: 'Dora', roles: ['coordinator'], languages: both, tags: [], hours: 0, when: [] },
  { id: 'noor', name: 'Noor', roles: ['coordinator', 'admin'], languages: ['en'], tags: [], hours: 0, when: [] },
  volunteer('emil', 'Emil', ['evening', 'day']),
  volunteer('farah', 'Farah', ['evening'], { languages: both, tags: ['parent'], hours: 9 }),
  { ...volunteer('gus', 'Gus', ['evening'], { hours: 6 }), trainee: true },
  volunteer('hana', 'Hana', ['evening', 'day'], { languages: both, hours: 10 }),
  { ...volunteer('ines', 'Inés', ['evening'], { languages: spanish, tags: ['parent'], hours: 6 }), reserve: true },
  volunteer('jonah', 'Jonah', ['evening', 'night'], { tags: ['veteran'] }),
  volunteer('kofi', 'Kofi', ['night', 'evening'], { tags: ['recovery'] }),
  volunteer('lena', 'Lena', ['evening', 'day'], { leads: true, tags: ['grief'] }),
  volunteer('mateo', 'Mateo', ['evening', 'day'], { languages: spanish, hours: 9 }),
  volunteer('nadia', 'Nadia', ['day'], { tags: ['parent'] }),
  volunteer('omar', 'Omar', ['night', 'day'], { tags: ['recovery'] }),
  volunteer('petra', 'Petra', ['day', 'evening']),
  volunteer('quinn', 'Quinn', ['night', 'evening'], { tags: ['veteran'] }),
  volunteer('rosa', 'Rosa', ['evening', 'day'], { languages: spanish, tags: ['parent'], hours: 10 }),
  volunteer('sam', 'Sam', ['night', 'evening'], { tags: ['lgbtq'] }),
  volunteer('tess', 'Tess', ['day'], { tags: ['grief'] }),
  volunteer('uma', 'Uma', ['day', 'evening'], { tags: ['parent'] }),
  volunteer('viktor', 'Viktor', ['night', 'evening'], { tags: ['veteran', 'recovery'] }),
  volunteer('wendy', 'Wendy', ['day', 'night']),
  volunteer('ximena', 'Ximena', ['evening', 'day'], { leads: true, languages: spanish, hours: 10 }),
  volunteer('yusuf', 'Yusuf', ['night', 'day'], { tags: ['lgbtq'] }),
  volunteer('zoe', 'Zoe', ['evening', 'night']),
  volunteer('aldo', 'Aldo', ['evening', 'night'], { leads: true, tags: ['veteran'] }),
  volunteer('carl', 'Carl', ['night', 'day'], { tags: ['veteran'] }),
  volunteer('della', 'Della', ['day', 'evening'], { tags: ['recovery'] }),
];
