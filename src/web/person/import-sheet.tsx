/** Brings in a spreadsheet: looked at row by row, and taken over all together or not at all (O2). */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useChange } from '../change.ts';
import type { Answered } from '../client.ts';
import looks from '../desk/desk.module.css';
import { Choice } from '../desk/fields.tsx';
import { Trouble } from '../desk/trouble.tsx';
import { Button, Field, Notice } from '../parts/controls.tsx';
import { useWords } from '../words/words.tsx';
import { SheetRows } from './sheet-rows.tsx';
import { usePeopleWords } from './words.ts';

type Looked = Answered<'people.look'>;
type Column = Looked['columns'][number];
const mostBytes = 5_000_000;

export function ImportSheet(): ReactNode {
  const words = usePeopleWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { words: plain } = useWords();
  const file = useRef<string | null>(null);
  // Chosen again once it is put right, a file has its columns as they were matched.
  const [asked, setAsked] = useState<Pick<Looked, 'headers' | 'columns'> | null>(null);
  const [looked, setLooked] = useState<Looked | null>(null);
  const [unread, setUnread] = useState<string | null>(null);
  const lookAs = useChange('people.look', setLooked);
  const look = useChange('people.look', (answer) => {
    const isSameSheet = asked !== null && String(asked.headers) === String(answer.headers);
    if (isSameSheet && file.current !== null) lookAs.begin(bodyOf(file.current, asked.columns));
    else setLooked(answer);
  });
  const take = useChange('people.import', (answer) => {
    // Somebody may have changed what it was looked at against: then each row says what is wrong now.
    if (!answer.taken) return setLooked(answer);
    void queries.invalidateQueries({ queryKey: ['people'] });
    void navigate('/people', { state: { news: words.wasTaken(countsOf(answer)) } });
  });
  const choose = async (chosen: File | undefined) => {
    setLooked(null);
    file.current = null;
    setUnread(null);
    if (!chosen) return;
    if (chosen.size > mostBytes) return setUnread(words.fileTooBig);
    const content = await inBase64(chosen).catch(() => null);
    if (content === null) return setUnread(plain.changeFailed);
    file.current = content;
    look.begin(bodyOf(content, null));
  };
  const match = (columns: Column[]) => {
    if (looked) setAsked({ headers: looked.headers, columns });
    if (file.current !== null) lookAs.begin(bodyOf(file.current, columns));
  };
  const said = look.problem?.fields.get('file');
  const wrong = unread ?? (said === undefined ? null : words.fileWrong({ problem: said }));
  const counts = looked && countsOf(looked);
  const coming = counts ? counts.added + counts.changed : 0;
  return (
    <>
      <p>{words.fileLead}</p>
      <Field
        label={words.file}
        type="file"
        accept=".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        wrong={wrong}
        // The same file, put right meanwhile, is a choice too.
        onClick={(event) => {
          event.currentTarget.value = '';
        }}
        onChange={(event) => void choose(event.target.files?.[0])}
      />
      {(look.busy || lookAs.busy) && !looked && <p role="status">{words.fileLooking}</p>}
      {wrong === null && (
        <Trouble
          change={look}
          shown={['file']}
          again={() => file.current !== null && look.begin(bodyOf(file.current, null))}
        />
      )}
      <Trouble
        change={lookAs}
        again={() => asked !== null && file.current !== null && lookAs.begin(bodyOf(file.current, asked.columns))}
      />
      {looked && counts && (
        <>
          <h2>{words.columnsTitle}</h2>
          <p>{words.columnsLead}</p>
          <Columns looked={looked} match={match} />
          <h2>{words.rowsTitle}</h2>
          <Notice kind={counts.wrong > 0 ? 'trouble' : 'calm'}>
            <b>{words.rowCount(counts)}</b>{' '}
            {looked.rows.length === 0
              ? words.rowsNone
              : counts.wrong > 0
                ? words.rowsWrong
                : coming === 0
                  ? words.rowsNothing
                  : words.rowsReady}
          </Notice>
          <SheetRows rows={looked.rows} />
          <Trouble
            change={take}
            again={() => file.current !== null && take.begin(bodyOf(file.current, looked.columns))}
          />
          {counts.wrong === 0 && coming > 0 && (
            <Button
              kind="primary"
              busy={take.busy || lookAs.busy}
              onClick={() => file.current !== null && take.begin(bodyOf(file.current, looked.columns))}
            >
              {words.take({ count: coming })}
            </Button>
          )}
        </>
      )}
    </>
  );
}

function bodyOf(content: string, columns: Column[] | null) {
  return { body: { file: content, ...(columns ? { columns } : {}) } };
}

function Columns({ looked, match }: { looked: Looked; match: (columns: Column[]) => void }): ReactNode {
  const words = usePeopleWords();
  const names = Object.entries(words.fields);
  return (
    <div className={looks['pair']}>
      {looked.headers.map((header, index) => (
        <Choice
          key={`${index} ${header}`}
          label={words.columnOf({ header: header || String(index + 1) })}
          from={[['', words.columnNone], ...names.map(([field, name]) => [field, name] as const)]}
          value={looked.columns[index] ?? ''}
          onChange={(event) => {
            const field = (event.target.value || null) as Column;
            // A field stands in one column: where it was before is left out.
            match(looked.columns.map((one, place) => (place === index ? field : one === field ? null : one)));
          }}
        />
      ))}
    </div>
  );
}

function countsOf({ rows }: Looked): { added: number; changed: number; same: number; wrong: number } {
  const count = (kind: Looked['rows'][number]['kind']) => rows.filter((row) => row.kind === kind).length;
  return { added: count('new'), changed: count('changed'), same: count('same'), wrong: count('wrong') };
}

function inBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve((reader.result as string).replace(/^[^,]*,/, '')));
    reader.addEventListener('error', () => reject(new Error('the file cannot be read')));
    reader.readAsDataURL(file);
  });
}
