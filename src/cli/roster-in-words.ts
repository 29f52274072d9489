/** What `warmline roster` says to people: tables of who is placed, what stays open and why, and which rules are broken. */
import { DateTime } from 'luxon';
import type { Placement, RosterModel } from '../planning/roster/model.ts';
import { onCallLeft } from '../planning/roster/on-call.ts';
import { table } from './output.ts';
import type { CheckAnswer, FillAnswer, Named, NamedViolation } from './roster-answer.ts';

/** The answer of `roster fill`. */
export function fillInSentences(
  model: RosterModel,
  placements: readonly Placement[],
  answer: FillAnswer,
  planBackups: boolean,
): string {
  if (!model.occurrences.some(({ isInRange }) => isInRange))
    return 'No shift starts on these dates: there is nothing to fill.';
  const rows = placements.map(({ occurrence, person }) => [
    whenOf(model, occurrence),
    model.occurrences[occurrence]?.line ?? '',
    model.occurrences[occurrence]?.shift ?? '',
    `${model.people[person]?.id ?? ''}${model.occurrences[occurrence]?.backups.includes(person) ? ' (was backup)' : ''}`,
  ]);
  const parts = [rows.length === 0 ? 'Nobody is added.' : table(['when', 'line', 'shift', 'person'], rows)];
  for (const one of answer.unfilled) {
    const why = one.reasons.map(({ why: reason, count }) => `${count} ${reason}`).join(', ');
    parts.push(
      [
        `${describe(model, one)} stays ${one.short} short: ${why || 'there is nobody to ask'}.`,
        ...one.waysOut.slice(0, 3).map(({ people, what }) => `  Ask ${people.join(', ')}: ${what}.`),
      ].join('\n'),
    );
  }
  parts.push(
    planBackups ? leftInSentence(model, placements) : backupsInSentence(model, answer),
    brokenInSentences(model, answer.violations),
    scoreInSentence(answer.score),
    proofInSentence(answer),
  );
  return parts.filter(Boolean).join('\n\n');
}

/** The answer of `roster check`. */
export function checkInSentences(model: RosterModel, answer: CheckAnswer): string {
  const { short, needsMissed, violations, score } = answer;
  if (!model.occurrences.some(({ isInRange }) => isInRange)) return 'No shift starts on these dates.';
  const open = short.map((one) => `${describe(model, one)}: ${one.short} short`);
  const missed = needsMissed.map((one) => `${describe(model, one)}: nobody for ${one.missing.join(', ')}`);
  const isWhole = open.length + missed.length + violations.length === 0;
  return [
    isWhole ? 'Every place is filled, every need met, every rule kept.' : '',
    open.join('\n'),
    missed.join('\n'),
    brokenInSentences(model, violations),
    scoreInSentence(score),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function brokenInSentences(model: RosterModel, violations: readonly NamedViolation[]): string {
  if (violations.length === 0) return '';
  const rows = violations.map(({ rule, person, occurrences, value, limit }) => [
    rule,
    person ?? '',
    occurrences.map((one) => describe(model, one)).join('; '),
    value === null ? '' : String(Math.round(value * 100) / 100),
    limit === null ? '' : String(limit),
  ]);
  return table(['rule broken', 'person', 'shifts', 'value', 'limit'], rows);
}

/** Of backups that other shifts lose, at the same time. */
function leftInSentence(model: RosterModel, placements: readonly Placement[]): string {
  const isThere = new Set(placements.map(({ occurrence, person }) => `${occurrence} ${person}`));
  return onCallLeft(model, placements)
    .filter(({ occurrence, person }) => !isThere.has(`${occurrence} ${person}`))
    .map(({ occurrence, person }) => {
      const { shift = '', occurrence: name = '' } = model.occurrences[occurrence] ?? {};
      return `${model.people[person]?.id ?? ''} is backup no more on ${describe(model, { shift, occurrence: name })}.`;
    })
    .join('\n');
}

/** Places stay empty while people are backups in them, such as after founding: how they can be planned. */
function backupsInSentence({ occurrences, people }: RosterModel, { unfilled }: FillAnswer): string {
  const short = new Set(unfilled.map(({ shift, occurrence }) => JSON.stringify([shift, occurrence])));
  const backups = occurrences
    .filter(({ isInRange, shift, occurrence }) => isInRange && short.has(JSON.stringify([shift, occurrence])))
    .flatMap((one) => one.backups.filter((person) => people[person]?.isCandidate));
  const count = new Set(backups).size;
  if (count === 0) return '';
  return `${count === 1 ? '1 person is backup' : `${count} people are backups`} where places stay open, and ${count === 1 ? 'is' : 'are'} left there: --plan-backups plans them too.`;
}

function describe(model: RosterModel, { shift, occurrence }: Named): string {
  const index = model.occurrences.findIndex((one) => one.shift === shift && one.occurrence === occurrence);
  return `${whenOf(model, index)} (${shift})`;
}

function scoreInSentence({ short, needsMissed, changes, wishes, fairness, load }: CheckAnswer['score']): string {
  const rounded = (value: number) => String(Math.round(value * 100) / 100);
  return `Short ${short}, needs missed ${needsMissed}, changes ${changes}, wishes ${wishes}, fairness ${rounded(fairness)}, load ${rounded(load)}.`;
}

function proofInSentence({ optimal, gap }: FillAnswer): string {
  if (optimal) return 'No roster can do better.';
  return `The time ended before it was proven the best: it may be up to ${(gap * 100).toFixed(1)} % from it.`;
}

/** `Mon 2026-11-02 17:00 – 21:00 CST`, on the line's own clock. */
function whenOf(model: RosterModel, index: number): string {
  const one = model.occurrences[index];
  if (one === undefined) return '';
  const zone = model.lines.get(one.line)?.timeZone ?? 'UTC';
  const start = DateTime.fromMillis(one.startMs, { zone, locale: 'en' });
  const end = DateTime.fromMillis(one.endMs, { zone, locale: 'en' });
  return `${start.toFormat('ccc yyyy-MM-dd HH:mm')} – ${end.toFormat(end.hasSame(start, 'day') ? 'HH:mm ZZZZ' : 'ccc HH:mm ZZZZ')}`;
}
