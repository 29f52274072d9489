/** Every sentence of a line: the greeting first, the others folded away, found by their words (V11). */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ask, type Answered } from '../client.ts';
import looks from '../desk/desk.module.css';
import inRows from '../desk/rows.module.css';
import { Field } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';
import type { WrongAt } from './hours-fields.tsx';
import type { OwnWords } from './own-words.ts';
import { Sentence } from './sentence.tsx';
import { useLinesWords } from './words.ts';

type Said = Answered<'lines.sentences'>['sentences'][number];
type Editing = { said: readonly OwnWords[]; say: (words: OwnWords) => void; wrong: WrongAt };

export function Sentences({
  line,
  version,
  ...editing
}: Editing & {
  line: string;
  /** Of the line as it was read: with another one the sentences are others. */
  version: string;
}): ReactNode {
  const words = useLinesWords();
  const query = useQuery({
    queryKey: ['sentences', line, version],
    queryFn: ({ signal }) => ask('lines.sentences', { params: { id: line } }, { signal }),
    staleTime: Infinity,
  });
  const sentences = query.data?.sentences ?? [];
  const greeting = sentences.find(({ key }) => key === 'greeting');
  const others = sentences.filter(({ key }) => key !== 'greeting');
  return (
    <>
      <p>{words.sentencesLead}</p>
      <Reading query={query} />
      {greeting && (
        <div className={looks['group']}>
          <h3>{words.greeting}</h3>
          <p>{words.greetingLead}</p>
          <InLanguages sentence={greeting} {...editing} />
        </div>
      )}
      {query.data && (
        <>
          <Folded title={words.spokenOnes} sentences={others.filter(({ isText }) => !isText)} {...editing} />
          <Folded title={words.writtenOnes} sentences={others.filter(({ isText }) => isText)} {...editing} />
        </>
      )}
    </>
  );
}

function typedFor(said: readonly OwnWords[], key: string, language: string): string | undefined {
  return said.find((one) => one.key === key && one.language === language)?.words;
}

function Folded({ title, sentences, ...editing }: Editing & { title: string; sentences: readonly Said[] }): ReactNode {
  const words = useLinesWords();
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = sentences.filter(({ said }) =>
    said.some(({ ours, own }) => `${ours} ${own ?? ''}`.toLowerCase().includes(wanted)),
  );
  return (
    <details className={looks['fold']} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <b>{title}</b>
      </summary>
      {open && (
        <>
          <Field
            label={words.sentencesFind}
            type="search"
            autoComplete="off"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          {found.length === 0 && <p role="status">{words.sentencesNone}</p>}
          {found.map((sentence) => (
            <One key={sentence.key} sentence={sentence} {...editing} />
          ))}
        </>
      )}
    </details>
  );
}

function One({ sentence, ...editing }: Editing & { sentence: Said }): ReactNode {
  const words = useLinesWords();
  const [open, setOpen] = useState(false);
  const { key, said } = sentence;
  const first = said[0];
  const wordsOf = ({ language, own }: Said['said'][number]) => typedFor(editing.said, key, language) ?? own ?? '';
  const hasOwn = said.some((one) => wordsOf(one) !== '');
  return (
    <details className={looks['fold']} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span lang={first?.language}>{(first && wordsOf(first)) || first?.ours}</span>
        {hasOwn && <span className={inRows['stage']}>{words.sentenceOwn}</span>}
      </summary>
      {open && <InLanguages sentence={sentence} {...editing} />}
    </details>
  );
}

function InLanguages({ sentence, said, say, wrong }: Editing & { sentence: Said }): ReactNode {
  const words = useLinesWords();
  const { language: reader } = useWords();
  const names = new Intl.DisplayNames(reader, { type: 'language' });
  const { key, isText, places } = sentence;
  const isOne = sentence.said.length === 1;
  return sentence.said.map(({ language, ours, own }) => (
    <Sentence
      key={language}
      label={isOne ? words.ownWords : `${words.ownWords}, ${names.of(language) ?? language}`}
      language={language}
      isText={isText}
      places={places}
      ours={ours}
      own={typedFor(said, key, language) ?? own ?? ''}
      wrong={key === 'greeting' ? (wrong('greeting') ?? wrong(`wording.${key}`)) : wrong(`wording.${key}`)}
      set={(typed) => say({ key, language, words: typed })}
    />
  ));
}
