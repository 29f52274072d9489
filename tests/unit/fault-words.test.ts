/** What is wrong with a file or a cell is said by key: each key in every language, and nothing English is left in Spanish (O2, O7). */
import { describe, expect, test } from '@jest/globals';
import { faultInWords } from '../../src/api/wording/faults.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import { peopleInSheet } from '../../src/organisation/people-sheet.ts';
import { readSheetRows } from '../../src/organisation/read-sheet.ts';
import {
  faultMessage,
  faultWord,
  wordOfMessage,
  type FaultKey,
  type FaultWord,
} from '../../src/reading/fault-words.ts';
import { faultsEn } from '../../src/reading/faults/en.ts';
import { faultsEs } from '../../src/reading/faults/es.ts';
import { smallOrganisation } from '../support/small-organisation.ts';

/** Values that are of no language, for whichever slots a sentence has. */
const slots = {
  ...{ value: '"§"', values: ['"a"', '"b"'], least: '1', most: '2', wanted: 'array', kind: 'object', write: 'es' },
  ...{ place: { line: 3, column: 4 }, first: { line: 1, column: 2 }, second: { line: 3, column: 4 }, code: '' },
  ...{ seconds: 5, step: 'ring-partner', own: 6, start: '§', occurrence: '§', frequency: '§', known: '§', name: '§' },
  ...{ text: '§', row: 7, said: 'Invalid input' },
};
/** Of these the place is a path of the file, of the others a line and a column. */
const atPaths: readonly FaultKey[] = ['idTaken', 'keyTaken', 'sameBlock'];
const keys = Object.keys(faultsEn) as FaultKey[];
/** Words of English sentences that no Spanish one has; names of fields and of values stay as they are written in the file. */
const english = /\b(must|not|the|than|this|that|such|write|already|with|which|here|there|missing|invalid|file|is)\b/i;
/** What is quoted, as it stands in the file. */
const withoutNames = (sentence: string) => sentence.replaceAll(/"[^"]*"/g, '');

describe('every key', () => {
  test('is said in both languages, and its Spanish is Spanish', () => {
    expect(Object.keys(faultsEs)).toEqual(keys);
    const left = keys.filter((key) => {
      const word: FaultWord = { key, slots: { ...slots, ...(atPaths.includes(key) && { place: 'lines[0]' }) } };
      const [en, es] = [faultInWords(word, 'en'), faultInWords(word, 'es')];
      return (
        en === '' || es === '' || en === es || english.test(withoutNames(es)) || /undefined|\[object/.test(en + es)
      );
    });
    expect(left).toEqual([]);
  });

  test('comes through the message of a schema; what a library says itself is a word too', () => {
    expect(wordOfMessage(faultMessage('zone', { value: '"Mars"' }))).toEqual(faultWord('zone', { value: '"Mars"' }));
    expect(wordOfMessage(faultMessage('empty'))).toEqual({ key: 'empty' });
    for (const said of ['Invalid input', '{"key":"of nobody"}'])
      expect(wordOfMessage(said)).toEqual(faultWord('misshapen', { said }));
  });
});

/** A small file in which much is wrong, field by field. */
const sound = smallOrganisation({ ana: {} });
const [line, person, shift] = [sound.lines![0]!, sound.people![0]!, sound.shifts![0]!];
const damaged: [string, object][] = [
  ['the file itself', { lines: 'x', people: null, shifts: [[]], more: 1 }],
  ['the organisation', { ...sound, organisation: { name: ' ', timeZone: 'Mars', crisisNumber: '988x' } }],
  [
    'a line',
    {
      ...sound,
      lines: [
        {
          ...line,
          id: '..',
          languages: ['xx-', 'la', 'en', 'en'],
          wishes: [{ key: '9', tag: '', name: 5 }],
          openingHours: [{ days: [], start: '25:00', end: '24:30' }],
          closures: [{ from: '2026-12-26', to: '2026-12-24' }],
          wording: { goodbye: 'http://x', more: 7 },
          waves: [
            { afterSeconds: 3, size: 0 },
            { afterSeconds: 1, size: 1.5 },
          ],
          overflow: [
            { afterSeconds: 9, do: 'ring-partner' },
            { afterSeconds: 1, do: 'voicemail', number: '+15550000001' },
          ],
        },
        { ...line, id: 'other' },
      ],
    },
  ],
  [
    'people',
    {
      ...sound,
      people: [
        {
          ...person,
          email: 'x',
          roles: ['king'],
          limits: { hoursPerWeek: 999 },
          training: [{ course: 'a' }, { course: 'a' }],
        },
        { ...person, phone: line.phoneNumber },
      ],
      timeOff: [{ person: 'nobody', from: '2026-02-30', to: '2026-01-01' }],
      blocks: [{ reason: 'x', line: 'nowhere', until: 'soon' }, { key: '?' }],
    },
  ],
  [
    'shifts',
    {
      ...sound,
      shifts: [
        {
          ...shift,
          end: '2020-01-01T00:00',
          repeat: 'FREQ=MINUTELY',
          requires: [{ count: 1 }],
          assigned: [{ person: 'nobody' }],
        },
        {
          ...shift,
          id: 'b',
          repeat: 'FREQ=DAILY;BYHOUR=99',
          changes: [{ occurrence: 'x' }, { occurrence: '2020-01-01T00:00' }],
        },
      ],
    },
  ],
];

test.each(damaged)('of %s, all that is wrong has a key of ours', (_, content) => {
  const reading = checkOrganisation(JSON.parse(JSON.stringify(content)));
  const faults = reading.kind === 'faults' ? reading.faults : [];
  expect(faults.length).toBeGreaterThan(1);
  expect(faults.filter(({ problem }) => problem.key === 'misshapen')).toEqual([]);
  expect(faults.filter(({ problem }) => english.test(withoutNames(faultInWords(problem, 'es'))))).toEqual([]);
});

test('of a spreadsheet too', async () => {
  const [row] = peopleInSheet(
    [{ row: 2, cells: ['=A1', '12', 'Klingon', 'king'] }],
    ['name', 'phone', 'languages', 'roles'],
    '1',
  );
  expect(row?.problems.map(({ problem }) => faultInWords(problem, 'es'))).toEqual([
    'es una fórmula: escriba el resultado',
    'no es un número de teléfono',
    '"Klingon" no es un idioma que se conozca aquí',
    '"king" no es ninguna función',
  ]);
  const unread = await readSheetRows(Buffer.from('a,"b'));
  expect(unread.kind === 'problem' && faultInWords(unread.problem, 'es')).toMatch(/^hay unas comillas/);
});
