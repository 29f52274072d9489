/** One conversation: its words, what I write, and what else I can do in it, each with a second step. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { ask, AskFailed, type Answered, type Asked } from '../client.ts';
import { freshId } from '../fresh-id.ts';
import { Button, Buttons, Card, Notice, Wrong } from '../parts/controls.tsx';
import { More, usePages } from '../parts/more.tsx';
import { useWords } from '../words/words.tsx';
import { Writing } from './writing.tsx';
import looks from './inbox.module.css';

type Act = Asked<'inbox.act'>['body']['act'];
type Read = Answered<'inbox.read'>;
const acts: readonly Act[] = ['done', 'crisis', 'leader', 'pass', 'abuse'];
/** The act whose second step is shown. */
type Asking = { act: Act; once: string } | null;
/** After these it is not mine any more. */
const ending: ReadonlySet<Act> = new Set(['done', 'pass', 'abuse']);
const askEveryMs = 3_000;

/** `leave`: with what there is to say of it where the conversation was ended here. */
export function ConversationPart({ id, leave }: { id: string; leave: (said: string | null) => void }): ReactNode {
  const { words } = useWords();
  const query = usePages(
    ['inbox', id],
    (cursor, signal) => ask('inbox.read', { params: { id }, query: { cursor } }, { signal }),
    { refetchInterval: askEveryMs, retry: false },
  );
  const { error } = query;
  const data = query.data?.pages[0];
  const before = query.data?.pages.toReversed().flatMap((page) => page.words) ?? [];
  const [act, setAct] = useState<Asking>(null);
  const hasMovedOn = error instanceof AskFailed && error.status === 404;
  return (
    <>
      {!data && !error && <p role="status">{words.loading}</p>}
      <More query={query} label={words.inboxEarlier} />
      {data && <Words read={{ ...data, words: before }} />}
      {hasMovedOn && <Notice kind="trouble">{words.inboxMovedOn}</Notice>}
      {error && !hasMovedOn && <Notice kind="trouble">{words.inboxOffline}</Notice>}
      {data && <Writing read={data} isOver={hasMovedOn} isFirst={act === null} />}
      {data && !hasMovedOn && <Acts id={id} hasDraft={data.draft !== ''} asked={act} setAsked={setAct} leave={leave} />}
      {hasMovedOn && <Button onClick={() => leave(null)}>{words.inboxLeave}</Button>}
    </>
  );
}

function Words({ read }: { read: Read }): ReactNode {
  const { words, language } = useWords();
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: read.conversation.line.zone });
  return (
    <ol className={looks['words']} aria-label={words.inboxWords} aria-live="polite">
      {read.words.map(({ id, from, at, body, media, reached }) => (
        <li key={id} className={looks[from]}>
          <span className="soft">
            {from === 'peer' ? words.inboxYou : words.inboxThem}, {time.format(new Date(at))}
          </span>
          <p>{body ?? words.inboxErased}</p>
          {media && <p>{words.inboxMedia}</p>}
          {!reached && <Wrong>{words.inboxLost}</Wrong>}
        </li>
      ))}
    </ol>
  );
}

/** Each button first says what it will do. */
function Acts({
  id,
  hasDraft,
  asked,
  setAsked,
  leave,
}: {
  id: string;
  hasDraft: boolean;
  asked: Asking;
  setAsked: (asked: Asking) => void;
  leave: (said: string) => void;
}): ReactNode {
  const { words } = useWords();
  const queries = useQueryClient();
  const [news, setNews] = useState<{ kind: 'calm' | 'trouble'; text: string } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const part = useRef<HTMLElement>(null);
  /** The button whose second step was shown last: whoever leaves it is on that button again. */
  const [back, setBack] = useState<Act | null>(null);
  // The step before is gone from the page: the keyboard goes on where the next one begins.
  useEffect(() => {
    if (asked) part.current?.querySelector('p')?.focus();
    else if (back) part.current?.querySelector<HTMLElement>(`[data-act="${back}"]`)?.focus();
  }, [asked, back]);
  const names: Record<Act, string> = {
    done: words.actDone,
    crisis: words.actCrisis,
    leader: words.actLeader,
    pass: words.actPass,
    abuse: words.actAbuse,
  };
  const saying: Record<Act, string> = {
    done: words.actDoneSays,
    crisis: words.actCrisisSays,
    leader: words.actLeaderSays,
    pass: words.actPassSays,
    abuse: words.actAbuseSays,
  };
  const act = async () => {
    if (!asked) return;
    setBusy(true);
    try {
      await ask('inbox.act', { params: { id }, body: { act: asked.act } }, { once: asked.once });
      // What somebody has begun to write stays before them.
      if (ending.has(asked.act) && !hasDraft) return leave(words.actIsDone);
      setAsked(null);
      setNews({ kind: 'calm', text: words.actIsDone });
      await queries.invalidateQueries({ queryKey: ['inbox'] });
    } catch (problem) {
      const isGone = problem instanceof AskFailed && problem.status === 404;
      setNews({ kind: 'trouble', text: isGone ? words.actMovedOn : words.actFailed });
    } finally {
      setBusy(false);
    }
  };
  return (
    <section ref={part} aria-label={words.actsTitle} className={looks['acts']}>
      {news && <Notice kind={news.kind}>{news.text}</Notice>}
      {asked ? (
        <Card>
          <p tabIndex={-1}>{saying[asked.act]}</p>
          <Buttons>
            <Button kind="primary" busy={isBusy} onClick={() => void act()}>
              {words.actYes({ act: names[asked.act] })}
            </Button>
            <Button onClick={() => setAsked(null)}>{words.actNo}</Button>
          </Buttons>
        </Card>
      ) : (
        <Buttons>
          {acts.map((one) => (
            <Button
              key={one}
              data-act={one}
              onClick={() => {
                setNews(null);
                setBack(one);
                setAsked({ act: one, once: freshId() });
              }}
            >
              {names[one]}
            </Button>
          ))}
        </Buttons>
      )}
    </section>
  );
}
