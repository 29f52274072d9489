/** Auto-fill of a draft, why somebody may not come, and a draft followed as it changes (R3, R5). */
import type { Deps } from '../deps.ts';
import { applyFill, discardFill, fillNow, startFill, stopFill, whyNotNow } from '../roster/fills.ts';
import type { DraftTold } from '../roster/live-drafts.ts';
import { languageFor } from './answer-problems.ts';
import { personIn } from './asker.ts';
import type { rosterFillOperations } from './contract/roster-fill.ts';
import { draftAnswer } from './draft-answer.ts';
import { openStream } from './event-stream.ts';
import { fillAnswer, fillHeadAnswer, priceAnswer } from './fill-answer.ts';
import { Problem } from './problem.ts';
import { notChanged } from './roster.ts';
import type { Handlers } from './serve.ts';

type Fill = Awaited<ReturnType<Handlers<typeof rosterFillOperations>['drafts.startFill']>>;

export function rosterFillHandlers(
  deps: Pick<Deps, 'room' | 'database' | 'directories' | 'drafts'>,
): Handlers<typeof rosterFillOperations> {
  const read = async (draftId: string) => {
    const found = await fillNow(deps, draftId);
    if ('kind' in found && found.kind === 'unknown') throw new Problem('not-found');
    return 'fill' in found ? fillAnswer(found) : null;
  };
  const there = async (draftId: string): Promise<Fill> => {
    const fill = await read(draftId);
    if (fill === null) throw noFill();
    return { fill };
  };

  return {
    'drafts.stream': (call) =>
      openStream(call, async (stream) => {
        const tell = (told: DraftTold | { kind: 'away' }) => stream.say(told.kind, dataOf(told));
        const leave = await deps.drafts.follow({ ...stream, recordId: call.params.id, tell });
        if (leave === null) throw new Problem('not-found');
        return leave;
      }),
    'drafts.fill': async ({ params }) => ({ fill: await read(params.id) }),
    'drafts.startFill': async ({ asker, params, body }) => {
      const started = await startFill(deps, params.id, body, personIn(asker));
      switch (started.kind) {
        case 'started':
          return there(params.id);
        case 'busy':
          throw new Problem('conflict', {
            detail: (words) => words.fillBusy,
            extra: { why: 'busy', fill: await read(params.id) },
          });
        case 'nothing-ahead':
          throw new Problem('not-possible', {
            detail: (words) => words.nothingAhead,
            extra: { why: 'nothing-ahead' },
          });
        case 'nothing-open':
          throw new Problem('not-possible', {
            detail: (words) => words.allFilled,
            extra: { why: 'nothing-open' },
          });
        case 'unknown':
        case 'over':
        case 'line-retired':
          throw notChanged(started.kind);
      }
    },
    'drafts.stopFill': async ({ params }) => {
      const before = await there(params.id);
      return (await stopFill(deps, params.id)) ? there(params.id) : before;
    },
    'drafts.applyFill': async (call) => {
      const { asker, params } = call;
      const applied = await applyFill(deps, params.id, personIn(asker));
      switch (applied.kind) {
        case 'applied': {
          const directory = await deps.directories.current();
          if (!directory) throw new Problem('not-found');
          const language = await languageFor(deps.directories, call);
          return { draft: draftAnswer(directory, applied.now, language), leftOut: applied.leftOut };
        }
        case 'none':
          throw noFill();
        case 'nothing-fits':
          throw new Problem('not-possible', {
            detail: (words) => words.nothingFits,
            extra: { why: 'nothing-fits', leftOut: applied.leftOut },
          });
        case 'unknown':
        case 'over':
        case 'line-retired':
          throw notChanged(applied.kind);
      }
    },
    'drafts.discardFill': async ({ params }) => {
      await there(params.id);
      await discardFill(deps, params.id);
      return null;
    },
    'drafts.whyNot': async ({ params, query }) => {
      const found = await whyNotNow(deps, params.id, query);
      if (!found) throw new Problem('not-found');
      return priceAnswer(found);
    },
  };
}

function noFill(): Problem {
  return new Problem('not-possible', {
    detail: (words) => words.noFill,
    extra: { why: 'no-fill' },
  });
}

function dataOf(told: DraftTold | { kind: 'away' }): object {
  switch (told.kind) {
    case 'away':
      return {};
    case 'draft': {
      const { revision, state, version } = told.seen;
      return { revision, state, version };
    }
    case 'fill':
      return { fill: told.seen.fill && fillHeadAnswer(told.seen.fill) };
  }
}
