/** The door for browsers and programs: everything below `/api`. */
import { Router } from 'express';
import { answerProblems } from './answer-problems.ts';
import { boardHandlers } from './board.ts';
import type { Deps } from '../deps.ts';
import { contract } from './contract/all.ts';
import { cookieNames } from './cookies.ts';
import { fairnessHandlers } from './fairness.ts';
import { feedHandlers } from './feeds.ts';
import { inboxHandlers } from './inbox.ts';
import { lineHandlers } from './lines.ts';
import { loadHandlers } from './load.ts';
import { meHandlers } from './me.ts';
import { movesHandlers } from './moves.ts';
import { nowHandlers } from './now.ts';
import { openApiDocument } from './openapi.ts';
import { ownShiftHandlers } from './own-shifts.ts';
import { Problem } from './problem.ts';
import { officeHandlers } from './office.ts';
import { peopleHandlers } from './people.ts';
import { rosterFillHandlers } from './roster-fill.ts';
import { rosterSourceHandlers } from './roster-source.ts';
import { replayHandlers } from './replays.ts';
import { reportHandlers } from './reports.ts';
import { rosterHandlers } from './roster.ts';
import { serve } from './serve.ts';
import { keyHandlers } from './keys.ts';
import { signInHandlers } from './sign-in.ts';
import { timesHandlers } from './times.ts';
import { wishesHandlers } from './wishes.ts';

/** `/api/v1/…` and `/api/openapi.json`; whatever else is asked for there is a problem in JSON too. */
export function apiDoor(deps: Deps, version: string): Router {
  const { config, room, limits } = deps;
  const cookies = cookieNames(config.publicBaseUrl);
  const publicOrigin = new URL(config.publicBaseUrl).origin;
  const router = Router();
  let document: string | undefined;
  router.get('/openapi.json', (_request, response) => {
    document ??= JSON.stringify(openApiDocument(config.publicBaseUrl, version));
    response.type('application/json').send(document);
  });
  router.use(
    '/v1',
    serve({ room, limits, cookies, publicOrigin }, contract, {
      ...signInHandlers({ ...deps, cookies }),
      ...keyHandlers(deps),
      ...nowHandlers(deps),
      ...ownShiftHandlers(deps),
      ...timesHandlers(deps),
      ...loadHandlers(deps),
      ...inboxHandlers(deps),
      ...meHandlers(deps),
      ...boardHandlers(deps),
      ...rosterHandlers(deps),
      ...peopleHandlers(deps),
      ...lineHandlers(deps),
      ...officeHandlers(deps),
      ...feedHandlers(deps),
      ...fairnessHandlers(deps),
      ...rosterSourceHandlers(deps),
      ...rosterFillHandlers(deps),
      ...movesHandlers(deps),
      ...wishesHandlers(deps),
      ...reportHandlers(deps),
      ...replayHandlers(deps),
    }),
  );
  router.use(() => {
    throw new Problem('not-found');
  });
  router.use(answerProblems(deps));
  return router;
}
