/** The numbers a line or the organisation runs by, as fields of a form and as the API takes them. Pure. */
import type { Answered, Asked } from '../client.ts';
import { listed } from '../desk/wrong.ts';
import type { LinesWords } from '../words/lines/en.ts';

export type Policy = Answered<'settings.read'>['policy'];
/** What a line has of its own: any, none or all of it. */
export type OwnPolicy = Answered<'lines.read'>['own'];
export type NumberField = keyof LinesWords['policy'];
/** As typed; empty: nothing of its own. */
export type Numbers = Record<NumberField, string>;
type Body = NonNullable<Asked<'settings.change'>['body']['policy']>;

export const numberFields = [
  'callsPerDay',
  'dayTurnsAt',
  'ringSeconds',
  'softLimitMinutes',
  'wrapUpMinutes',
  'restAfterHeavyMinutes',
  'restAfterCrisisMinutes',
  'escalation',
  'training',
  'callback.start',
  'callback.end',
  'callback.attemptsMinutes',
  'callback.expiresHours',
  'limits.hoursPerWeek',
  'limits.shiftHours',
  'limits.restHours',
  'limits.daysInRow',
  'limits.nightsInRow',
] as const satisfies readonly NumberField[];

/** Those that are a time of day. */
export const timeFields: readonly NumberField[] = ['dayTurnsAt', 'callback.start', 'callback.end'];
/** Those that are a list. */
export const listFields: readonly NumberField[] = ['training', 'callback.attemptsMinutes'];

export function numbersOf(policy: OwnPolicy): Numbers {
  const text = (value: string | number | null | undefined) => (value == null ? '' : String(value));
  const { callback, limits } = policy;
  return {
    callsPerDay: text(policy.callsPerDay),
    dayTurnsAt: text(policy.dayTurnsAt),
    ringSeconds: text(policy.ringSeconds),
    softLimitMinutes: text(policy.softLimitMinutes),
    wrapUpMinutes: text(policy.wrapUpMinutes),
    restAfterHeavyMinutes: text(policy.restAfterHeavyMinutes),
    restAfterCrisisMinutes: text(policy.restAfterCrisisMinutes),
    escalation: text(policy.escalation),
    training: (policy.training ?? []).join(', '),
    'callback.start': text(callback?.quietHours?.start),
    'callback.end': text(callback?.quietHours?.end),
    'callback.attemptsMinutes': (callback?.attemptsMinutes ?? []).join(', '),
    'callback.expiresHours': text(callback?.expiresHours),
    'limits.hoursPerWeek': text(limits?.hoursPerWeek),
    'limits.shiftHours': text(limits?.shiftHours),
    'limits.restHours': text(limits?.restHours),
    'limits.daysInRow': text(limits?.daysInRow),
    'limits.nightsInRow': text(limits?.nightsInRow),
  };
}

/** As the API takes them: null where nothing is typed, so that what stands above holds. */
export function policyIn(numbers: Numbers): Body {
  const amount = (field: NumberField) => (numbers[field].trim() === '' ? null : Number(numbers[field]));
  const part = (field: NumberField, name: string) => {
    const value = amount(field);
    return value === null ? {} : { [name]: value };
  };
  const [start, end] = [numbers['callback.start'], numbers['callback.end']];
  const tries = listed(numbers['callback.attemptsMinutes']).map(Number);
  const callback = {
    ...(start === '' && end === '' ? {} : { quietHours: { start, end } }),
    ...(tries.length === 0 ? {} : { attemptsMinutes: tries }),
    ...part('callback.expiresHours', 'expiresHours'),
  };
  const limits = {
    ...part('limits.hoursPerWeek', 'hoursPerWeek'),
    ...part('limits.shiftHours', 'shiftHours'),
    ...part('limits.restHours', 'restHours'),
    ...part('limits.daysInRow', 'daysInRow'),
    ...part('limits.nightsInRow', 'nightsInRow'),
  };
  return {
    callsPerDay: amount('callsPerDay'),
    dayTurnsAt: numbers.dayTurnsAt || null,
    ringSeconds: amount('ringSeconds'),
    softLimitMinutes: amount('softLimitMinutes'),
    wrapUpMinutes: amount('wrapUpMinutes'),
    restAfterHeavyMinutes: amount('restAfterHeavyMinutes'),
    restAfterCrisisMinutes: amount('restAfterCrisisMinutes'),
    escalation: (numbers.escalation || null) as Policy['escalation'] | null,
    training: numbers.training.trim() === '' ? null : listed(numbers.training),
    callback: Object.keys(callback).length === 0 ? null : callback,
    limits: Object.keys(limits).length === 0 ? null : limits,
  };
}
