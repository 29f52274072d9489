/** Adds somebody: a name and a number are enough to begin. */
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useChange } from '../change.ts';
import type { Asked } from '../client.ts';
import { Trouble } from '../desk/trouble.tsx';
import { useKept } from '../kept.ts';
import { Button } from '../parts/controls.tsx';
import { KeptNotice } from '../parts/kept-notice.tsx';
import { bodyOf, nobodyYet, type PersonDraft } from './draft.ts';
import { personFields, PersonFields } from './person-fields.tsx';
import { usePeopleWords } from './words.ts';

export function AddPerson(): ReactNode {
  const words = usePeopleWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const kept = useKept<PersonDraft>('add person');
  const draft = kept.typed ?? nobodyYet;
  const add = useChange('people.add', ({ id, name }) => {
    kept.keep(null);
    void queries.invalidateQueries({ queryKey: ['people'] });
    void navigate(`/people/${encodeURIComponent(id)}`, { state: { news: words.wasAdded({ name }) } });
  });
  const send = () =>
    add.begin({ body: { ...bodyOf(draft), phone: draft.phone.trim() } as Asked<'people.add'>['body'] });
  return (
    <>
      <KeptNotice kept={kept} />
      <form
        id="entry"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p>{words.addLead}</p>
        <PersonFields
          draft={draft}
          set={(part) => kept.keep((before) => ({ ...(before ?? nobodyYet), ...part }))}
          fields={add.problem?.fields}
          endsWith={null}
          hasEmail={false}
        />
      </form>
      <Trouble change={add} again={send} shown={personFields} />
      <Button type="submit" form="entry" kind="primary" busy={add.busy}>
        {words.addDo}
      </Button>
    </>
  );
}
