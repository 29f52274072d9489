/** Every operation of the API: the routes, the OpenAPI document and the browser's client are made from this one table. */
import { boardOperations } from './board.ts';
import { fairnessOperations } from './fairness.ts';
import { feedOperations } from './feeds.ts';
import { inboxOperations } from './inbox.ts';
import { lineOperations } from './lines.ts';
import { loadOperations } from './load.ts';
import { meOperations } from './me.ts';
import { movesOperations } from './moves.ts';
import { nowOperations } from './now.ts';
import { ownShiftOperations } from './own-shifts.ts';
import { timesOperations } from './times.ts';
import { peopleOperations } from './people.ts';
import { officeOperations } from './office.ts';
import { replayOperations } from './replays.ts';
import { rosterFillOperations } from './roster-fill.ts';
import { rosterSourceOperations } from './roster-source.ts';
import { reportOperations } from './reports.ts';
import { rosterOperations } from './roster.ts';
import { signInOperations } from './sign-in.ts';
import { wishesOperations } from './wishes.ts';

export const contract = {
  ...signInOperations,
  ...nowOperations,
  ...ownShiftOperations,
  ...timesOperations,
  ...loadOperations,
  ...inboxOperations,
  ...meOperations,
  ...boardOperations,
  ...rosterOperations,
  ...peopleOperations,
  ...lineOperations,
  ...officeOperations,
  ...feedOperations,
  ...fairnessOperations,
  ...rosterSourceOperations,
  ...rosterFillOperations,
  ...movesOperations,
  ...wishesOperations,
  ...reportOperations,
  ...replayOperations,
};

export type Contract = typeof contract;
