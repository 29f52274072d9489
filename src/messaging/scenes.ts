/** Who wrote what to us, as handlers get it, and what handling a volunteer's word leads to. */
import type { PeerEvent } from '../texts/peer-step.ts';
import type { Answering, Reply } from '../conversations/answer.ts';
import type { StoredText } from '../conversations/stored-text.ts';
import type { Deps } from '../deps.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import type { VolunteerWord } from '../texts/words.ts';

/** A stranger who wrote what, on which line; the number is for keys and sealing, never for a log or a job. */
export type TexterScene = {
  deps: Deps;
  directory: Directory;
  line: DirectoryLine;
  text: StoredText;
  body: string;
  number: string;
};

/** A volunteer who wrote what, on which line. */
export type WordScene = {
  deps: Deps;
  directory: Directory;
  line: DirectoryLine;
  person: Person;
  text: StoredText;
  body: string;
};

/** What a word brings about: answers, and perhaps something in the volunteer's conversation. */
export type WordAnswer = Answering & { event?: PeerEvent };

/** Does the word and answers what to say. Done twice for one text (`scene.text.id`) it must look like done once. */
export type WordHandler<Word extends VolunteerWord['word'] = VolunteerWord['word']> = (
  scene: WordScene,
  word: Extract<VolunteerWord, { word: Word }>,
) => Promise<Reply[] | WordAnswer>;
