/** Words of the pages where a rule holds for all of them: what one more peer changes, and one Spanish for everybody who speaks it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.ts';
import { boardEn } from '../../src/web/words/board/en.ts';
import { es } from '../../src/web/words/es.ts';
import { forecastEn } from '../../src/web/words/forecast/en.ts';
import { forecastEs } from '../../src/web/words/forecast/es.ts';
import { peopleEs } from '../../src/web/words/person/es.ts';

const evening = { when: 'mar, 1 dic, 21:00 – 22:30', have: 3 };

describe('what one more peer would change', () => {
  test.each([
    [3.2, 1.4, 'about 3 callers; a fourth peer, 1.', 'unas 3 llamadas; con una cuarta persona, 1.'],
    [0.9, 0.3, 'about 1 caller; a fourth peer, next to nobody.', '1 llamada; con una cuarta persona, casi ninguna.'],
    [1.4, 0.6, 'about 1 caller; a fourth peer would change little.', '1 llamada; una cuarta persona cambiaría poco.'],
  ])('from %d lost to %d', (lost, lostWithOneMore, english, spanish) => {
    const span = { ...evening, lost, lostWithOneMore };
    for (const said of ['losesAt', 'draftLoses', 'rosterLoses', 'andAt'] as const) {
      expect(forecastEn[said](span)).toContain(english.slice(english.indexOf(';')));
      expect(forecastEs[said](span)).toContain(spanish.slice(spanish.indexOf(';')));
    }
    expect(forecastEn.andAt(span)).toContain(english);
    expect(forecastEs.andAt(span)).toContain(spanish);
  });

  test('a Spanish sentence begins with a capital, though a day of the week does not', () => {
    const span = { ...evening, lost: 2, lostWithOneMore: 0 };
    expect(forecastEs.losesAt(span)).toMatch(/^Mar, 1 dic/);
    expect(forecastEs.andAt(span)).toMatch(/^Mar, 1 dic/);
    expect(forecastEs.draftLoses(span)).toContain('el mar, 1 dic');
  });
});

test('a time on another day reads as a sentence wherever the board puts it', () => {
  const time = boardEn.clockOnDay({ time: '6:00 PM', day: 'Wed' });
  expect(boardEn.opensAt({ time })).toBe('opens at 6:00 PM on Wed');
});

test.each([
  ['23:00', 'hasta las 23:00.'],
  ['1:00', 'hasta la 1:00.'],
  ['mié, 2 dic, 1:00', 'hasta el mié, 2 dic, 1:00.'],
  ['1 dic 2026, 21:34', 'hasta el 1 dic 2026, 21:34.'],
])('in a Spanish sentence %s is spoken of with its article', (until, said) => {
  expect(es.stateAvailable({ until })).toContain(said);
  expect(peopleEs.restingUntil({ until })).toContain(said);
});

// Said otherwise where most people who speak Spanish live, or elsewhere here for the same thing.
const notSaid: readonly (readonly [said: RegExp, better: string])[] = [
  [/\bordenador\b/, 'computadora'],
  [/\b[Ee]n directo\b/, 'en vivo'],
  [/\bde media\b/, 'en promedio'],
  [/\bmóvil\b/, 'teléfono'],
  [/\bprefijo (del|de) país\b/, 'código del país'],
  [/\bl[ií]der(es)?\b/, 'responsable de turno'],
  [/\b(los|de|backup: ') ?apoyo'/, 'de respaldo: a backup, who is no reserve'],
  [/[Bb]ackup.*\breserva\b/, 'de respaldo: a backup, who is no reserve'],
  [/\b(vosotros|vuestr[oa]s?|coger|fichero)\b/, 'ustedes, tomar, archivo'],
  [/\blleva encima\b/, 'lo que le pesa'],
];

test('what people read in Spanish is good for everybody who speaks it, with one word for each thing', () => {
  const roots = ['src/web/words', 'src/messaging/wording', 'src/api/wording'];
  const files = roots.flatMap((root) =>
    readdirSync(join(projectRoot, root), { recursive: true, encoding: 'utf8' })
      .filter((name) => /(^|[/-])es\.ts$/.test(name))
      .map((name) => join(root, name)),
  );
  expect(files.length).toBeGreaterThan(20);
  const found = files.flatMap((file) =>
    readFileSync(join(projectRoot, file), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        notSaid
          .filter(([said, better]) => said.test(line) && !(better.includes('respaldo') && line.includes('respaldo')))
          .map(([, better]) => `${file}:${index + 1}: ${better}: ${line.trim()}`),
      ),
  );
  expect(found).toEqual([]);
});
