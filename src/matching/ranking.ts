/** The order in which free people are asked for a contact (rules.md, "Ring order"). */
import { bandOf } from '../wellbeing/bands.ts';
import type { PersonFacts } from '../wellbeing/guards.ts';
import type { MatchContact } from './match.ts';

const roles = ['primary', 'backup', 'reserve'];
const bands = ['fresh', 'steady', 'strained', 'spent'];

/** Sort key of a person for a contact, smallest first: who missed it is behind everybody (V3), a lost volunteer before the others (V6), backups behind primaries. */
export function rankOf(facts: PersonFacts, contact: MatchContact, seed: string): (number | string)[] {
  return [
    contact.asks.filter((ask) => ask.personId === facts.personId && ask.outcome === 'missed').length,
    contact.preferredPersonId === facts.personId ? 0 : 1,
    roles.indexOf(facts.onShiftAs ?? 'reserve'),
    contact.wish === null || facts.tags.includes(contact.wish) ? 0 : 1,
    bands.indexOf(bandOf(facts.load)),
    Math.floor(facts.load / 5),
    facts.idleSinceMs ?? 0,
    drawOf(seed, facts.personId),
  ];
}

/** Compares two sort keys item by item. */
export function compareRanks(a: (number | string)[], b: (number | string)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** A number that depends on seed and person alone (FNV-1a), so that ties fall differently each time and replay the same. */
export function drawOf(seed: string, personId: string): number {
  let hash = 0x811c9dc5;
  for (const char of `${seed}/${personId}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
}
