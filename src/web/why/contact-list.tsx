/** Contacts, the newest first, sifted by line, day and how they ended; the address says what is looked for. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { ask, type Answered } from '../client.ts';
import { Choice } from '../desk/fields.tsx';
import { clock, day } from '../moments.ts';
import { ListTable } from '../office/list-table.tsx';
import looks from '../office/office.module.css';
import { Button, Field } from '../parts/controls.tsx';
import { lengthInWords } from '../parts/length-of-time.ts';
import { More, usePages } from '../parts/more.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';
import { useContactsWords } from './words.ts';

type Listed = Answered<'contacts.list'>['contacts'][number];
type Ending = keyof ReturnType<typeof useContactsWords>['endings'];

const linesAtMost = 200;

export function ContactList(): ReactNode {
  const words = useContactsWords();
  const [search, setSearch] = useSearchParams();
  const [line, date, ending] = ['line', 'day', 'ending'].map((name) => search.get(name) || undefined);
  const wanted = { line, day: date, ending: ending as Ending | undefined };
  const lines = useQuery({
    queryKey: ['lines', 'all'],
    queryFn: ({ signal }) => ask('lines.list', { query: { limit: linesAtMost } }, { signal }),
  });
  const query = usePages(['contacts', wanted], (cursor, signal) =>
    ask('contacts.list', { query: { ...wanted, cursor } }, { signal }),
  );
  const contacts = query.data?.pages.flatMap((page) => page.contacts) ?? [];
  const isSifted = Boolean(line ?? date ?? ending);
  const set = (name: string, value: string) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      if (value) after.set(name, value);
      else after.delete(name);
      return after;
    });
  return (
    <>
      <div className={looks['find']} role="search">
        <Choice
          label={words.line}
          from={[['', words.everyLine], ...(lines.data?.lines ?? []).map(({ id, name }) => [id, name] as const)]}
          value={line ?? ''}
          onChange={(event) => set('line', event.target.value)}
        />
        <Field label={words.day} type="date" value={date ?? ''} onChange={(event) => set('day', event.target.value)} />
        <Choice
          label={words.ending}
          from={[['', words.anyEnding], ...Object.entries(words.endings)]}
          value={ending ?? ''}
          onChange={(event) => set('ending', event.target.value)}
        />
        {isSifted && <Button onClick={() => setSearch({})}>{words.all}</Button>}
      </div>
      <Reading query={query} />
      {query.data && contacts.length === 0 && <p role="status">{isSifted ? words.noneMatch : words.none}</p>}
      {contacts.length > 0 && <ContactTable contacts={contacts} />}
      <More query={query} label={words.older} />
    </>
  );
}

function ContactTable({ contacts }: { contacts: readonly Listed[] }): ReactNode {
  const words = useContactsWords();
  const { words: common, language } = useWords();
  return (
    <ListTable label={common.pageContacts} columns={[words.when, words.what, words.line, words.waited, words.ending]}>
      {contacts.map(({ id, kind, line, timeZone: zone, at, waitedSeconds, outcome, ended }) => (
        <tr key={id}>
          <th scope="row" className={looks['when']}>
            <Link to={`/contacts/${encodeURIComponent(id)}`}>
              {day(at, { language, zone })}, {clock(at, { language, zone })}
            </Link>
          </th>
          <td>{words.kinds[kind]}</td>
          <td>{line}</td>
          <td data-name={words.waited}>{ended && lengthInWords(waitedSeconds, language)}</td>
          <td className={looks['ending']}>
            {ended ? (words.outcomes[outcome ?? ''] ?? words.endedSomehow) : words.goesOn}
          </td>
        </tr>
      ))}
    </ListTable>
  );
}
