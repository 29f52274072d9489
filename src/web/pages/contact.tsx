/** One contact: how it went, and why (O4). */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { Unseal } from '../board/unseal.tsx';
import { ask, AskFailed } from '../client.ts';
import { BlockCaller } from '../why/block-caller.tsx';
import type { Told } from '../why/told.ts';
import { Why } from '../why/why.tsx';
import { useContactsWords } from '../why/words.ts';
import { useDeskWords } from '../desk/words.ts';
import { clock, day } from '../moments.ts';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';

export function ContactPage(): ReactNode {
  const words = useContactsWords();
  const desk = useDeskWords();
  const { words: common } = useWords();
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['contact', id],
    queryFn: ({ signal }) => ask('contacts.read', { params: { id } }, { signal }),
  });
  const { data, error } = query;
  const isGone = error instanceof AskFailed && error.kind === 'not-found';
  return (
    <Page title={data ? words.titles[data.kind] : common.pageContacts}>
      <p>
        <Link to="/contacts">{desk.back}</Link>
      </p>
      {isGone ? <p>{words.gone}</p> : <Reading query={query} />}
      {data && !isGone && (
        <>
          <About contact={data} />
          {data.unseal !== null && (
            <p>
              <Unseal callKey={data.unseal} name={data.line.name} />
            </p>
          )}
          <Why contact={data} />
          <BlockCaller contact={data} />
        </>
      )}
    </Page>
  );
}

function About({ contact }: { contact: Told }): ReactNode {
  const words = useContactsWords();
  const { language } = useWords();
  const { line, timeZone: zone, story, ended, outcome, wish, hidden, peers } = contact;
  const spoken = new Intl.DisplayNames([language], { type: 'language' }).of(contact.language) ?? contact.language;
  const about = [
    `${day(story.from, { language, zone })}, ${clock(story.from, { language, zone })}`,
    words.about({ line: line.name, language: spoken }),
    wish && words.wished({ wish }),
    hidden && words.hidden,
    contact.with && words.had({ name: contact.with, count: peers }),
    ended ? (words.outcomes[outcome ?? ''] ?? words.endedSomehow) : words.goesOn,
  ];
  return <p>{about.filter(Boolean).join(' · ')}</p>;
}
