/** Whether there is anything to run through, known before it is asked for: the weeks to choose from, and the calls in one. */
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, type Answered } from '../client.ts';
import { dateAfter, weeksAround } from './request.ts';

export function useWeeks(): ReturnType<typeof weeksAround> {
  const [weeks] = useState(() => weeksAround(new Date().toISOString().slice(0, 10)));
  return weeks;
}

/** `week`: its Monday; `line` empty: all lines. */
export function useCalls(week: string, line: string): UseQueryResult<Answered<'replays.calls'>> {
  const query = { from: week, to: dateAfter(week, 6), ...(line === '' ? {} : { line }) };
  return useQuery({
    queryKey: ['replays', 'calls', query],
    queryFn: ({ signal }) => ask('replays.calls', { query }, { signal }),
    placeholderData: keepPreviousData,
  });
}
