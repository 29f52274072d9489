/** A line as founding lays it out: Mesa Warmline, whose founder is Rosa (O1). */
import { foundingFile, type Founding } from '../../src/organisation/founding-file.ts';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';

/** The number of Mesa Warmline. */
export const mesa = '+13035550100';
/** The phone of Rosa, its founder. */
export const rosa = '+13035550142';

const person = (name: string, phone: string) => ({ name, phone, languages: [] });
const others = { ana: person('Ana', '+13035550143'), ben: person('Ben', '+13035550144') };

/** Always open, everybody rung at once; Rosa alone, or with others. */
export function founded(part: Partial<Founding> = {}, ...beside: (keyof typeof others)[]): OrganisationFile {
  const founding: Founding = {
    name: 'Mesa Warmline',
    timeZone: 'America/Denver',
    crisisNumber: '+18002738255',
    crisisName: '',
    callingCode: '1',
    languages: ['en'],
    phoneNumber: mesa,
    openingHours: [],
    greetings: [],
    you: { ...person('Rosa', rosa), takesCalls: true },
    people: beside.map((id) => others[id]),
    ringsAtOnce: true,
    ...part,
  };
  return foundingFile(founding, { ids: ['rosa', ...beside], today: '2026-11-10', isLab: false });
}
