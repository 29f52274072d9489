/** Handles one text that came in: a volunteer's from their own number, or a stranger's who writes to a line. */
import { answerText } from '../conversations/answer.ts';
import { opened } from '../conversations/receive.ts';
import { tend } from '../conversations/tend.ts';
import type { StoredText } from '../conversations/stored-text.ts';
import { leaveText } from '../conversations/texts.ts';
import { lineOf } from '../organisation/directory.ts';
import type { Deps } from '../deps.ts';
import { isDatabaseTrouble } from '../platform/connection-loss.ts';
import { handleTexterText } from './texter-texts.ts';
import { handleVolunteerText } from './volunteer-texts.ts';

/** Everything a text brings about, finished in one transaction with the text itself. */
export async function handleText(deps: Deps, text: StoredText): Promise<void> {
  const directory = await deps.directories.current();
  if (!directory) return answerText(deps.room, text, {});
  const { body, number } = opened(deps.room, text);
  const scene = { deps, directory, line: lineOf(directory, text.lineId), text, body };
  const person = directory.personOfNumber.get(number);
  const mayChangeWhoIsFree = person
    ? await handleVolunteerText({ ...scene, person })
    : await handleTexterText({ ...scene, number });
  if (mayChangeWhoIsFree) await tend(deps.room);
}

/** Gives up a text that could not be handled at any try: its writer hears so, unless it is not known who wrote it. */
export async function giveUp({ room }: Deps, text: StoredText): Promise<void> {
  try {
    await answerText(room, text, { replies: [{ to: 'writer', sentence: 'sorry' }], state: 'failed' });
  } catch (problem) {
    if (isDatabaseTrouble(problem)) throw problem;
    await leaveText(room, text.id);
  }
}
