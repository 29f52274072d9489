/** Rosters and drafts of them: each change is a call into the record room, in the name of whoever asked (R1–R4). */
import type { Deps } from '../deps.ts';
import type { ShiftFault } from '../organisation/changed-shifts.ts';
import type { Directory } from '../organisation/directory.ts';
import type { DraftCommand } from '../planning/draft/commands.ts';
import {
  addCommand,
  copyWeek,
  draftNow,
  dropDraft,
  listDrafts,
  openDraft,
  redoCommand,
  undoCommand,
  type Added,
  type DraftNow,
  type Stepped,
} from '../roster/drafts.ts';
import type { DraftDays } from '../roster/drafts-sql.ts';
import { worldOfDirectory } from '../roster/draft-view.ts';
import { publishDraft, takeBackDraft } from '../roster/publish-draft.ts';
import { placesOf, verdictOn } from '../roster/roster-now.ts';
import { dayMs, parseDate } from '../schedule/wall-clock.ts';
import { languageFor } from './answer-problems.ts';
import { personIn } from './asker.ts';
import type { rosterOperations } from './contract/roster.ts';
import { aroundAnswer, draftAnswer, faultsTold, headAnswer, placeAnswer } from './draft-answer.ts';
import { pageOf } from './listing.ts';
import { Problem } from './problem.ts';
import type { Call, Handlers } from './serve.ts';
import type { Says } from './wording/problem-words.ts';

/** Whose request it is, and so in which language it is answered. */
type Asked = Pick<Call<never>, 'request' | 'response'>;

/** Nobody plans volunteers further at once, and a page shows no more. */
const mostDays = 92;
const mostDaysAway = 3 * 366;

export function rosterHandlers(
  deps: Pick<Deps, 'room' | 'database' | 'directories' | 'clock'>,
): Handlers<typeof rosterOperations> {
  const { directories, clock } = deps;
  const directory = async (): Promise<Directory> => {
    const current = await directories.current();
    if (!current) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
    return current;
  };
  const draft = async (call: Asked, now: DraftNow | null) => {
    if (!now) throw new Problem('not-found');
    return draftAnswer(await directory(), now, await languageFor(directories, call));
  };
  const reread = async (call: Asked, id: string) => draft(call, await draftNow(deps, id));
  const faulty = async (call: Asked, faults: readonly ShiftFault[]) =>
    new Problem('not-possible', {
      detail: (words) => words.noShift,
      extra: { why: 'faulty', faults: faultsTold(faults, await languageFor(directories, call)) },
    });

  /** The draft after a step, or why there was none. */
  const stepped = async (call: Asked, step: Added | Stepped) => {
    switch (step.kind) {
      case 'added':
        return draft(call, step.now);
      case 'meanwhile':
        throw new Problem('conflict', { extra: { yours: step.idle, draft: await draft(call, step.now) } });
      case 'idle':
        throw new Problem('not-possible', {
          detail: (words) => words.nothingToDoThatTo,
          extra: { why: 'idle', idle: step.idle },
        });
      case 'faulty':
        throw await faulty(call, step.faults);
      case 'nothing':
        throw new Problem('not-possible', {
          detail: (words) => words.nothingOfYours,
          extra: { why: 'nothing' },
        });
      case 'unknown':
      case 'over':
      case 'line-retired':
        throw notChanged(step.kind);
    }
  };

  return {
    'roster.read': async ({ params, query }) => {
      const days = { line: params.line, ...query };
      checkDays(days, 'query', clock.nowMs());
      const current = await directory();
      const world = worldOfDirectory(current, params.line);
      if (!world || world.isRetired) throw new Problem('not-found');
      const { organisation, zone } = world;
      return {
        ...aroundAnswer(current, days),
        places: placesOf(organisation, organisation.shifts, zone, days).map(placeAnswer),
        check: verdictOn(organisation, organisation.shifts, days),
      };
    },
    'drafts.list': async ({ query }) => {
      const current = await directory();
      const drafts = await listDrafts(deps);
      const known = drafts.filter(({ line }) => current.lines.has(line));
      const { page, next } = pageOf(
        known,
        query,
        'down',
        ({ madeAtMs, id }) => `${new Date(madeAtMs).toISOString()} ${id}`,
      );
      return { next, drafts: page.map((one) => headAnswer(current, one)) };
    },
    'drafts.open': async (call) => {
      const { asker, body } = call;
      checkDays(body, 'body', clock.nowMs());
      if ((parseDate(body.to) ?? 0) * dayMs < clock.nowMs() - 2 * dayMs)
        throw new Problem('not-possible', { detail: (words) => words.daysOver });
      const opened = await openDraft(deps, body, personIn(asker));
      if (!opened) throw new Problem('not-found');
      return reread(call, opened.id);
    },
    'drafts.read': (call) => reread(call, call.params.id),
    'drafts.command': async (call) => {
      const { asker, params, body } = call;
      const command: DraftCommand = body.command;
      return stepped(call, await addCommand(deps, params.id, command, personIn(asker), lookIn(call)));
    },
    'drafts.undo': async (call) => stepped(call, await undoCommand(deps, call.params.id, personIn(call.asker))),
    'drafts.redo': async (call) => stepped(call, await redoCommand(deps, call.params.id, personIn(call.asker))),
    'drafts.copyWeek': async (call) => {
      const { asker, params, body } = call;
      const { added, leftOut } = await copyWeek(deps, params.id, body, personIn(asker));
      return { draft: await stepped(call, added), leftOut: leftOut.map(({ at, person }) => ({ ...at, person })) };
    },
    'drafts.publish': async (call) => {
      const { asker, params, body } = call;
      const look = lookIn(call);
      if (look === null)
        throw new Problem('invalid', {
          fields: [{ path: 'header.If-Match', message: (words) => words.fields.whatWasSeen }],
        });
      const done = await publishDraft(deps, params.id, { look, silent: body.silent, by: personIn(asker) });
      switch (done.kind) {
        case 'published':
          return reread(call, params.id);
        case 'meanwhile':
          throw new Problem('conflict', { extra: { draft: await reread(call, params.id) } });
        case 'faulty':
          throw await faulty(call, done.faults);
        case 'nothing':
          throw new Problem('not-possible', { detail: (words) => words.changesNothing });
        case 'unknown':
        case 'over':
        case 'line-retired':
          throw notChanged(done.kind);
      }
    },
    'drafts.takeBack': async (call) => {
      const { asker, params, body } = call;
      const done = await takeBackDraft(deps, params.id, { silent: body.silent, by: personIn(asker) });
      switch (done.kind) {
        case 'taken-back':
          return reread(call, params.id);
        case 'changed-since':
          throw new Problem('conflict', {
            detail: (words) => words.changedSince,
            extra: { shifts: done.shifts },
          });
        case 'open-elsewhere':
          throw new Problem('not-possible', {
            detail: (words) => words.openElsewhere,
          });
        case 'not-published':
          throw new Problem('not-possible', { detail: (words) => words.notPublished });
        case 'unknown':
        case 'over':
        case 'line-retired':
          throw notChanged(done.kind);
      }
    },
    'drafts.drop': async (call) => {
      const { asker, params } = call;
      const done = await dropDraft(deps, params.id, personIn(asker), lookIn(call));
      if (done.kind === 'meanwhile') throw new Problem('conflict', { extra: { draft: await reread(call, params.id) } });
      if (done.kind !== 'dropped') throw notChanged(done.kind);
      return null;
    },
  };
}

/** Why a draft was left as it is. */
export function notChanged(kind: 'unknown' | 'over' | 'line-retired'): Problem {
  if (kind === 'unknown') return new Problem('not-found');
  const detail: Says = (words) => (kind === 'over' ? words.draftOver : words.lineRetired);
  return new Problem('not-possible', { detail, extra: { why: kind } });
}

/** Refuses days that nobody plans, in one sentence at their field. */
export function checkDays(
  { from, to }: Pick<DraftDays, 'from' | 'to'>,
  where: 'query' | 'body',
  nowMs: number,
  most = mostDays,
): void {
  const [first, last] = [parseDate(from) ?? Number.NaN, parseDate(to) ?? Number.NaN];
  const today = nowMs / dayMs;
  if (!(Math.abs(first - today) <= mostDaysAway))
    throw new Problem('invalid', {
      fields: [{ path: `${where}.from`, message: (words) => words.fields.threeYears }],
    });
  const count = last - first + 1;
  if (count >= 1 && count <= most) return;
  const message: Says = ({ fields }) => (count < 1 ? fields.notBefore : fields.withinDaysInParts({ days: most }));
  throw new Problem('invalid', { fields: [{ path: `${where}.to`, message }] });
}

/** What the asker looked at, by `If-Match`; null where they don't say. */
function lookIn({ request }: Pick<Call<never>, 'request'>): string | null {
  const header = request.headers['if-match'];
  return header === undefined || header === '*' ? null : header.replace(/^W\//, '').replaceAll('"', '');
}
