/** Who did what: the newest first, found by what it was, on what, and when (O6). */
import { useState, type FormEvent, type ReactNode } from 'react';
import { ask } from '../client.ts';
import { FileButton } from '../desk/file-button.tsx';
import { ListTable } from '../office/list-table.tsx';
import looks from '../office/office.module.css';
import { useAuditWords } from '../office/audit-words.ts';
import { useOfficeWords } from '../office/words.ts';
import { Button, Field, Select } from '../parts/controls.tsx';
import { More, usePages } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';

type Wanted = { action?: string; subject?: string; from?: string; to?: string };

const dayMs = 86_400_000;

export function AuditPage(): ReactNode {
  const { words: common } = useWords();
  const { words, when } = useOfficeWords();
  const { done, kinds } = useAuditWords();
  const [wanted, setWanted] = useState<Wanted>({});
  const query = usePages(['audit', wanted], (cursor, signal) =>
    ask('audit.list', { query: { ...wanted, cursor } }, { signal }),
  );
  const find = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = given.get(name);
      return typeof value === 'string' ? value : '';
    };
    const [action, subject, from, to] = [text('action'), text('subject').trim(), text('from'), text('to')];
    const startOf = (date: string) => new Date(`${date}T00:00`).getTime();
    setWanted({
      ...(action && { action }),
      ...(subject && { subject }),
      ...(from && { from: new Date(startOf(from)).toISOString() }),
      ...(to && { to: new Date(startOf(to) + dayMs).toISOString() }),
    });
  };
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Page title={common.pageAudit}>
      <p>{words.auditLead}</p>
      <form className={looks['find']} onSubmit={find} role="search" aria-label={words.audit}>
        <Select label={words.what} name="action">
          <option value="">{words.anything}</option>
          {kinds.map(([begins, name]) => (
            <option key={begins} value={begins}>
              {name}
            </option>
          ))}
        </Select>
        <Field label={words.subject} name="subject" />
        <Field label={words.from} name="from" type="date" />
        <Field label={words.to} name="to" type="date" />
        <Button type="submit">{words.find}</Button>
      </form>
      <Reading query={query} />
      {query.data && entries.length === 0 && <p role="status">{words.auditNone}</p>}
      {entries.length > 0 && (
        <ListTable label={words.audit} columns={[words.when, words.who, words.what, words.onWhat, words.why]}>
          {entries.map(({ id, at, by, name, action, subject, subjectName, reason }) => (
            <tr key={id}>
              <th scope="row" className={looks['when']}>
                {when(at)}
              </th>
              <td>{name ?? (by.startsWith('key:') ? words.program : by.startsWith('person:') ? by : words.machine)}</td>
              <td className={looks['said']}>{done(action)}</td>
              <td className={looks['code']}>{subjectName ?? subject}</td>
              <td className={looks['below']}>{reason}</td>
            </tr>
          ))}
        </ListTable>
      )}
      {entries.length > 0 && (
        <FileButton key={JSON.stringify(wanted)} operation="audit.export" asked={{ query: wanted }} file="audit.csv">
          {words.auditFile}
        </FileButton>
      )}
      <More query={query} label={words.more} />
    </Page>
  );
}
