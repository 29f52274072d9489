/** Days away of somebody else: a coordinator looks, writes them down and ends them; the records do it and tell the person (O2, P4). */
import type { Deps } from '../deps.ts';
import { addTimeOffFor, endTimeOffFor, timeOffOf, type Marked } from '../roster/others-time-off.ts';
import { openedBy } from '../roster/own-times.ts';
import { personIn } from './asker.ts';
import type { timeOffOperations } from './contract/time-off.ts';
import { shiftTime } from './peer.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';
import { daysNamed, idOf, inOrder } from './times.ts';
import type { Says } from './wording/problem-words.ts';

/** The handlers of somebody's time off. */
export function timeOffHandlers({
  room,
  directories,
  clock,
}: Pick<Deps, 'room' | 'directories' | 'clock'>): Handlers<typeof timeOffOperations> {
  const known = async (id: string) => {
    const directory = await directories.current();
    const person = directory?.people.get(id);
    if (!directory || !person) throw new Problem('not-found');
    return { directory, person };
  };
  const shown = async (id: string) => {
    const { directory, person } = await known(id);
    const { daysAway, ...timeOff } = timeOffOf(directory, person, clock.nowMs());
    return { ...timeOff, zone: person.timeZone, away: daysAway.map((days) => ({ ...days, id: idOf(days) })) };
  };
  const conflict = async (id: string) => new Problem('conflict', { extra: { current: await shown(id) } });
  return {
    'people.timeOff': ({ params: { id } }) => shown(id),
    'people.timeOffOpens': async ({ params: { id }, query }) => {
      const { directory, person } = await known(id);
      const opens = openedBy(directory, person, inOrder(query, 'query'), clock.nowMs());
      return { opens: opens.map((one) => shiftTime(directory, one)) };
    },
    'people.addTimeOff': async ({ asker, params: { id }, body, ifMatch }) => {
      const days = inOrder(body, 'body');
      const marked = await addTimeOffFor(room, id, days, { by: personIn(asker), seen: ifMatch });
      if (marked === 'unknown') throw new Problem('not-found');
      if (marked === 'changed') throw await conflict(id);
      if (marked !== 'done') throw new Problem('invalid', { fields: [{ path: 'body.from', message: whyNot(marked) }] });
      return shown(id);
    },
    'people.endTimeOff': async ({ asker, params: { id, days }, ifMatch }) => {
      const named = daysNamed(days);
      if (named === null) throw new Problem('not-found');
      const ended = await endTimeOffFor(room, id, named, { by: personIn(asker), seen: ifMatch });
      if (ended === 'unknown') throw new Problem('not-found');
      if (ended === 'changed') throw await conflict(id);
      if (ended === 'over') throw new Problem('not-possible', { detail: (words) => words.daysOver });
      return shown(id);
    },
  };
}

function whyNot(step: Exclude<Marked, string>): Says {
  return ({ fields }) => {
    switch (step.kind) {
      case 'past':
        return fields.notPast;
      case 'begun':
        return fields.shiftBegun;
      case 'overlaps':
        return fields.awayAlready(step.known);
      case 'leaves':
        return fields.beforeLeaving({ on: step.on });
    }
  };
}
