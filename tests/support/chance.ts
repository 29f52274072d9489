/** Chance for stories: every draw is new, and between equals it always falls the same way. */
import { randomBytes } from 'node:crypto';
import { drawOf } from '../../src/matching/ranking.ts';

/** More people would make a fitting draw too rare to look for: one of `n!` fits. */
const mostOrdered = 5;

/** Gives draws by which, of people who are equal in all else, whoever stands first in `personIds` is asked first. */
export function chanceInOrder(personIds: readonly string[]): () => string {
  const ordered = personIds.slice(0, mostOrdered);
  return () => {
    for (;;) {
      const draw = randomBytes(12).toString('hex');
      const places = ordered.map((personId) => drawOf(draw, personId));
      if (places.every((place, index) => index === 0 || (places[index - 1] ?? 0) < place)) return draw;
    }
  };
}
