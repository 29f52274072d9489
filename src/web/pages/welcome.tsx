/** The first visit where nobody has founded anything: found your own, or look around the demo (O1, A5). */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useFoundWords } from '../found/words.ts';
import controls from '../parts/controls.module.css';
import { Card } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { useSession } from '../session.tsx';
import { useWords } from '../words/words.tsx';
import { NeedsLink } from './found.tsx';
import { Demo } from './sign-in.tsx';

export function WelcomePage(): ReactNode {
  const words = useFoundWords();
  const { words: own } = useWords();
  const { founding, demo } = useSession();
  if (founding === 'link') return <NeedsLink />;
  return (
    <Page title={words.welcomeTitle}>
      <p>{words.welcomeLead}</p>
      <Card>
        <h2>{words.foundTitle}</h2>
        <p>{demo ? words.foundLead : words.foundLeadLive}</p>
        <p>
          <Link to="/found" className={`${controls['button']} ${controls['primary']}`}>
            {own.foundYours}
          </Link>
        </p>
      </Card>
      <Demo />
    </Page>
  );
}
