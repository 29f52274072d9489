/** The lines, and adding one (O3). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import { useChange } from '../change.ts';
import { ask } from '../client.ts';
import looks from '../desk/desk.module.css';
import inRows from '../desk/rows.module.css';
import { Trouble } from '../desk/trouble.tsx';
import { useDeskWords } from '../desk/words.ts';
import { wrongOf } from '../desk/wrong.ts';
import { useKept } from '../kept.ts';
import { useLinesWords } from '../lines/words.ts';
import { Button, Field, Notice } from '../parts/controls.tsx';
import { KeptNotice } from '../parts/kept-notice.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { useSignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';

export function LinesPage(): ReactNode {
  const words = useLinesWords();
  const desk = useDeskWords();
  const { language } = useWords();
  const { may, mayWithProof } = useSignedIn();
  const { state } = useLocation() as { state: { news?: string } | null };
  const [search] = useSearchParams();
  const query = useQuery({
    queryKey: ['lines'],
    queryFn: ({ signal }) => ask('lines.list', { query: { limit: 200 } }, { signal }),
  });
  const canEdit = may.includes('lines.edit') || mayWithProof.includes('lines.edit');
  const names = new Intl.DisplayNames(language, { type: 'language' });
  if (search.get('do') === 'add' && canEdit)
    return (
      <Page key="add" title={words.addLine}>
        <p>
          <Link to="/lines">{desk.back}</Link>
        </p>
        <AddLine />
      </Page>
    );
  return (
    <Page key="list" title={words.title}>
      {state?.news && <Notice kind="calm">{state.news}</Notice>}
      <p>{words.lead}</p>
      {canEdit && (
        <p className={looks['acts']}>
          <Link className={looks['act']} to="/lines?do=add">
            {words.addLine}
          </Link>
        </p>
      )}
      <Reading query={query} />
      {query.data?.lines.length === 0 && <p>{words.noneYet}</p>}
      <ul className={inRows['rows']}>
        {query.data?.lines.map(({ id, name, phoneNumber, languages, inUse }) => (
          <li key={id} className={inRows['item']}>
            <Link to={`/lines/${encodeURIComponent(id)}`}>{name}</Link>
            {!inUse && <span className={`${inRows['stage']} ${inRows['quiet']}`}>{words.outOfUse}</span>}
            <span>{phoneNumber}</span>
            <span>{languages.map((tag) => names.of(tag) ?? tag).join(', ')}</span>
          </li>
        ))}
      </ul>
    </Page>
  );
}

function AddLine(): ReactNode {
  const words = useLinesWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const kept = useKept<{ name: string; phoneNumber: string }>('add line');
  const { name, phoneNumber } = kept.typed ?? { name: '', phoneNumber: '' };
  const add = useChange('lines.add', (line) => {
    kept.keep(null);
    void queries.invalidateQueries({ queryKey: ['lines'] });
    void navigate(`/lines/${encodeURIComponent(line.id)}`, { state: { news: words.wasAdded({ name: line.name }) } });
  });
  const send = () => add.begin({ body: { name: name.trim(), phoneNumber: phoneNumber.trim() } });
  const wrong = (field: string) => wrongOf(add.problem?.fields, field);
  return (
    <>
      <KeptNotice kept={kept} />
      <form
        id="line"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p>{words.addLead}</p>
        <Field
          label={words.name}
          maxLength={200}
          autoComplete="off"
          value={name}
          wrong={wrong('name')}
          onChange={(event) => kept.keep({ name: event.target.value, phoneNumber })}
        />
        <Field
          label={words.phoneNumber}
          hint={words.phoneHint}
          type="tel"
          autoComplete="off"
          value={phoneNumber}
          wrong={wrong('phoneNumber')}
          onChange={(event) => kept.keep({ name, phoneNumber: event.target.value })}
        />
      </form>
      <Trouble change={add} again={send} shown={['name', 'phoneNumber']} />
      <Button type="submit" form="line" kind="primary" busy={add.busy}>
        {words.addDo}
      </Button>
    </>
  );
}
