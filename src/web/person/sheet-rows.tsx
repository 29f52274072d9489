/** The rows of a spreadsheet with what each does; those with a problem first. */
import { useState, type ReactNode } from 'react';
import inTables from '../desk/tables.module.css';
import inRows from '../desk/rows.module.css';
import { useDeskWords } from '../desk/words.ts';
import { Button } from '../parts/controls.tsx';
import type { Answered } from '../client.ts';
import { usePeopleWords } from './words.ts';

const atOnce = 100;
const tones = { new: '', changed: 'waits', same: 'quiet', wrong: 'bad' } as const;

export function SheetRows({ rows }: { rows: Answered<'people.look'>['rows'] }): ReactNode {
  const words = usePeopleWords();
  const desk = useDeskWords();
  const [shown, setShown] = useState(atOnce);
  const inOrder = rows.toSorted((a, b) => Number(b.kind === 'wrong') - Number(a.kind === 'wrong') || a.row - b.row);
  if (rows.length === 0) return null;
  return (
    <>
      <div className={inTables['scroll']}>
        <table className={`${inTables['table']} ${inTables['narrowFirst']}`} aria-label={words.rowsTitle}>
          <thead>
            <tr>
              <th scope="col">{words.row}</th>
              <th scope="col">{words.rowPerson}</th>
              <th scope="col">{words.rowDoes}</th>
            </tr>
          </thead>
          <tbody>
            {inOrder.slice(0, shown).map(({ row, name, kind, problems }) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                <td>{name ?? words.rowNameless}</td>
                <td>
                  <span className={`${inRows['stage']} ${inRows[tones[kind]] ?? ''}`}>{words.kinds[kind]}</span>
                  {problems.map(({ field, problem }) => (
                    <div key={`${field} ${problem}`}>
                      {field === null ? problem : desk.fieldsElse({ field: words.fields[field], problem })}
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown && <Button onClick={() => setShown(shown + atOnce)}>{desk.more}</Button>}
    </>
  );
}
