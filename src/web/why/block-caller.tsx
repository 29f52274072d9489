/** Blocking the caller of a contact, or the block that holds already. */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import looks from '../desk/desk.module.css';
import inRows from '../desk/rows.module.css';
import { Tick } from '../desk/fields.tsx';
import { Trouble } from '../desk/trouble.tsx';
import { isKeptFor, useKept } from '../kept.ts';
import { Button, Card, Notice } from '../parts/controls.tsx';
import { KeptNotice } from '../parts/kept-notice.tsx';
import { useSignedIn } from '../session.tsx';
import { BlockRow } from './block-row.tsx';
import { endOf, TermFields, type Terms } from './terms.tsx';
import type { Told } from './told.ts';
import { useContactsWords } from './words.ts';

export function BlockCaller({ contact }: { contact: Told }): ReactNode {
  const words = useContactsWords();
  const queries = useQueryClient();
  const { person, may, mayWithProof } = useSignedIn();
  const [open, setOpen] = useState(isKeptFor(person.id, formOf(contact)));
  const [news, setNews] = useState<string | null>(null);
  const { can, standing } = contact.block;
  if (!may.includes('blocks.edit') && !mayWithProof.includes('blocks.edit')) return null;
  const done = (what: string) => {
    setOpen(false);
    setNews(what);
    void queries.invalidateQueries({ queryKey: ['contact', contact.id] });
    void queries.invalidateQueries({ queryKey: ['blocks'] });
  };
  return (
    <section aria-labelledby="block">
      <h2 id="block">{words.block}</h2>
      {news && <Notice kind="calm">{news}</Notice>}
      {!can && <p>{words.blockNot}</p>}
      {standing && (
        <ul className={inRows['rows']}>
          <BlockRow block={standing} changed={done} />
        </ul>
      )}
      {can && !standing && (
        <Card>
          <p>{words.blockLead}</p>
          {open ? (
            <BlockForm contact={contact} done={() => done(words.blocked)} leave={() => setOpen(false)} />
          ) : (
            <Button
              onClick={() => {
                setNews(null);
                setOpen(true);
              }}
            >
              {words.blockOpen}
            </Button>
          )}
        </Card>
      )}
    </section>
  );
}

type Typed = { terms: Terms; everywhere: boolean };
/** What is typed to block the caller of a contact, by name. */
const formOf = ({ id }: Told) => `block the caller of ${id}`;

function BlockForm({ contact, done, leave }: { contact: Told; done: () => void; leave: () => void }): ReactNode {
  const words = useContactsWords();
  const { id, block, timeZone } = contact;
  const kept = useKept<Typed>(formOf(contact));
  const typed = kept.typed ?? { terms: { reason: '', days: '1', review: '' }, everywhere: false };
  const { terms, everywhere } = typed;
  const end = (then: () => void) => {
    kept.keep(null);
    then();
  };
  const change = useChange('blocks.set', () => end(done));
  const begin = () => {
    const { reason, days, review } = terms;
    // Where nothing else is chosen the service counts the 24 hours, from when it sets the block.
    const until = days === '1' ? {} : { until: endOf(days) };
    change.begin({ params: { id }, body: { reason, ...until, review: review || null, everywhere } });
  };
  const fields = change.problem?.fields;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        begin();
      }}
    >
      <KeptNotice kept={kept} />
      <TermFields
        terms={terms}
        set={(part) => kept.keep({ ...typed, terms: { ...terms, ...part } })}
        zone={timeZone}
        latest={block.latest}
        fields={fields}
      />
      {block.everywhere ? (
        <Tick
          label={words.blockEverywhere}
          checked={everywhere}
          set={(all) => kept.keep({ ...typed, everywhere: all })}
        />
      ) : (
        <p className={looks['soft']}>{words.blockEverywhereNot}</p>
      )}
      {change.kind === 'conflict' ? (
        <Notice kind="trouble">{words.blockedMeanwhile}</Notice>
      ) : (
        <Trouble
          change={change}
          again={begin}
          shown={['reason', 'until', 'review']}
          nameOf={(path) => words.fields[path] ?? path}
        />
      )}
      <div className={looks['acts']}>
        <Button kind="primary" type="submit" busy={change.busy}>
          {words.blockYes}
        </Button>
        <Button onClick={() => end(leave)}>{words.blockLeave}</Button>
      </div>
    </form>
  );
}
