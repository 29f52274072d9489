/** Handles one text that came in: a volunteer's from their own number, or a stranger's who writes to a line. */
import { opened } from '../conversations/receive.ts';
import { answerText } from '../conversations/answer.ts';
import type { StoredText } from '../conversations/texts.ts';
import { lineOf } from '../contacts/room.ts';
import type { Deps } from '../deps.ts';
import { handleVolunteerText } from './volunteer-texts.ts';

/** Everything a text brings about, finished in one transaction with the text itself. */
export async function handleText(deps: Deps, text: StoredText): Promise<void> {
  const directory = await deps.directories.current();
  if (!directory) return answerText(deps.room, text, []);
  const { body, number } = opened(deps.room, text);
  const line = lineOf(directory, text.lineId);
  const person = directory.personOfNumber.get(number);
  if (person) return handleVolunteerText({ deps, directory, line, person, text, body });
  return answerText(deps.room, text, []);
}

/** A text that could not be handled however often it was tried: whoever wrote it hears so. */
export async function giveUp(deps: Deps, text: StoredText): Promise<void> {
  await answerText(deps.room, text, [{ to: 'writer', sentence: 'sorry' }], 'failed');
}
