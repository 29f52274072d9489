/** Where a volunteer stands and what they say of it: the same functions as the words by text (P1, T4). */
import { askForWord } from '../conversations/leader.ts';
import type { Deps } from '../deps.ts';
import { setAvailability } from '../people/availability.ts';
import { personNow } from '../people/now.ts';
import { checkIn, contactToRate } from '../people/rest.ts';
import { answerCallIn, callInOf } from '../roster/call-in.ts';
import type { nowOperations } from './contract/now.ts';
import { iso, peerOf, shiftTime, type Peer } from './peer.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

/** The handlers of a volunteer's availability. */
export function nowHandlers(deps: Pick<Deps, 'room' | 'directories' | 'clock'>): Handlers<typeof nowOperations> {
  const { room, clock } = deps;

  const nowOf = async ({ directory, person }: Peer) => {
    const [now, callIn] = await Promise.all([personNow(room, directory, person), callInOf(room, person.id)]);
    const [next] = now.shifts;
    return {
      at: iso(clock.nowMs()),
      zone: person.timeZone,
      state: now.state,
      onShift: now.onShift,
      wantsCalls: now.wantsCalls,
      wantsCallsAfterRest: now.wantsCallsAfterRest,
      line: directory.lines.get(now.lineId ?? '')?.name ?? null,
      dutyEndAt: now.dutyEndMs === null ? null : iso(now.dutyEndMs),
      holds: now.guards.map(({ kind, untilMs }) => ({ kind, until: untilMs === null ? null : iso(untilMs) })),
      missingTraining: now.missingTraining,
      leads: now.leads,
      leader: directory.people.get(now.leaderId ?? '')?.name ?? null,
      waiting: now.crowd,
      nextShift: next ? shiftTime(directory, next) : null,
      callIn: callIn && {
        id: callIn.id,
        line: directory.lines.get(callIn.lineId)?.name ?? '',
        until: iso(callIn.untilAtMs),
      },
      checkIn: now.toRate ? { contact: now.toRate.contactId, endedAt: iso(now.toRate.endedAtMs) } : null,
    };
  };

  return {
    'now.read': async (call) => nowOf(await peerOf(deps, call)),
    'availability.set': async (call) => {
      const peer = await peerOf(deps, call);
      const { word, minutes } = call.body;
      await setAvailability(room, peer.person.id, word === 'break' ? { kind: word, minutes } : { kind: word });
      return nowOf(peer);
    },
    'checkIn.answer': async (call) => {
      const peer = await peerOf(deps, call);
      const { contact, answer } = call.body;
      const toRate = await contactToRate(room, peer.person.id);
      if (toRate?.contactId !== contact) throw new Problem('not-possible', { detail: (words) => words.checkInOver });
      const line = peer.directory.lines.get(toRate.lineId);
      if (!line) throw new Problem('not-found');
      await checkIn(room, {
        id: `check-in of ${contact} by ${peer.person.id}`,
        personId: peer.person.id,
        answer,
        line,
        contactId: contact,
      });
      return nowOf(peer);
    },
    'callIn.answer': async (call) => {
      const peer = await peerOf(deps, call);
      const said = { id: call.params.id, personId: peer.person.id, coming: call.body.coming };
      const { kind } = await answerCallIn(room, said);
      if (kind === 'unknown') throw new Problem('not-found');
      return { result: kind, now: await nowOf(await peerOf(deps, call)) };
    },
    'talk.ask': async (call) => {
      const { directory, person, stepId } = await peerOf(deps, call);
      const { lineId } = await personNow(room, directory, person);
      const line = directory.lines.get(lineId ?? '') ?? [...directory.lines.values()][0];
      if (!line) throw new Problem('not-found');
      return { known: await askForWord(room, directory, line, person.id, stepId) };
    },
  };
}
