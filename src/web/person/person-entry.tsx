/** Somebody's entry, changed: what was typed is kept, also where the session ends under it, and where somebody else was quicker both are shown. */
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import looks from '../desk/desk.module.css';
import { Trouble, type Both } from '../desk/trouble.tsx';
import { useDeskWords } from '../desk/words.ts';
import { useKept, withTypedSince } from '../kept.ts';
import { Button, Card, Notice } from '../parts/controls.tsx';
import { KeptNotice } from '../parts/kept-notice.tsx';
import { bodyOf, changedIn, draftOf, type Person, type PersonDraft } from './draft.ts';
import { personFields, PersonFields } from './person-fields.tsx';
import { usePeopleWords } from './words.ts';

export function PersonEntry({ person }: { person: Person }): ReactNode {
  const desk = useDeskWords();
  const queries = useQueryClient();
  const both = useBoth();
  // What the change is made on: as it was when the first letter was typed.
  const kept = useKept<{ base: Person; draft: PersonDraft }>(`person ${person.id}`);
  const [saved, setSaved] = useState(false);
  const { base, draft } = kept.typed ?? { base: person, draft: draftOf(person) };
  const change = useChange('people.change', (now) => {
    queries.setQueryData(['person', now.id], now);
    void queries.invalidateQueries({ queryKey: ['people'] });
    kept.saved((latest) => ({ base: now, draft: withTypedSince(draftOf(now), draft, latest.draft) }));
    setSaved(true);
  });
  const body = changedIn(base, draft);
  const isChanged = Object.keys(body).length > 0;
  const save = (version = base.version) =>
    change.begin({ params: { id: base.id }, body: changedIn(base, draft) }, { ifMatch: version });
  return (
    <Card>
      <KeptNotice kept={kept} />
      <form
        id="entry"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged) save();
        }}
      >
        <PersonFields
          draft={draft}
          set={(part) => {
            setSaved(false);
            kept.keep({ base, draft: { ...draft, ...part } });
          }}
          fields={change.problem?.fields}
          endsWith={base.endsWith}
          hasEmail={base.hasEmail}
        />
      </form>
      <Trouble
        change={change}
        again={save}
        shown={personFields}
        conflict={(current) => {
          const now = current as Person;
          return {
            both: both(base, body as Record<string, unknown>, now),
            keepMine: () => save(now.version),
            takeTheirs: () => {
              queries.setQueryData(['person', now.id], now);
              kept.keep(null);
            },
          };
        }}
      />
      {saved && <Notice kind="calm">{desk.saved}</Notice>}
      <div className={looks['acts']}>
        <Button type="submit" form="entry" kind="primary" busy={change.busy} disabled={!isChanged}>
          {desk.save}
        </Button>
        {kept.typed && <Button onClick={() => kept.keep(null)}>{desk.undoAll}</Button>}
      </div>
    </Card>
  );
}

/** Both states, of the fields that either has changed since. */
function useBoth(): (base: Person, mine: Record<string, unknown>, now: Person) => Both[] {
  const words = usePeopleWords();
  const desk = useDeskWords();
  const named: Readonly<Record<string, unknown>> = { ...words, roles: words.role };
  const nameOf = (field: string) => (typeof named[field] === 'string' ? named[field] : field);
  const said = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return desk.none;
    if (typeof value === 'boolean') return value ? desk.yes : desk.no;
    if (field === 'roles') return (value as Person['roles']).map((role) => words.roles[role]).join(', ') || desk.none;
    if (field === 'channels') return (value as Person['channels']).map((channel) => words[channel]).join(', ');
    if (field === 'training')
      return (
        (value as Person['training']).map(({ course, until = '' }) => `${course} ${until}`).join(', ') || desk.none
      );
    if (field === 'limits')
      return (
        Object.entries(value as Person['limits'])
          .map(([name, amount]) => `${nameOf(name)}: ${amount}`)
          .join(', ') || desk.none
      );
    return Array.isArray(value) ? value.join(', ') || desk.none : String(value as string);
  };
  return (base, mine, now) => {
    const before = bodyOf(draftOf(base)) as Record<string, unknown>;
    const after: Record<string, unknown> = bodyOf(draftOf(now));
    const fields = [...new Set([...Object.keys(mine), ...Object.keys(changedIn(base, draftOf(now)))])];
    return fields
      .filter((field) => field !== 'email')
      .map((field) => ({
        field: nameOf(field),
        mine: said(field, field in mine ? mine[field] : before[field]),
        theirs: field === 'phone' ? desk.lastDigits({ digits: now.endsWith }) : said(field, after[field]),
      }));
  };
}
