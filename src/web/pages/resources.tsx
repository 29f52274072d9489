/** Texts that peers may send to whoever asks: everybody finds them, coordinators look after them (O8). */
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import looks from '../desk/desk.module.css';
import { Notice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { ResourceList } from '../resources/list.tsx';
import { useResourcesWords } from '../resources/words.ts';
import { useSignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';

export function ResourcesPage(): ReactNode {
  const { words } = useWords();
  const { words: own } = useResourcesWords();
  const { may } = useSignedIn();
  const { state } = useLocation() as { state: { news?: string } | null };
  const mayEdit = may.includes('resources.edit');
  return (
    <Page title={words.pageResources}>
      {state?.news && <Notice kind="calm">{state.news}</Notice>}
      <p>{own.lead}</p>
      {mayEdit && (
        <p className={looks['acts']}>
          <Link className={looks['act']} to="/resources/new">
            {own.add}
          </Link>
        </p>
      )}
      <ResourceList mayEdit={mayEdit} />
    </Page>
  );
}
