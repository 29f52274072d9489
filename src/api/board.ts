/** The live board and what is done from it: each act is a call into the room whose rule it is, in the name of whoever asked (L2). */
import { attentionDone, attentionUndone, listAttention, placeInAttention } from '../attention/attention-list.ts';
import { giveText, joinTalk, peersForText, unsealCall } from '../board/acts.ts';
import { handoverNotes, keepHandover, takeBackHandover } from '../board/handover.ts';
import { hiddenToLeadersMs } from '../calls/hidden-callers.ts';
import { sendHiddenToLeaders } from '../contacts/hidden-callers.ts';
import { pauseLine, resumeLine, type LinePaused } from '../contacts/line-pause.ts';
import type { Deps } from '../deps.ts';
import { isInUse, type Directory } from '../organisation/directory.ts';
import { nobodyPlannedIn } from '../planning/gap-warnings.ts';
import { askOverride, type OverrideRefused } from '../people/overrides.ts';
import { plainText } from '../reading/plain-text.ts';
import { askCallIn, callInOffer, takeBackCallIn } from '../roster/call-in.ts';
import type { Asker } from './asker.ts';
import { streamBoard } from './board-stream.ts';
import type { boardOperations } from './contract/board.ts';
import { pageOf } from './listing.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';
import type { ProblemWords } from './wording/en.ts';

type Doors = Pick<Deps, 'room' | 'directories' | 'clock' | 'board'>;

const iso = (ms: number) => new Date(ms).toISOString();
const handoverFaults = {
  empty: 'empty',
  'too-long': 'tooLong',
  digits: 'digits',
} as const;

const overrideRefused = (words: ProblemWords, name: string): Record<OverrideRefused, string> => ({
  unknown: words.overrideUnknown,
  'asker-unknown': words.overrideUnknown,
  themselves: words.overrideThemselves,
  'no-leader': words.overrideNoLeader,
  'no-reason': words.overrideNoReason,
  'nothing-to-waive': words.overrideNothing({ name }),
});

/** The handlers of the live board. */
export function boardHandlers({ room, directories, clock, board }: Doors): Handlers<typeof boardOperations> {
  const directory = async (): Promise<Directory> => {
    const current = await directories.current();
    if (!current) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
    return current;
  };
  const personIn = (asker: Asker): string => {
    if (asker.kind !== 'person') throw new Problem('no-right');
    return asker.session.personId;
  };
  const by = (asker: Asker) => `person:${personIn(asker)}`;
  const lineInUse = async (id: string) => {
    const current = await directory();
    const line = current.lines.get(id);
    if (!line || !isInUse(current, line)) throw new Problem('not-found');
    return line;
  };
  /** For changes outside the contacts room: routing and the other boards look at once all the same. */
  const committed = () => room.afterCommit({ effects: [], wakes: [], route: true });
  const presented = (pause: LinePaused | null) => {
    if (!pause) throw new Problem('not-found');
    const shown = { paused: pause.paused, since: pause.since && iso(pause.since.getTime()), reason: pause.reason };
    if (pause.changed) throw new Problem('conflict', { extra: { current: shown } });
    committed();
    return shown;
  };
  const over = () => new Problem('conflict', { detail: (words) => words.overByNow });
  return {
    'board.read': () => board.now(),
    'board.stream': (call) => streamBoard(board, call),
    'line.pause': async ({ asker, params, body, ifMatch }) =>
      presented(await pauseLine(room, params.id, plainText(body.reason ?? '') || null, by(asker), ifMatch)),
    'line.resume': async ({ asker, params, ifMatch }) =>
      presented(await resumeLine(room, params.id, by(asker), ifMatch)),
    'line.hidden': async ({ asker, params, body, ifMatch }) => {
      await lineInUse(params.id);
      const untilMs = body.toLeaders ? clock.nowMs() + hiddenToLeadersMs : null;
      const now = await sendHiddenToLeaders(room, params.id, untilMs, by(asker), ifMatch);
      const shown = { until: now.untilMs === null ? null : iso(now.untilMs) };
      if (now.changed) throw new Problem('conflict', { extra: { current: shown } });
      committed();
      return shown;
    },
    'callIn.read': async ({ asker, params }) => {
      await lineInUse(params.id);
      const offer = await callInOffer(room, await directory(), params.id, by(asker));
      return { offer: offer && { ...offer, until: iso(offer.untilMs) } };
    },
    'callIn.ask': async ({ asker, params, body }) => {
      await lineInUse(params.id);
      const asked = await askCallIn(room, { lineId: params.id, who: body.who, by: by(asker) });
      if (asked.kind === 'closed') throw new Problem('not-possible', { detail: (words) => words.lineCloses });
      if (asked.kind === 'nobody') throw new Problem('not-possible', { detail: (words) => words.nobodyMayCome });
      return { asked: asked.asked, until: iso(asked.untilMs), expires: iso(asked.expiresAtMs) };
    },
    'callIn.takeBack': async ({ asker, params }) => {
      await lineInUse(params.id);
      if (!(await takeBackCallIn(room, params.id, by(asker)))) throw over();
      return null;
    },
    'talk.join': async ({ asker, params }) => {
      const joined = await joinTalk(room, params.key, personIn(asker));
      if (joined === 'over') throw over();
      if (joined === 'busy') throw new Problem('not-possible', { detail: (words) => words.phoneBusy });
      if (joined === 'taken') throw new Problem('not-possible', { detail: (words) => words.leaderAskedIn });
      return null;
    },
    'number.unseal': async ({ asker, params, body }) => {
      const personId = personIn(asker);
      const opened = await unsealCall(room, await directory(), { key: params.key, personId, reason: body.reason });
      if (opened.kind === 'number') return { number: opened.number };
      switch (opened.why) {
        case 'no-leader':
          throw new Problem('no-right');
        case 'over':
          throw over();
        case 'no-reason':
          throw new Problem('invalid', { fields: [{ path: 'body.reason', message: ({ fields }) => fields.empty }] });
        case 'consent-only':
          throw new Problem('not-possible', { detail: (words) => words.staysSealed });
        case 'no-number':
          throw new Problem('not-possible', { detail: (words) => words.numberHidden });
      }
    },
    'text.peers': async ({ params }) => {
      const current = await directory();
      const peers = await peersForText(room, current, params.key);
      if (!peers) throw over();
      return { peers: peers.map((id) => ({ id, name: current.people.get(id)?.name ?? id })) };
    },
    'text.give': async ({ asker, params, body, ifMatch }) => {
      const current = await directory();
      const given = { key: params.key, personId: body.person, by: by(asker), seen: ifMatch };
      const answer = await giveText(room, current, given);
      if (typeof answer === 'object') {
        const name = answer.with === null ? null : (current.people.get(answer.with)?.name ?? answer.with);
        throw new Problem('conflict', { extra: { current: { person: answer.with, name } } });
      }
      if (answer === 'over') throw over();
      if (answer === 'cannot') throw new Problem('not-possible', { detail: (words) => words.peerCannot });
      return null;
    },
    'person.override': async ({ asker, params, body }) => {
      const request = { personId: params.id, by: personIn(asker), reason: plainText(body.reason) };
      const current = await directory();
      const asked = await askOverride(room, current, request);
      if (asked.kind === 'refused') {
        const { why } = asked;
        const name = current.people.get(params.id)?.name ?? params.id;
        throw new Problem('not-possible', { detail: (words) => overrideRefused(words, name)[why] });
      }
      return null;
    },
    'attention.list': async ({ query }) => {
      const { people, lines } = await directory();
      const entries = await listAttention(room);
      const { page, next } = pageOf(entries, query, 'up', placeInAttention);
      return {
        next,
        items: page.map(({ id, kind, at, line, person, subject }) => ({
          id,
          kind,
          at: iso(at.getTime()),
          line,
          lineName: line === null ? null : (lines.get(line)?.name ?? null),
          person: person === null ? null : (people.get(person)?.name ?? null),
          unplanned: kind === 'nobody-planned' ? nobodyPlannedIn(subject) : null,
        })),
      };
    },
    'attention.done': async ({ asker, params }) => {
      if (!(await attentionDone(room, params.id, by(asker))))
        throw new Problem('not-found', { detail: (words) => words.seenToAlready });
      committed();
      return null;
    },
    'attention.undo': async ({ asker, params }) => {
      if (!(await attentionUndone(room, params.id, by(asker))))
        throw new Problem('not-possible', { detail: (words) => words.notPutBack });
      committed();
      return null;
    },
    'handover.list': async ({ asker, query }) => {
      const { people } = await directory();
      const own = personIn(asker);
      const notes = await handoverNotes(room);
      const { page, next } = pageOf(notes, query, 'down', ({ atMs, id }) => `${iso(atMs)} ${id}`);
      return {
        next,
        notes: page.map(({ id, atMs, personId, words }) => ({
          id,
          at: iso(atMs),
          name: people.get(personId)?.name ?? '',
          words,
          own: personId === own,
        })),
      };
    },
    'handover.write': async ({ asker, body }) => {
      const kept = await keepHandover(room, personIn(asker), body.words);
      if (kept.kind === 'refused')
        throw new Problem('invalid', {
          fields: [{ path: 'body.words', message: (words) => words.fields[handoverFaults[kept.fault]] }],
        });
      return { id: kept.id };
    },
    'handover.takeBack': async ({ asker, params }) => {
      if (!(await takeBackHandover(room, personIn(asker), params.id))) throw new Problem('not-found');
      return null;
    },
  };
}
