/** The roster on a phone: day by day, with the same acts as the table (R1). */
import { useMemo, useState, type ReactNode } from 'react';
import { DayFold } from '../parts/controls.tsx';
import { PlaceText } from './cell.tsx';
import { DayText } from './day-head.tsx';
import { useDesk } from './desk.tsx';
import { hours } from './form.ts';
import looks from './day-list.module.css';
import type { PlaceView } from './view.ts';

/** Where there are more places than these, days are folded. */
const shownAtOnce = 40;

export function DayList(): ReactNode {
  const { grid, view, words, form, planned, canEdit, open, today } = useDesk();
  const [onlyOpen, setOnlyOpen] = useState(false);
  const trainees = useMemo(
    () => new Set(planned?.model.people.filter(({ isTrainee }) => isTrainee).map(({ id }) => id)),
    [planned?.model.people],
  );
  const isShown = (place: PlaceView | null): place is PlaceView =>
    place !== null && (!onlyOpen || place.missing > 0 || place.wants.length > 0);
  const days = grid.days
    .map((day) => ({ day, places: day.cells.filter(isShown).sort((a, b) => a.startMs - b.startMs) }))
    .filter(({ day, places }) => places.length > 0 || (!onlyOpen && day.closure !== null));
  const missingOf = (places: readonly PlaceView[]) => places.reduce((sum, { missing }) => sum + missing, 0);
  // A line that is open around the clock has hundreds: today is open, the other days are a row each.
  const isLong = days.reduce((sum, { places }) => sum + places.length, 0) > shownAtOnce;
  const opened = days.some(({ day }) => day.date === today) ? today : days[0]?.day.date;
  return (
    <>
      <label className={looks['filter']}>
        <input type="checkbox" checked={onlyOpen} onChange={(event) => setOnlyOpen(event.currentTarget.checked)} />
        {words.onlyOpen}
      </label>
      {days.length === 0 && <p>{words.nothingOpen}</p>}
      {days.map(({ day, places }) => (
        <DayFold
          key={day.date}
          open={!isLong || day.date === opened}
          isToday={day.date === today}
          name={
            <>
              <DayText day={day} />
              {missingOf(places) > 0 && (
                <span className={looks['missing']}>{words.missing({ count: missingOf(places) })}</span>
              )}
            </>
          }
        >
          <ul className={looks['places']}>
            {places.map((place) => {
              const text = (
                <>
                  <span className={looks['hours']}>{hours(place.startMs, place.endMs, form)}</span>
                  <span className={looks['text']}>
                    <PlaceText
                      place={place}
                      trainees={trainees}
                      names={view.names}
                      fit={null}
                      against=""
                      form={form}
                      words={words}
                      ownHours={false}
                    />
                  </span>
                </>
              );
              const kind = place.missing > 0 ? looks['short'] : '';
              return (
                <li key={place.key}>
                  {canEdit ? (
                    <button
                      type="button"
                      className={`${looks['place']} ${kind}`}
                      onClick={() =>
                        open(place.cancelled ? { kind: 'edit', key: place.key } : { kind: 'places', keys: [place.key] })
                      }
                    >
                      {text}
                    </button>
                  ) : (
                    <div className={`${looks['place']} ${kind}`}>{text}</div>
                  )}
                </li>
              );
            })}
          </ul>
        </DayFold>
      ))}
    </>
  );
}
