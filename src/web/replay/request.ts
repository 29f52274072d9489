/** What the form asks for, and what a replay tried in a few words. Pure. */
import type { Answered, Asked } from '../client.ts';
import type { InWords } from './words.ts';

export type Replay = Answered<'replays.read'>['replay'];
export type ReplayHead = Omit<Replay, 'found'>;
export type Found = NonNullable<Replay['found']>;
export type Side = Found['without'];
export type Figure = keyof NonNullable<Found['difference']>;
export type Spread = Side['hungUp'];

export const kinds = ['morePeople', 'rest', 'rings', 'draft', 'asItIs'] as const;
export type Kind = (typeof kinds)[number];

/** The form as it is typed. `week`: the Monday it begins on; `line` empty: all lines; `day` empty: every day. */
export type Form = {
  week: string;
  line: string;
  kind: Kind;
  count: string;
  day: string;
  start: string;
  end: string;
  restAfterHeavyMinutes: string;
  restAfterCrisisMinutes: string;
  wrapUpMinutes: string;
  ringSeconds: string;
  firstWave: string;
  secondAfter: string;
  secondWave: string;
  draft: string;
  runs: string;
  seed: string;
};

export const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const dayMs = 86_400_000;

/** The date so many days after `date`. */
export function dateAfter(date: string, count: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10);
}

/** The Mondays of the eight weeks before the one that has `today`, the latest first, and of the four after it. */
export function weeksAround(today: string): { past: string[]; ahead: string[] } {
  const monday = dateAfter(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));
  return {
    past: Array.from({ length: 8 }, (_, back) => dateAfter(monday, -7 * (back + 1))),
    ahead: Array.from({ length: 4 }, (_, on) => dateAfter(monday, 7 * (on + 1))),
  };
}

export type Body = Asked<'replays.start'>['body'];

/** The numbers of the form that are no whole numbers; those that may be left empty are fine so. */
export function notWhole(form: Form): (keyof Form)[] {
  const must: (keyof Form)[] = [
    ...(form.kind === 'morePeople' ? (['count'] as const) : []),
    ...(['runs', 'seed'] as const),
  ];
  const may: (keyof Form)[] =
    form.kind === 'rest'
      ? ['restAfterHeavyMinutes', 'restAfterCrisisMinutes', 'wrapUpMinutes']
      : form.kind === 'rings'
        ? ['ringSeconds', 'firstWave', 'secondAfter', 'secondWave']
        : [];
  const isWhole = (name: keyof Form) => /^\d+$/.test(form[name].trim());
  return [
    ...must.filter((name) => !isWhole(name)),
    ...may.filter((name) => form[name].trim() !== '' && !isWhole(name)),
  ];
}

/** What is asked of the service; `firstLine` where people are added and no line is chosen. */
export function bodyOf(form: Form, firstLine: string): Body {
  const { week, kind, draft } = form;
  const line = kind === 'morePeople' ? form.line || firstLine : form.line;
  const base = { from: week, to: dateAfter(week, 6), line: line === '' ? null : line };
  return { ...base, change: changeOf(form, line, draft), runs: Number(form.runs), seed: Number(form.seed) };
}

function changeOf(form: Form, line: string, draft: string): NonNullable<Body['change']> {
  const numbers = (names: readonly (keyof Form)[]) =>
    Object.fromEntries(names.flatMap((name) => (form[name].trim() === '' ? [] : [[name, Number(form[name])]])));
  switch (form.kind) {
    case 'morePeople': {
      const at = days.filter((day) => day === form.day);
      const { start, end } = form;
      return { morePeople: [{ line, days: at.length > 0 ? at : null, start, end, count: Number(form.count) }] };
    }
    case 'rest':
      return { policy: numbers(['restAfterHeavyMinutes', 'restAfterCrisisMinutes', 'wrapUpMinutes']) };
    case 'rings': {
      const second = { afterSeconds: Number(form.secondAfter), size: Number(form.secondWave) };
      const hasSecond = form.secondAfter.trim() !== '' && form.secondWave.trim() !== '';
      const first = form.firstWave.trim() === '' ? [] : [{ afterSeconds: 0, size: Number(form.firstWave) }];
      const waves = first.length > 0 || hasSecond ? { waves: [...first, ...(hasSecond ? [second] : [])] } : {};
      return { policy: { ...numbers(['ringSeconds']), ...waves } };
    }
    case 'draft':
      return { draft };
    case 'asItIs':
      return {};
  }
}

/** What was tried. */
export function triedIn({ change }: Pick<ReplayHead, 'change'>, { words, weekday }: InWords): string {
  const { morePeople, policy, draft } = change;
  const parts = morePeople.map(({ days: on, ...one }) =>
    words.peers({
      ...one,
      day:
        on === null ? words.onEveryDay : words.onDay({ day: on.map((day) => weekday(days.indexOf(day))).join(', ') }),
    }),
  );
  const tried = Object.keys(policy);
  if (tried.some((name) => /^(rest|wrapUp)/.test(name))) parts.push(words.otherRest);
  if (tried.some((name) => name === 'waves' || name === 'ringSeconds')) parts.push(words.otherRings);
  if (draft !== null) parts.push(words.thisDraft);
  return parts.length === 0 ? words.asIs : parts.join(' + ');
}

/** The finding as one sentence; null before there is any. */
export function findingOf(
  head: Pick<ReplayHead, 'change'>,
  { without, difference, offered }: { without: Spread; difference: Spread | null; offered: number | null },
  inWords: InWords,
): string {
  const { words, number } = inWords;
  const whole = (value: number) => number(Math.abs(value) < 10 ? Math.round(value * 10) / 10 : Math.round(value));
  if (difference === null) {
    const range = { mean: whole(without.mean), low: whole(without.low), high: whole(without.high) };
    return words.alone({ ...range, offered: offered === null ? '…' : whole(offered) });
  }
  const what = triedIn(head, inWords);
  const { mean, low, high } = difference;
  if (low <= 0 && high >= 0) return words.same({ what });
  return mean < 0
    ? words.fewer({ what, mean: whole(-mean), low: whole(-high), high: whole(-low) })
    : words.more({ what, mean: whole(mean), low: whole(low), high: whole(high) });
}
