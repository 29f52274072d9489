/** One person on one day: what they have, and what they could have. */
import type { ReactNode } from 'react';
import { Button } from '../parts/controls.tsx';
import { unassignAt } from './acts.ts';
import { obstaclesOf } from './candidates.ts';
import { useDesk } from './desk.tsx';
import { Dialog } from './dialog.tsx';
import looks from './dialog.module.css';
import { date, hours } from './form.ts';
import { dateAt } from './grid.ts';
import { obstacleInWords } from './in-words.ts';
import { useActs } from './use-acts.ts';

export function PersonDayPanel({ person, date: day }: { person: string; date: string }): ReactNode {
  const { view, words, form, planned, open, nameOf } = useDesk();
  const acts = useActs();
  const places = view.places.filter((place) => !place.cancelled && dateAt(place.startMs, view.zone) === day);
  const index = planned?.personOf.get(person);
  return (
    <Dialog
      beside
      title={words.dayPanel({
        name: nameOf(person),
        day: date(day, form.language, { weekday: 'long', day: 'numeric', month: 'long' }),
      })}
      end={() => open(null)}
    >
      {() => (
        <>
          {places.length === 0 && <p>{words.nothingThatDay}</p>}
          <ul className={`${looks['list']} ${looks['small']}`}>
            {places.map((place) => {
              const as = place.people.find((one) => one.person === person)?.as;
              const at = planned?.indexOf.get(place.key);
              const mayCome = planned && index !== undefined && at !== undefined && as !== 'primary';
              const against = mayCome ? obstaclesOf(planned, index, at) : [];
              return (
                <li key={place.key} className={looks['row']}>
                  <span>
                    <span className={looks['name']}>{hours(place.startMs, place.endMs, form)}</span>{' '}
                    <span className={looks['soft']}>
                      {[
                        ...(as ? [as === 'primary' ? words.isHere : words.backup] : []),
                        ...(place.missing > 0 ? [words.missing({ count: place.missing })] : []),
                        ...against.map((one) => obstacleInWords(one, { words, language: form.language })),
                      ].join(' · ')}
                    </span>
                  </span>
                  <span className={looks['choices']}>
                    {as !== 'primary' && (
                      <Button onClick={() => acts.plan([place], person)}>
                        {against.length === 0 ? words.putHere : words.putAnyway}
                      </Button>
                    )}
                    {as !== undefined && (
                      <Button onClick={() => acts.act(unassignAt([place], person))}>{words.remove}</Button>
                    )}
                  </span>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </Dialog>
  );
}
