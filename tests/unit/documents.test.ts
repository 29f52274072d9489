/** What is heard, as values: whatever a decision answers, a call is never left in silence, and nothing names a caller. */
import { describe, expect, test } from '@jest/globals';
import { DOMParser } from '@xmldom/xmldom';
import type { Document, Step } from '../../src/carrier/document.ts';
import { twimlOf } from '../../src/carrier/twilio/twiml.ts';
import { directoryOf } from '../../src/organisation/directory.ts';
import { checkOrganisation } from '../../src/organisation/read-file.ts';
import type { CalleeSay, CallerSay, LegSay } from '../../src/calls/answers.ts';
import type { Contact, ContactState, Leg, Outcome, Told } from '../../src/calls/model.ts';
import { callerDocument, holdDocument } from '../../src/voice/caller-documents.ts';
import type { CallerScene } from '../../src/voice/scenes.ts';
import { calleeDocument, callbackWaitDocument } from '../../src/voice/callback-documents.ts';
import { legDocument } from '../../src/voice/leg-documents.ts';
import { urlsOf } from '../../src/carrier/urls.ts';
import { aContact, aLeg, now } from '../support/routing-fixtures.ts';
import { crisisLine, line as lineNumber, numbers, smallOrganisation } from '../support/small-organisation.ts';

const urls = urlsOf('https://warm.example');
const wishes = [{ key: '2', tag: 'veteran', name: 'a veteran' }];
const reading = checkOrganisation(smallOrganisation({ ana: {} }, { languages: ['en', 'es'], wishes }));
if (reading.kind === 'faults') throw new Error(JSON.stringify(reading.faults));
const directory = directoryOf(
  {
    version: 1,
    organisation: reading.organisation,
    retired: { lines: [] },
    droppedTags: [],
    dateWishes: [],
  } as never,
  [],
);
const line = directory.lines.get('main')!;

const callerScene = (contact: Partial<Contact>, over: Partial<CallerScene> = {}): CallerScene => ({
  contact: aContact({ lineId: 'main', conference: 'wl-room', wish: 'veteran', ...contact }),
  line,
  directory,
  urls,
  nowMs: now,
  place: 2,
  pauseReason: 'a storm',
  ...over,
});
const legScene = (leg: Partial<Leg>, contact: Partial<Contact> = {}) => ({
  contact: aContact({ lineId: 'main', conference: 'wl-room', ...contact }),
  leg: aLeg('l1', { personId: 'ana', ...leg }),
  line,
  directory,
  urls,
});

/** Whether the call goes on by itself after the last step, or ends on purpose. */
const leadsOn = (document: Document) => {
  const last = document.at(-1)?.kind;
  return last !== undefined && !['say', 'play', 'pause'].includes(last);
};
const saidIn = (document: Document): string =>
  document
    .flatMap((step): Step[] => (step.kind === 'ask' ? [...step.heard] : [step]))
    .map((step) => (step.kind === 'say' ? step.text : ''))
    .join(' ');

const told: Told[] = [
  'closed',
  'nobody-on',
  'paused',
  'paused-waiting',
  'blocked',
  'ladder-ended',
  'voicemail-left',
  'callback-promised',
  'callback-settled',
  'goodbye',
  'closed-kindly',
  'answered',
  'thanked',
  'after-partner',
  'after-crisis',
];
const callerSays: CallerSay[] = [
  { kind: 'language-menu' },
  { kind: 'unstaffed-menu' },
  { kind: 'greeting', overLimit: true },
  { kind: 'hold', round: 0 },
  { kind: 'hold', round: 3, first: 'wishHeard' },
  { kind: 'overflow-menu' },
  { kind: 'partner-connecting' },
  { kind: 'voicemail-intro', round: 0 },
  { kind: 'voicemail-record', round: 0 },
  { kind: 'caller-conference' },
  { kind: 'callback-dialogue' },
  { kind: 'callee-conference' },
  { kind: 'looking-again' },
  { kind: 'lost-volunteer' },
  { kind: 'crisis' },
  { kind: 'crisis-failed' },
  ...told.flatMap((reason): CallerSay[] => [
    { kind: 'told', told: reason, untilMs: null },
    { kind: 'told', told: reason, untilMs: now + 3_600_000 },
  ]),
  { kind: 'hang-up' },
];
const legSays: LegSay[] = [
  { kind: 'offer-menu', round: 0 },
  { kind: 'leader-menu', round: 0 },
  { kind: 'partner-menu', round: 0 },
  { kind: 'partner-conference' },
  { kind: 'whisper' },
  { kind: 'volunteer-conference' },
  { kind: 'star-menu', round: 0 },
  { kind: 'star-answer', sentence: 'starNoLeader' },
  { kind: 'leader-conference' },
  { kind: 'crisis-conference' },
  { kind: 'leg-goodbye', outcome: 'talked', pausedByKey: false },
  { kind: 'leg-goodbye', outcome: 'passed', pausedByKey: true },
  { kind: 'hang-up' },
];
const calleeSays: CalleeSay[] = [
  { kind: 'callee-menu', round: 0, isPerson: false },
  { kind: 'callee-menu', round: 1, isPerson: true },
  { kind: 'callee-goodbye', outcome: 'machine' },
  { kind: 'callee-goodbye', outcome: 'refused' },
];
const states: ContactState[] = ['waiting', 'choosing-overflow', 'leaving-voicemail', 'told', 'talking', 'crisis'];

const documents = [
  ...callerSays.flatMap((say) =>
    states.flatMap((state) =>
      ['en', 'es'].map((language) => {
        const reason = say.kind === 'told' ? say.told : null;
        const outcome: Outcome | null = null;
        return {
          name: `${say.kind} (${state}, ${language})`,
          document: callerDocument(say, callerScene({ state, language, told: reason, outcome })),
        };
      }),
    ),
  ),
  ...legSays.map((say) => ({ name: say.kind, document: legDocument(say, legScene({ acceptedAtMs: now })) })),
  ...[true, false].flatMap((messageOk) =>
    calleeSays.map((say) => ({
      name: `${say.kind} (${messageOk})`,
      document: calleeDocument(say, { ...legScene({ purpose: 'caller' }), messageOk }),
    })),
  ),
  { name: 'hold', document: holdDocument(line, line.id, 'es', urls) },
  { name: 'callback wait', document: callbackWaitDocument(line, 'en', urls) },
];

describe('every document', () => {
  test('leads on or ends on purpose', () => {
    expect(documents.filter(({ document }) => !leadsOn(document)).map(({ name }) => name)).toEqual([]);
  });

  test('can be read by the carrier', () => {
    const problems: string[] = [];
    for (const { name, document } of documents) {
      const parser = new DOMParser({ onError: (_level, message) => void problems.push(`${name}: ${message}`) });
      parser.parseFromString(twimlOf(document), 'text/xml');
    }
    expect(problems).toEqual([]);
  });

  test('names nobody: no name and no number of a person', () => {
    const isPersonal = (document: Document) =>
      Object.values(numbers).some((number) => JSON.stringify(document).includes(number)) ||
      saidIn(document).includes('ana of Northside');
    expect(documents.filter(({ document }) => isPersonal(document)).map(({ name }) => name)).toEqual([]);
  });
});

describe('what is heard', () => {
  test('a volunteer’s phone says nothing about people before a key', () => {
    const [step] = legDocument({ kind: 'offer-menu', round: 0 }, legScene({}, { language: 'es', wish: 'veteran' }));
    expect(step).toMatchObject({ kind: 'ask', keys: 'one' });
    expect(saidIn([step!])).toMatch(/Northside Warmline/);
    expect(saidIn([step!])).not.toMatch(/Spanish|veteran/);
  });

  test('the crisis line is called from the line’s number, and the call comes back when that fails', () => {
    const step = callerDocument({ kind: 'crisis' }, callerScene({ state: 'crisis' })).at(-1);
    expect(step).toMatchObject({ kind: 'connect', number: crisisLine, from: lineNumber });
    expect(step).toHaveProperty('overTo', expect.stringContaining('/crisis-ended'));
  });

  test('the conference ends with its caller, not with its volunteer, whose star leads out of it', () => {
    const meets = (document: Document) => document.find((step) => step.kind === 'meet');
    expect(meets(callerDocument({ kind: 'caller-conference' }, callerScene({ state: 'talking' })))).toMatchObject({
      conference: 'wl-room',
      endsIt: true,
      starLeaves: false,
    });
    expect(meets(legDocument({ kind: 'whisper' }, legScene({})))).toMatchObject({
      conference: 'wl-room',
      endsIt: false,
      starLeaves: true,
    });
  });

  test('whoever wants quiet hears no music, and both kinds of waiting take keys', () => {
    const heard = (quiet: boolean) => callerDocument({ kind: 'hold', round: 1 }, callerScene({ quiet }))[0];
    expect(heard(true)).toMatchObject({ kind: 'ask', heard: expect.arrayContaining([{ kind: 'pause', seconds: 20 }]) });
    expect(heard(false)).toMatchObject({
      kind: 'ask',
      heard: expect.arrayContaining([{ kind: 'play', url: urls.holdMusic }]),
    });
  });
});
