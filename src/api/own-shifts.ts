/** A volunteer's shifts: confirmed, put up, taken and taken back by the same functions as the words by text (P2, P3, T4). */
import type { Deps } from '../deps.ts';
import { notTakenInWords } from '../messaging/not-taken-in-words.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { hoursDone } from '../planning/hours-done.ts';
import type { ShiftName } from '../planning/open-shifts.ts';
import type { NotTaken } from '../planning/take.ts';
import { confirmShifts } from '../roster/notices.ts';
import type { OfferedShift } from '../planning/offered.ts';
import { offeredShifts } from '../roster/open-shifts.ts';
import { askablePeers, exchangesWith, leaveOffer, offerShift, ownOffers, wasOfferedTo } from '../roster/offer-shift.ts';
import { ownMoves } from '../roster/moves.ts';
import { offerToMany, possibleSwaps } from '../roster/offer-many.ts';
import { ownShifts } from '../roster/own-shifts.ts';
import { putUp } from '../roster/put-up.ts';
import { takeShift, undoable, undoStep } from '../roster/take-shift.ts';
import { localDate } from '../schedule/zone-clock.ts';
import type { ownShiftOperations } from './contract/own-shifts.ts';
import { iso, peerOf, shiftTime, type Peer } from './peer.ts';
import { inOrder, keyIn, pageOf, pageOfTwoParts, type Paging } from './listing.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

/** As much as a page holds that is not asked for by itself. */
const firstPage: Paging = { limit: 50 };
const monthsAtMost = 120;
/** The month so many before this one. */
function monthBefore(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const months = Math.max(0, year * 12 + number - 1 - count);
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
}
const shiftKey = ({ startMs, shift, occurrence }: ShiftName & { startMs: number }) =>
  `${iso(startMs)} ${shift} ${occurrence}`;
const offeredKey = ({ occurrence, up }: OfferedShift) => `${shiftKey(occurrence)} ${up?.id ?? ''}`;
const mayTake = ({ why }: OfferedShift) => why() === null;
/** What comes soonest first by its keys: those that begin together have an order too. */
function* inOrderOfKeys(shifts: Iterable<OfferedShift>): Generator<OfferedShift> {
  let together: OfferedShift[] = [];
  for (const one of shifts) {
    if (together[0] && together[0].occurrence.startMs < one.occurrence.startMs) {
      yield* inOrder(together, offeredKey);
      together = [];
    }
    together.push(one);
  }
  yield* inOrder(together, offeredKey);
}
const nameKey = ({ name, id }: Pick<Person, 'name' | 'id'>) => `${name} ${id}`;

/** When the shift begins that a cursor of `shiftKey` names: what comes before it need not be read. */
function startIn(paging: Paging): number | undefined {
  const start = Date.parse(keyIn(paging)?.split(' ')[0] ?? '');
  return Number.isNaN(start) ? undefined : start;
}

const gone = () => new Problem('not-possible', { detail: (words) => words.shiftGone });
const nameOf = ({ people }: Directory, personId: string | null): string | null =>
  personId === null ? null : (people.get(personId)?.name ?? '');

/** The handlers of a volunteer's shifts. */
export function ownShiftHandlers(
  deps: Pick<Deps, 'room' | 'directories' | 'clock'>,
): Handlers<typeof ownShiftOperations> {
  const { room, directories, clock } = deps;
  /** Read again after a change, which may have made a new version. */
  const current = async ({ directory }: Peer): Promise<Directory> => (await directories.current()) ?? directory;

  const undoOf = async ({ directory, person }: Peer) => {
    const step = await undoable(room, person.id);
    if (!step) return null;
    const to = step.kind === 'cover' ? step.offeredTo : null;
    const what = to === null ? step.kind : ('offer' as const);
    return { ...shiftTime(directory, step), what, to: to && nameOf(directory, to), until: iso(step.untilMs) };
  };

  const mine = async (peer: Peer, paging = firstPage) => {
    const directory = await current(peer);
    const [shifts, { toMe, byMe }, asked] = await Promise.all([
      ownShifts(room, directory, peer.person.id, paging.limit + 1, startIn(paging)),
      ownOffers(room, directory, peer.person.id),
      ownMoves(room, directory, peer.person.id),
    ]);
    const { page, next } = pageOf(inOrder(shifts, shiftKey), paging, 'up', shiftKey);
    const offerOf = ({ shift, occurrence }: ShiftName) =>
      byMe.find((up) => up.shift === shift && up.occurrence === occurrence);
    return {
      at: iso(clock.nowMs()),
      zone: peer.person.timeZone,
      next,
      shifts: page.map((one) => ({
        ...shiftTime(directory, one),
        shift: one.shift,
        occurrence: one.occurrence,
        as: one.as,
        running: one.running,
        up: one.up,
        offeredTo: nameOf(directory, offerOf(one)?.offeredTo ?? null),
        offeredToMany: offerOf(one)?.askedMany ? (offerOf(one)?.asked ?? 0) : 0,
        waits: one.waits,
        coming: one.coming,
      })),
      offers: toMe.map((up) => ({
        ...shiftTime(directory, up),
        id: up.id,
        from: nameOf(directory, up.holderId) ?? '',
        inExchange: up.inExchange && shiftTime(directory, up.inExchange),
        until: iso(up.expiresAtMs ?? up.startMs),
      })),
      asked: asked.map(({ shift, inExchange }) => ({
        ...shiftTime(directory, shift),
        inExchange: inExchange && shiftTime(directory, inExchange),
      })),
      undo: await undoOf(peer),
    };
  };
  const inWords = (directory: Directory, lineId: string, why: NotTaken, language: string): string => {
    const line = directory.lines.get(lineId) ?? [...directory.lines.values()][0];
    if (!line) throw new Problem('not-found');
    return notTakenInWords(why, line, language);
  };

  const open = async (peer: Peer, paging = firstPage) => {
    const directory = await current(peer);
    const person = directory.people.get(peer.person.id) ?? peer.person;
    const offered = await offeredShifts(room, directory, person);
    // Those one may take come before those one may not.
    const { page, next } = pageOfTwoParts(inOrderOfKeys(offered), paging, mayTake, offeredKey);
    const named = ({ occurrence, up }: OfferedShift) => ({
      ...shiftTime(directory, occurrence),
      id: up?.id ?? null,
      shift: occurrence.shift,
      occurrence: occurrence.occurrence,
    });
    return {
      zone: person.timeZone,
      next,
      open: page.filter(mayTake).map(named),
      notForMe: page.flatMap((one) => {
        const why = one.why();
        if (why === null) return [];
        const inHalfASentence = inWords(directory, one.occurrence.line, why, peer.language);
        return [{ ...named(one), why: inHalfASentence, mayAsk: why.kind === 'over-cap' }];
      }),
      undo: await undoOf(peer),
    };
  };

  return {
    'shifts.list': async (call) => mine(await peerOf(deps, call), call.query),
    'shifts.confirm': async (call) => {
      const peer = await peerOf(deps, call);
      await confirmShifts(room, peer.directory, peer.person.id);
      return mine(peer);
    },
    'shifts.putUp': async (call) => {
      const peer = await peerOf(deps, call);
      const put = await putUp(room, peer.person.id, peer.stepId, call.body);
      if (put.kind === 'nothing') throw gone();
      return mine(peer);
    },
    'shifts.undo': async (call) => {
      const peer = await peerOf(deps, call);
      const undone = await undoStep(room, peer.person.id, peer.stepId);
      if (undone.kind !== 'undone') throw new Problem('not-possible', { extra: { why: undone.kind } });
      return mine(peer);
    },
    'offers.peers': async (call) => {
      const { directory, person } = await peerOf(deps, call);
      const after = keyIn(call.query) ?? '';
      const among = inOrder([...directory.people.values()], nameKey).filter((one) => nameKey(one) > after);
      const asked = { among, count: call.query.limit + 1 };
      const peers = await askablePeers(directory, person.id, call.query, asked, clock.nowMs());
      if (!peers) throw gone();
      const { page, next } = pageOf(peers, call.query, 'up', ({ person: one }) => nameKey(one));
      return { next, peers: page.map(({ person: { id, name }, alone }) => ({ id, name, alone })) };
    },
    'offers.exchanges': async (call) => {
      const { directory, person } = await peerOf(deps, call);
      const shifts = exchangesWith(directory, person.id, call.query, call.query.person, clock.nowMs());
      if (!shifts) throw gone();
      return {
        zone: person.timeZone,
        shifts: shifts.map((one) => ({
          ...shiftTime(directory, one),
          shift: one.shift,
          occurrence: one.occurrence,
        })),
      };
    },
    'offers.make': async (call) => {
      const peer = await peerOf(deps, call);
      const { person: to, inExchange, shift, occurrence } = call.body;
      const offered = await offerShift(room, peer.person.id, peer.stepId, {
        shift: { shift, occurrence },
        to,
        inExchange,
      });
      if (offered.kind === 'nothing') throw gone();
      if (offered.kind === 'not-for-you') {
        const reason = inWords(peer.directory, offered.line, offered.why, peer.language);
        throw new Problem('not-possible', { detail: () => reason, extra: { why: offered.kind } });
      }
      if (offered.kind !== 'offered') throw new Problem('not-possible', { extra: { why: offered.kind } });
      return mine(peer);
    },
    'offers.swaps': async (call) => {
      const { directory, person } = await peerOf(deps, call);
      const swaps = await possibleSwaps(directory, person.id, call.query, clock.nowMs());
      if (!swaps) throw gone();
      return {
        zone: person.timeZone,
        swaps: swaps.map(({ person: { id, name }, theirs }) => ({
          ...shiftTime(directory, theirs),
          shift: theirs.shift,
          occurrence: theirs.occurrence,
          person: id,
          name,
        })),
      };
    },
    'offers.makeToMany': async (call) => {
      const peer = await peerOf(deps, call);
      const { swaps, ...shift } = call.body;
      const offered = await offerToMany(room, peer.person.id, peer.stepId, { shift, swaps });
      if (offered.kind === 'nothing') throw gone();
      if (offered.kind !== 'offered') throw new Problem('not-possible', { extra: { why: offered.kind } });
      return mine(peer);
    },
    'offers.answer': async (call) => {
      const peer = await peerOf(deps, call);
      const { id } = call.params;
      if (!(await wasOfferedTo(room, peer.person.id, id))) throw new Problem('not-found');
      if (!call.body.take) {
        if (!(await leaveOffer(room, peer.person.id, id)))
          throw new Problem('not-possible', { extra: { why: 'gone' } });
        return mine(peer);
      }
      const { askToAllow } = call.body;
      const chosen = { id, shift: '', occurrence: '' };
      const taking = await takeShift(room, peer.person.id, chosen, peer.stepId, askToAllow);
      if (taking.kind === 'taken' || taking.kind === 'asked') return mine(peer);
      if (taking.kind !== 'not-possible') throw new Problem('not-possible', { extra: { why: 'gone' } });
      const reason = inWords(peer.directory, taking.line, taking.why, peer.language);
      const mayAsk = taking.why.kind === 'over-cap';
      throw new Problem('not-possible', { detail: () => reason, extra: { why: 'not-for-you', mayAsk } });
    },
    'hours.read': async (call) => {
      const { directory, person } = await peerOf(deps, call);
      const today = localDate(clock.nowMs(), person.timeZone);
      const to = call.query.to ?? today.slice(0, 7);
      const from = call.query.from ?? monthBefore(to, 11);
      if (from > to || from < monthBefore(to, monthsAtMost))
        throw new Problem('invalid', { fields: [{ path: 'query.from', message: (words) => words.fields.tenYears }] });
      return {
        name: person.name,
        organisation: directory.organisation.name,
        zone: person.timeZone,
        today,
        from,
        to,
        months: hoursDone(directory.schedule, person.id, person.timeZone, { from, to }, clock.nowMs()),
      };
    },
    'openShifts.list': async (call) => open(await peerOf(deps, call), call.query),
    'openShifts.take': async (call) => {
      const peer = await peerOf(deps, call);
      const taking = await takeShift(room, peer.person.id, call.body, peer.stepId, call.body.askToAllow);
      const why =
        taking.kind === 'not-possible' ? inWords(peer.directory, taking.line, taking.why, peer.language) : null;
      return { ...(await open(peer)), result: taking.kind === 'unknown' ? 'gone' : taking.kind, why };
    },
  };
}
