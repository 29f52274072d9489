/** How a line or the settings stood before, and going back to it in two steps. */
import { useState, type ReactNode } from 'react';
import type { Answered } from '../client.ts';
import looks from '../desk/desk.module.css';
import inRows from '../desk/rows.module.css';
import { Button } from '../parts/controls.tsx';
import { useWords } from '../words/words.tsx';
import type { LinesWords } from '../words/lines/en.ts';
import { useLinesWords } from './words.ts';

type State = Answered<'lines.states'>['states'][number];

/** What the fields are called where they are named. */
export function fieldInWords(field: string, words: LinesWords): string {
  const named: Readonly<Record<string, unknown>> = { ...words, ...words.policy, ...words.fieldNames };
  const word = named[field];
  return typeof word === 'string' ? word.toLowerCase() : field;
}

/** `trouble` stands where it could not be gone back. */
export function Versions({
  states,
  zone,
  busy,
  goBack,
  trouble,
}: {
  states: readonly State[];
  zone: string;
  busy: boolean;
  goBack: (version: number) => void;
  trouble: ReactNode;
}): ReactNode {
  const words = useLinesWords();
  const { language } = useWords();
  const [asked, setAsked] = useState<number | null>(null);
  const when = (at: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(new Date(at));
  return (
    <>
      <h2>{words.versions}</h2>
      <p>{states.length === 0 ? words.versionsNone : words.versionsLead}</p>
      <ul className={inRows['rows']}>
        {states.map(({ version, at, by, name, changed }) => (
          <li key={version} className={inRows['item']}>
            <div className={looks['grow']}>
              <b>
                {words.version({
                  when: when(at),
                  by: name ?? (by.startsWith('person:') ? by.slice(7) : words.byCommand),
                })}
              </b>
              <div>
                {words.versionChanged({ fields: changed.map((field) => fieldInWords(field, words)).join(', ') })}
              </div>
              {asked === version && (
                <>
                  <p role="status">{words.goBackSays}</p>
                  {trouble}
                  <div className={looks['acts']}>
                    <Button busy={busy} onClick={() => goBack(version)}>
                      {words.goBackYes}
                    </Button>
                    <Button onClick={() => setAsked(null)}>{words.goBackNo}</Button>
                  </div>
                </>
              )}
            </div>
            {asked !== version && (
              <Button kind="quiet" onClick={() => setAsked(version)}>
                <span>
                  {words.goBack}
                  <span className="visually-hidden">: {when(at)}</span>
                </span>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
