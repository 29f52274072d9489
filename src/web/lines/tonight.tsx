/** What a change comes to today and from the next call on, before it is made (O3). */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { policyChanges, policyReach, toldFields, type PolicyChange, type Runs } from '../../planning/policy-changes.ts';
import { dayDiffers } from '../../schedule/hours-today.ts';
import { ask } from '../client.ts';
import looks from '../desk/desk.module.css';
import { useWords } from '../words/words.tsx';
import { changeInWords } from './change-in-words.ts';
import type { Line, LineBody } from './line-draft.ts';
import type { changedInSettings, Settings } from './settings-draft.ts';
import { dayIn, hoursInWords } from './today.ts';
import { useLinesWords } from './words.ts';

/** `over` in its place, field by field; null: what stands below holds. */
const laidOver = <Below extends object>(below: Below, over: object): Below => ({
  ...below,
  ...Object.fromEntries(Object.entries(over).filter(([, value]) => value !== null && value !== undefined)),
});

export function LineTonight({ base, body }: { base: Line; body: LineBody }): ReactNode {
  const words = useLinesWords();
  const { language } = useWords();
  const [today] = useState(() => dayIn(base.timeZone, new Date()));
  const { data } = useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => ask('settings.read', {}, { signal }),
  });
  const after = { ...base, ...laidOver({}, body) };
  const differs = dayDiffers(base, after, today);
  const isOther = (field: string) => field in body;
  const hours = differs
    ? words.tonightDiffers({
        before: hoursInWords(differs.before, words, language),
        after: hoursInWords(differs.after, words, language),
      })
    : isOther('openingHours')
      ? words.tonightSame
      : null;
  const runs = (own: object, { languages, wishes }: Pick<Line, 'languages' | 'wishes'>): Runs => ({
    ...laidOver(data?.policy ?? base.policy, own),
    languages,
    wishes,
  });
  const changes = policyChanges(runs(base.own, base), runs({ ...base.own, ...body }, after));
  const isMore = Object.keys(body).some((field) => ![...toldFields, 'openingHours'].includes(field));
  return (
    <div role="status">
      {hours && <p>{hours}</p>}
      <Changes lead={words.changesFromNext} changes={changes} />
      {isMore && <p>{words.nextCall}</p>}
    </div>
  );
}

/** Which lines a change of the organisation's numbers reaches: those that do not set them themselves. */
export function SettingsTonight({
  base,
  body,
}: {
  base: Settings;
  body: ReturnType<typeof changedInSettings>;
}): ReactNode {
  const words = useLinesWords();
  const { language } = useWords();
  const { data } = useQuery({
    queryKey: ['lines'],
    queryFn: ({ signal }) => ask('lines.list', { query: { limit: 200 } }, { signal }),
  });
  const { policy = {}, ...others } = body;
  const lines = (data?.lines ?? []).filter(({ inUse }) => inUse);
  const after = laidOver(base.policy, policy);
  const groups = policyReach(base.policy, after, lines);
  const isTold = policyChanges(base.policy, after).length > 0;
  // What is taken back here is what the product comes with, which the service alone knows.
  const isMore =
    Object.keys(others).length > 0 ||
    Object.entries(policy).some(([field, value]) => value === null || !toldFields.includes(field));
  const named = (some: readonly { name: string }[]) =>
    new Intl.ListFormat(language, { type: 'conjunction' }).format(some.map(({ name }) => name));
  return (
    <div role="status">
      {groups.map((group) => (
        <Reached
          key={JSON.stringify(group.changes)}
          changes={group.changes}
          lead={groups.length === 1 ? words.changesOnEvery : words.changesOn({ lines: named(group.lines) })}
          untouched={isTold ? words.changesNotOn({ lines: named(group.lines) }) : null}
        />
      ))}
      {isMore && <p>{words.nextCall}</p>}
    </div>
  );
}

function Reached({
  changes,
  lead,
  untouched,
}: {
  changes: readonly PolicyChange[];
  lead: string;
  untouched: string | null;
}): ReactNode {
  return changes.length > 0 ? <Changes lead={lead} changes={changes} /> : untouched && <p>{untouched}</p>;
}

/** More than these would hide the form behind them. */
const shownAtOnce = 4;

function Changes({ lead, changes }: { lead: string; changes: readonly PolicyChange[] }): ReactNode {
  const words = useLinesWords();
  const { language } = useWords();
  if (changes.length === 0) return null;
  const said = changes.map((change) => <li key={JSON.stringify(change)}>{changeInWords(change, words, language)}</li>);
  return (
    <>
      <p className={looks['first']}>{lead}</p>
      <ul>{said.slice(0, shownAtOnce)}</ul>
      {said.length > shownAtOnce && (
        <details className={looks['fold']}>
          <summary>{words.changesMore({ count: said.length - shownAtOnce })}</summary>
          <ul>{said.slice(shownAtOnce)}</ul>
        </details>
      )}
    </>
  );
}
