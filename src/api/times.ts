/** When somebody can, and when they are away: said by themselves, into what the organisation has (P4). */
import type { Deps } from '../deps.ts';
import type { DaysAway } from '../planning/time-off.ts';
import {
  askedDays,
  asksFirst,
  goAway,
  openedBy,
  ownTimes,
  setWeek,
  stayAfterAll,
  type TimesChange,
} from '../roster/own-times.ts';
import { openRounds } from '../roster/wishes.ts';
import type { timesOperations } from './contract/times.ts';
import { peerOf, shiftTime, type Peer } from './peer.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';
import { ownRound } from './wishes.ts';
import type { Says } from './wording/problem-words.ts';

/** Longer than a year is no absence but a farewell, or a slip. */
const daysAtMost = 366;

/** The handlers of a person's availability and time off. */
export function timesHandlers(deps: Pick<Deps, 'room' | 'directories' | 'clock'>): Handlers<typeof timesOperations> {
  const { room, directories, clock } = deps;
  const shown = async ({ directory: before, person: { id } }: Peer) => {
    const directory = (await directories.current()) ?? before;
    const person = directory.people.get(id);
    if (!person) throw new Problem('not-signed-in');
    const { version, today, week, daysAway } = ownTimes(directory, person, clock.nowMs());
    const away = daysAway.map((days) => ({ ...days, id: idOf(days) }));
    const [asks, rounds] = await Promise.all([askedDays(room, person), openRounds(room, person)]);
    const asked = asks.flatMap(({ state, reason, from, to }) =>
      state === 'waiting' || state === 'refused' ? [{ from, to, state, reason, id: idOf({ from, to }) }] : [],
    );
    const shownRounds = rounds.map((one) => ownRound(directory, one, clock.nowMs()));
    return { version, zone: person.timeZone, today, week, away, asked, rounds: shownRounds };
  };
  const after = async (peer: Peer, change: TimesChange) => {
    const times = await shown(peer);
    if (change === 'changed') throw new Problem('conflict', { extra: { current: times } });
    if (change === 'unknown') throw new Problem('not-found');
    if (change === 'past')
      throw new Problem('invalid', { fields: [{ path: 'body.to', message: (words) => words.fields.notPast }] });
    return times;
  };
  return {
    'times.read': async (call) => shown(await peerOf(deps, call)),
    'times.set': async (call) => {
      const peer = await peerOf(deps, call);
      return after(peer, await setWeek(room, peer.person.id, call.body.week, call.ifMatch));
    },
    'away.opens': async (call) => {
      const { directory, person } = await peerOf(deps, call);
      const opens = openedBy(directory, person, inOrder(call.query, 'query'), clock.nowMs());
      const asks = await asksFirst(room, opens);
      return { opens: opens.map((one) => shiftTime(directory, one)), asks };
    },
    'away.begin': async (call) => {
      const peer = await peerOf(deps, call);
      return after(peer, await goAway(room, peer.person.id, inOrder(call.body, 'body'), call.ifMatch));
    },
    'away.end': async (call) => {
      const peer = await peerOf(deps, call);
      const days = daysNamed(call.params.id);
      return after(peer, days === null ? 'unknown' : await stayAfterAll(room, peer.person.id, days, call.ifMatch));
    },
  };
}

/** How days away are named in an address. */
export const idOf = ({ from, to }: DaysAway) => `${from}..${to}`;

/** Days as they are named in an address: `2026-12-24..2026-12-26`. */
export function daysNamed(id: string): DaysAway | null {
  const [, from = '', to = ''] = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(id) ?? [];
  return from === '' ? null : { from, to };
}

/** The days, where the last is not before the first, and they are a year at most. */
export function inOrder(days: DaysAway, where: 'body' | 'query'): DaysAway {
  const length = (Date.parse(days.to) - Date.parse(days.from)) / (24 * 3_600_000) + 1;
  const message: Says = ({ fields }) => (length < 1 ? fields.notBefore : fields.withinDays({ days: daysAtMost }));
  if (!(length >= 1 && length <= daysAtMost))
    throw new Problem('invalid', { fields: [{ path: `${where}.to`, message }] });
  return days;
}
