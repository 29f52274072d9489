/** People on the phone for an hour, by a seed: callers of every kind, texters, volunteers, a partner, and those we promised to call. */
import type { PhoneControl } from '../../infra/phone-lab/control-phone.ts';
import { seededRandom } from '../../infra/phone-lab/faults.ts';
import { line, numbers } from './small-organisation.ts';

export type Chance = {
  /** True so often, of one. */
  of(likely: number): boolean;
  some<One>(all: readonly One[]): One;
  between(from: number, to: number): number;
};

/** The same seed gives the same chances. */
export function chances(seed: number): Chance {
  const random = seededRandom(seed);
  return {
    of: (likely) => random() < likely,
    some: (all) => all[Math.floor(random() * all.length)]!,
    between: (from, to) => from + random() * (to - from),
  };
}

export const partnerNumber = '+15550300001';
const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(2, '0')}`);
export const callerNumbers = numbered('+155509001', 12);
export const texterNumbers = numbered('+155509002', 4);
/** Numbers a coordinator promises to call, and who is there. */
export const promisedNumbers = numbered('+155509003', 6);
const promisedBehaviours: PhoneControl['behaviour'][] = [
  { kind: 'waits' },
  { kind: 'waits' },
  { kind: 'busy' },
  { kind: 'no-answer' },
  { kind: 'machine', afterSeconds: 6, greetingSeconds: 4, recordSeconds: 20 },
  { kind: 'unreachable' },
];

type Kind =
  | 'patient'
  | 'asks-for-callback'
  | 'leaves-message'
  | 'in-crisis'
  | 'impatient'
  | 'fidgets'
  | 'drops-and-returns'
  | 'takes-partner';
const kinds: Kind[] = [
  'patient',
  'patient',
  'patient',
  'asks-for-callback',
  'asks-for-callback',
  'leaves-message',
  'in-crisis',
  'impatient',
  'fidgets',
  'drops-and-returns',
  'takes-partner',
];

/** What the callback's questions are answered with, one key after the other; some say no, or type nonsense. */
const answers = ['1', '1', '2', '1', '1', '1', '1'];

export type Traffic = {
  /** Everybody does one thing, or nothing: to be asked every few seconds. */
  act(): void;
  /** From now on people only answer what rings, and most of them take it; some callers never do. */
  over(): void;
  callers: PhoneControl[];
  volunteers: PhoneControl[];
  texters: PhoneControl[];
  promised: PhoneControl[];
};

/** The phones of everybody, and what they do. */
export function hourOfTraffic(
  phone: (number: string) => PhoneControl,
  people: string[],
  crisisLine: string,
  chance: Chance,
): Traffic {
  const all = (list: string[]) => list.map((number) => phone(number));
  const [callers, texters, promised] = [all(callerNumbers), all(texterNumbers), all(promisedNumbers)];
  const volunteers = people.map((id) => phone(numbers[id]!));
  const partner = phone(partnerNumber);
  phone(crisisLine).behaviour = { kind: 'answers', afterSeconds: 3 };
  partner.behaviour = { kind: 'answers', afterSeconds: 6, presses: [{ key: '1', afterSeconds: 4 }] };
  for (const [index, one] of promised.entries()) one.behaviour = promisedBehaviours[index] ?? { kind: 'waits' };
  const kindOf = new Map<string, { kind: Kind; keys: string[] }>();
  let words = 0;
  const newWords = () => `words ${(words += 1)} of somebody`;

  const hasHeard = (one: PhoneControl, sentence: string) =>
    one.sentences(one.callSid()).some((said) => said.includes(sentence));
  const listens = (one: PhoneControl, { kind, keys }: { kind: Kind; keys: string[] }) => {
    const heard = one.heard(one.callSid());
    if (heard.at(-1)?.kind === 'beep') return chance.of(0.6) ? one.say('a message') : one.press('#');
    if (kind === 'asks-for-callback' && hasHeard(one, 'You can hang up now')) return one.hangUp();
    if (kind === 'asks-for-callback' && chance.of(0.5)) return one.press(keys.shift() ?? chance.some(['1', '2']));
    if (kind === 'leaves-message' && keys.length > 5 && chance.of(0.5)) return one.press((keys.shift(), '2'));
    if (kind === 'in-crisis' && chance.of(0.3)) return one.press('9');
    if (kind === 'impatient' && chance.of(0.3)) return one.hangUp();
    if (kind === 'fidgets' && chance.of(0.5))
      return one.press(chance.some(['1', '2', '3', '4', '5', '9', '0', '*', '#']));
    if (kind === 'takes-partner' && hasHeard(one, 'They are another organisation') && chance.of(0.4))
      return one.press('4');
    if (chance.of(0.01)) one.hangUp();
  };
  const callerActs = (one: PhoneControl) => {
    const state = one.state();
    const known = kindOf.get(one.number) ?? { kind: 'patient' as const, keys: [] };
    if (state === 'idle' && chance.of(known.kind === 'drops-and-returns' ? 0.2 : 0.03)) {
      kindOf.set(one.number, { kind: chance.some(kinds), keys: [...answers] });
      one.call(line);
    } else if (state === 'ringing')
      chance.some([() => one.answer(), () => one.answer(), () => one.answer(), () => one.decline(), () => undefined])();
    else if (state === 'listening' && isRung(one)) calleeListens(one);
    else if (state === 'listening') listens(one, known);
    else if (state === 'talking' && chance.of(known.kind === 'patient' ? 0.03 : 0.08)) one.hangUp();
  };
  const isRung = (one: PhoneControl) => one.heard(one.callSid()).some((heard) => heard.kind === 'rings');
  const calleeListens = (one: PhoneControl) => {
    if (chance.of(0.4)) one.press(chance.of(0.92) ? '1' : '2');
    else if (chance.of(0.05)) one.hangUp();
  };
  const promisedActs = (one: PhoneControl) => {
    if (one.state() === 'ringing' && one.behaviour.kind === 'waits' && chance.of(0.5)) one.answer();
    else if (one.state() === 'listening') calleeListens(one);
    else if (one.state() === 'talking' && chance.of(0.04)) one.hangUp();
  };
  const volunteerActs = (one: PhoneControl) => {
    const state = one.state();
    if (state === 'ringing' && chance.of(0.3)) one.answer();
    else if (state === 'listening' && chance.of(0.5))
      one.press(chance.of(0.8) ? '1' : chance.some(['2', '3', '4', '5', '9', '*']));
    else if (state === 'talking' && chance.of(0.05))
      chance.some([() => one.press('*'), () => one.press('*'), () => one.hangUp()])();
    if (chance.of(0.012))
      one.sendText(
        line,
        chance.some([
          'ON',
          'ON',
          'ON',
          'OFF',
          'BREAK 5',
          'SHIFTS',
          'MORE',
          '1',
          '2',
          '5',
          '6',
          'LOAD',
          'TALK',
          'PASS',
          'LEADER',
          'CRISIS',
          'DONE',
          '?',
          'COVER',
          'UNDO',
        ]),
      );
    if (chance.of(0.012)) one.sendText(line, newWords());
  };
  const texterActs = (one: PhoneControl) => {
    if (chance.of(0.035)) one.sendText(line, newWords(), chance.of(0.1) ? { deliveries: 2 } : {});
    if (chance.of(0.012))
      one.sendText(
        line,
        chance.some(['DONE', 'CALL ME', 'CALL ME', '1', '2', 'HELP', 'STOP', 'START', 'START', 'END', 'UNSTOP']),
      );
    // Whoever asked by text to be called is rung.
    if (one.state() !== 'idle') callerActs(one);
  };
  const partnerActs = () => {
    if (partner.state() === 'talking' && chance.of(0.06)) partner.hangUp();
  };

  return {
    callers,
    volunteers,
    texters,
    promised,
    act() {
      for (const one of volunteers) volunteerActs(one);
      for (const one of callers) callerActs(one);
      for (const one of texters) texterActs(one);
      for (const one of promised) promisedActs(one);
      partnerActs();
    },
    over() {
      for (const one of volunteers)
        one.behaviour = { kind: 'answers', afterSeconds: 3, presses: [{ key: '1', afterSeconds: 5 }] };
      for (const [index, one] of [...callers, ...texters].entries()) {
        one.behaviour =
          index % 4 === 3
            ? { kind: 'no-answer' }
            : { kind: 'answers', afterSeconds: 4, presses: [{ key: '1', afterSeconds: 6 }] };
      }
      for (const one of promised)
        if (one.behaviour.kind === 'waits')
          one.behaviour = { kind: 'answers', afterSeconds: 4, presses: [{ key: '1', afterSeconds: 6 }] };
    },
  };
}
