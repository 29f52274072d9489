/** Understands the changes that `warmline replay` is to try: more people, and numbers of the policy. */
import { InvalidArgumentError } from 'commander';
import { plainPolicyFields } from '../organisation/policy.ts';
import type { MorePeople, ReplayPolicy } from '../planning/replay/model.ts';
import { inEnglish, wordOfMessage } from '../reading/fault-words.ts';
import { parseEndOfHours, parseTimeOfDay, weekdays } from '../schedule/wall-clock.ts';

/** More people before it is known on which line. */
export type MoreAsked = Omit<MorePeople, 'lineId'>;

const mostMore = 100;
const { ringSeconds, waves, overflow, wrapUpMinutes, restAfterHeavyMinutes, restAfterCrisisMinutes, training } =
  plainPolicyFields;
/** The fields of the policy by which a replay runs; the others change nothing in it. */
const fields = {
  ringSeconds,
  waves,
  overflow,
  wrapUpMinutes,
  restAfterHeavyMinutes,
  restAfterCrisisMinutes,
  training,
};

/** `TU 20:00-22:00 1` (`TU,WE`, or `ALL` for every day); for commander, which names the option and collects. */
export function morePeople(value: string, before: readonly MoreAsked[] = []): MoreAsked[] {
  const [, days = '', from = '', to = '', count = ''] = /^(\S+)\s+([\d:]+)-([\d:]+)\s+(\d+)$/.exec(value.trim()) ?? [];
  const [fromMs, toMs] = [parseTimeOfDay(from), parseEndOfHours(to)];
  const numbers: (number | null)[] =
    days === 'ALL' ? [null] : days.split(',').map((day) => weekdays.findIndex((one) => one === day));
  if (fromMs === null || toMs === null || numbers.includes(-1))
    throw new InvalidArgumentError(
      'It must be days, hours and how many, such as "TU 20:00-22:00 1" or "ALL 20:00-22:00 1".',
    );
  if (Number(count) < 1 || Number(count) > mostMore)
    throw new InvalidArgumentError(`It must be 1 to ${mostMore} people more.`);
  const one = { fromMinute: fromMs / 60_000, toMinute: toMs / 60_000, count: Number(count) };
  return [...before, ...[...new Set(numbers)].map((weekday) => ({ ...one, weekday }))];
}

const whyNot = (message: string | undefined) =>
  message === undefined ? 'it is no value' : inEnglish(wordOfMessage(message));

/** `restAfterHeavyMinutes=30`, in the words of the organisation file; for commander, which names the option and collects. */
export function policyField(value: string, before: Partial<ReplayPolicy> = {}): Partial<ReplayPolicy> {
  const [name = '', text] = [
    value.split('=')[0]?.trim(),
    value.includes('=') ? value.slice(value.indexOf('=') + 1) : null,
  ];
  if (!Object.hasOwn(fields, name))
    throw new InvalidArgumentError(
      `There is no policy field ${JSON.stringify(name)} that a replay runs by; there are ${Object.keys(fields).join(', ')}.`,
    );
  const parsed = fields[name as keyof typeof fields].safeParse(asJson(text ?? ''));
  if (!parsed.success)
    throw new InvalidArgumentError(`${name} cannot be that: ${whyNot(parsed.error.issues[0]?.message)}.`);
  return { ...before, [name]: parsed.data };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
