/** Where the browser may, it says that somebody wrote while this page is out of sight: never who, on which line, or what. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Answered } from '../client.ts';
import { Button, Notice } from '../parts/controls.tsx';
import { useWords } from '../words/words.tsx';

type Conversations = Answered<'inbox.list'>['conversations'];

/** Phones show notices only for pages that are installed with a worker; there the text to the phone does it. */
const canTell = 'Notification' in window && !/Android|iPhone|iPad/.test(navigator.userAgent);

export function Notices({ conversations }: { conversations: Conversations }): ReactNode {
  const { words, language } = useWords();
  const [permission, setPermission] = useState(canTell ? Notification.permission : 'denied');
  const seenAt = useRef<string | null>(null);
  const latest = conversations
    .filter(({ lastFrom }) => lastFrom === 'texter')
    .map(({ lastAt }) => lastAt)
    .reduce((one, other) => (one > other ? one : other), '');
  useEffect(() => {
    const isNews = seenAt.current !== null && latest > seenAt.current;
    if (seenAt.current === null || isNews) seenAt.current = latest;
    if (!isNews || !document.hidden || permission !== 'granted') return;
    try {
      const notice = new Notification(words.noticeSomebodyWrote, { tag: 'warmline-inbox', lang: language });
      notice.onclick = () => {
        window.focus();
        notice.close();
      };
    } catch {
      // A browser that takes no notices from a page says so only now; the page itself shows the words.
    }
  }, [latest, permission, words, language]);
  if (permission === 'granted') return <p>{words.noticesOn}</p>;
  if (permission === 'denied') return null;
  return (
    <Notice kind="plain">
      <p>{words.noticesOffer}</p>
      <Button onClick={() => void Notification.requestPermission().then(setPermission)}>{words.noticesYes}</Button>
    </Notice>
  );
}
