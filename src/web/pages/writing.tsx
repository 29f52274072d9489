/** The answer somebody writes: it stays until it is known to be sent, and is sent once, from however many windows. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { smsCountOf } from '../../carrier/sms-parts.ts';
import { longestWords } from '../../carrier/text-parts.ts';
import { ask, AskFailed, type Answered } from '../client.ts';
import { freshId } from '../fresh-id.ts';
import { Button, Buttons, Notice } from '../parts/controls.tsx';
import { TextArea } from '../parts/text-area.tsx';
import { Chooser, type Chosen } from '../resources/chooser.tsx';
import { useResourcesWords } from '../resources/words.ts';
import { useWords } from '../words/words.tsx';
import { useDraft } from './draft.ts';

type Read = Answered<'inbox.read'>;
type Sending = { id: string; body: string; after: string | null; resources: string[] };

const ownOf = ({ words }: Read) => words.filter(({ from }) => from === 'peer');

/** `isFirst`: nothing on the page is asked about before it. */
export function Writing({ read, isOver, isFirst }: { read: Read; isOver: boolean; isFirst: boolean }): ReactNode {
  const { words } = useWords();
  const queries = useQueryClient();
  const { words: own } = useResourcesWords();
  const { id, channel, language } = read.conversation;
  const { typed, type, hold, resume } = useDraft(id, read.draft);
  const [isSending, setSending] = useState(false);
  const [news, setNews] = useState<{ kind: 'calm' | 'trouble'; text: string } | null>(null);
  /** Whether a text is being chosen, and what went wrong with sending it. */
  const [choosing, setChoosing] = useState<{ wrong: string | null } | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  /** Texts that were put into the answer. */
  const put = useRef<string[]>([]);
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

  /** Sends these words; null where that is known to be done, else what there is to say of it. */
  const deliver = async (
    body: string,
    resources: string[],
    problems: { isGone: string; isUnknown: string },
  ): Promise<string | null> => {
    const shown = ownOf(read).map((one) => one.id);
    const after = lastSent.current !== null && !shown.includes(lastSent.current) ? lastSent.current : read.lastOwn;
    // The same words again are the same message: what became of the first try may not be known.
    if (sending.current?.body !== body) sending.current = { id: freshId(), body, after, resources };
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
      return null;
    } catch (problem) {
      resume(null);
      return problem instanceof AskFailed && problem.status === 404 ? problems.isGone : problems.isUnknown;
    } finally {
      setSending(false);
    }
  };
  const send = async () => {
    const body = typed.trim();
    if (body === '' || isSending) return;
    const problems = { isGone: words.inboxMovedOn, isUnknown: words.inboxNotSent };
    const wrong = await deliver(body, put.current, problems);
    if (wrong === null) put.current = [];
    else setNews({ kind: 'trouble', text: wrong });
  };
  const close = (text: string | null) => {
    setChoosing(null);
    if (text !== null) setNews({ kind: 'calm', text });
    opener.current?.focus();
  };
  const sendChosen = async (chosen: Chosen) => {
    if (isSending) return;
    const wrong = await deliver(chosen.text, [chosen.id], { isGone: own.movedOn, isUnknown: own.notSent });
    if (wrong === null) close(own.isSent);
    else setChoosing({ wrong });
  };
  const insert = (chosen: Chosen) => {
    put.current = [...new Set([...put.current, chosen.id])];
    type([typed.trim(), chosen.text].filter((part) => part !== '').join('\n'));
    close(own.isInserted);
  };
  const signs = words.inboxSigns({ signs: [...typed].length });
  // Nobody bills a WhatsApp message by the part.
  const hint = channel === 'sms' ? `${signs} · ${words.inboxParts(smsCountOf(typed))}` : signs;
  return (
    <>
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
            if (event.target.value.trim() === '') put.current = [];
            type(event.target.value);
          }}
        />
        {news !== null && !isOver && <Notice kind={news.kind}>{news.text}</Notice>}
        {!isOver && (
          <Buttons>
            <Button kind={isFirst && !choosing ? 'primary' : 'plain'} type="submit" busy={isSending}>
              {words.inboxSend}
            </Button>
            <Button ref={opener} aria-expanded={choosing !== null} onClick={() => setChoosing({ wrong: null })}>
              {own.open}
            </Button>
          </Buttons>
        )}
      </form>
      {choosing && !isOver && (
        <Chooser
          language={language}
          isFirst={isFirst}
          busy={isSending}
          wrong={choosing.wrong}
          send={(chosen) => void sendChosen(chosen)}
          insert={insert}
          close={() => close(null)}
        />
      )}
    </>
  );
}
