/** A volunteer's shifts: confirmed, put up, taken and taken back by the same functions as the words by text (P2, P3, T4). */
import type { Deps } from '../deps.ts';
import { notTakenInWords } from '../messaging/not-taken-in-words.ts';
import type { Directory } from '../organisation/directory.ts';
import type { NotTaken } from '../planning/take.ts';
import { confirmShifts } from '../roster/notices.ts';
import { offeredShifts } from '../roster/open-shifts.ts';
import { ownShifts } from '../roster/own-shifts.ts';
import { putUp } from '../roster/put-up.ts';
import { takeShift, undoable, undoStep } from '../roster/take-shift.ts';
import type { ownShiftOperations } from './contract/own-shifts.ts';
import { iso, peerOf, shiftTime, type Peer } from './peer.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

const shiftsShown = 40;

export function ownShiftHandlers(
  deps: Pick<Deps, 'room' | 'directories' | 'clock'>,
): Handlers<typeof ownShiftOperations> {
  const { room, directories, clock } = deps;
  /** As it is after a change: somebody's doing may have made it anew. */
  const current = async ({ directory }: Peer): Promise<Directory> => (await directories.current()) ?? directory;

  const undoOf = async ({ directory, person }: Peer) => {
    const step = await undoable(room, person.id);
    return step && { ...shiftTime(directory, step), what: step.kind, until: iso(step.untilMs) };
  };

  const mine = async (peer: Peer) => {
    const directory = await current(peer);
    const shifts = await ownShifts(room, directory, peer.person.id, shiftsShown);
    return {
      at: iso(clock.nowMs()),
      zone: peer.person.timeZone,
      shifts: shifts.map((one) => ({
        ...shiftTime(directory, one),
        shift: one.shift,
        occurrence: one.occurrence,
        as: one.as,
        running: one.running,
        up: one.up,
        coming: one.coming,
      })),
      undo: await undoOf(peer),
    };
  };

  const inWords = (directory: Directory, lineId: string, why: NotTaken, language: string): string => {
    const line = directory.lines.get(lineId) ?? [...directory.lines.values()][0];
    if (!line) throw new Problem('not-found');
    return notTakenInWords(why, line, language);
  };

  const open = async (peer: Peer) => {
    const directory = await current(peer);
    const person = directory.people.get(peer.person.id) ?? peer.person;
    const offered = await offeredShifts(room, directory, person);
    return {
      zone: person.timeZone,
      open: offered
        .filter(({ why }) => why === null)
        .map(({ occurrence, up }) => ({
          ...shiftTime(directory, occurrence),
          id: up?.id ?? null,
          shift: occurrence.shift,
          occurrence: occurrence.occurrence,
        })),
      notForMe: offered.flatMap(({ occurrence, why }) =>
        why === null
          ? []
          : [{ ...shiftTime(directory, occurrence), why: inWords(directory, occurrence.line, why, peer.language) }],
      ),
      undo: await undoOf(peer),
    };
  };

  return {
    'shifts.list': async (call) => mine(await peerOf(deps, call)),
    'shifts.confirm': async (call) => {
      const peer = await peerOf(deps, call);
      await confirmShifts(room, peer.directory, peer.person.id);
      return mine(peer);
    },
    'shifts.putUp': async (call) => {
      const peer = await peerOf(deps, call);
      const put = await putUp(room, peer.person.id, peer.stepId, call.body);
      if (put.kind === 'nothing')
        throw new Problem('not-possible', { detail: 'That shift is not yours any more, or it has begun.' });
      return mine(peer);
    },
    'shifts.undo': async (call) => {
      const peer = await peerOf(deps, call);
      const undone = await undoStep(room, peer.person.id, peer.stepId);
      if (undone.kind !== 'undone') throw new Problem('not-possible', { extra: { why: undone.kind } });
      return mine(peer);
    },
    'openShifts.list': async (call) => open(await peerOf(deps, call)),
    'openShifts.take': async (call) => {
      const peer = await peerOf(deps, call);
      const taking = await takeShift(room, peer.person.id, call.body, peer.stepId);
      const why =
        taking.kind === 'not-possible' ? inWords(peer.directory, taking.line, taking.why, peer.language) : null;
      return { ...(await open(peer)), result: taking.kind === 'unknown' ? 'gone' : taking.kind, why };
    },
  };
}
