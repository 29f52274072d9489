/** The word from shift to shift (L3): what is wrong with it is said while it is typed, and nothing typed is lost. */
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { charactersOf, handoverFault } from '../../reading/handover.ts';
import { ask } from '../client.ts';
import { useKept } from '../kept.ts';
import { Button, Notice, Wrong } from '../parts/controls.tsx';
import { KeptNotice } from '../parts/kept-notice.tsx';
import { More, usePages } from '../parts/more.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';
import { freshKey, sentenceOf } from './act.tsx';
import looks from './board.module.css';
import { useBoardWords } from './words.ts';

export function Handover(): ReactNode {
  const words = useBoardWords();
  const { words: common, language } = useWords();
  const queries = useQueryClient();
  const id = useId();
  const kept = useKept<string>('handover');
  const typed = kept.typed ?? '';
  const [once, setOnce] = useState(freshKey);
  const [fault, setFault] = useState<ReturnType<typeof handoverFault>>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const query = usePages(
    ['handover'],
    (cursor, signal) => ask('handover.list', { query: { limit: 20, cursor } }, { signal }),
    { refetchInterval: 60_000 },
  );
  const notes = query.data?.pages.flatMap((page) => page.notes) ?? [];
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const trying = async (work: () => Promise<unknown>) => {
    setFailed(null);
    try {
      await work();
    } catch (problem) {
      return setFailed(sentenceOf(problem, common.failed));
    }
    await queries.invalidateQueries({ queryKey: ['handover'] });
  };
  const save = async () => {
    const wrong = handoverFault(typed);
    setFault(wrong);
    if (wrong !== null) return;
    await trying(async () => {
      await ask('handover.write', { body: { words: typed } }, { once });
      kept.saved();
      setOnce(freshKey());
    });
  };
  return (
    <section className={looks['line']} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words.handover}</h2>
      <p id={`${id}-lead`}>{words.handoverLead}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <KeptNotice kept={kept} />
        <label className={looks['label']} htmlFor={id}>
          {words.handoverWords}
        </label>
        <textarea
          id={id}
          className={looks['note']}
          value={typed}
          aria-describedby={`${id}-lead ${id}-count`}
          aria-invalid={fault !== null || undefined}
          onChange={(event) => {
            kept.keep(event.currentTarget.value || null);
            const now = handoverFault(event.currentTarget.value);
            setFault(now === 'empty' ? null : now);
          }}
        />
        <p id={`${id}-count`}>
          <span className="soft">{words.handoverLeft({ count: charactersOf(typed) })}</span>
        </p>
        {fault && <Wrong>{words.handoverFaults[fault]}</Wrong>}
        {failed && <Notice kind="trouble">{failed}</Notice>}
        <Button type="submit">{words.handoverSave}</Button>
      </form>
      <Reading query={query} />
      {query.data && notes.length === 0 && <p className={looks['none']}>{words.handoverNone}</p>}
      <ul className={looks['rows']}>
        {notes.map((note) => {
          const when = format.format(new Date(note.at));
          return (
            <li key={note.id} className={looks['row']}>
              <span>{note.words}</span>
              <span className="soft">{words.handoverBy({ name: note.name, when })}</span>
              {note.own && (
                <span className={looks['end']}>
                  <Button
                    kind="quiet"
                    aria-label={words.handoverBackLabel({ when })}
                    onClick={() => void trying(() => ask('handover.takeBack', { params: { id: note.id } }))}
                  >
                    {words.handoverBack}
                  </Button>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <More query={query} />
    </section>
  );
}
