/** Every operation of the API: the routes, the OpenAPI document and the browser's client are made from this one table. */
import { boardOperations } from './board.ts';
import { contactOperations } from './contacts.ts';
import { bulletinOperations } from './bulletins.ts';
import { fairnessOperations } from './fairness.ts';
import { feedOperations } from './feeds.ts';
import { forecastOperations } from './forecast.ts';
import { foundingOperations } from './founding.ts';
import { goLiveOperations } from './go-live.ts';
import { inboxOperations } from './inbox.ts';
import { lineOperations } from './lines.ts';
import { loadOperations } from './load.ts';
import { meOperations } from './me.ts';
import { movesOperations } from './moves.ts';
import { nowOperations } from './now.ts';
import { ownShiftOperations } from './own-shifts.ts';
import { timeOffOperations } from './time-off.ts';
import { timesOperations } from './times.ts';
import { peopleOperations } from './people.ts';
import { officeOperations } from './office.ts';
import { organisationFileOperations } from './organisation-file.ts';
import { recordOperations } from './records.ts';
import { replayOperations } from './replays.ts';
import { rosterFillOperations } from './roster-fill.ts';
import { rosterSourceOperations } from './roster-source.ts';
import { resourceOperations } from './resources.ts';
import { reportOperations } from './reports.ts';
import { rosterOperations } from './roster.ts';
import { signInOperations } from './sign-in.ts';
import { wishesOperations } from './wishes.ts';

export const contract = {
  ...signInOperations,
  ...foundingOperations,
  ...nowOperations,
  ...ownShiftOperations,
  ...timesOperations,
  ...loadOperations,
  ...inboxOperations,
  ...meOperations,
  ...boardOperations,
  ...rosterOperations,
  ...peopleOperations,
  ...timeOffOperations,
  ...recordOperations,
  ...lineOperations,
  ...officeOperations,
  ...contactOperations,
  ...organisationFileOperations,
  ...feedOperations,
  ...fairnessOperations,
  ...forecastOperations,
  ...rosterSourceOperations,
  ...rosterFillOperations,
  ...movesOperations,
  ...wishesOperations,
  ...reportOperations,
  ...goLiveOperations,
  ...resourceOperations,
  ...bulletinOperations,
  ...replayOperations,
};

export type Contract = typeof contract;
