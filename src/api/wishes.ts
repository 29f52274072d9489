/** Wishes for single dates, and the rounds that ask for them: each a call into the record room (P4). */
import type { Deps } from '../deps.ts';
import type { Directory } from '../organisation/directory.ts';
import type { WishRound } from '../planning/wishes.ts';
import { closeRound, openRound, ownDates, sayDates, wishRounds, type OwnRound } from '../roster/wishes.ts';
import { personIn } from './asker.ts';
import type { wishesOperations } from './contract/wishes.ts';
import { pageOf } from './listing.ts';
import { iso, peerOf, type Peer } from './peer.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

const faults = {
  'month-begun': ['body.month', 'notBegun'],
  'month-far': ['body.month', 'nextYear'],
  'until-past': ['body.until', 'stillToCome'],
  'until-late': ['body.until', 'beforeTheMonth'],
} as const;

export function wishesHandlers(deps: Pick<Deps, 'room' | 'directories' | 'clock'>): Handlers<typeof wishesOperations> {
  const { room, directories, clock } = deps;
  const shown = async ({ directory: before, person: { id } }: Peer, month: string) => {
    const directory = (await directories.current()) ?? before;
    const person = directory.people.get(id);
    if (!person) throw new Problem('not-signed-in');
    const { rounds, ...own } = await ownDates(room, directory, person, month);
    return {
      ...own,
      month,
      zone: person.timeZone,
      rounds: rounds.map((one) => ownRound(directory, one, clock.nowMs())),
    };
  };
  const counted = async (directory: Directory) =>
    (await wishRounds(room)).map(({ round, asked, answered }) => ({
      id: round.id,
      line: round.lineId,
      zone: directory.lines.get(round.lineId)?.timeZone ?? directory.organisation.timeZone,
      month: round.month,
      openedAt: iso(round.openedAtMs),
      until: iso(round.untilMs),
      over: round.untilMs <= clock.nowMs(),
      asked,
      answered,
    }));
  const directory = async (): Promise<Directory> => {
    const current = await directories.current();
    if (!current) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
    return current;
  };
  return {
    'dates.read': async (call) => shown(await peerOf(deps, call), call.query.month),
    'dates.set': async (call) => {
      const peer = await peerOf(deps, call);
      const { month, dates } = call.body;
      const stray = dates.findIndex(({ date }) => !date.startsWith(month));
      if (stray >= 0)
        throw new Problem('invalid', {
          fields: [{ path: `body.dates.${stray}.date`, message: ({ fields }) => fields.ofThatMonth }],
        });
      const change = await sayDates(room, peer.person.id, month, dates, call.ifMatch);
      const current = await shown(peer, month);
      if (change === 'changed') throw new Problem('conflict', { extra: { current } });
      if (change === 'unknown') throw new Problem('not-found');
      if (change === 'closed')
        throw new Problem('not-possible', {
          detail: (words) => words.wishesOver,
          extra: { why: 'closed' },
        });
      return current;
    },
    'wishes.list': async ({ query }) => {
      const rounds = await counted(await directory());
      const { page, next } = pageOf(rounds, query, 'down', ({ openedAt, id }) => `${openedAt} ${id}`);
      return { next, rounds: page };
    },
    'wishes.open': async ({ asker, body }) => {
      const asked = { lineId: body.line, month: body.month, lastDay: body.until };
      const opened = await openRound(room, asked, personIn(asker));
      switch (opened.kind) {
        case 'unknown':
          throw new Problem('not-found');
        case 'fault': {
          const [path, word] = faults[opened.fault];
          throw new Problem('invalid', { fields: [{ path, message: ({ fields }) => fields[word] }] });
        }
        case 'asked-already':
          throw new Problem('not-possible', {
            detail: (words) => words.askedMonth,
            extra: { why: opened.kind },
          });
        case 'nobody':
          throw new Problem('not-possible', {
            detail: (words) => words.nobodyThere,
            extra: { why: opened.kind },
          });
        case 'opened': {
          const made = (await counted(await directory())).find(({ id }) => id === opened.id);
          if (!made) throw new Problem('not-found');
          return made;
        }
      }
    },
    'wishes.end': async ({ asker, params }) => {
      if (!(await closeRound(room, params.id, personIn(asker)))) throw new Problem('not-found');
      return null;
    },
  };
}

/** A round as one of those who are asked sees it. */
export function ownRound({ lines }: Directory, { round, hasAnswered }: { round: WishRound } & OwnRound, nowMs: number) {
  return {
    line: lines.get(round.lineId)?.name ?? round.lineId,
    month: round.month,
    until: iso(round.untilMs),
    answered: hasAnswered,
    over: round.untilMs <= nowMs,
  };
}
