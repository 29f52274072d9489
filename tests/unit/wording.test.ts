import { describe, expect, test } from '@jest/globals';
import { textKeys, write, ownText } from '../../src/messaging/wording.ts';
import { en as textsEn } from '../../src/messaging/wording/en.ts';
import { es as textsEs } from '../../src/messaging/wording/es.ts';
import {
  crisisNameIn,
  languageMenu,
  ownSentence,
  say,
  sentenceKeys,
  voiceOf,
  waitingSentence,
  whisper,
} from '../../src/voice/wording.ts';
import { en as spokenEn } from '../../src/voice/wording/en.ts';
import { es as spokenEs } from '../../src/voice/wording/es.ts';
import { placeholdersOf } from '../../src/voice/wording/overrides.ts';

type Sentences = Record<string, (values: never) => string>;
const number = '+15550300001';
const samples: Record<string, string | number> = {
  line: 'Northside Warmline',
  crisis: 'the Lifeline',
  number,
  language: 'Spanish',
  other: 'English',
  key: '2',
  wish: 'a veteran',
  place: 3,
  when: 'Friday at 5 PM',
  until: 'tomorrow at 9:30 AM',
  start: '9 PM',
  reason: 'It is a holiday.',
  count: 2,
  shift: 'Mon Nov 2, 5 PM - 9 PM',
  otherShift: 'Tue Nov 3, 5 PM - 9 PM',
  month: 'December',
  dates: 'Thu Dec 24',
  list: '1. Mon Nov 2, 5 PM - 9 PM',
  name: 'Ana Ruiz',
  was: 'Mon Nov 2, 5 PM - 9 PM',
  theirs: 'Mon Nov 2, 5 PM - 9 PM',
  yours: 'Tue Nov 3, 5 PM - 9 PM',
  word: 'OFF',
  course: 'core',
  message: 'See you then',
  score: 24,
  minutes: 36,
  hours: 9,
  percent: 71,
  days: 5,
  answer: 4,
  what: 'heavy',
  have: 1,
  need: 2,
  code: '27',
  organisation: 'Northside',
  tag: 'veteran',
  others: 'parent, recovery',
};
const words = new Proxy(samples, {
  get(target, name: string) {
    if (name === 'end') return '9 AM';
    if (!(name in target)) throw new Error(`no sample for {${name}}`);
    return target[name];
  },
});

const sets: [string, Sentences, Sentences][] = [
  ['spoken', spokenEn, spokenEs],
  ['texts', textsEn, textsEs],
];
const all = sets.flatMap(([set, en, es]) =>
  Object.keys(en).flatMap((key) => [
    { set, language: 'en', key, text: en[key]?.(words as never) ?? '' },
    { set, language: 'es', key, text: es[key]?.(words as never) ?? '' },
  ]),
);

describe.each(sets)('%s', (_set, en, es) => {
  test('exist in both languages, each in its own words', () => {
    expect(Object.keys(es)).toEqual(Object.keys(en));
    const same = Object.keys(en).filter((key) => en[key]?.(words as never) === es[key]?.(words as never));
    expect(same.filter((key) => !/reason$/i.test(key))).toEqual([]);
  });
});

describe('every sentence', () => {
  test('is whole: it begins and ends like one and has no gap in it', () => {
    const reasons = Object.keys(textsEn).filter((key) =>
      /^take(NotA|Away|Already|Language|Untrained|Trainee|Over)/.test(key),
    );
    // What a coordinator writes ends as they end it.
    const quoted = ['wordFromCoordinators'];
    const fragments = ['crisisDefaultName', 'whyHeavy', 'whyAbusive', 'whyCrisis', ...quoted, ...reasons];
    const odd = all.filter(({ key, text }) => !fragments.includes(key) && !/^[\p{Lu}\d¿(].*[.?)"]$/su.test(text));
    expect(odd).toEqual([]);
    expect(all.filter(({ text }) => /undefined|NaN|\{|\}| {2}| \./.test(text))).toEqual([]);
  });

  test('asks for no word that the carrier takes for itself (T3)', () => {
    expect(
      all.filter(({ text }) => /\b(YES|END|CANCEL|HELP|QUIT|UNSUBSCRIBE|REVOKE|OPTOUT|STOPALL)\b/.test(text)),
    ).toEqual([]);
    expect(all.filter(({ language, text }) => language === 'en' && /\b(yes|end|cancel|help)\b/i.test(text))).toEqual(
      [],
    );
  });

  test('blames nobody and flatters nobody', () => {
    const unkind =
      /important to us|es importante|invalid|inválid|you must|debe usted|you failed|wrong (number|key|pin)|incorrect|as soon as possible|unfortunately|desafortunadamente|your fault/i;
    expect(all.filter(({ text }) => unkind.test(text))).toEqual([]);
  });

  test('holds no phone number but the one it was given', () => {
    expect(all.filter(({ text }) => /\d{4,}|\d{3}[^\d]{1,3}\d{3}/.test(text.replaceAll(number, '')))).toEqual([]);
  });

  test('is short enough to be heard or read at once', () => {
    const limits = { spoken: { en: 420, es: 480 }, texts: { en: 306, es: 306 } };
    const long = all.filter(({ set, language, text }) => text.length > limits[set as 'spoken'][language as 'en']);
    expect(long.map(({ key, text }) => [key, text.length])).toEqual([]);
  });

  test('fits English texts into the letters every phone has', () => {
    const gsm = /^[A-Za-z0-9 \r\n@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,./:;<=>?¡ÄÖÑÜ§¿äöñüà-]*$/;
    expect(all.filter(({ set, language, text }) => set === 'texts' && language === 'en' && !gsm.test(text))).toEqual(
      [],
    );
  });

  test('does not name the warmline or anybody where a stranger may listen (C2, V3)', () => {
    for (const key of [
      'callbackOpening',
      'callbackPressOne',
      'callbackMessage',
      'callbackNever',
      'callbackConnecting',
    ] as const) {
      for (const sentence of [spokenEn[key](), spokenEs[key]()])
        expect(sentence).not.toMatch(/line|línea|volunteer|voluntari|support|apoyo|peer|talk/i);
    }
    for (const offer of [spokenEn.offer, spokenEs.offer])
      expect(offer({ line: 'Northside Warmline' })).not.toMatch(/caller|someone|persona|people/i);
    expect(spokenEn.offer({ line: 'Northside Warmline' })).toBe(
      'Northside Warmline. Press 1 to take a call, 2 to pass, 3 to stop my calls for now.',
    );
  });
});

describe('what a line says', () => {
  const plain = { languages: ['en', 'es'], wording: {} };

  test('our own sentence in the language of whoever listens', () => {
    expect(say(plain, 'en', 'nextOpening', { when: 'Friday at 5 PM' })).toEqual({
      kind: 'say',
      text: 'We open again Friday at 5 PM.',
      language: 'en-US',
    });
    expect(say(plain, 'es', 'goodbye')).toEqual({
      kind: 'say',
      text: 'Puede volver a llamar cuando quiera. Hasta luego.',
      language: 'es-MX',
    });
    expect(say(plain, 'es-ES', 'goodbye')).toMatchObject({ language: 'es-ES', text: spokenEs.goodbye() });
  });

  test('English with an English voice for a language we have no sentences in', () => {
    expect(say(plain, 'vi', 'goodbye')).toEqual({ kind: 'say', text: spokenEn.goodbye(), language: 'en-US' });
    expect(ownSentence('vi', 'sorry')).toMatchObject({ text: spokenEn.sorry() });
  });

  test('its own text, filled, in its first language only', () => {
    const line = { languages: ['en', 'es'], wording: { nextOpening: 'Back {when}, at {line} {nobody}.' } };
    expect(say(line, 'en-GB', 'nextOpening', { when: 'Friday' })).toEqual({
      kind: 'say',
      text: 'Back Friday, at.',
      language: 'en-GB',
    });
    expect(say(line, 'es', 'nextOpening', { when: 'el viernes' })).toMatchObject({
      text: 'Abrimos de nuevo el viernes.',
    });
  });

  test('its own text or recording for each language, ones we have no sentences in too', () => {
    const line = {
      languages: ['en', 'vi'],
      wording: { goodbye: { en: 'https://example.org/bye.mp3', vi: 'Tam biet.' } },
    };
    expect(say(line, 'en', 'goodbye')).toEqual({ kind: 'play', url: 'https://example.org/bye.mp3' });
    expect(say(line, 'vi', 'goodbye')).toEqual({ kind: 'say', text: 'Tam biet.', language: 'vi-VN' });
    expect(say(line, 'es', 'goodbye')).toMatchObject({ text: spokenEs.goodbye() });
  });

  test('its greeting, unless its wording has one', () => {
    const line = { ...plain, greeting: 'This is Northside.' };
    expect(say(line, 'en', 'greeting', { line: 'N' })).toMatchObject({ text: 'This is Northside.' });
    expect(say(line, 'es', 'greeting', { line: 'N' })).toMatchObject({ text: spokenEs.greeting({ line: 'N' }) });
    expect(say({ ...line, wording: { greeting: 'Hi.' } }, 'en', 'greeting', { line: 'N' })).toMatchObject({
      text: 'Hi.',
    });
  });

  test('values are taken as they are, braces and dollar signs included', () => {
    const line = { languages: ['en'], wording: { closureReason: 'Closed: {reason}' } };
    expect(say(line, 'en', 'closureReason', { reason: 'a $& {line}' })).toMatchObject({ text: 'Closed: a $& {line}' });
  });

  test('its own text written by language and sentence', () => {
    const line = {
      languages: ['en', 'es'],
      wording: { es: { goodbye: 'Adios.', greeting: 'Hola.' }, goodbye: 'Bye.' },
      greeting: 'Hi.',
    };
    expect(say(line, 'es-MX', 'goodbye')).toMatchObject({ text: 'Adios.' });
    expect(say(line, 'en', 'goodbye')).toMatchObject({ text: 'Bye.' });
    expect([say(line, 'es', 'greeting', { line: 'x' }), say(line, 'en', 'greeting', { line: 'x' })]).toMatchObject([
      { text: 'Hola.' },
      { text: 'Hi.' },
    ]);
  });

  test('its placeholders are the values that our own sentence looks at', () => {
    expect(placeholdersOf(spokenEn.crisisFailed)).toEqual(['crisis', 'number']);
    for (const sentence of [...Object.values(spokenEn), ...Object.values(textsEn)] as ((values: never) => string)[])
      expect(placeholdersOf(sentence)).toEqual(expect.any(Array));
  });

  test('the languages, each in its own', () => {
    expect(languageMenu({ languages: ['en', 'es', 'vi'], wording: {} }, ['1', '2', '3'])).toEqual([
      { kind: 'say', text: 'For English, press 1.', language: 'en-US' },
      { kind: 'say', text: 'Para español, oprima 2.', language: 'es-MX' },
      { kind: 'say', text: 'For Vietnamese, press 3.', language: 'en-US' },
    ]);
  });

  test('what a call is for, never who calls', () => {
    const texts = (call: Parameters<typeof whisper>[2]) =>
      whisper(plain, 'en', call).map((spoken) => (spoken.kind === 'say' ? spoken.text : spoken.url));
    expect(texts({ callerLanguage: 'es', wish: 'a veteran', isCallback: false, isReturning: true })).toEqual([
      'A call in Spanish.',
      'They asked for a veteran.',
      'You talked with them a moment ago, and the call was cut off.',
      'We are connecting you now.',
    ]);
    expect(texts({ callerLanguage: 'en', isCallback: true, isReturning: false }).at(-1)).toBe(
      'This is a callback. We dial once you have heard this.',
    );
  });

  test('waiting sentences take turns', () => {
    const round = (index: number) => waitingSentence(plain, 'en', index);
    expect(new Set(Array.from({ length: 8 }, (_, index) => JSON.stringify(round(index)))).size).toBe(8);
    expect(round(8)).toEqual(round(0));
  });

  test('a place in line in words, beyond ten without a count', () => {
    expect(spokenEn.placeInLine({ place: 1 })).toBe('Right now you are first in line.');
    expect(spokenEs.placeInLine({ place: 10 })).toBe('En este momento su lugar en la fila es el décimo.');
    expect(spokenEn.placeInLine({ place: 11 })).toBe('Right now there are ten people or more before you in line.');
  });

  test('a crisis line without a name of its own', () => {
    expect([
      crisisNameIn('en', undefined),
      crisisNameIn('es', undefined),
      crisisNameIn('es', 'the 988 lifeline'),
    ]).toEqual(['the crisis line', 'la línea de crisis', 'the 988 lifeline']);
  });

  test.each([
    ['en', 'en-US'],
    ['en-GB', 'en-GB'],
    ['es', 'es-MX'],
    ['pt', 'pt-BR'],
    ['zh-Hant', 'zh-CN'],
    ['tlh', 'en-US'],
  ])('the voice for %s is %s', (language, tag) => {
    expect(voiceOf(language)).toBe(tag);
  });
});

describe('what a line writes', () => {
  test('our own text, or its own under text. and the key', () => {
    const line = {
      languages: ['en'],
      wording: { off: 'spoken only', 'text.off': 'Bye for now.', 'text.on': 'https://example.org/on.mp3' },
    };
    expect(write(line, 'en', 'off')).toBe('Bye for now.');
    expect(write(line, 'es', 'off')).toBe(textsEs.off());
    expect(write(line, 'en', 'on')).toBe(textsEn.on());
    expect(ownText('vi', 'off')).toBe(textsEn.off());
  });

  test('keys of sentences and texts are known by name', () => {
    expect(sentenceKeys).toContain('greeting');
    expect(textKeys).toContain('hello');
  });
});
