/** What a change of a line means for callers and peers: said where something changes, and nowhere else. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defaultPolicy } from '../../src/organisation/policy.ts';
import { policyChanges, policyReach, type Runs } from '../../src/planning/policy-changes.ts';
import { changeInWords } from '../../src/web/lines/change-in-words.ts';
import { linesEn } from '../../src/web/words/lines/en.ts';
import { linesEs } from '../../src/web/words/lines/es.ts';

const spanish = { key: '1', tag: 'veteran', name: 'another veteran' };
/** 1 phone, 2 after 20 seconds, 4 after 45; backups after 60, a call back after 120, a message after 600. */
const line: Runs = { ...defaultPolicy, languages: ['en', 'es'], wishes: [spanish] };
const [backups, back, message] = defaultPolicy.overflow as [
  Runs['overflow'][0],
  Runs['overflow'][0],
  Runs['overflow'][0],
];
const partner = (number: string, afterSeconds = 90) => ({ do: 'ring-partner' as const, afterSeconds, number });
const withPartner = (number: string, afterSeconds?: number) => [backups, partner(number, afterSeconds), back, message];

const table: [string, Partial<Runs>, string[], string[]][] = [
  ['nothing', {}, [], []],
  [
    'a message earlier',
    { overflow: [backups, back, { ...message, afterSeconds: 240 }] },
    ['After 4 minutes instead of 10 minutes of waiting, a voicemail is offered.'],
    ['Después de 4 minutos de espera en vez de 10 minutos, se ofrece dejar un mensaje de voz.'],
  ],
  [
    'backups never, and a call back once more',
    { overflow: [back, { ...back, afterSeconds: 330 }, message] },
    [
      'Backups and reserves are no longer rung after 1 minute of waiting.',
      'New: after 5 minutes 30 seconds of waiting, a call back is offered.',
    ],
    [
      'Después de 1 minuto de espera ya no suenan los de respaldo y reserva.',
      'Nuevo: después de 5 minutos 30 segundos de espera, se ofrece devolver la llamada.',
    ],
  ],
  [
    'more phones, and later as many as before',
    {
      waves: [
        { afterSeconds: 0, size: 1 },
        { afterSeconds: 10, size: 2 },
        { afterSeconds: 20, size: 4 },
      ],
    },
    [
      'Between 10 seconds and 20 seconds of waiting, 2 phones ring at once instead of 1.',
      'Between 20 seconds and 45 seconds of waiting, 4 phones ring at once instead of 2.',
    ],
    [
      'Entre 10 segundos y 20 segundos de espera suenan 2 teléfonos a la vez en vez de 1.',
      'Entre 20 segundos y 45 segundos de espera suenan 4 teléfonos a la vez en vez de 2.',
    ],
  ],
  [
    'one phone throughout',
    { waves: [{ afterSeconds: 0, size: 1 }] },
    [
      'Between 20 seconds and 45 seconds of waiting, 1 phone rings at once instead of 2.',
      'After 45 seconds of waiting, 1 phone rings at once instead of 4.',
    ],
    [
      'Entre 20 segundos y 45 segundos de espera suena 1 teléfono a la vez en vez de 2.',
      'Después de 45 segundos de espera suena 1 teléfono a la vez en vez de 4.',
    ],
  ],
  [
    'one phone more from a step on',
    { overflow: [{ do: 'widen-wave', afterSeconds: 30 }, backups, back, message] },
    [
      'Between 30 seconds and 45 seconds of waiting, 3 phones ring at once instead of 2.',
      'After 45 seconds of waiting, 5 phones ring at once instead of 4.',
    ],
    [
      'Entre 30 segundos y 45 segundos de espera suenan 3 teléfonos a la vez en vez de 2.',
      'Después de 45 segundos de espera suenan 5 teléfonos a la vez en vez de 4.',
    ],
  ],
  ['the same phones, cut another way', { waves: [...defaultPolicy.waves, { afterSeconds: 70, size: 4 }] }, [], []],
  [
    'numbers',
    { ringSeconds: 30, callsPerDay: 1, wrapUpMinutes: 10, restAfterHeavyMinutes: 30, restAfterCrisisMinutes: 61 },
    [
      'A phone rings for 30 seconds instead of 20 seconds.',
      'Each caller has 1 talk a day instead of 3.',
      'Peers have 10 minutes of calm after each contact instead of 5 minutes.',
      'Peers rest 30 minutes after a heavy contact instead of 15 minutes.',
      'Peers rest 61 minutes after a crisis instead of 30 minutes.',
    ],
    [
      'Un teléfono suena 30 segundos en vez de 20 segundos.',
      'Cada persona que llama tiene 1 conversación al día en vez de 3.',
      'Las personas voluntarias tienen 10 minutos de calma después de cada contacto en vez de 5 minutos.',
      'Las personas voluntarias descansan 30 minutos después de un contacto pesado en vez de 15 minutos.',
      'Las personas voluntarias descansan 61 minutos después de una crisis en vez de 30 minutos.',
    ],
  ],
  ['a number that is none yet', { ringSeconds: Number.NaN, waves: [{ afterSeconds: 0, size: Number.NaN }] }, [], []],
  [
    'languages',
    { languages: ['de', 'en'] },
    ['Callers are offered German.', 'Callers are no longer offered Spanish.', 'German comes first instead of English.'],
    [
      'Se ofrece el idioma alemán.',
      'Ya no se ofrece el idioma español.',
      'El primer idioma es alemán en vez de inglés.',
    ],
  ],
  [
    'a language that is none yet',
    { languages: ['en', 'es', 'd'] },
    ['Callers are offered d.'],
    ['Se ofrece el idioma d.'],
  ],
  [
    'wishes',
    {
      wishes: [
        { ...spanish, tag: 'served' },
        { key: '2', tag: 'woman', name: 'a woman' },
        { key: '3', tag: '', name: ' ' },
      ],
    },
    [
      'Who wishes for “another veteran” is given to those with the tag served, no longer veteran.',
      'Key 2 is for a new wish: a woman.',
    ],
    [
      'Quien desea «another veteran» va a quienes llevan la etiqueta served, ya no veteran.',
      'La tecla 2 es para un deseo nuevo: a woman.',
    ],
  ],
  [
    'no wish',
    { wishes: [] },
    ['Key 1 is no longer for another veteran.'],
    ['La tecla 1 ya no es para another veteran.'],
  ],
];

test.each(table)('%s', (_name, part, english, inSpanish) => {
  const changes = policyChanges(line, { ...line, ...part });
  expect(changes.map((one) => changeInWords(one, linesEn, 'en'))).toEqual(english);
  expect(changes.map((one) => changeInWords(one, linesEs, 'es'))).toEqual(inSpanish);
});

test('another partner is told, moved or not, without a number', () => {
  const before = { ...line, overflow: withPartner('+15550100009') };
  const changes = (overflow: Runs['overflow']) => policyChanges(before, { ...line, overflow });
  expect(changes(withPartner('+15550100008'))).toEqual([{ kind: 'partner', afterSeconds: 90 }]);
  expect(changes(withPartner('+15550100008', 100))).toEqual([
    { kind: 'step', do: 'ring-partner', before: 90, after: 100 },
    { kind: 'partner', afterSeconds: 100 },
  ]);
  expect(changeInWords({ kind: 'partner', afterSeconds: 90 }, linesEn, 'en')).toBe(
    'The partner who is offered after 90 seconds of waiting has another number.',
  );
});

test('a change of the organisation reaches the lines that do not set it themselves', () => {
  const named = (id: string, own: object) => ({ id, own });
  const lines = [named('a', {}), named('b', { ringSeconds: 25 }), named('c', { callsPerDay: 9 }), named('d', {})];
  const after = { ...defaultPolicy, ringSeconds: 30 };
  const rings = { kind: 'number', of: 'ringSeconds', before: 20, after: 30 };
  const found = policyReach(defaultPolicy, after, lines).map((group) => [
    group.lines.map(({ id }) => id),
    group.changes,
  ]);
  expect(found).toEqual([
    [['a', 'c', 'd'], [rings]],
    [['b'], []],
  ]);
});

test('phones at any wait are as many as the changes say', () => {
  const ladder = fc.record({
    waves: fc
      .uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 4 })
      .chain((later) =>
        fc.tuple(
          ...[0, ...later.sort((a, b) => a - b)].map((at) =>
            fc.record({ afterSeconds: fc.constant(at), size: fc.integer({ min: 1, max: 3 }) }),
          ),
        ),
      ),
    overflow: fc.array(
      fc.record({ afterSeconds: fc.integer({ min: 0, max: 9 }), do: fc.constant('widen-wave' as const) }),
      { maxLength: 2 },
    ),
  });
  const phones = ({ waves, overflow }: Pick<Runs, 'waves' | 'overflow'>, at: number) =>
    waves.findLast(({ afterSeconds }) => afterSeconds <= at)!.size +
    overflow.filter(({ afterSeconds }) => afterSeconds <= at).length;
  fc.assert(
    fc.property(ladder, ladder, fc.integer({ min: 0, max: 12 }), (before, after, at) => {
      const there = policyChanges({ ...line, ...before }, { ...line, ...after });
      const told = there.find((one) => one.kind === 'phones' && one.fromSeconds <= at && at < (one.untilSeconds ?? 99));
      const [was, is] = [phones(before, at), phones(after, at)];
      expect(told ?? null).toEqual(was === is ? null : expect.objectContaining({ before: was, after: is }));
    }),
  );
});
