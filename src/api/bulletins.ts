/** A word from coordinators to those chosen: each a call into the record room (O9). */
import {
  bulletins,
  cancelBulletin,
  lookAtBulletin,
  notTold,
  outcomes,
  sendBulletin,
  type Bulletin,
  type BulletinLook,
} from '../bulletins/bulletins.ts';
import { smsPartsOf } from '../carrier/sms-parts.ts';
import type { Deps } from '../deps.ts';
import { composeSentence } from '../messaging/compose.ts';
import { isInUse, lineOf, type Directory } from '../organisation/directory.ts';
import { partsAtMost, type BulletinChoice, type LeftOut } from '../planning/bulletins.ts';
import { personIn } from './asker.ts';
import type { bulletinOperations } from './contract/bulletins.ts';
import { inOrder, keyIn, noCursor, pageOf } from './listing.ts';
import { iso } from './peer.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

const namesAtMost = 20;
const whys = ['silenced', 'no-texts', 'away'] as const;
const place = '{message}';

export function bulletinHandlers(
  deps: Pick<Deps, 'room' | 'directories' | 'clock'>,
): Handlers<typeof bulletinOperations> {
  const { room, directories, clock } = deps;
  const directory = async (): Promise<Directory> => {
    const current = await directories.current();
    if (!current) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
    return current;
  };
  /** The whole text as it goes to somebody. */
  const textFor = (current: Directory, personId: string, lineId: string, message: string): string => {
    const person = current.people.get(personId);
    const line = lineOf(current, lineId);
    const reader = { zone: person?.timeZone ?? line.timeZone, language: person?.languages[0] ?? 'en' };
    return composeSentence(
      'wordFromCoordinators',
      {},
      { directory: current, line, reader, nowMs: clock.nowMs(), message },
    );
  };
  const linesInUse = (current: Directory) => [...current.lines.values()].filter((line) => isInUse(current, line));
  const preview = (current: Directory, { look, going, leftOut }: BulletinLook) => {
    const frames = new Map<string, number>();
    for (const { personId, lineId } of going) {
      const text = textFor(current, personId, lineId, place);
      frames.set(text, (frames.get(text) ?? 0) + 1);
    }
    const later = going.filter(({ dueMs }) => dueMs > clock.nowMs());
    const lines = linesInUse(current);
    return {
      look,
      now: going.length - later.length,
      later: later.length,
      laterUntil: later.length === 0 ? null : iso(Math.max(...later.map(({ dueMs }) => dueMs))),
      frames: [...frames].map(([text, people]) => ({ text, people })),
      leftOut: whys.flatMap((why) => byReason(current, leftOut, why)),
      lines: lines.map(({ id, name }) => ({ id, name })),
      languages: [...new Set([...current.people.values()].flatMap(({ languages }) => languages))].toSorted(),
    };
  };
  const one = async (id: string) => {
    const [found] = await bulletins(room, { id, limit: 1 });
    if (!found) throw new Problem('not-found');
    return shown(await directory(), found);
  };
  const checkedChoice = (current: Directory, choice: BulletinChoice): BulletinChoice => {
    if (choice.line !== undefined && !linesInUse(current).some(({ id }) => id === choice.line))
      throw new Problem('not-found');
    return choice;
  };
  return {
    'bulletins.preview': async ({ query: { week, ...query } }) => {
      const current = await directory();
      const choice = checkedChoice(current, { ...query, onThisWeek: week === 'this' });
      return preview(current, await lookAtBulletin(room, current, choice));
    },
    'bulletins.send': async ({ asker, body, ifMatch }) => {
      const current = await directory();
      const { id, words, ...chosen } = body;
      const choice = checkedChoice(current, chosen);
      const sent = await sendBulletin(room, current, {
        ...{ id, words, choice, by: personIn(asker), seen: ifMatch },
        partsFor(personId, lineId) {
          const { parts } = smsPartsOf(textFor(current, personId, lineId, words));
          if (parts <= partsAtMost) return parts;
          throw new Problem('invalid', {
            fields: [{ path: 'body.words', message: ({ fields }) => fields.partsAtMost({ parts: partsAtMost }) }],
          });
        },
      });
      if (sent.kind === 'not-theirs') throw new Problem('not-found');
      if (sent.kind === 'other-word') throw new Problem('key-reused');
      if (sent.kind === 'nobody') throw new Problem('not-possible', { detail: (said) => said.nobodyToTell });
      if (sent.kind === 'changed')
        throw new Problem('conflict', {
          extra: { current: preview(current, await lookAtBulletin(room, current, choice)) },
        });
      return one(id);
    },
    'bulletins.list': async ({ query }) => {
      const current = await directory();
      const key = keyIn(query);
      const rows = await bulletins(room, { before: key === null ? null : instantAndId(key), limit: query.limit + 1 });
      // They begin after the cursor already.
      const { page, next } = pageOf(rows, { limit: query.limit }, 'down', ({ at, id }) => `${at.toISOString()} ${id}`);
      return { next, bulletins: page.map((each) => shown(current, each)) };
    },
    'bulletins.people': async ({ params, query }) => {
      const current = await directory();
      await one(params.id);
      const rows = await notTold(room, params.id);
      const keyOf = ({ personId }: { personId: string }) => personId;
      const { page, next } = pageOf(inOrder(rows, keyOf), query, 'up', keyOf);
      return {
        next,
        people: page.map(({ personId: id, outcome, why }) => ({
          ...{ id, why, name: current.people.get(id)?.name ?? id },
          outcome: outcome === 'failed' || outcome === 'dropped' ? outcome : ('waiting' as const),
        })),
      };
    },
    'bulletins.cancel': async ({ asker, params }) => {
      if (!(await cancelBulletin(room, params.id, personIn(asker)))) throw new Problem('not-found');
      return one(params.id);
    },
  };
}

function byReason({ people }: Directory, leftOut: readonly LeftOut[], why: LeftOut['why']) {
  const those = leftOut.filter((one) => one.why === why);
  if (those.length === 0) return [];
  const names = those.map(({ personId }) => people.get(personId)?.name ?? personId);
  return [{ why, count: those.length, names: names.toSorted((a, b) => a.localeCompare(b)).slice(0, namesAtMost) }];
}

function shown({ people, lines }: Directory, { choice, counts, cancelledAt, at, by, ...bulletin }: Bulletin) {
  const { line, language, role, onThisWeek } = choice;
  const isRole = (word: string | undefined) =>
    (['volunteer', 'shift-leader', 'coordinator', 'admin'] as const).find((one) => one === word) ?? null;
  return {
    ...bulletin,
    at: at.toISOString(),
    by: people.get(by)?.name ?? null,
    line: line === undefined ? null : (lines.get(line)?.name ?? line),
    language: language ?? null,
    role: isRole(role),
    onThisWeek,
    cancelled: cancelledAt !== null,
    counts: Object.fromEntries(outcomes.map((outcome) => [outcome, counts[outcome] ?? 0])) as Record<
      (typeof outcomes)[number],
      number
    >,
  };
}

function instantAndId(key: string): { atMs: number; id: string } {
  const [, at = '', id = ''] = /^(\S+) (.+)$/s.exec(key) ?? [];
  const atMs = Date.parse(at);
  if (Number.isNaN(atMs)) throw noCursor();
  return { atMs, id };
}
