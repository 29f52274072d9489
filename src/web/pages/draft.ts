/** Keeps what is typed in a conversation with the service: soon after each key, again after a lost connection, and at the last moment before a page goes. */
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { longestWords } from '../../carrier/text-parts.ts';
import { ask, AskFailed, type Answered } from '../client.ts';
import { changeFirst } from '../parts/more.tsx';
import { useSignedIn } from '../session.tsx';
import { holdUnsent, unsentIn } from '../unsent.ts';

/** So long after the last key what was typed is kept, and so long after a try that failed it is tried again. */
const keepAfterMs = 600;
const againAfterMs = 3_000;

type Place = { conversationId: string; personId: string; queries: QueryClient };

/** Hands `words` to the service; says after how many milliseconds to try again, 0 where it has them, null where it will never take them. */
async function handOver({ conversationId, queries }: Place, words: string, keepalive: boolean): Promise<number | null> {
  try {
    const body = { body: words.slice(0, longestWords) };
    await ask('inbox.draft', { params: { id: conversationId }, body }, { keepalive });
    changeFirst<Answered<'inbox.read'>>(queries, ['inbox', conversationId], (read) => ({ ...read, draft: words }));
    return 0;
  } catch (problem) {
    const status = problem instanceof AskFailed ? problem.status : 0;
    if (status === 401) void queries.invalidateQueries({ queryKey: ['session'] });
    return status === 404 ? null : againAfterMs;
  }
}

export type Draft = {
  typed: string;
  type: (words: string) => void;
  /** Nothing more is kept until `resume`; resolves when nothing is on its way, so that no late draft follows what is sent. */
  hold: () => Promise<void>;
  /** `sent`: the words that are known to have been sent, null for none; what was typed after them stays. */
  resume: (sent: string | null) => void;
};

/** Sees to it that the service has the latest of what is typed; `now` does not wait, since the page may be going. */
function keeperOf(place: Place, stored: string) {
  const { conversationId, personId } = place;
  let latest = unsentIn<string>(personId, conversationId) ?? stored;
  let kept = stored;
  let isHeld = false;
  let isOpen = false;
  let running: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const later = (ms = keepAfterMs) => {
    clearTimeout(timer);
    if (latest !== kept && !isHeld && isOpen) timer = setTimeout(() => void keep(), ms);
  };
  const keep = async (isGoing = false): Promise<void> => {
    clearTimeout(timer);
    if (isHeld || latest === kept || (running && !isGoing)) return;
    const words = latest;
    const work = handOver(place, words, isGoing).then((againMs) => {
      running = null;
      if (againMs === 0) kept = words;
      if (latest === kept) holdUnsent(personId, conversationId, null);
      else if (againMs !== null) later(againMs || keepAfterMs);
    });
    running = work;
    await work;
  };
  return {
    words: () => latest,
    type(words: string) {
      latest = words;
      holdUnsent(personId, conversationId, words);
      later();
    },
    now: () => void keep(true),
    /** Begins with what was typed while nobody could keep it. */
    begin() {
      isOpen = true;
      later();
    },
    /** One last try; what it does not reach stays in this window's memory. */
    end() {
      isOpen = false;
      void keep(true);
    },
    async hold() {
      isHeld = true;
      clearTimeout(timer);
      await running;
    },
    resume(sent: string | null) {
      isHeld = false;
      if (sent !== null) {
        const began = latest.trimStart();
        latest = began.startsWith(sent) ? began.slice(sent.length).trimStart() : latest;
        kept = '';
        holdUnsent(personId, conversationId, latest === '' ? null : latest);
      }
      later();
    },
  };
}

/** `stored` is what the service had when the conversation was opened. */
export function useDraft(conversationId: string, stored: string): Draft {
  const { person } = useSignedIn();
  const queries = useQueryClient();
  const [keeper] = useState(() => keeperOf({ conversationId, personId: person.id, queries }, stored));
  const [typed, setTyped] = useState(keeper.words);

  useEffect(() => {
    keeper.begin();
    const whenHidden = () => {
      if (document.visibilityState === 'hidden') keeper.now();
    };
    addEventListener('pagehide', keeper.now);
    addEventListener('online', keeper.now);
    document.addEventListener('visibilitychange', whenHidden);
    return () => {
      removeEventListener('pagehide', keeper.now);
      removeEventListener('online', keeper.now);
      document.removeEventListener('visibilitychange', whenHidden);
      keeper.end();
    };
  }, [keeper]);

  return {
    typed,
    type(words) {
      keeper.type(words);
      setTyped(words);
    },
    hold: keeper.hold,
    resume(sent) {
      keeper.resume(sent);
      setTyped(keeper.words());
    },
  };
}
