/** Blocked callers: every block that holds, who set it and when it ends (V9, O4). */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { ask } from '../client.ts';
import { BlockRow } from '../why/block-row.tsx';
import { useContactsWords } from '../why/words.ts';
import looks from '../desk/desk.module.css';
import inRows from '../desk/rows.module.css';
import { Notice } from '../parts/controls.tsx';
import { More, usePages } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';

export function BlocksPage(): ReactNode {
  const words = useContactsWords();
  const { words: common } = useWords();
  const queries = useQueryClient();
  const [news, setNews] = useState<string | null>(null);
  const query = usePages(['blocks'], (cursor, signal) => ask('blocks.list', { query: { cursor } }, { signal }));
  const blocks = query.data?.pages.flatMap((page) => page.blocks) ?? [];
  const changed = (what: string) => {
    setNews(what);
    void queries.invalidateQueries({ queryKey: ['blocks'] });
    void queries.invalidateQueries({ queryKey: ['contact'] });
  };
  return (
    <Page title={common.pageBlocks}>
      <p>{words.blocksLead}</p>
      <p className={looks['acts']}>
        <Link className={looks['act']} to="/contacts">
          {words.toContacts}
        </Link>
      </p>
      {news && <Notice kind="calm">{news}</Notice>}
      <Reading query={query} />
      {query.data && blocks.length === 0 && <p role="status">{words.blocksNone}</p>}
      <ul className={inRows['rows']}>
        {blocks.map((block) => (
          <BlockRow key={`${block.id} ${block.version}`} block={block} changed={changed} linked />
        ))}
      </ul>
      <More query={query} />
    </Page>
  );
}
