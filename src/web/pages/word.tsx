/** A word to volunteers: one text to those chosen, and what became of those before (O9). */
import type { ReactNode } from 'react';
import { useBulletinsWords } from '../bulletins/words.ts';
import { WriteBulletin } from '../bulletins/write.tsx';
import { Bulletins } from '../bulletins/past.tsx';
import { Page } from '../parts/page.tsx';
import { useWords } from '../words/words.tsx';

export function WordPage(): ReactNode {
  const { words } = useWords();
  const { words: own } = useBulletinsWords();
  return (
    <Page title={words.pageWord}>
      <p>{own.lead}</p>
      <WriteBulletin />
      <Bulletins />
    </Page>
  );
}
