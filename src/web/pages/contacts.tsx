/** Contacts of the past and present, from which one gets to the why of each (O4). */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ContactList } from '../why/contact-list.tsx';
import { useContactsWords } from '../why/words.ts';
import looks from '../desk/desk.module.css';
import { Page } from '../parts/page.tsx';
import { useWords } from '../words/words.tsx';

export function ContactsPage(): ReactNode {
  const words = useContactsWords();
  const { words: common } = useWords();
  return (
    <Page title={common.pageContacts}>
      <p>{words.lead}</p>
      <p className={looks['acts']}>
        <Link className={looks['act']} to="/blocks">
          {common.pageBlocks}
        </Link>
      </p>
      <ContactList />
    </Page>
  );
}
