/** Two records side by side, and what becomes of them. */
import type { ReactNode } from 'react';
import type { Answered } from '../client.ts';
import inTables from '../desk/tables.module.css';
import { useDeskWords } from '../desk/words.ts';
import { dateInWords } from '../times/hours.ts';
import { useWords } from '../words/words.tsx';
import { useRecordWords } from './record-words.ts';
import { usePeopleWords } from './words.ts';

type MergeLook = Answered<'merge.look'>;
type One = MergeLook['result'];

export function CompareRecords({ look: { stays, goes, result } }: { look: MergeLook }): ReactNode {
  const words = useRecordWords();
  const people = usePeopleWords();
  const desk = useDeskWords();
  const { language } = useWords();
  const listed = (list: readonly string[]) => (list.length === 0 ? desk.none : list.join(', '));
  const roleNames: Readonly<Record<string, string>> = people.roles;
  const fields: readonly [string, (one: One) => string][] = [
    [words.name, ({ name }) => name],
    [words.phone, ({ endsWith }) => words.endsWith({ digits: endsWith })],
    [words.email, ({ hasEmail }) => (hasEmail ? desk.yes : desk.no)],
    [words.roles, ({ roles }) => listed(roles.map((role) => roleNames[role] ?? role))],
    [words.languages, ({ languages }) => listed(languages)],
    [words.tags, ({ tags }) => listed(tags)],
    [
      words.training,
      ({ training }) =>
        listed(
          training.map(({ course, until }) =>
            until === undefined ? course : words.until({ course, until: dateInWords(until, language) }),
          ),
        ),
    ],
    [words.times, ({ times }) => (times ? words.timesSaid : desk.none)],
  ];
  const counts = ['shifts', 'daysAway', 'calls', 'conversations'] as const;
  return (
    <div className={inTables['scroll']}>
      <table className={`${inTables['table']} ${inTables['compared']}`} aria-label={words.compare}>
        <thead>
          <tr>
            {[words.what, words.staying, words.going, words.result].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map(([name, said]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td data-name={words.staying}>{said(stays)}</td>
              <td data-name={words.going}>{said(goes)}</td>
              <td data-name={words.result}>{said(result)}</td>
            </tr>
          ))}
          {counts.map((count) => (
            <tr key={count}>
              <th scope="row">{words[count]}</th>
              <td data-name={words.staying}>{stays[count]}</td>
              <td data-name={words.going}>{goes[count]}</td>
              <td data-name={words.result}>
                {count === 'shifts' || count === 'daysAway' ? words.sameShift : stays[count] + goes[count]}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
