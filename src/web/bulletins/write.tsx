/** Writing to those chosen: whom it reaches stands beside it while it is written, and it is sent in a second step. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { smsPartsOf } from '../../carrier/sms-parts.ts';
import { partsAtMost } from '../../planning/bulletins.ts';
import { useChange } from '../change.ts';
import { ask, type Answered, type Asked } from '../client.ts';
import looks from '../desk/desk.module.css';
import { Area, Choice, Tick } from '../desk/fields.tsx';
import { Trouble } from '../desk/trouble.tsx';
import { freshId } from '../fresh-id.ts';
import { useKept } from '../kept.ts';
import { Button, Buttons, Card, Notice } from '../parts/controls.tsx';
import { KeptNotice } from '../parts/kept-notice.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';
import own from './bulletins.module.css';
import { useBulletinsWords } from './words.ts';

type Preview = Answered<'bulletins.preview'>;
type Body = Asked<'bulletins.send'>['body'];
type Choosing = { line: string; language: string; role: string; week: boolean };
const roles = ['volunteer', 'shift-leader', 'coordinator', 'admin'] as const;
const nobodyChosen: Choosing = { line: '', language: '', role: '', week: false };

export function WriteBulletin(): ReactNode {
  const { words } = useBulletinsWords();
  const queries = useQueryClient();
  const kept = useKept<{ typed: string; chosen: Choosing }>('word');
  const { typed, chosen } = kept.typed ?? { typed: '', chosen: nobodyChosen };
  /** The word that is asked about once more: its id makes it one, however often it is sent. */
  const [asked, setAsked] = useState<{ id: string; look: string; count: number } | null>(null);
  const [sent, setSent] = useState(false);
  const named = {
    ...(chosen.line === '' ? {} : { line: chosen.line }),
    ...(chosen.language === '' ? {} : { language: chosen.language }),
    ...(chosen.role === '' ? {} : { role: chosen.role as (typeof roles)[number] }),
  };
  const query = useQuery({
    queryKey: ['bulletins', 'preview', chosen],
    queryFn: ({ signal }) =>
      ask('bulletins.preview', { query: { ...named, week: chosen.week ? 'this' : 'any' } }, { signal }),
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  const change = useChange(
    'bulletins.send',
    () => {
      kept.saved();
      setAsked(null);
      setSent(true);
      void queries.invalidateQueries({ queryKey: ['bulletins'] });
    },
    () => words.nobody,
  );
  const texts = (data?.frames ?? []).map(({ text, people }) => ({
    people,
    parts: smsPartsOf(text.replace('{message}', () => typed.trim())).parts,
  }));
  const most = Math.max(1, ...texts.map(({ parts }) => parts));
  const count = (data?.now ?? 0) + (data?.later ?? 0);
  const isTooLong = most > partsAtMost;
  const set = (part: Partial<Choosing>) => {
    setSent(false);
    setAsked(null);
    kept.keep({ typed, chosen: { ...chosen, ...part } });
  };
  const send = () => {
    if (!asked) return;
    const body: Body = { id: asked.id, words: typed.trim(), ...named, onThisWeek: chosen.week };
    change.begin({ body }, { ifMatch: asked.look });
  };
  const leave = () => {
    setAsked(null);
    void query.refetch();
  };
  const next = useRef<HTMLDivElement>(null);
  const wasAsked = useRef(false);
  // The step before is gone from the page: the keyboard goes on where it was begun.
  useEffect(() => {
    if (wasAsked.current && asked === null) next.current?.focus();
    wasAsked.current = asked !== null;
  }, [asked]);
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setSent(false);
          if (typed.trim() !== '' && !isTooLong && data && count > 0)
            setAsked({ id: freshId(), look: data.look, count });
        }}
      >
        <Card>
          <KeptNotice kept={kept} />
          <fieldset className={own['whom']}>
            <legend>{words.toWhom}</legend>
            <Whom chosen={chosen} set={set} preview={data} />
          </fieldset>
          <Area
            label={words.words}
            hint={`${words.wordsHint({ parts: most, most: partsAtMost })} ${words.noAnswer}`}
            wrong={isTooLong ? words.tooLong({ most: partsAtMost }) : null}
            maxLength={480}
            value={typed}
            onChange={(event) => {
              setSent(false);
              setAsked(null);
              kept.keep({ typed: event.target.value, chosen });
            }}
          />
          <Reading query={query} />
          {data && <Reach preview={data} parts={texts.reduce((sum, one) => sum + one.parts * one.people, 0)} />}
          <div ref={next} tabIndex={-1}>
            {sent && <Notice kind="calm">{words.isSent}</Notice>}
          </div>
          {!asked && (
            <Button type="submit" kind="primary" disabled={typed.trim() === '' || isTooLong || count === 0}>
              {words.look}
            </Button>
          )}
        </Card>
      </form>
      {asked && (
        <Sure count={asked.count} words={typed.trim()} busy={change.busy} send={send} leave={leave}>
          {change.kind === 'conflict' ? (
            <Notice kind="trouble">{words.changed}</Notice>
          ) : (
            <Trouble change={change} again={send} />
          )}
        </Sure>
      )}
    </>
  );
}

function Whom({
  chosen,
  set,
  preview,
}: {
  chosen: Choosing;
  set: (part: Partial<Choosing>) => void;
  preview: Preview | undefined;
}): ReactNode {
  const { words } = useBulletinsWords();
  const { language } = useWords();
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const { lines = [], languages = [] } = preview ?? {};
  return (
    <>
      <div className={looks['pair']}>
        <Choice
          label={words.line}
          {...(chosen.line === '' ? {} : { hint: words.lineHint })}
          value={chosen.line}
          from={[['', words.anyLine], ...lines.map(({ id, name }) => [id, name] as const)]}
          onChange={(event) => set({ line: event.target.value })}
        />
        <Choice
          label={words.language}
          value={chosen.language}
          from={[['', words.anyLanguage], ...languages.map((tag) => [tag, names.of(tag) ?? tag] as const)]}
          onChange={(event) => set({ language: event.target.value })}
        />
        <Choice
          label={words.role}
          value={chosen.role}
          from={[['', words.takers], ...roles.map((role) => [role, words.roles[role]] as const)]}
          onChange={(event) => set({ role: event.target.value })}
        />
      </div>
      <Tick label={words.thisWeek} checked={chosen.week} set={(week) => set({ week })} />
    </>
  );
}

/** To how many it goes and when, what that takes, and who is left out. */
function Reach({ preview, parts }: { preview: Preview; parts: number }): ReactNode {
  const { words, when } = useBulletinsWords();
  const { now, later, laterUntil, leftOut } = preview;
  const count = now + later;
  return (
    <>
      <p role="status">
        <b>{count === 0 ? words.reachesNobody : words.reaches({ count })}</b> {count > 0 && words.cost({ parts })}{' '}
        {laterUntil !== null && words.later({ count: later, until: when(laterUntil) })}
      </p>
      {leftOut.length > 0 && (
        <>
          <p className={own['left']}>{words.leftOut}</p>
          <ul className={own['list']}>
            {leftOut.map(({ why, count: all, names }) => {
              const more = all > names.length ? [words.andMore({ count: all - names.length })] : [];
              const said = [...names, ...more].join(', ');
              return <li key={why}>{words.leftOutOf({ count: all, why: words.whys[why], names: said })}</li>;
            })}
          </ul>
        </>
      )}
    </>
  );
}

function Sure({
  count,
  words: typed,
  busy,
  send,
  leave,
  children,
}: {
  count: number;
  words: string;
  busy: boolean;
  send: () => void;
  leave: () => void;
  children: ReactNode;
}): ReactNode {
  const { words } = useBulletinsWords();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className={looks['asking']} aria-labelledby="sure">
      <h2 id="sure" ref={title} tabIndex={-1}>
        {words.sureTitle({ count })}
      </h2>
      <p className={own['words']}>{typed}</p>
      <p>{words.sureSays}</p>
      {children}
      <Buttons>
        <Button kind="primary" busy={busy} onClick={send}>
          {words.send({ count })}
        </Button>
        <Button onClick={leave}>{words.notYet}</Button>
      </Buttons>
    </section>
  );
}
