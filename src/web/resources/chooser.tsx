/** A text of the organisation for somebody who asked for it: in their language first, into the answer or sent as it stands (O8, P6). */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { smsPartsOf } from '../../carrier/sms-parts.ts';
import { wordsInOrder } from '../../texts/resources.ts';
import { ask } from '../client.ts';
import { Button, Buttons, Card, Field, Notice, Select } from '../parts/controls.tsx';
import { More, usePages } from '../parts/more.tsx';
import { Reading } from '../parts/reading.tsx';
import { dateInWords } from '../times/hours.ts';
import { useWords } from '../words/words.tsx';
import type { Listed } from './list.tsx';
import looks from './resources.module.css';
import { useResourcesWords } from './words.ts';

/** What is chosen: of which resource, in which words. */
export type Chosen = { id: string; text: string };

/** `language`: that of whoever writes. `isFirst`: nothing on the page is asked about before it. */
export function Chooser({
  language,
  isFirst,
  busy,
  wrong,
  send,
  insert,
  close,
}: {
  language: string;
  isFirst: boolean;
  busy: boolean;
  wrong: string | null;
  send: (chosen: Chosen) => void;
  insert: (chosen: Chosen) => void;
  close: () => void;
}): ReactNode {
  const { words } = useResourcesWords();
  const [one, choose] = useState<Listed | null>(null);
  const [wanted, want] = useState({ search: '', tag: '' });
  const title = useRef<HTMLHeadingElement>(null);
  // The step before is gone from the page: the keyboard goes on where the next one begins.
  useEffect(() => title.current?.focus(), [one]);
  return (
    <Card>
      <h2 ref={title} tabIndex={-1}>
        {one ? one.name : words.openTitle}
      </h2>
      <p>{words.openLead}</p>
      {one ? (
        <OneText resource={one} {...{ language, isFirst, busy, wrong, send, insert }}>
          <Button onClick={() => choose(null)}>{words.otherOne}</Button>
        </OneText>
      ) : (
        <Find language={language} wanted={wanted} want={want} choose={choose} />
      )}
      <Button kind="quiet" onClick={close}>
        {words.close}
      </Button>
    </Card>
  );
}

type Wanted = { search: string; tag: string };

function Find({
  language,
  wanted,
  want,
  choose,
}: {
  language: string;
  wanted: Wanted;
  want: (wanted: Wanted) => void;
  choose: (resource: Listed) => void;
}): ReactNode {
  const { words, nameOf } = useResourcesWords();
  const { search, tag } = wanted;
  const query = usePages(['resources', 'for', language, wanted], (cursor, signal) =>
    ask(
      'resources.list',
      {
        query: {
          language,
          limit: 20,
          ...(search.trim() === '' ? {} : { search: search.trim() }),
          ...(tag === '' ? {} : { tag }),
          ...(cursor === undefined ? {} : { cursor }),
        },
      },
      { signal },
    ),
  );
  const tags = query.data?.pages[0]?.tags ?? [];
  const found = query.data?.pages.flatMap((page) => page.resources) ?? [];
  return (
    <>
      <search>
        <Field
          label={words.search}
          type="search"
          autoComplete="off"
          maxLength={100}
          value={search}
          onChange={(event) => want({ ...wanted, search: event.target.value })}
        />
        {tags.length > 0 && (
          <Select label={words.tag} value={tag} onChange={(event) => want({ ...wanted, tag: event.target.value })}>
            <option value="">{words.anyTag}</option>
            {tags.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </Select>
        )}
      </search>
      <Reading query={query} />
      {query.data && found.length === 0 && (
        <p role="status">{search === '' && tag === '' ? words.noneForPeers : words.noneFound}</p>
      )}
      <ul className={looks['found']}>
        {found.map((resource) => {
          const { id, name, area, words: texts, stale } = resource;
          const about = [
            area === '' ? words.everywhere : area,
            texts.map((text) => nameOf(text.language)).join(', '),
            ...(stale ? [words.stale] : []),
          ];
          return (
            <li key={id}>
              <Button onClick={() => choose(resource)}>
                {name} <span className={looks['about']}>{about.join(' · ')}</span>
              </Button>
            </li>
          );
        })}
      </ul>
      <More query={query} />
    </>
  );
}

function OneText({
  resource,
  language: theirs,
  isFirst,
  busy,
  wrong,
  send,
  insert,
  children,
}: {
  resource: Listed;
  language: string;
  isFirst: boolean;
  busy: boolean;
  wrong: string | null;
  send: (chosen: Chosen) => void;
  insert: (chosen: Chosen) => void;
  children: ReactNode;
}): ReactNode {
  const { words, nameOf } = useResourcesWords();
  const { language } = useWords();
  const texts = wordsInOrder(resource.words, theirs);
  const [at, setAt] = useState(0);
  const text = texts[at] ?? texts[0];
  if (!text) return null;
  const chosen = { id: resource.id, text: text.text };
  return (
    <>
      {texts.length > 1 && (
        <Select label={words.inLanguage} value={at} onChange={(event) => setAt(Number(event.target.value))}>
          {texts.map((one, index) => (
            <option key={one.language} value={index}>
              {nameOf(one.language)}
            </option>
          ))}
        </Select>
      )}
      <p lang={text.language} className={looks['sent']}>
        {text.text}
      </p>
      <p className={looks['about']}>
        {nameOf(text.language)} · {words.parts(smsPartsOf(text.text))}
      </p>
      {resource.stale && (
        <Notice kind="plain">{words.checkedLong({ on: dateInWords(resource.checkedOn, language) })}</Notice>
      )}
      {wrong !== null && <Notice kind="trouble">{wrong}</Notice>}
      <Buttons>
        <Button kind={isFirst ? 'primary' : 'plain'} busy={busy} onClick={() => send(chosen)}>
          {words.send}
        </Button>
        <Button onClick={() => insert(chosen)}>{words.insert}</Button>
        {children}
      </Buttons>
    </>
  );
}
