/** Ways out as sentences: whom to ask for what. */
import type { Answered } from '../client.ts';
import type { Desk } from './desk.tsx';
import { amount } from './form.ts';

type Way = NonNullable<Answered<'drafts.whyNot'>['wayOut']>;

const mostNamed = 6;

export function namesInWords(people: readonly string[], { nameOf, words, form }: Desk): string {
  const named = people.slice(0, mostNamed).map(nameOf);
  const list = new Intl.ListFormat(form.language, { type: 'conjunction' }).format(named);
  return people.length > mostNamed ? words.andMore({ places: list, count: people.length - mostNamed }) : list;
}

export function wayInWords(way: Way, people: readonly string[], desk: Desk): string {
  const { words, form } = desk;
  const names = namesInWords(people, desk);
  switch (way.kind) {
    case 'own-limit': {
      const what = way.limits.map(({ limit, more }) => words.limits[limit]({ more: amount(more, form.language) }));
      return words.wayLimits({ names, what: what.join(words.and) });
    }
    case 'times':
      return words.wayTimes({ names });
    case 'training':
      return words.wayTraining({ names, courses: way.courses.join(', ') });
  }
}
