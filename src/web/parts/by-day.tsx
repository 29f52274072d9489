/** Shifts as rows; where there are many to a day, under their days, of which the first is open. */
import type { ReactNode } from 'react';
import { day, hours, span } from '../moments.ts';
import { useWords } from '../words/words.tsx';
import { DayFold, Rows } from './controls.tsx';

type Timed = { startAt: string; endAt: string };

/** More rows than these are folded by day, where that makes the list half as long at least. */
const shownAtOnce = 12;

/** `row` is given how to say when the shift is: its day too, unless it stands under that. `isWhole`: no more are to come. */
export function ByDay<Shift extends Timed>({
  shifts,
  zone,
  isWhole,
  row,
}: {
  shifts: readonly Shift[];
  zone: string;
  isWhole: boolean;
  row: (shift: Shift, when: string) => ReactNode;
}): ReactNode {
  const { words, language } = useWords();
  const form = { language, zone };
  const days = new Map<string, Shift[]>();
  for (const one of shifts) {
    const name = day(one.startAt, form);
    days.set(name, [...(days.get(name) ?? []), one]);
  }
  if (shifts.length <= shownAtOnce || shifts.length < days.size * 2)
    return <Rows>{shifts.map((one) => row(one, span(one.startAt, one.endAt, form)))}</Rows>;
  return [...days].map(([name, on], index) => (
    <DayFold
      key={name}
      open={index === 0}
      name={
        <>
          {name}
          {/* Of the last day some may not have been read yet. */}
          {(isWhole || index < days.size - 1) && (
            <span className="soft">{words.shiftsOnDay({ count: on.length })}</span>
          )}
        </>
      }
    >
      <Rows>{on.map((one) => row(one, hours(one.startAt, one.endAt, form)))}</Rows>
    </DayFold>
  ));
}
