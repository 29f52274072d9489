/** What a file changes and what would be lost with it, before anything happens. */
import type { ReactNode } from 'react';
import type { Answered } from '../client.ts';
import looks from '../desk/desk.module.css';
import { Notice } from '../parts/controls.tsx';
import { useWords } from '../words/words.tsx';
import { useFileWords } from './words.ts';

export type Look = NonNullable<Answered<'organisation.look'>['look']>;
type Things = Look['people'];

const shownAtMost = 12;

export function FileChanges({ look }: { look: Look }): ReactNode {
  const words = useFileWords();
  const going = look.people.retired.count;
  return (
    <>
      <h2>{words.changesTitle}</h2>
      <Notice kind="calm">{look.same ? words.same : words.changes}</Notice>
      {(['organisation', 'policy', 'timeOff', 'blocks'] as const).map(
        (part) => look[part] && <p key={part}>{words[part]}</p>,
      )}
      {(['lines', 'people', 'shifts'] as const).map((kind) => (
        <Kind key={kind} name={words[kind]} things={look[kind]} />
      ))}
      {going > 0 && <Notice kind="trouble">{words.peopleGo({ count: going })}</Notice>}
      <ul>
        {look.ownTags.map((one) => (
          <li key={`${one.name} ${one.tag}`}>{words.ownTag(one)}</li>
        ))}
      </ul>
      <Lost look={look} />
    </>
  );
}

function Kind({ name, things }: { name: string; things: Things }): ReactNode {
  const words = useFileWords();
  const kinds = (['added', 'changed', 'retired'] as const).filter((what) => things[what].count > 0);
  if (kinds.length === 0 && !things.reordered) return null;
  return (
    <>
      <h3>{name}</h3>
      {kinds.map((what) => {
        const { count, first } = things[what];
        return (
          <details key={what} open={count <= shownAtMost} className={looks['fold']}>
            <summary>{words[what]({ count })}</summary>
            <ul>
              {first.map(({ id, name: called, fields }) => (
                <li key={id}>
                  {fields.length > 0 ? words.changedFields({ name: called, fields: fields.join(', ') }) : called}
                </li>
              ))}
              {count > first.length && <li>{words.more({ count: count - first.length })}</li>}
            </ul>
          </details>
        );
      })}
      {things.reordered && <p>{words.reordered}</p>}
    </>
  );
}

function Lost({ look: { lost, lostCount, exportedVersion, version } }: { look: Look }): ReactNode {
  const words = useFileWords();
  const { language } = useWords();
  if (lostCount === 0) return null;
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      <h2>{words.lostTitle}</h2>
      <Notice kind="trouble">{words.lost({ exported: exportedVersion ?? 0, now: Number(version) })}</Notice>
      <ul>
        {lost.map(({ place, at, by, name, version: changedIn }) => (
          <li key={`${place} ${changedIn}`}>
            {at === null
              ? words.lostUntraced({ place })
              : words.lostBy({ place, who: name ?? by ?? words.somebody, when: when.format(new Date(at)) })}
          </li>
        ))}
        {lostCount > lost.length && <li>{words.more({ count: lostCount - lost.length })}</li>}
      </ul>
    </>
  );
}
