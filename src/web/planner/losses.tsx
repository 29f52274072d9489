/** What the roster in hand would lose: worked out in the browser from who is on in it, after the grid has answered (F4). */
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { coverAhead, shortSpans, worstSpans, type CoverAhead, type OnDuty } from '../../planning/ahead/cover-ahead.ts';
import type { HalfHourAhead } from '../../planning/ahead/line-ahead.ts';
import { parseDate } from '../../schedule/wall-clock.ts';
import { ask } from '../client.ts';
import { useForecastWords } from '../forecast/words.ts';
import { useDesk } from './desk.tsx';
import looks from './roster.module.css';
import type { PlaceView } from './view.ts';

const mostDays = 42;
const mostShown = 3;
const minutesKept = 10;

/** What lies ahead in the days shown, with the cover of the roster in hand; null where nothing is foreseen, `waiting` while it is asked for. */
function useCover(): { halfHours: HalfHourAhead[]; cover: CoverAhead[] } | 'waiting' | null {
  const { line, view } = useDesk();
  const { from, to } = view;
  const places = useDeferredValue(view.places);
  const { data, isLoading } = useQuery({
    queryKey: ['forecast', { line, from, to }],
    queryFn: ({ signal }) => ask('forecast.read', { query: { line, from, to } }, { signal }),
    enabled: (parseDate(to) ?? 0) - (parseDate(from) ?? 0) < mostDays,
    staleTime: minutesKept * 60_000,
  });
  const halfHours = useMemo(
    () =>
      (data?.halfHours ?? []).map(({ start, end, ...half }) => ({
        ...half,
        startMs: Date.parse(start),
        endMs: Date.parse(end),
      })),
    [data],
  );
  const cover = useMemo(() => coverAhead(halfHours, places.flatMap(onDutyIn)), [halfHours, places]);
  if (isLoading) return 'waiting';
  return halfHours.length === 0 ? null : { halfHours, cover };
}

function onDutyIn({ people, startMs, endMs, cancelled }: PlaceView): OnDuty[] {
  if (cancelled) return [];
  return people.flatMap(({ person, as, away }) => (as === 'primary' && !away ? [{ person, startMs, endMs }] : []));
}

/** Where the roster in hand would lose most callers, above the grid. */
export function Losses(): ReactNode {
  const { view, work, line } = useDesk();
  const { words, when } = useForecastWords();
  const found = useCover();
  if (found === null) return null;
  // Its place is kept, so that the grid stays where it is.
  if (found === 'waiting') return <div className={looks['losses']} />;
  const spans = shortSpans(found.halfHours, found.cover, view.zone);
  const [first, ...others] = worstSpans(spans, mostShown).map((span) => ({ ...span, when: when(span, view.zone) }));
  const all = {
    expected: found.halfHours.reduce((sum, { expected }) => sum + expected, 0),
    lost: found.cover.reduce((sum, { lost }) => sum + lost, 0),
  };
  const weeks = Math.ceil(((parseDate(view.to) ?? 0) - (parseDate(view.from) ?? 0) + 1) / 7);
  const there = work
    ? `draft=${encodeURIComponent(work.draft.id)}`
    : `line=${encodeURIComponent(line)}&from=${view.from}&weeks=${weeks}`;
  return (
    <div className={looks['losses']}>
      <span>
        {first ? (
          <b>{work ? words.draftLoses(first) : words.rosterLoses(first)}</b>
        ) : spans.length > 0 ? (
          words.nearlyWhole(all)
        ) : (
          words.whole(all)
        )}{' '}
        {others.map((span) => `${words.andAt(span)} `)}
      </span>
      <Link to={`/forecast?${there}`}>{words.seeAhead}</Link>
    </div>
  );
}

/** What is expected in one shift, and what one more peer there would change. */
export function PlaceLoss({ place }: { place: PlaceView }): ReactNode {
  const { words, tenth } = useForecastWords();
  const found = useCover();
  if (found === null || found === 'waiting') return null;
  const inside = found.halfHours.flatMap((half, index) =>
    half.startMs >= place.startMs && half.endMs <= place.endMs ? [{ ...half, ...found.cover[index] }] : [],
  );
  if (inside.length === 0) return null;
  const sum = (key: 'expected' | 'lost' | 'lostWithOneMore') =>
    inside.reduce((total, half) => total + (half[key] ?? 0), 0);
  const lost = sum('lost');
  return (
    <p className="soft">
      {words.placeExpects({ expected: tenth(sum('expected')), lost })}
      {lost >= 0.5 && ` ${words.placeOneMore({ lost: sum('lostWithOneMore') })}`}
    </p>
  );
}
