/** Everybody by name, page by page: what is searched for stands in the address, so that going back finds it again. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router';
import { ask, type Answered, type Asked } from '../client.ts';
import looks from '../desk/desk.module.css';
import inRows from '../desk/rows.module.css';
import { Choice } from '../desk/fields.tsx';
import { useDeskWords } from '../desk/words.ts';
import { Button, Field } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import { dateInWords } from '../times/hours.ts';
import { useWords } from '../words/words.tsx';
import { useLineLanguages } from './person-fields.tsx';
import { usePeopleWords } from './words.ts';

type Query = NonNullable<Asked<'people.list'>['query']>;
type Listed = Answered<'people.list'>['people'][number];
const filters = ['search', 'stage', 'role', 'language', 'runsOutBy'] as const;
type Filter = (typeof filters)[number];

const stages = ['applicant', 'training', 'shadow', 'active', 'resting'] as const;
const roles = ['volunteer', 'shift-leader', 'coordinator', 'admin'] as const;

export function PeopleList(): ReactNode {
  const words = usePeopleWords();
  const desk = useDeskWords();
  const { language } = useWords();
  const [search, setSearch] = useSearchParams();
  const wanted: Partial<Record<Filter, string>> = Object.fromEntries(
    filters.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : [])),
  );
  const [typed, setTyped] = useState(wanted.search ?? '');
  const query = useInfiniteQuery({
    queryKey: ['people', wanted],
    queryFn: ({ pageParam, signal }) =>
      ask(
        'people.list',
        { query: { ...(wanted as Query), limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const want = (name: Filter, value: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  // With the search what was typed for it goes too, or it would be asked for again.
  const showAll = () => {
    setTyped('');
    setSearch(new URLSearchParams(), { replace: true });
  };
  const first = query.data?.pages[0];
  const people = query.data?.pages.flatMap((page) => page.people) ?? [];
  const date = (until: string) => dateInWords(until, language);
  return (
    <>
      <Filters wanted={wanted} want={want} typed={typed} setTyped={setTyped} />
      <Reading query={query} />
      {first && first.runsOutNext.length > 0 && (
        <section aria-labelledby="runs-out">
          <h2 id="runs-out">{words.nextOutTitle}</h2>
          <ul className={inRows['rows']}>
            {first.runsOutNext.map(({ id, name, course, until }) => (
              <li key={`${id} ${course}`}>{words.nextOut({ name, course, until: date(until) })}</li>
            ))}
          </ul>
        </section>
      )}
      {first && (
        <p role="status">
          <b>{words.count(first)}</b>
        </p>
      )}
      {first && first.matching === 0 && (
        <p>
          {first.everybody === 0 ? words.nobodyYet : words.nobodyFound}{' '}
          {first.everybody > 0 && (
            <Button kind="quiet" onClick={showAll}>
              {words.showAll}
            </Button>
          )}
        </p>
      )}
      <ul className={inRows['rows']}>
        {people.map((person) => (
          <Row key={person.id} person={person} date={date} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {desk.more}
        </Button>
      )}
    </>
  );
}

const tones: Readonly<Record<Listed['stage'], string>> = {
  applicant: 'quiet',
  training: 'waits',
  shadow: 'waits',
  active: '',
  resting: 'quiet',
};

function Row({ person, date }: { person: Listed; date: (until: string) => string }): ReactNode {
  const words = usePeopleWords();
  const { language } = useWords();
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const { id, name, stage, roles: own, languages, runsOut } = person;
  return (
    <li className={inRows['item']}>
      <Link to={`/people/${encodeURIComponent(id)}`}>{name}</Link>
      <span className={`${inRows['stage']} ${inRows[tones[stage]] ?? ''}`}>{words.stages[stage]}</span>
      {own.length > 0 && <span>{own.map((role) => words.roles[role]).join(', ')}</span>}
      <span>{languages.map((tag) => names.of(tag) ?? tag).join(', ')}</span>
      {runsOut && <span>{words.runsOut({ course: runsOut.course, until: date(runsOut.until) })}</span>}
    </li>
  );
}

function Filters({
  wanted,
  want,
  typed,
  setTyped,
}: {
  wanted: Partial<Record<Filter, string>>;
  want: (name: Filter, value: string) => void;
  typed: string;
  setTyped: (typed: string) => void;
}): ReactNode {
  const words = usePeopleWords();
  const desk = useDeskWords();
  const { language } = useWords();
  const { pathname } = useLocation();
  const ofLines = useLineLanguages();
  const asked = wanted.search ?? '';
  // Each letter would be a question; whoever pauses has typed what they look for.
  useEffect(() => {
    if (typed.trim() === asked) return undefined;
    // Whoever is on the way to another page meanwhile is not brought back.
    const timer = setTimeout(() => {
      if (window.location.pathname === pathname) want('search', typed.trim());
    }, 250);
    return () => clearTimeout(timer);
  });
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const languages = [...new Set(['en', 'es', ...ofLines])].toSorted();
  const choice = (name: Exclude<Filter, 'search'>) => ({
    value: wanted[name] ?? '',
    onChange: (event: { target: { value: string } }) => want(name, event.target.value),
  });
  return (
    <search className={looks['pair']}>
      <Field
        label={words.search}
        hint={words.searchHint}
        type="search"
        autoComplete="off"
        maxLength={100}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Choice
        label={words.stage}
        from={[['', words.anyStage], ...stages.map((stage) => [stage, words.stages[stage]] as const)]}
        {...choice('stage')}
      />
      <Choice
        label={words.role}
        from={[['', words.anyRole], ...roles.map((role) => [role, words.roles[role]] as const)]}
        {...choice('role')}
      />
      <Choice
        label={desk.language}
        from={[['', words.anyLanguage], ...languages.map((tag) => [tag, names.of(tag) ?? tag] as const)]}
        {...choice('language')}
      />
      <Field label={words.runsOutBy} type="date" {...choice('runsOutBy')} />
    </search>
  );
}
