/** Offers one of my shifts to everybody who could swap: I say which of theirs I would take, and the first yes has mine (R6). */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask, type Answered } from '../client.ts';
import { span } from '../moments.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';
import looks from './shifts.module.css';

type Swap = Answered<'offers.swaps'>['swaps'][number];

export function SwapWithMany({
  shift,
  done,
}: {
  shift: { shift: string; occurrence: string };
  done: (answer: Answered<'shifts.list'>) => void;
}): ReactNode {
  const { words, language } = useWords();
  const [without, setWithout] = useState<readonly string[]>([]);
  const query = useQuery({
    queryKey: ['offer-swaps', shift],
    queryFn: ({ signal }) => ask('offers.swaps', { query: shift }, { signal }),
    staleTime: 0,
  });
  const make = useChange('offers.makeToMany', done, ({ why }) =>
    why === 'offered-already' ? words.offerAlready : words.offerRefused,
  );
  if (!query.data) return <Reading query={query} />;
  const { swaps, zone } = query.data;
  if (swaps.length === 0) return null;
  const chosen = swaps.filter(({ person }) => !without.includes(person));
  const turn = (person: string) =>
    setWithout((before) => (before.includes(person) ? before.filter((one) => one !== person) : [...before, person]));
  const nameOf = ({ name, startAt, endAt, line }: Swap) =>
    words.swapManyOne({ name, shift: span(startAt, endAt, { language, zone }), line });
  return (
    <fieldset className={looks['swaps']}>
      <legend>{words.swapMany}</legend>
      <p>{words.swapManySays}</p>
      {make.wrong && <Notice kind="trouble">{make.wrong}</Notice>}
      {swaps.map((one) => (
        <label key={one.person}>
          <input type="checkbox" checked={!without.includes(one.person)} onChange={() => turn(one.person)} />
          <span>{nameOf(one)}</span>
        </label>
      ))}
      {chosen.length > 0 && (
        <Button
          busy={make.busy}
          onClick={() =>
            make.begin({
              body: {
                ...shift,
                swaps: chosen.map(({ person, shift: name, occurrence }) => ({ person, shift: name, occurrence })),
              },
            })
          }
        >
          {words.swapManyAsk({ count: chosen.length })}
        </Button>
      )}
    </fieldset>
  );
}
