/** An evening on which everybody is there and everything is under way, for tests that ask the API for all of it. */
import type { Role } from '../../src/access/rights.ts';
import { caller, numbers, smallOrganisation } from './small-organisation.ts';
import { setStage, type Stage } from './stage.ts';
import { evening, texting } from './texting.ts';

export const apiPeople: Record<string, readonly Role[]> = {
  ana: ['volunteer'],
  ben: ['volunteer'],
  cleo: ['coordinator'],
  dev: ['shift-leader'],
  elena: ['admin'],
  farid: ['volunteer', 'coordinator'],
};

/** What a texter wrote to Ana: nobody but her may read it. */
export const secretWords = 'a word for one pair of eyes';

/** Ana has a conversation by text, and a caller rings; everybody is known. */
export async function apiEvening(): Promise<Stage> {
  const people = Object.fromEntries(
    Object.entries(apiPeople).map(([id, roles]) => [id, { roles: [...roles], ...(id === 'ana' ? {} : { as: null }) }]),
  );
  const stage = await setStage({ organisation: smallOrganisation(people), at: evening });
  const { write, news } = texting(stage);
  await write(caller, secretWords);
  for (const number of [caller, numbers['ana']!]) news(number);
  return stage;
}

/** Numbers that may stand in no answer, in the forms people and programs write them. */
export const secretNumbers: readonly string[] = [caller, ...Object.values(numbers)].flatMap((number) => [
  number,
  number.slice(1),
  number.slice(2),
]);
