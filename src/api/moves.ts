/** What waits for a coordinator's yes, and what they say to it (R6, P4). */
import type { Deps } from '../deps.ts';
import { notTakenInWords } from '../messaging/not-taken-in-words.ts';
import { isInUse, type Directory } from '../organisation/directory.ts';
import { whyOf, type Decided } from '../planning/moves.ts';
import { plainText } from '../reading/plain-text.ts';
import { answerDays, waitingDays, type WaitingDays } from '../roster/answer-time-off.ts';
import { lineApprovals, setApprovals } from '../roster/line-approvals.ts';
import { approveMove, refuseMove, waitingMoves, type WaitingMove } from '../roster/moves.ts';
import { localDate } from '../schedule/zone-clock.ts';
import { personIn, type Asker } from './asker.ts';
import type { movesOperations } from './contract/moves.ts';
import { pageOf } from './listing.ts';
import { iso, shiftTime } from './peer.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

export function movesHandlers(deps: Pick<Deps, 'room' | 'directories' | 'clock'>): Handlers<typeof movesOperations> {
  const { room, directories, clock } = deps;
  const directory = async (): Promise<Directory> => {
    const current = await directories.current();
    if (!current) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
    return current;
  };
  const lineInUse = async (id: string) => {
    const current = await directory();
    const line = current.lines.get(id);
    if (!line || !isInUse(current, line)) throw new Problem('not-found');
  };
  /** Days away have an id of the same kind: whatever is no move is looked for among them. */
  const either = async (
    asker: Asker,
    move: (by: string) => Promise<Decided>,
    days: (by: string) => Promise<Decided>,
  ): Promise<null> => {
    const by = personIn(asker);
    const first = await move(by);
    const decided = first.kind === 'unknown' ? await days(by) : first;
    return answered(decided, await directory(), languageOf(await directory(), asker));
  };
  return {
    'moves.list': async ({ asker, query }) => {
      const current = await directory();
      const language = languageOf(current, asker);
      const all = [
        ...(await waitingMoves(room, current)).map((one) => moveAnswer(current, language, one)),
        ...(await waitingDays(room, current)).map((one) => daysAnswer(current, one)),
      ];
      const keyOf = ({ at, id }: { at: string; id: string }) => `${at} ${id}`;
      const sorted = all.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
      const { page, next } = pageOf(sorted, query, 'up', keyOf);
      return { next, moves: page };
    },
    'moves.approve': ({ asker, params: { id }, body: { allowOverCap, word } }) =>
      either(
        asker,
        (by) => approveMove(room, id, by, allowOverCap),
        (by) => answerDays(room, id, { yes: true, by, word: plainText(word ?? '') || null }),
      ),
    'moves.refuse': ({ asker, params: { id }, body }) => {
      const reason = reasonIn(body.reason);
      return either(
        asker,
        (by) => refuseMove(room, id, by, reason),
        (by) => answerDays(room, id, { yes: false, by, word: reason }),
      );
    },
    'approvals.list': async ({ query }) => {
      const current = await directory();
      const lines = [...current.lines.values()].filter((line) => isInUse(current, line));
      const sorted = lines.sort((a, b) => (a.id < b.id ? -1 : 1));
      const { page, next } = pageOf(sorted, query, 'up', ({ id }) => id);
      return {
        next,
        lines: await Promise.all(
          page.map(async ({ id: line, name, timeZone }) => ({
            ...(await lineApprovals(room, line)),
            ...{ line, name, zone: timeZone, today: localDate(clock.nowMs(), timeZone) },
          })),
        ),
      };
    },
    'approvals.set': async ({ asker, params, body }) => {
      await lineInUse(params.id);
      return setApprovals(room, params.id, body, personIn(asker));
    },
  };
}

/** Ends like a sentence: it stands inside a text. */
function reasonIn(said: string): string {
  const reason = plainText(said);
  if (reason === '')
    throw new Problem('invalid', { fields: [{ path: 'body.reason', message: ({ fields }) => fields.saySomething }] });
  return /[.!?]$/.test(reason) ? reason : `${reason}.`;
}

function answered(decided: Decided, directory: Directory, language: string): null {
  switch (decided.kind) {
    case 'done':
      return null;
    case 'unknown':
      throw new Problem('not-found');
    case 'decided-already':
      throw new Problem('not-possible', {
        detail: (words) => words.decidedAlready,
        extra: { why: 'decided-already' },
      });
    case 'gone':
      throw new Problem('not-possible', {
        detail: (words) => words.moveGone,
        extra: { why: 'gone' },
      });
    case 'over-cap': {
      const line = directory.lines.get(decided.line);
      const breaks = line ? notTakenInWords(decided.why, line, language) : null;
      throw new Problem('not-possible', {
        detail: (words) => words.breaksCap({ breaks: breaks ?? '' }),
        extra: { why: 'over-cap', breaks },
      });
    }
  }
}

function languageOf({ people }: Directory, asker: Asker): string {
  return (asker.kind === 'person' ? people.get(asker.session.personId)?.languages[0] : undefined) ?? 'en';
}

function moveAnswer(directory: Directory, language: string, { move, up, shift, inExchange }: WaitingMove) {
  const person = directory.people.get(move.personId);
  const line = directory.lines.get(shift.line);
  const { overCap } = move;
  return {
    kind: 'move' as const,
    id: move.id,
    at: iso(move.askedAtMs),
    person: person?.name ?? '',
    zone: person?.timeZone ?? 'UTC',
    holder: directory.people.get(up.holderId)?.name ?? null,
    shift: shiftTime(directory, shift),
    inExchange: inExchange && shiftTime(directory, inExchange),
    breaks: overCap && line ? notTakenInWords(whyOf(overCap), line, language) : null,
  };
}

function daysAnswer(directory: Directory, { ask, person, opens }: WaitingDays) {
  return {
    kind: 'time-off' as const,
    id: ask.id,
    at: iso(ask.askedAtMs),
    person: person.name,
    zone: person.timeZone,
    days: { from: ask.from, to: ask.to },
    opens: opens.map((one) => shiftTime(directory, one)),
  };
}
