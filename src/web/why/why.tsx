/** Why a contact went where it went: the picture, and its table for readers and for paper. */
import type { ReactNode } from 'react';
import { clock } from '../moments.ts';
import { ListTable } from '../office/list-table.tsx';
import looks from '../office/office.module.css';
import { useWords } from '../words/words.tsx';
import { Picture } from './picture.tsx';
import { toldRows, type Told } from './told.ts';
import { useContactsWords } from './words.ts';

export function Why({ contact: { kind, story, timeZone, language: spoken } }: { contact: Told }): ReactNode {
  const words = useContactsWords();
  const { language } = useWords();
  const times = new Intl.DateTimeFormat(language, { timeStyle: 'medium', timeZone });
  const rows = toldRows(story, {
    words,
    time: (instant) => times.format(new Date(instant)),
    clock: (instant) => clock(instant, { language, zone: timeZone }),
    spoken: new Intl.DisplayNames([language], { type: 'language' }).of(spoken) ?? spoken,
  });
  const hasWhyNot = rows.some(({ notAsked }) => notAsked.length > 0);
  const columns = [words.when, words.happened, ...(hasWhyNot ? [words.notAsked] : [])];
  return (
    <section aria-labelledby="why">
      <h2 id="why">{words.why}</h2>
      {story.ringings.length > 0 && <Picture story={story} />}
      {kind === 'text' && <p className={looks['soft']}>{words.noDecisions}</p>}
      <ListTable label={words.table} columns={columns}>
        {rows.map(({ at, what, notAsked }, index) => (
          <tr key={index}>
            <th scope="row" className={looks['when']}>
              {times.format(new Date(at))}
            </th>
            <td className={looks['below']}>
              <Lines of={what} />
            </td>
            {hasWhyNot && (
              <td className={looks['below']}>
                <Lines of={notAsked} />
              </td>
            )}
          </tr>
        ))}
      </ListTable>
    </section>
  );
}

function Lines({ of }: { of: readonly string[] }): ReactNode {
  return of.map((line, index) => <div key={index}>{line}</div>);
}
