/** People: by name, searched and sifted; adding somebody and bringing in a spreadsheet are below it (O2). */
import type { ReactNode } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router';
import looks from '../desk/desk.module.css';
import { useDeskWords } from '../desk/words.ts';
import { Notice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { AddPerson } from '../person/add-person.tsx';
import { ImportSheet } from '../person/import-sheet.tsx';
import { LeftList } from '../person/left-list.tsx';
import { PeopleList } from '../person/people-list.tsx';
import { useRecordWords } from '../person/record-words.ts';
import { usePeopleWords } from '../person/words.ts';
import { useSignedIn } from '../session.tsx';

export function PeoplePage(): ReactNode {
  const words = usePeopleWords();
  const desk = useDeskWords();
  const records = useRecordWords();
  const { may, mayWithProof } = useSignedIn();
  const [search] = useSearchParams();
  const { state } = useLocation() as { state: { news?: string } | null };
  const can = (action: string) => may.includes(action) || mayWithProof.includes(action);
  const doing = search.get('do');
  const back = (
    <p>
      <Link to="/people">{desk.back}</Link>
    </p>
  );
  if (doing === 'add' && can('people.edit'))
    return (
      <Page key="add" title={words.addTitle}>
        {back}
        <AddPerson />
      </Page>
    );
  if (doing === 'import' && can('people.import'))
    return (
      <Page key="import" title={words.fileTitle}>
        {back}
        <ImportSheet />
      </Page>
    );
  if (doing === 'left')
    return (
      <Page key="left" title={records.leftTitle}>
        {back}
        <LeftList mayErase={can('people.erase')} />
      </Page>
    );
  return (
    <Page key="list" title={words.title}>
      {state?.news && <Notice kind="calm">{state.news}</Notice>}
      <p className={looks['acts']}>
        {can('people.edit') && (
          <Link className={looks['act']} to="/people?do=add">
            {words.addSomebody}
          </Link>
        )}
        {can('people.import') && (
          <Link className={looks['act']} to="/people?do=import">
            {words.importSheet}
          </Link>
        )}
      </p>
      <PeopleList />
      <p>
        <Link to="/people?do=left">{records.leftLink}</Link>
      </p>
    </Page>
  );
}
