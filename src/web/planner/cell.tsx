/** One place of the grid: who is there and what is missing, seen at a glance. */
import { memo, type FocusEvent, type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactNode } from 'react';
import type { RosterWords } from '../words/planner/en.ts';
import { hours, type Form } from './form.ts';
import looks from './grid.module.css';
import inPlace from './place.module.css';
import { wantInWords } from './in-words.ts';
import { isSamePlace, type PlaceView } from './view.ts';

/** How the picked person stands to a place: `here` already, they `may`, or `not`. */
export type Fit = 'here' | 'may' | 'not';

type TextProps = {
  place: PlaceView;
  trainees: ReadonlySet<string>;
  names: ReadonlyMap<string, string>;
  fit: Fit | null;
  /** Why they may not. */
  against: string;
  form: Form;
  words: RosterWords;
  /** The place has other hours than its column. */
  ownHours: boolean;
};

export type CellProps = Omit<TextProps, 'place'> & {
  place: PlaceView | null;
  row: number;
  column: number;
  isCurrent: boolean;
  isMarked: boolean;
  onKeyDown: (event: KeyboardEvent) => void;
  onClick: (event: MouseEvent) => void;
  onFocus: (event: FocusEvent<HTMLElement>) => void;
  onPointerDown: (event: PointerEvent<HTMLElement>) => void;
};

/** Hundreds of them stand on a page: only one that changed is drawn again. */
export const Cell = memo(
  function Cell(props: CellProps): ReactNode {
    const { place, row, column, isCurrent, isMarked, fit, words } = props;
    const kind = place === null ? 'nothing' : place.cancelled ? 'cancelled' : place.missing > 0 ? 'short' : 'held';
    return (
      <td className={`${looks['cell']} ${looks[kind]} ${isMarked ? looks['marked'] : ''} ${fit ? looks[fit] : ''}`}>
        <button
          type="button"
          onKeyDown={props.onKeyDown}
          onClick={props.onClick}
          onFocus={props.onFocus}
          onPointerDown={props.onPointerDown}
          tabIndex={isCurrent ? 0 : -1}
          data-row={row}
          data-column={column}
          data-key={place?.key}
        >
          {place === null ? (
            <span className="visually-hidden">{words.noShift}</span>
          ) : (
            <PlaceText {...props} place={place} />
          )}
          {isMarked && <span className={inPlace['note']}>✓ {words.marked}</span>}
        </button>
      </td>
    );
  },
  (before, next) =>
    isSamePlace(before.place, next.place) &&
    (Object.keys(next) as (keyof CellProps)[]).every((name) => name === 'place' || before[name] === next[name]),
);

/** What stands in a place, in the grid and in the list of days alike. */
export function PlaceText({ place, trainees, names, fit, against, form, words, ownHours }: TextProps): ReactNode {
  if (place.cancelled) return <span className={`${inPlace['note']} ${inPlace['struck']}`}>{words.cancelled}</span>;
  const broken = (person: string | null) => place.broken.filter((one) => one.person === person);
  const wants = [...new Set(place.wants)].map((want) => wantInWords(want, form.language));
  // Whoever is missing may bring what is missing.
  const isSaidTogether = wants.length > 0 && place.wants.length <= place.missing;
  const isAlone = place.broken.some(({ rule }) => rule === 'trainee-alone');
  const counted = place.people.filter(({ as, away, textsOnly }) => as === 'primary' && !away && !textsOnly);
  const isOver = place.broken.some(({ rule }) => rule === 'overfilled');
  return (
    <>
      {ownHours && <span className={inPlace['hours']}>{hours(place.startMs, place.endMs, form)}</span>}
      {place.people.map(({ person, as, away, locked, textsOnly }) => (
        <span
          key={person}
          data-person={person}
          className={`${inPlace['person']} ${away ? inPlace['gone'] : as === 'backup' ? inPlace['second'] : ''}`}
        >
          <span className={inPlace['personName']}>{names.get(person) ?? person}</span>
          {as === 'backup' && <small>{words.backup}</small>}
          {textsOnly && <small>{words.textsOnly}</small>}
          {away && <small>{words.away}</small>}
          {trainees.has(person) && <small>{words.trainee}</small>}
          {locked && <small>{words.locked}</small>}
          {broken(person).length > 0 && (
            <span className={inPlace['warn']} role="img" aria-label={words.warning}>
              !
            </span>
          )}
        </span>
      ))}
      {place.missing > 0 && (
        <span className={inPlace['hole']}>
          {isSaidTogether
            ? words.missingAs({ count: place.missing, what: wants.join(', ') })
            : words.missing({ count: place.missing })}
        </span>
      )}
      {!isSaidTogether &&
        wants.map((want) => (
          <span key={want} className={inPlace['want']}>
            {words.wants({ what: want })}
          </span>
        ))}
      {isAlone && <span className={inPlace['want']}>{words.traineeAlone}</span>}
      {isOver && <span className={inPlace['want']}>{words.tooMany({ have: counted.length, need: place.need })}</span>}
      {place.locked && <span className={inPlace['note']}>{words.locked}</span>}
      {place.need === 0 && place.people.length === 0 && (
        <span className={inPlace['note']}>{words.needed({ count: 0 })}</span>
      )}
      {fit === 'may' && <span className={inPlace['fit']}>✓ {words.mayHere}</span>}
      {fit === 'here' && <span className={inPlace['fit']}>● {words.isHere}</span>}
      {fit === 'not' && <span className={inPlace['against']}>{against}</span>}
    </>
  );
}
