/** Reads an organisation file: the text in, the whole organisation or every fault out. */
import { DateTime } from 'luxon';
import { crossFaults } from './cross-checks.ts';
import { type Fault, faultsOf } from './faults.ts';
import { isInstant } from './fields.ts';
import { readJson } from './json-text.ts';
import { type Organisation, organisationFile } from './organisation-file.ts';

export type Reading = { kind: 'organisation'; organisation: Organisation } | { kind: 'faults'; faults: Fault[] };

/** Reads the text of an organisation file; what is wrong with the JSON itself is named by line and column. */
export function readOrganisation(jsonText: string): Reading {
  const json = readJson(jsonText);
  return json.kind === 'faults' ? json : checkOrganisation(json.content);
}

/** Checks the content of an organisation file: every field, then everything that one part says about another. */
export function checkOrganisation(content: unknown): Reading {
  const parsed = organisationFile.safeParse(content);
  const faults = [...(parsed.success ? [] : faultsOf(parsed.error.issues, content)), ...crossFaults(content)];
  if (!parsed.success || faults.length > 0) return { kind: 'faults', faults: inOrderOfTheFile(faults) };
  const { organisation, people, blocks, lines } = parsed.data;
  return {
    kind: 'organisation',
    organisation: {
      ...parsed.data,
      people: people.map((person) => ({ ...person, timeZone: person.timeZone ?? organisation.timeZone })),
      blocks: blocks.map((block) => {
        const zone = lines.find((line) => line.id === block.line)?.timeZone ?? organisation.timeZone;
        return block.until === undefined ? block : { ...block, until: endOfBlock(block.until, zone) };
      }),
    },
  };
}

/** A date means until that day has ended; a wall-clock time is on the clock of the block's line. */
function endOfBlock(until: string, zone: string): string {
  const moment = DateTime.fromISO(until, { zone });
  const end = isInstant(until) || until.includes('T') ? moment : moment.plus({ days: 1 }).startOf('day');
  return end.toUTC().toISO({ suppressMilliseconds: true }) ?? until;
}

const sections = ['organisation', 'policy', 'lines', 'people', 'shifts', 'timeOff', 'blocks'];

function inOrderOfTheFile(faults: Fault[]): Fault[] {
  const place = (fault: Fault) => {
    const [section = '', index = '0'] = fault.path.split(/[.[\]]+/);
    return (sections.indexOf(section) + 1) * 1_000_000 + (Number.isInteger(Number(index)) ? Number(index) : 0);
  };
  return faults.sort((a, b) => place(a) - place(b));
}
