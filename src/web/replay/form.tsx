/** What is asked: which week, on which line, and the one thing that would be different. */
import { useQuery } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask, type Answered } from '../client.ts';
import { Choice } from '../desk/fields.tsx';
import { elsewhere, wrongOf } from '../desk/wrong.ts';
import { useKept } from '../kept.ts';
import { Button, Field, Notice } from '../parts/controls.tsx';
import { KeptNotice } from '../parts/kept-notice.tsx';
import { useCalls, useWeeks } from './calls.ts';
import looks from './replay.module.css';
import { bodyOf, dateAfter, days, kinds, notWhole, type Form, type Kind, type Replay } from './request.ts';
import { useReplayWords } from './words.ts';

type Line = Answered<'lines.list'>['lines'][number];

const usual: Omit<Form, 'week' | 'line'> = {
  kind: 'morePeople',
  count: '1',
  day: 'TU',
  start: '20:00',
  end: '22:00',
  ...{ restAfterHeavyMinutes: '', restAfterCrisisMinutes: '', wrapUpMinutes: '' },
  ...{ ringSeconds: '', firstWave: '', secondAfter: '', secondWave: '' },
  draft: '',
  runs: '40',
  seed: '1',
};
const shown = ['to', 'line', 'change', 'runs', 'seed'];

export function ReplayForm({ lines, begun }: { lines: readonly Line[]; begun: (replay: Replay) => void }): ReactNode {
  const inWords = useReplayWords();
  const { words, date, weekday } = inWords;
  const weeks = useWeeks();
  const kept = useKept<Form>('replay');
  const form = kept.typed ?? { ...usual, week: weeks.past[0] ?? '', line: lines[0]?.id ?? '' };
  const calls = useCalls(form.week, form.line);
  const isNothing = calls.data?.enough === false && !calls.isPlaceholderData;
  const why = useId();
  const [wrong, setWrong] = useState<readonly (keyof Form)[]>([]);
  const drafts = useQuery({
    queryKey: ['drafts', 'open'],
    queryFn: ({ signal }) => ask('drafts.list', { query: { limit: 200 } }, { signal }),
    enabled: form.kind === 'draft',
  });
  const open = (drafts.data?.drafts ?? []).filter(({ state }) => state === 'open');
  const start = useChange(
    'replays.start',
    ({ replay }) => {
      kept.keep(null);
      begun(replay);
    },
    (problem) => problem.detail ?? problem.message,
  );
  const set = (part: Partial<Form>) => kept.keep((before) => ({ ...(before ?? form), ...part }));
  const fields = start.problem?.fields;
  const typed = (name: keyof Form, path: string = '') => ({
    value: form[name],
    wrong: wrong.includes(name) ? words.whole : path === '' ? null : wrongOf(fields, path),
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  });
  const whole = (name: keyof Form, path: string) => ({ ...typed(name, path), inputMode: 'numeric' as const });
  const span = (monday: string) => ({ from: date(monday), to: date(dateAfter(monday, 6)) });
  const choose = (kind: Kind) =>
    set({ kind, ...(kind === 'morePeople' && form.line === '' ? { line: lines[0]?.id ?? '' } : {}) });
  const chosenDraft = open.find(({ id }) => id === form.draft) ?? open[0];
  const others = fields ? elsewhere(fields, shown) : [];
  return (
    <form
      className={looks['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const faults = notWhole(form);
        setWrong(faults);
        if (faults.length > 0 || (form.kind === 'draft' && !chosenDraft)) return;
        start.begin({ body: bodyOf({ ...form, draft: chosenDraft?.id ?? '' }, lines[0]?.id ?? '') });
      }}
    >
      <KeptNotice kept={kept} />
      <div className={looks['fields']}>
        <Choice
          label={words.when}
          {...typed('week', 'to')}
          from={[
            ...weeks.past.map((monday) => [monday, words.past(span(monday))] as const),
            ...weeks.ahead.map((monday) => [monday, words.ahead(span(monday))] as const),
          ]}
        />
        <Choice
          label={words.line}
          {...typed('line', 'line')}
          from={[
            ...lines.map(({ id, name }) => [id, name] as const),
            ...(form.kind !== 'morePeople' && lines.length > 1 ? [['', words.allLines] as const] : []),
          ]}
        />
        <Choice
          label={words.what}
          value={form.kind}
          onChange={(event) => choose(event.target.value as Kind)}
          from={kinds.map((kind) => [kind, words[kind]] as const)}
        />
      </div>
      <div className={looks['fields']}>
        {form.kind === 'morePeople' && (
          <>
            <Field label={words.count} {...whole('count', 'change.morePeople.0.count')} />
            <Choice
              label={words.day}
              {...typed('day')}
              from={[...days.map((day, index) => [day, weekday(index)] as const), ['', words.everyDay] as const]}
            />
            <Field label={words.start} type="time" {...typed('start', 'change.morePeople.0.start')} />
            <Field label={words.end} hint={words.endHint} type="time" {...typed('end', 'change.morePeople.0.end')} />
          </>
        )}
        {form.kind === 'rest' && (
          <>
            <Field
              label={words.restAfterHeavy}
              hint={words.numbersHint}
              {...whole('restAfterHeavyMinutes', 'change.policy.restAfterHeavyMinutes')}
            />
            <Field
              label={words.restAfterCrisis}
              {...whole('restAfterCrisisMinutes', 'change.policy.restAfterCrisisMinutes')}
            />
            <Field label={words.wrapUp} {...whole('wrapUpMinutes', 'change.policy.wrapUpMinutes')} />
          </>
        )}
        {form.kind === 'rings' && (
          <>
            <Field
              label={words.ringSeconds}
              hint={words.numbersHint}
              {...whole('ringSeconds', 'change.policy.ringSeconds')}
            />
            <Field label={words.firstWave} {...whole('firstWave', 'change.policy.waves')} />
            <Field label={words.secondAfter} {...whole('secondAfter', '')} />
            <Field label={words.secondWave} {...whole('secondWave', '')} />
          </>
        )}
        {form.kind === 'draft' && drafts.data && open.length === 0 && <p>{words.noDrafts}</p>}
        {form.kind === 'draft' && chosenDraft && (
          <Choice
            label={words.whichDraft}
            {...typed('draft', 'change.draft')}
            value={chosenDraft.id}
            from={open.map(({ id, line, from, to }) => [
              id,
              words.draftOf({ line: line.name, from: date(from), to: date(to) }),
            ])}
          />
        )}
      </div>
      <details>
        <summary>{words.finer}</summary>
        <div className={looks['fields']}>
          <Field label={words.runs} hint={words.runsHint} {...whole('runs', 'runs')} />
          <Field label={words.seed} hint={words.seedHint} {...whole('seed', 'seed')} />
        </div>
      </details>
      {start.wrong && (
        <Notice kind="trouble">
          {start.problem?.detail ?? start.wrong} {others.map(([path, message]) => `${path} ${message}`).join('; ')}
        </Notice>
      )}
      <div id={why} role="status">
        {isNothing && <p>{weeks.ahead.includes(form.week) ? words.nobodyYet : words.nobodyThen}</p>}
      </div>
      <Button
        kind="primary"
        type="submit"
        busy={start.busy || isNothing}
        aria-describedby={isNothing ? why : undefined}
      >
        {words.go}
      </Button>
    </form>
  );
}
