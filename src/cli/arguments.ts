/** Understands what people type after an option: instants, dates, numbers and files. */
import { readFile } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import type { Organisation } from '../organisation/organisation-file.ts';
import { parseDate } from '../schedule/wall-clock.ts';
import { isZoneName } from '../schedule/zone-names.ts';
import { BadInput } from './errors.ts';

/** An instant with offset or `Z`, in milliseconds since the epoch; for commander, which names the option. */
export function instantMs(value: string): number {
  const ms =
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(value) &&
    isCalendarDay(value.slice(0, 10))
      ? Date.parse(value)
      : Number.NaN;
  if (Number.isNaN(ms))
    throw new InvalidArgumentError('It must be an instant with an offset or Z, such as 2026-03-08T08:00:00Z.');
  return ms;
}

function isCalendarDay(date: string): boolean {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}

/** A date as a day number (days since 1970-01-01); for commander, which names the option. */
export function dateDay(value: string): number {
  const day = parseDate(value);
  if (day === null) throw new InvalidArgumentError('It must be a date, such as 2026-03-08.');
  return day;
}

/** A name of the IANA time zone database; for commander. */
export function zoneName(value: string): string {
  if (!isZoneName(value)) throw new InvalidArgumentError(`There is no such zone ${JSON.stringify(value)}.`);
  return value;
}

/** A number of at least `least`; for commander, which names the option. */
export function numberFrom(least: number): (value: string) => number {
  return (value) => {
    const number = value.trim() === '' ? Number.NaN : Number(value);
    if (!Number.isFinite(number) || number < least)
      throw new InvalidArgumentError(`It must be a number of at least ${least}.`);
    return number;
  };
}

/** What is counted or measured here is never larger; beyond it sums would lose their last digits. */
export const mostNumber = 1_000_000_000;

/** A number from `least` to `most`; for commander, which names the option. */
export function numberBetween(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = numberFrom(least)(value);
    if (number > most) throw new InvalidArgumentError(`It must be at most ${most}.`);
    return number;
  };
}

/** A whole number of at least `least`; for commander, which names the option. */
export function wholeFrom(least: number): (value: string) => number {
  return (value) => {
    const number = numberFrom(least)(value);
    if (!Number.isSafeInteger(number)) throw new InvalidArgumentError('It must be a whole number.');
    return number;
  };
}

/** The text of `path`; a file that is missing or cannot be read is bad input. */
export async function readTextFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new BadInput(`${path}: ${reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? 'cannot be read'}`);
  }
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'may not be read',
  EISDIR: 'is a folder, not a file',
};

/** The organisation in the file at `path`; every fault of it is a problem of its own. */
export async function readOrganisationFile(path: string): Promise<Organisation> {
  const content = await readTextFile(path);
  const { readOrganisation } = await import('../organisation/read-file.ts');
  const reading = readOrganisation(content);
  if (reading.kind === 'organisation') return reading.organisation;
  const { faultLine } = await import('../organisation/faults.ts');
  throw new BadInput(reading.faults.map(faultLine));
}

/**
 * The same for what counts primaries, whatever they take: programs rely on that of `gaps` and `roster`. The service itself
 * leaves out whoever takes texts only, where callers are counted on.
 */
export async function readFileOfPrimaries(path: string): Promise<Organisation> {
  const organisation = await readOrganisationFile(path);
  return { ...organisation, people: organisation.people.map((person) => ({ ...person, channels: ['voice', 'text'] })) };
}
