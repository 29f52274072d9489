/** TAGS, DROP and ADD: a volunteer's own choice of tags, and what they read about it (W1). */
import { addTag, dropTag, ownTags, type OwnTag } from '../people/own-tags.ts';
import type { Reply } from '../conversations/answer.ts';
import type { WordHandler } from './scenes.ts';
import type { TextKey } from './wording.ts';

const othersShown = 8;

const say = (sentence: TextKey, slots: Record<string, string> = {}): Reply[] => [{ to: 'writer', sentence, slots }];
const listed = (tags: readonly string[]) => tags.join(', ');

/** `TAGS`: lists the person's own tags and those they could add. */
export const tags: WordHandler<'TAGS'> = async ({ directory, person }) => {
  const { own, others } = ownTags(directory, person);
  const slots = { list: listed(own), others: listed(others.slice(0, othersShown)) };
  return say(own.length === 0 ? 'noTags' : 'tags', slots);
};

/** `DROP`: takes a tag off the person. */
export const drop: WordHandler<'DROP'> = async ({ deps, person }, { tag }) =>
  sayStanding(await dropTag(deps.room, person.id, tag));

/** `ADD`: puts a tag on the person. */
export const add: WordHandler<'ADD'> = async ({ deps, person }, { tag }) =>
  sayStanding(await addTag(deps.room, person.id, tag));

const standings = { on: 'tagOn', off: 'tagOff', 'not-theirs': 'tagNotYours' } as const satisfies Record<
  string,
  TextKey
>;

function sayStanding(standing: OwnTag): Reply[] {
  return standing.kind === 'unknown' ? say('tagHow') : say(standings[standing.kind], { tag: listed(standing.tags) });
}
