/** The fields of somebody's entry; what is wrong with one stands at it. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask } from '../client.ts';
import { Tick, Ticks } from '../desk/fields.tsx';
import { ZoneField } from '../desk/zone-field.tsx';
import looks from '../desk/desk.module.css';
import { wrongOf } from '../desk/wrong.ts';
import { Button, Field } from '../parts/controls.tsx';
import { useSignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';
import type { PersonDraft, Role } from './draft.ts';
import { usePeopleWords } from './words.ts';

/** Those that say at themselves what is wrong with them. */
export const personFields = [
  'name',
  'phone',
  'email',
  'phoneName',
  'roles',
  'languages',
  'tags',
  'channels',
  'timeZone',
  'training',
  'limits',
];
const roles: readonly Role[] = ['volunteer', 'shift-leader', 'coordinator', 'admin'];

/** The languages that the lines have, for everybody who plans. */
export function useLineLanguages(): string[] {
  const { data } = useQuery({
    queryKey: ['lines'],
    queryFn: ({ signal }) => ask('lines.list', { query: { limit: 200 } }, { signal }),
  });
  return [...new Set(data?.lines.flatMap(({ languages }) => languages) ?? [])];
}

export function PersonFields({
  draft,
  set,
  fields,
  endsWith,
  hasEmail,
}: {
  draft: PersonDraft;
  set: (part: Partial<PersonDraft>) => void;
  /** What the service said is wrong. */
  fields: ReadonlyMap<string, string> | undefined;
  /** Of somebody who is here already: the end of their number. */
  endsWith: string | null;
  hasEmail: boolean;
}): ReactNode {
  const words = usePeopleWords();
  const { language } = useWords();
  const { may, mayWithProof } = useSignedIn();
  const ofLines = useLineLanguages();
  const givesRoles = may.includes('people.roles') || mayWithProof.includes('people.roles');
  const named = (tag: string) => new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag;
  const choices = [...new Set(['en', 'es', ...ofLines, ...draft.languages])].toSorted();
  const wrong = (field: string) => wrongOf(fields, field);
  const text = (name: 'name' | 'phone' | 'email' | 'phoneName' | 'tags' | 'languagesElse') => ({
    label: words[name],
    value: draft[name],
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  });
  const limit = (name: 'hoursPerWeek' | 'shiftsPerWeek' | 'nightsPerWeek') => (
    <Field
      label={words[name]}
      type="number"
      inputMode="decimal"
      min={0}
      step={name === 'hoursPerWeek' ? 0.5 : 1}
      value={draft[name]}
      wrong={wrong(`limits.${name}`)}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  );
  return (
    <>
      <div className={looks['pair']}>
        <Field {...text('name')} autoComplete="off" maxLength={200} wrong={wrong('name')} />
        <Field
          {...text('phone')}
          type="tel"
          autoComplete="off"
          hint={endsWith === null ? words.phoneHint : words.phoneKept({ digits: endsWith })}
          wrong={wrong('phone')}
        />
        <Field
          {...text('email')}
          type="email"
          autoComplete="off"
          disabled={draft.emailAway}
          {...(hasEmail ? { hint: words.emailKept } : {})}
          wrong={wrong('email')}
        />
        <Field
          {...text('phoneName')}
          autoComplete="off"
          maxLength={60}
          hint={words.phoneNameHint}
          wrong={wrong('phoneName')}
        />
      </div>
      {hasEmail && <Tick label={words.emailAway} checked={draft.emailAway} set={(emailAway) => set({ emailAway })} />}
      <Ticks
        label={words.role}
        hint={givesRoles ? words.rolesHint : words.rolesByAdmin}
        from={roles.map((role) => [role, words.roles[role]] as const)}
        chosen={draft.roles}
        locked={(role) => role !== 'volunteer' && !givesRoles}
        wrong={wrong('roles')}
        set={(chosen) => set({ roles: chosen })}
      />
      <Ticks
        label={words.languages}
        from={choices.map((tag) => [tag, named(tag)] as const)}
        chosen={draft.languages}
        wrong={wrong('languages')}
        set={(languages) => set({ languages })}
      />
      <div className={looks['pair']}>
        <Field {...text('languagesElse')} hint={words.languagesElseHint} autoComplete="off" />
        <Field {...text('tags')} hint={words.tagsHint} autoComplete="off" wrong={wrong('tags')} />
      </div>
      <Ticks
        label={words.channels}
        from={(['voice', 'text'] as const).map((channel) => [channel, words[channel]] as const)}
        chosen={draft.channels}
        wrong={wrong('channels')}
        set={(channels) => set({ channels })}
      />
      <Training draft={draft} set={set} wrong={wrong} />
      <Tick label={words.trainee} checked={draft.trainee} set={(trainee) => set({ trainee })} />
      <Tick label={words.reserve} checked={draft.reserve} set={(reserve) => set({ reserve })} />
      <ZoneField
        label={words.timeZone}
        value={draft.timeZone}
        wrong={wrong('timeZone')}
        set={(timeZone) => set({ timeZone })}
      />
      <fieldset className={looks['ticks']}>
        <legend>{words.limits}</legend>
        <p className={looks['soft']}>{words.limitsHint}</p>
        <div className={`${looks['pair']} ${looks['whole']}`}>
          {limit('hoursPerWeek')}
          {limit('shiftsPerWeek')}
          {limit('nightsPerWeek')}
        </div>
      </fieldset>
    </>
  );
}

function Training({
  draft: { training },
  set,
  wrong,
}: {
  draft: PersonDraft;
  set: (part: Partial<PersonDraft>) => void;
  wrong: (field: string) => string | null;
}): ReactNode {
  const words = usePeopleWords();
  const change = (index: number, part: Partial<PersonDraft['training'][number]>) =>
    set({ training: training.map((one, place) => (place === index ? { ...one, ...part } : one)) });
  return (
    <fieldset className={looks['ticks']}>
      <legend>{words.training}</legend>
      {training.length === 0 && <p className={looks['soft']}>{words.trainingNone}</p>}
      {training.map(({ course, until }, index) => (
        // Rows have no name of their own until one is typed.
        <div key={index} className={`${looks['row']} ${looks['whole']}`}>
          <Field
            label={words.course}
            value={course}
            autoComplete="off"
            wrong={wrong(`training[${index}].course`)}
            onChange={(event) => change(index, { course: event.target.value })}
          />
          <Field
            label={words.until}
            type="date"
            value={until}
            wrong={wrong(`training[${index}].until`)}
            onChange={(event) => change(index, { until: event.target.value })}
          />
          <Button onClick={() => set({ training: training.filter((_, place) => place !== index) })}>
            {words.removeCourse({ course })}
          </Button>
        </div>
      ))}
      <div className={looks['whole']}>
        <Button onClick={() => set({ training: [...training, { course: '', until: '' }] })}>{words.addCourse}</Button>
      </div>
    </fieldset>
  );
}
