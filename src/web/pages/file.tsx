/** The organisation as a file: taken along, and brought in (O7). */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { FileButton } from '../desk/file-button.tsx';
import { BringIn } from '../file/bring-in.tsx';
import { useFileWords } from '../file/words.ts';
import { Page } from '../parts/page.tsx';
import { useSignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';

export function FilePage(): ReactNode {
  const words = useFileWords();
  const { words: common } = useWords();
  const { may, mayWithProof } = useSignedIn();
  return (
    <Page title={common.pageFile}>
      <p>
        <Link to="/settings">{common.pageSettings}</Link>
      </p>
      <p>{words.lead}</p>
      {(may.includes('organisation.file') || mayWithProof.includes('organisation.file')) && (
        <>
          <h2>{words.takeTitle}</h2>
          <p>{words.takeLead}</p>
          <FileButton operation="organisation.export" asked={{}} file="organisation.json">
            {words.take}
          </FileButton>
          <BringIn />
        </>
      )}
    </Page>
  );
}
