/** What one person is told of this moment: where they stand, who leads, whether people wait, what comes next. */
import { countWaiting } from '../contacts/routing-sql.ts';
import { leaderNow } from '../conversations/leader.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import type { Records } from '../organisation/records.ts';
import { standingOf, type Standing } from './availability.ts';
import { contactToRate, type ContactToRate } from './rest.ts';

/** How many wait, no finer than anybody needs to know. */
export type Crowd = 'nobody' | 'one' | 'few' | 'many';

/** `leads`: they lead themselves. `leaderId`: whom `TALK` reaches. `crowd` is null while they take no calls: nobody is pressed to come. */
export type PersonNow = Standing & {
  leads: boolean;
  leaderId: string | null;
  crowd: Crowd | null;
  toRate: ContactToRate | null;
};

const fewAtMost = 4;

/** The number of people who wait, as coarsely as it is told. */
export function crowdOf(waiting: number): Crowd {
  if (waiting === 0) return 'nobody';
  if (waiting === 1) return 'one';
  return waiting <= fewAtMost ? 'few' : 'many';
}

/** What the person is told of this moment, on the line they are on or serve next. */
export async function personNow(room: Records, directory: Directory, person: Person): Promise<PersonNow> {
  const standing = await standingOf(room, directory, person, 1);
  const line = directory.lines.get(standing.lineId ?? '') ?? [...directory.lines.values()][0];
  const isOn = standing.state !== 'off';
  const isTalking = standing.state === 'in-contact';
  const [leaderId, waiting, toRate] = await Promise.all([
    line ? leaderNow(room, directory, line, person.id) : null,
    line && isOn ? countWaiting(room.pool, line.id) : null,
    isTalking ? null : contactToRate(room, person.id),
  ]);
  const leads = standing.onShift && isOn && person.roles.includes('shift-leader');
  return { ...standing, leads, leaderId, crowd: waiting === null ? null : crowdOf(waiting), toRate };
}
