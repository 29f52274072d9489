/** The organisation's name, zone and crisis line, and the numbers all lines run by (O3). */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { ask } from '../client.ts';
import { SettingsForm } from '../lines/settings-form.tsx';
import { SettingsVersions } from '../lines/settings-versions.tsx';
import { useLinesWords } from '../lines/words.ts';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { useSignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';

export function SettingsPage(): ReactNode {
  const words = useLinesWords();
  const { words: common } = useWords();
  const { may, mayWithProof } = useSignedIn();
  const [restored, setRestored] = useState(0);
  const query = useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => ask('settings.read', {}, { signal }),
  });
  return (
    <Page title={words.settingsTitle}>
      <p>{words.settingsLead}</p>
      {(may.includes('organisation.file') || mayWithProof.includes('organisation.file')) && (
        <p>
          <Link to="/file">{common.pageFile}</Link>
        </p>
      )}
      <Reading query={query} />
      {query.data && (
        <>
          <SettingsForm key={restored} settings={query.data} />
          <SettingsVersions settings={query.data} restored={() => setRestored((count) => count + 1)} />
        </>
      )}
    </Page>
  );
}
