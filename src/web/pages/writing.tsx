/** The answer somebody writes: it stays until it is known to be sent, and is sent once, from however many windows. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { smsCountOf } from '../../carrier/sms-parts.ts';
import { longestWords } from '../../carrier/text-parts.ts';
import { ask, AskFailed, type Answered } from '../client.ts';
import { freshId } from '../fresh-id.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { TextArea } from '../parts/text-area.tsx';
import { useWords } from '../words/words.tsx';
import { useDraft } from './draft.ts';

type Read = Answered<'inbox.read'>;
type Sending = { id: string; body: string; after: string | null };

const ownOf = ({ words }: Read) => words.filter(({ from }) => from === 'peer');

/** `isFirst`: nothing on the page is asked about before it. */
export function Writing({ read, isOver, isFirst }: { read: Read; isOver: boolean; isFirst: boolean }): ReactNode {
  const { words } = useWords();
  const queries = useQueryClient();
  const { id, channel } = read.conversation;
  const { typed, type, hold, resume } = useDraft(id, read.draft);
  const [isSending, setSending] = useState(false);
  const [news, setNews] = useState<{ kind: 'calm' | 'trouble'; text: string } | null>(null);
  const sending = useRef<Sending | null>(null);
  /** Own words that were shown already, or that this window sent. */
  const known = useRef(new Set(ownOf(read).map((own) => own.id)));
  const lastSent = useRef<string | null>(null);

  useEffect(() => {
    if (isSending) return undefined;
    const look = setTimeout(() => {
      const fresh = ownOf(read).filter((own) => !known.current.has(own.id));
      for (const own of fresh) known.current.add(own.id);
      // Another window sent what stands here too, or an earlier try arrived after all.
      const same = fresh.find(({ body }) => body !== null && body === typed.trim())?.body;
      if (!same) return;
      sending.current = null;
      resume(same);
      setNews({ kind: 'calm', text: words.inboxWentOut });
    }, 0);
    return () => clearTimeout(look);
  }, [read, isSending, typed, resume, words]);

  const send = async () => {
    const body = typed.trim();
    if (body === '' || isSending) return;
    const own = ownOf(read).map((one) => one.id);
    const after = lastSent.current !== null && !own.includes(lastSent.current) ? lastSent.current : read.lastOwn;
    // The same words again are the same message: what became of the first try may not be known.
    if (sending.current?.body !== body) sending.current = { id: freshId(), body, after };
    const message = sending.current;
    setSending(true);
    setNews(null);
    await hold();
    try {
      await ask('inbox.write', { params: { id }, body: message });
      known.current.add(message.id);
      lastSent.current = message.id;
      sending.current = null;
      resume(body);
      await queries.invalidateQueries({ queryKey: ['inbox', id] });
    } catch (problem) {
      resume(null);
      const isGone = problem instanceof AskFailed && problem.status === 404;
      setNews({ kind: 'trouble', text: isGone ? words.inboxMovedOn : words.inboxNotSent });
    } finally {
      setSending(false);
    }
  };
  const signs = words.inboxSigns({ signs: [...typed].length });
  // Nobody bills a WhatsApp message by the part.
  const hint = channel === 'sms' ? `${signs} · ${words.inboxParts(smsCountOf(typed))}` : signs;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextArea
        label={words.inboxAnswer}
        hint={hint}
        value={typed}
        maxLength={longestWords}
        onChange={(event) => {
          setNews(null);
          type(event.target.value);
        }}
      />
      {news !== null && !isOver && <Notice kind={news.kind}>{news.text}</Notice>}
      {!isOver && (
        <Button kind={isFirst ? 'primary' : 'plain'} type="submit" busy={isSending}>
          {words.inboxSend}
        </Button>
      )}
    </form>
  );
}
