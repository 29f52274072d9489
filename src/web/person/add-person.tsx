/** Adds somebody: a name and a number are enough to begin. */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useChange } from '../change.ts';
import type { Asked } from '../client.ts';
import { Trouble } from '../desk/trouble.tsx';
import { Button } from '../parts/controls.tsx';
import { bodyOf, nobodyYet, type PersonDraft } from './draft.ts';
import { personFields, PersonFields } from './person-fields.tsx';
import { usePeopleWords } from './words.ts';

export function AddPerson(): ReactNode {
  const words = usePeopleWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<PersonDraft>(nobodyYet);
  const add = useChange('people.add', ({ id, name }) => {
    void queries.invalidateQueries({ queryKey: ['people'] });
    void navigate(`/people/${encodeURIComponent(id)}`, { state: { news: words.wasAdded({ name }) } });
  });
  const send = () =>
    add.begin({ body: { ...bodyOf(draft), phone: draft.phone.trim() } as Asked<'people.add'>['body'] });
  return (
    <>
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
          set={(part) => setDraft((before) => ({ ...before, ...part }))}
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
