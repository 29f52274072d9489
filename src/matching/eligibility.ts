/** Who may be asked for somebody who calls, writes or is called back: one rule for all of them (guards of rules.md). */
import { speaks } from '../schedule/languages.ts';
import { bandOf } from '../wellbeing/bands.ts';
import type { Guard, PersonFacts } from '../wellbeing/guards.ts';
import type { Reason, Role } from './model.ts';

/** What of a caller or texter decides who may meet them. */
export type Sought = {
  language: string;
  /** People who must not meet them; why is nobody's business. */
  notWith: readonly string[];
  /** The volunteer they were cut off from, with whom they go on (V6). */
  preferredPersonId: string | null;
  /** Hidden callers, while they go to shift leaders only (V9). */
  leadersOnly: boolean;
};

/** Who but primaries may be asked: all, once the ladder has come to them, and before that those who step up where cover thins (W4). */
export type Backups = { areAsked: boolean; steppingUp: readonly string[] };

/** The role in which somebody is asked: as they are on shift, else as a reserve. */
export function roleOf(facts: PersonFacts): Role {
  return facts.onShiftAs ?? 'reserve';
}

/** Whether somebody's turn has come by what they are on the line. */
export function isTheirTurn(facts: PersonFacts, backups: Backups): boolean {
  return roleOf(facts) === 'primary' || backups.areAsked || backups.steppingUp.includes(facts.personId);
}

/** Every reason why the person is not asked for this contact; none means that they may be asked. */
export function reasonsAgainst(
  facts: PersonFacts,
  guards: readonly Guard[],
  sought: Sought,
  backups: Backups,
): Reason[] {
  const isPreferred = sought.preferredPersonId === facts.personId;
  const reasons: Reason[] = guards.filter((guard) => !(isPreferred && guard.kind === 'wrap-up'));
  if (!speaks(facts.languages, sought.language)) reasons.push({ kind: 'language', untilMs: null });
  if (sought.notWith.includes(facts.personId)) reasons.push({ kind: 'not-matched', untilMs: null });
  if (sought.leadersOnly && !facts.leader) reasons.push({ kind: 'leaders-only', untilMs: null });
  if (!isPreferred && !isTheirTurn(facts, backups)) reasons.push({ kind: 'ladder', untilMs: null });
  return reasons;
}

/**
 * Those of the free people who are asked: strained people only where nobody fresher is left and nobody is being asked
 * already. The volunteer whom a caller was cut off from goes on with them, whatever their load (V6).
 */
export function sparingStrained<Person>(
  free: readonly Person[],
  factsOf: (person: Person) => PersonFacts,
  preferredPersonId: string | null,
  isSomebodyAsked: boolean,
): readonly Person[] {
  const fresher = free.filter((person) => {
    const { load, personId } = factsOf(person);
    return bandOf(load) !== 'strained' || personId === preferredPersonId;
  });
  if (fresher.length > 0) return fresher;
  return isSomebodyAsked ? [] : free;
}
