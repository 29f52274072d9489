/** The board's rows of people: what each on shift is doing, in words that say nothing of why they rest (W2). */
import type { Guard, GuardKind, PersonFacts } from '../wellbeing/guards.ts';
import { flag, when } from './board-fields.ts';
import type { PersonRow, PersonState } from './board-shape.ts';
import type { BoardWorld } from './board-world.ts';

/** What holds somebody, the most telling first; each stands for what is shown of it. */
const shown: readonly (readonly [GuardKind, PersonState])[] = [
  ['off-shift', 'off'],
  ['off', 'off'],
  ['heavy-rest', 'resting'],
  ['spent', 'resting'],
  ['on-break', 'break'],
  ['wrap-up', 'wrap-up'],
  ['shift-ending', 'ending'],
  ['untrained', 'held'],
  ['trainee-alone', 'held'],
];

/** Somebody on shift, with the guards that hold for them. */
export function personRow(facts: PersonFacts, guards: readonly Guard[], names: BoardWorld['names']): PersonRow {
  const { state, untilMs } = doing(facts, guards);
  return {
    name: names.get(facts.personId) ?? facts.personId,
    as: facts.onShiftAs ?? 'reserve',
    ...flag('leader', facts.leader),
    ...flag('textsOnly', facts.textsOnly === true),
    state,
    ...when('until', untilMs),
  };
}

function doing(facts: PersonFacts, guards: readonly Guard[]): { state: PersonState; untilMs: number | null } {
  if (facts.busy !== null && !facts.leaving)
    return { state: facts.busy === 'offered' ? 'rung' : 'talking', untilMs: null };
  if (guards.some(({ kind }) => kind === 'in-contact')) return { state: 'writing', untilMs: null };
  const found = shown.find(([kind]) => guards.some((guard) => guard.kind === kind));
  if (!found) return { state: facts.leaving ? 'wrap-up' : 'free', untilMs: null };
  const [, state] = found;
  if (state === 'off' || state === 'held') return { state, untilMs: null };
  const kinds = shown.filter(([, one]) => one === state).map(([kind]) => kind);
  // A rest without an end of its own lasts as long as their time on shift.
  const ends = guards
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ untilMs }) => untilMs ?? facts.duty?.endMs ?? null)
    .filter((untilMs) => untilMs !== null);
  return { state, untilMs: ends.length === 0 ? null : Math.max(...ends) };
}
