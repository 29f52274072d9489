/** What a shift that is added and one that is changed are both asked: from when to when, and for how many. */
import type { ReactNode } from 'react';
import { dayMs, parseTimeOfDay, wallName } from '../../schedule/wall-clock.ts';
import { Field } from '../parts/controls.tsx';
import { useDesk } from './desk.tsx';

/** What was typed of a shift: times of day as HH:MM, and how many people. */
export type ShiftTyped = { start: string; end: string; need: string };

type Part = { typed: ShiftTyped; type: (change: Partial<ShiftTyped>) => void };

export function StartAndEnd({ typed: { start, end }, type }: Part): ReactNode {
  const { words } = useDesk();
  return (
    <>
      <Field
        label={words.addStart}
        type="time"
        value={start}
        onChange={(event) => type({ start: event.currentTarget.value })}
      />
      <Field
        label={words.addEnd}
        type="time"
        value={end}
        onChange={(event) => type({ end: event.currentTarget.value })}
      />
    </>
  );
}

export function Need({ typed: { need }, type }: Part): ReactNode {
  const { words } = useDesk();
  return (
    <Field
      label={words.addNeed}
      type="number"
      min={0}
      max={99}
      value={need}
      onChange={(event) => type({ need: event.currentTarget.value })}
    />
  );
}

/** Its wall times where it begins on `day`, a number of days; an end that is no later is of the day after. Null where a time is missing. */
export function timesOnDay(day: number, { start, end }: ShiftTyped): { start: string; end: string } | null {
  const [from, to] = [parseTimeOfDay(start), parseTimeOfDay(end)];
  if (from === null || to === null) return null;
  return { start: wallName(day * dayMs + from), end: wallName(day * dayMs + (to <= from ? to + dayMs : to)) };
}

/** A whole number of people, 0 or more. */
export const peopleOf = ({ need }: ShiftTyped): number => Math.max(0, Math.round(Number(need)) || 0);
