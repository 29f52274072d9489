/** One conversation: its words, what I write, and what else I can do in it, each with a second step. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { ask, AskFailed, type Answered, type Asked } from '../client.ts';
import { useDraft } from '../drafts.ts';
import { freshId } from '../fresh-id.ts';
import { Button, Card, Notice } from '../parts/controls.tsx';
import { TextArea } from '../parts/text-area.tsx';
import { useWords } from '../words/words.tsx';
import looks from './inbox.module.css';

type Act = Asked<'inbox.act'>['body']['act'];
type Read = Answered<'inbox.read'>;
const acts: readonly Act[] = ['done', 'crisis', 'leader', 'pass', 'abuse'];
const askEveryMs = 3_000;
/** So long after the last key what was typed is kept. */
const keepAfterMs = 600;
const longest = 4_800;

export function ConversationPart({ id, leave }: { id: string; leave: () => void }): ReactNode {
  const { words } = useWords();
  const { data, error } = useQuery({
    queryKey: ['inbox', id],
    queryFn: ({ signal }) => ask('inbox.read', { params: { id } }, { signal }),
    refetchInterval: askEveryMs,
    retry: false,
  });
  const hasMovedOn = error instanceof AskFailed && error.status === 404;
  return (
    <>
      {!data && !error && <p role="status">{words.loading}</p>}
      {data && <Words read={data} />}
      {hasMovedOn && <Notice kind="trouble">{words.inboxMovedOn}</Notice>}
      {error && !hasMovedOn && <Notice kind="trouble">{words.inboxOffline}</Notice>}
      {data && <Writing id={id} draft={data.draft} isOver={hasMovedOn} />}
      {data && !hasMovedOn && <Acts id={id} />}
      {hasMovedOn && <Button onClick={leave}>{words.inboxLeave}</Button>}
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
          <span className={looks['who']}>
            {from === 'peer' ? words.inboxYou : words.inboxThem}, {time.format(new Date(at))}
          </span>
          <p>{body ?? words.inboxErased}</p>
          {media && <p>{words.inboxMedia}</p>}
          {!reached && <p className={looks['lost']}>{words.inboxLost}</p>}
        </li>
      ))}
    </ol>
  );
}

/** What is typed stays until it is known to be sent, and is sent once however often that is asked for. */
function Writing({ id, draft, isOver }: { id: string; draft: string; isOver: boolean }): ReactNode {
  const { words } = useWords();
  const queries = useQueryClient();
  const [typed, type] = useDraft(`inbox ${id}`, draft);
  const [isSending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const sending = useRef<{ id: string; body: string } | null>(null);
  const kept = useRef(draft);
  useEffect(() => {
    if (typed === kept.current || isSending || isOver) return;
    const later = setTimeout(() => {
      const body = typed.slice(0, longest);
      ask('inbox.draft', { params: { id }, body: { body } }).then(
        () => void (kept.current = typed),
        () => undefined,
      );
    }, keepAfterMs);
    return () => clearTimeout(later);
  }, [id, typed, isSending, isOver]);
  const send = async () => {
    const body = typed.trim();
    if (body === '' || isSending) return;
    // The same words again are the same message: what became of the first try may not be known.
    if (sending.current?.body !== body) sending.current = { id: freshId(), body };
    setSending(true);
    setTrouble(null);
    try {
      await ask('inbox.write', { params: { id }, body: sending.current });
      sending.current = null;
      kept.current = '';
      type('');
      await queries.invalidateQueries({ queryKey: ['inbox', id] });
    } catch (problem) {
      const isGone = problem instanceof AskFailed && problem.status === 404;
      setTrouble(isGone ? words.inboxMovedOn : words.inboxNotSent);
    } finally {
      setSending(false);
    }
  };
  const texts = Math.max(1, Math.ceil(typed.length / 1_600));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextArea
        label={words.inboxAnswer}
        hint={words.inboxCount({ signs: typed.length, texts })}
        value={typed}
        maxLength={longest}
        onChange={(event) => type(event.target.value)}
      />
      {trouble !== null && !isOver && <Notice kind="trouble">{trouble}</Notice>}
      {!isOver && (
        <Button kind="primary" type="submit" busy={isSending}>
          {words.inboxSend}
        </Button>
      )}
    </form>
  );
}

/** Each button first says what it will do. */
function Acts({ id }: { id: string }): ReactNode {
  const { words } = useWords();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<{ act: Act; once: string } | null>(null);
  const [news, setNews] = useState<{ kind: 'calm' | 'trouble'; text: string } | null>(null);
  const [isBusy, setBusy] = useState(false);
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
      setAsked(null);
      setNews({ kind: 'calm', text: words.actIsDone });
      await queries.invalidateQueries({ queryKey: ['inbox'] });
    } catch {
      setNews({ kind: 'trouble', text: words.actFailed });
    } finally {
      setBusy(false);
    }
  };
  return (
    <section aria-label={words.actsTitle} className={looks['acts']}>
      {news && <Notice kind={news.kind}>{news.text}</Notice>}
      {asked ? (
        <Card>
          <p>{saying[asked.act]}</p>
          <div className={looks['list']}>
            <Button kind="primary" busy={isBusy} onClick={() => void act()}>
              {words.actYes({ act: names[asked.act] })}
            </Button>
            <Button onClick={() => setAsked(null)}>{words.actNo}</Button>
          </div>
        </Card>
      ) : (
        <div className={looks['list']}>
          {acts.map((one) => (
            <Button
              key={one}
              onClick={() => {
                setNews(null);
                setAsked({ act: one, once: freshId() });
              }}
            >
              {names[one]}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
