/** The door for browsers and programs: everything below `/api`. */
import compression from 'compression';
import { Router } from 'express';
import { answerProblems } from './answer-problems.ts';
import { blockHandlers } from './blocks.ts';
import { boardHandlers } from './board.ts';
import { bulletinHandlers } from './bulletins.ts';
import type { Deps } from '../deps.ts';
import { contract } from './contract/all.ts';
import { contactHandlers } from './contacts.ts';
import { cookieNames } from './cookies.ts';
import { fairnessHandlers } from './fairness.ts';
import { forecastHandlers } from './forecast.ts';
import { feedHandlers } from './feeds.ts';
import { foundingHandlers } from './founding.ts';
import { goLiveHandlers } from './go-live.ts';
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
import { organisationFileHandlers } from './organisation-file.ts';
import { peopleHandlers } from './people.ts';
import { recordHandlers } from './records.ts';
import { rosterFillHandlers } from './roster-fill.ts';
import { rosterSourceHandlers } from './roster-source.ts';
import { resourceHandlers } from './resources.ts';
import { replayHandlers } from './replays.ts';
import { reportHandlers } from './reports.ts';
import { rosterHandlers } from './roster.ts';
import { serve } from './serve.ts';
import { keyHandlers } from './keys.ts';
import { signInHandlers } from './sign-in.ts';
import { timeOffHandlers } from './time-off.ts';
import { timesHandlers } from './times.ts';
import { wishesHandlers } from './wishes.ts';

/** Shorter answers are in one packet or few as they are. */
const packedFromBytes = 8 * 1024;
/** Live streams go out line by line, and sound is packed already. */
const isPacked = /^(application\/json|text\/csv)/;

/** `/api/v1/…` and `/api/openapi.json`; whatever else is asked for there is a problem in JSON too. */
export function apiDoor(deps: Deps, version: string): Router {
  const { config, room, limits } = deps;
  const cookies = cookieNames(config.publicBaseUrl);
  const publicOrigin = new URL(config.publicBaseUrl).origin;
  const router = Router();
  router.use(
    compression({
      threshold: packedFromBytes,
      filter: (_request, response) => isPacked.test(String(response.getHeader('Content-Type'))),
    }),
  );
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
      ...foundingHandlers(deps),
      ...nowHandlers(deps),
      ...ownShiftHandlers(deps),
      ...timesHandlers(deps),
      ...timeOffHandlers(deps),
      ...loadHandlers(deps),
      ...inboxHandlers(deps),
      ...meHandlers(deps),
      ...boardHandlers(deps),
      ...rosterHandlers(deps),
      ...peopleHandlers(deps),
      ...recordHandlers(deps),
      ...lineHandlers(deps),
      ...officeHandlers(deps),
      ...contactHandlers(deps),
      ...blockHandlers(deps),
      ...organisationFileHandlers(deps),
      ...feedHandlers(deps),
      ...fairnessHandlers(deps),
      ...forecastHandlers(deps),
      ...rosterSourceHandlers(deps),
      ...rosterFillHandlers(deps),
      ...movesHandlers(deps),
      ...wishesHandlers(deps),
      ...reportHandlers(deps),
      ...goLiveHandlers(deps),
      ...resourceHandlers(deps),
      ...bulletinHandlers(deps),
      ...replayHandlers(deps),
    }),
  );
  router.use(() => {
    throw new Problem('not-found');
  });
  router.use(answerProblems(deps));
  return router;
}
