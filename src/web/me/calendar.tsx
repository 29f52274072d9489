/** My shifts in my own calendar: an address that is shown once, and how to use it (R7). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask } from '../client.ts';
import { Button, Buttons, Card, Field, Notice } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';
import looks from './me.module.css';
import { useMeWords } from './words.ts';

export function OwnCalendar(): ReactNode {
  const words = useMeWords();
  const { language } = useWords();
  const queries = useQueryClient();
  const [address, setAddress] = useState<string | null>(null);
  const [asking, setAsking] = useState<'renew' | 'end' | null>(null);
  const query = useQuery({ queryKey: ['feed'], queryFn: ({ signal }) => ask('feed.read', {}, { signal }) });
  const changed = (made: string | null) => {
    setAddress(made);
    setAsking(null);
    void queries.invalidateQueries({ queryKey: ['feed'] });
  };
  const make = useChange('feed.make', (made) => changed(made.address));
  const end = useChange('feed.end', () => changed(null));
  const wrong = make.wrong ?? end.wrong;
  const feed = query.data?.feed;
  const day = (instant: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
  return (
    <>
      <h2>{words.calendarTitle}</h2>
      <Card>
        <Reading query={query} />
        {query.data && <p>{words.calendarLead}</p>}
        {address !== null && <Made address={address} />}
        {feed && address === null && (
          <p>
            {words.calendarThere({ when: day(feed.madeAt) })}{' '}
            {feed.readAt === null ? words.calendarUnread : words.calendarRead({ when: day(feed.readAt) })}
          </p>
        )}
        {wrong && <Notice kind="trouble">{wrong}</Notice>}
        {query.data && !feed && (
          <Button busy={make.busy} onClick={() => make.begin({ body: {} })}>
            {words.calendarMake}
          </Button>
        )}
        {feed && asking === null && (
          <Buttons>
            <Button onClick={() => setAsking('renew')}>{words.calendarRenew}</Button>
            <Button kind="quiet" onClick={() => setAsking('end')}>
              {words.calendarEnd}
            </Button>
          </Buttons>
        )}
        {feed && asking !== null && (
          <>
            <p role="status">{asking === 'renew' ? words.calendarRenewSays : words.calendarEndSays}</p>
            <Buttons>
              <Button
                busy={make.busy || end.busy}
                onClick={() => (asking === 'renew' ? make.begin({ body: {} }) : end.begin({}))}
              >
                {asking === 'renew' ? words.calendarRenewYes : words.calendarEndYes}
              </Button>
              <Button kind="quiet" onClick={() => setAsking(null)}>
                {words.calendarNo}
              </Button>
            </Buttons>
          </>
        )}
      </Card>
    </>
  );
}

/** The address while it is known: kept nowhere, so it is gone with the page. */
function Made({ address }: { address: string }): ReactNode {
  const words = useMeWords();
  const field = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = async () => {
    field.current?.querySelector('input')?.select();
    // Without https a browser keeps its clipboard to itself: it is marked, and copied by hand.
    await navigator.clipboard.writeText(address);
    setCopied(true);
  };
  return (
    <>
      <Notice kind="calm">{words.calendarOnce}</Notice>
      <div ref={field}>
        <Field label={words.calendarAddress} value={address} readOnly onFocus={(event) => event.target.select()} />
      </div>
      <Buttons>
        <Button kind="primary" onClick={() => void copy().catch(() => setCopied(false))}>
          {words.calendarCopy}
        </Button>
        <a className={looks['link']} href={address.replace(/^https?:/, 'webcal:')}>
          {words.calendarOpen}
        </a>
      </Buttons>
      {copied !== null && <p role="status">{copied ? words.calendarCopied : words.calendarCopyByHand}</p>}
      <ul>
        <li>{words.calendarGoogle}</li>
        <li>{words.calendarApple}</li>
        <li>{words.calendarOutlook}</li>
      </ul>
      <p>{words.calendarSlow}</p>
    </>
  );
}
