/** The words that were sent: what became of each while it goes out, who has not had it, and the way to cancel the rest. */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask, type Answered } from '../client.ts';
import looks from '../desk/desk.module.css';
import inRows from '../desk/rows.module.css';
import { Trouble } from '../desk/trouble.tsx';
import { Button, Buttons, Card, Notice } from '../parts/controls.tsx';
import { More, usePages } from '../parts/more.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';
import own from './bulletins.module.css';
import { useBulletinsWords } from './words.ts';

type Sent = Answered<'bulletins.list'>['bulletins'][number];
const outcomes = ['delivered', 'sent', 'waiting', 'failed', 'dropped', 'cancelled'] as const;
/** While something goes out it is asked so often how it stands. */
const askEveryMs = 3_000;

export function Bulletins(): ReactNode {
  const { words } = useBulletinsWords();
  const query = usePages(
    ['bulletins', 'list'],
    (cursor, signal) => ask('bulletins.list', { query: cursor === undefined ? {} : { cursor } }, { signal }),
    { refetchInterval: askEveryMs },
  );
  const all = query.data?.pages.flatMap((page) => page.bulletins) ?? [];
  return (
    <>
      <h2>{words.past}</h2>
      <Reading query={query} />
      {query.data && all.length === 0 && <p>{words.none}</p>}
      {all.map((one) => (
        <OneBulletin key={one.id} bulletin={one} />
      ))}
      <More query={query} />
    </>
  );
}

function OneBulletin({ bulletin }: { bulletin: Sent }): ReactNode {
  const { words, when } = useBulletinsWords();
  const { language } = useWords();
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const cancel = useChange('bulletins.cancel', () => {
    setAsked(false);
    void queries.invalidateQueries({ queryKey: ['bulletins'] });
  });
  const { id, at, by, words: said, counts, cancelled, line, role, onThisWeek } = bulletin;
  const spoken = bulletin.language;
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const to = [
    role === null ? words.takers : words.roles[role],
    ...(line === null ? [] : [line]),
    ...(spoken === null ? [] : [names.of(spoken) ?? spoken]),
    ...(onThisWeek ? [words.onThisWeek] : []),
  ];
  const title = words.by({ name: by ?? words.someone, when: when(at) });
  const isOpen = counts.waiting + counts.failed + counts.dropped > 0;
  return (
    <Card>
      <h3 className={looks['first']}>{title}</h3>
      <p className={looks['soft']}>{words.choice({ parts: to })}</p>
      <p className={said === null ? looks['soft'] : own['words']}>{said ?? words.erased}</p>
      <p role="status" className={own['counts']}>
        {outcomes
          .filter((outcome) => counts[outcome] > 0)
          .map((outcome) => (
            <span key={outcome} className={`${inRows['stage']} ${inRows[tones[outcome]] ?? ''}`}>
              {words.counts[outcome]({ count: counts[outcome] })}
            </span>
          ))}
      </p>
      {cancelled && <p>{words.isCancelled}</p>}
      {isOpen && <NotTold id={id} counts={counts} />}
      <Trouble change={cancel} again={() => cancel.begin({ params: { id } })} />
      {counts.waiting > 0 &&
        (isAsked ? (
          <Notice kind="plain">
            <p>{words.cancelSays({ count: counts.waiting })}</p>
            <Buttons>
              <Button busy={cancel.busy} onClick={() => cancel.begin({ params: { id } })}>
                {words.cancelYes}
              </Button>
              <Button kind="quiet" onClick={() => setAsked(false)}>
                {words.notYet}
              </Button>
            </Buttons>
          </Notice>
        ) : (
          <Button onClick={() => setAsked(true)}>
            {words.cancel}
            <span className="visually-hidden"> {title}</span>
          </Button>
        ))}
    </Card>
  );
}

const tones: Readonly<Record<(typeof outcomes)[number], string>> = {
  delivered: '',
  sent: '',
  waiting: 'waits',
  failed: 'bad',
  dropped: 'quiet',
  cancelled: 'quiet',
};

/** By name, once somebody looks. */
function NotTold({ id, counts }: { id: string; counts: Sent['counts'] }): ReactNode {
  const { words } = useBulletinsWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={looks['fold']} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.who}</summary>
      {isOpen && <Names id={id} counts={counts} />}
    </details>
  );
}

function Names({ id, counts }: { id: string; counts: Sent['counts'] }): ReactNode {
  const { words } = useBulletinsWords();
  const query = usePages(['bulletins', id, counts], (cursor, signal) =>
    ask('bulletins.people', { params: { id }, query: cursor === undefined ? {} : { cursor } }, { signal }),
  );
  const people = query.data?.pages.flatMap((page) => page.people) ?? [];
  return (
    <>
      <Reading query={query} />
      {query.data && people.length === 0 && <p>{words.everybodyHas}</p>}
      <ul className={own['list']}>
        {people.map(({ id: person, name, outcome, why }) => (
          <li key={person}>
            {words.whyNot({ name, outcome: why === null ? words.outcomes[outcome] : words.whySilenced })}
          </li>
        ))}
      </ul>
      <More query={query} />
    </>
  );
}
