/** What a replay found: the finding as a sentence, the picture, the figures under it, and what it asks of each person. */
import type { ReactNode } from 'react';
import { Notice } from '../parts/controls.tsx';
import { said } from './figure-in-words.ts';
import { PeopleLoads } from './people-loads.tsx';
import looks from './replay.module.css';
import { findingOf, type Figure, type Found, type ReplayHead, type Side, type Spread } from './request.ts';
import { Spreads } from './spreads.tsx';
import { useReplayWords } from './words.ts';

const pictured: readonly Figure[] = ['hungUp', 'medianWaitSeconds', 'wait90Seconds', 'inTimeShare'];
const all: readonly Figure[] = [
  ...(['offered', 'answered', 'hungUp', 'promised', 'nobodyOn'] as const),
  ...(['inTimeShare', 'meanWaitSeconds', 'medianWaitSeconds', 'wait90Seconds'] as const),
];

export function FoundHere({ head, found }: { head: ReplayHead; found: Found }): ReactNode {
  const inWords = useReplayWords();
  const { words } = inWords;
  const { without, with: changed, difference } = found;
  const after = changed ?? without;
  const isEmpty = without.occupancy === null && after.occupancy === null;
  return (
    <>
      <p className={looks['lead']}>
        {findingOf(
          head,
          { without: without.hungUp, difference: difference?.hungUp ?? null, offered: without.offered.mean },
          inWords,
        )}
      </p>
      {isEmpty && <Notice kind="plain">{words.nobodyPlanned}</Notice>}
      {!isEmpty && after.overloaded && (
        <Notice kind="plain">{changed ? words.overloadedWith : words.overloaded}</Notice>
      )}
      {!isEmpty && changed && without.overloaded && !changed.overloaded && (
        <Notice kind="plain">{words.overloaded}</Notice>
      )}
      <h2>{changed ? words.pictureTitle : words.pictureAlone}</h2>
      <Spreads without={without} changed={changed} figures={pictured} />
      <p className={looks['soft']}>
        {words.pictureSays} {words.inTime({ seconds: String(found.inTimeSeconds) })}
      </p>
      <h2>{words.tableTitle}</h2>
      <Table found={found} />
      <h2>{words.peopleTitle}</h2>
      <PeopleLoads without={without.people} changed={changed?.people ?? null} />
      <Known found={found} />
    </>
  );
}

function Table({ found: { without, with: changed, difference } }: { found: Found }): ReactNode {
  const inWords = useReplayWords();
  const { words, percent } = inWords;
  const range = (spread: Spread, say: (value: number) => string) =>
    spread.low === spread.mean && spread.high === spread.mean
      ? say(spread.mean)
      : words.range({ mean: say(spread.mean), low: say(spread.low), high: say(spread.high) });
  const signed = (figure: Figure) => (value: number) => {
    const text = said(figure, inWords)(Math.abs(value));
    return /[1-9]/.test(text) ? `${value < 0 ? '−' : '+'}${text}` : text;
  };
  const occupancy = ({ occupancy: share }: Side) => (share === null ? '–' : percent(share));
  return (
    <>
      {/* What scrolls must be reached by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={looks['wide']} role="region" aria-label={words.tableTitle} tabIndex={0}>
        <table className={looks['table']}>
          <thead>
            <tr>
              <th scope="col">{words.figure}</th>
              <th scope="col">{changed ? words.without : words.asIs}</th>
              {changed && <th scope="col">{words.with}</th>}
              {difference && <th scope="col">{words.difference}</th>}
            </tr>
          </thead>
          <tbody>
            {all.map((figure) => (
              <tr key={figure}>
                <th scope="row">{words.figures[figure]}</th>
                <td>{range(without[figure], said(figure, inWords))}</td>
                {changed && <td>{range(changed[figure], said(figure, inWords))}</td>}
                {difference && <td>{range(difference[figure], signed(figure))}</td>}
              </tr>
            ))}
            <tr>
              <th scope="row">{words.occupancy}</th>
              <td>{occupancy(without)}</td>
              {changed && <td>{occupancy(changed)}</td>}
              {difference && <td>–</td>}
            </tr>
          </tbody>
        </table>
      </div>
      <p className={looks['soft']}>{words.differenceSays}</p>
    </>
  );
}

function Known({ found }: { found: Found }): ReactNode {
  const { words, date } = useReplayWords();
  const { known } = words;
  const { ahead, otherPolicy, filesSince, leftSince, gaps } = found;
  const said = [
    ahead ? known.foreseen : known.recorded,
    known.back,
    known.texts,
    ...(ahead ? [] : [known.ofThen]),
    ...(otherPolicy.length > 0 ? [known.otherPolicy({ lines: otherPolicy.join(', ') })] : []),
    ...(filesSince ? [known.filesSince] : []),
    ...(leftSince > 0 ? [known.leftSince({ count: leftSince })] : []),
    ...gaps.map(({ from, to }) => known.gap({ from: date(from), to: date(to) })),
  ];
  return (
    <details open={gaps.length > 0}>
      <summary>{words.knownTitle}</summary>
      <ul>
        {said.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </details>
  );
}
