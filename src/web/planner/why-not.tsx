/** "Why not Ben on Tuesday?": the rule, what it would cost all the same, and what would have to give way (R5). */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask, type Answered } from '../client.ts';
import { Reading } from '../parts/reading.tsx';
import type { RosterWords } from '../words/planner/en.ts';
import { useOpenWork } from './desk.tsx';
import looks from './dialog.module.css';
import { amount, when } from './form.ts';
import { brokenInWords, placesByKey, wallInWords } from './in-words.ts';
import { useTelling } from './use-acts.ts';
import { placeKey, type PlaceView } from './view.ts';
import { wayInWords } from './ways.ts';

type Answer = Answered<'drafts.whyNot'>;
type Score = Answer['score'];

export function WhyNot({ place, person }: { place: PlaceView; person: string }): ReactNode {
  const { desk, draft } = useOpenWork();
  const { words, form, nameOf, view } = desk;
  const telling = useTelling();
  const { shift, occurrence } = place;
  const query = useQuery({
    queryKey: ['why-not', draft.id, draft.look, person, shift, occurrence],
    queryFn: ({ signal }) =>
      ask('drafts.whyNot', { params: { id: draft.id }, query: { person, shift, occurrence } }, { signal }),
  });
  const answer = query.data;
  const known = placesByKey(view.places);
  return (
    <section className={looks['consequence']} aria-live="polite">
      <h3>{words.whyTitle({ name: nameOf(person), when: when(place.startMs, place.endMs, form) })}</h3>
      <Reading query={query} />
      {answer && (
        <>
          <p>{whyInWords(answer, words, form.language)}</p>
          {answer.wayOut && (
            <p>
              <b>{words.whyWay}:</b> {wayInWords(answer.wayOut, [person], desk)}
            </p>
          )}
          {answer.anyway && (
            <div>
              <p>
                <b>{words.whyAnyway}:</b> {priceInWords(answer.score, answer.anyway.score, words)}
              </p>
              <ul>
                {answer.anyway.violations.map(({ occurrences, ...one }, index) => (
                  <li key={index}>{brokenInWords({ ...one, places: occurrences.map(placeKey) }, telling, known)}</li>
                ))}
              </ul>
            </div>
          )}
          {answer.why !== null && (
            <div>
              <p>
                <b>{words.whyInstead}:</b>{' '}
                {answer.instead ? priceInWords(answer.score, answer.instead.score, words) : words.whyInsteadNone}
              </p>
              {answer.instead?.dropped.map((one) => (
                <p key={`${one.occurrence} ${one.person}`}>
                  {words.whyInsteadDrop({
                    name: nameOf(one.person),
                    when: wallInWords(one.occurrence, form.language),
                  })}
                </p>
              ))}
            </div>
          )}
        </>
      )}
    </section>
  );
}

function whyInWords({ why, courses, broken }: Answer, words: RosterWords, language: string): string {
  if (why === null) return words.whyNothing;
  if (why === 'training') return words.reasonCourses({ courses: courses.join(', ') });
  const reason = words.reasons[why];
  if (broken?.value == null || broken.limit === null) return reason;
  return words.reasonBy({ why: reason, value: amount(broken.value, language), limit: amount(broken.limit, language) });
}

/** What is worse with it, in the order in which a fill cares. */
function priceInWords(before: Score, after: Score, words: RosterWords): string {
  const parts = [
    ...(after.short > before.short ? [words.scoreShort({ count: after.short - before.short })] : []),
    ...(after.needsMissed > before.needsMissed
      ? [words.scoreNeeds({ count: after.needsMissed - before.needsMissed })]
      : []),
    ...(after.wishes > before.wishes ? [words.scoreWishes] : []),
    ...(after.fairness > before.fairness + 0.001 ? [words.scoreFairness] : []),
  ];
  return parts.length === 0 ? words.whyFree : words.whyCost({ what: parts.join(', ') });
}
