/** One person: where they are on their way, their entry, a sign-in link, and letting them go (O2). */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import { ask, AskFailed } from '../client.ts';
import { FileButton } from '../desk/file-button.tsx';
import { useDeskWords } from '../desk/words.ts';
import { moment } from '../moments.ts';
import { Notice } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { Doubled } from '../person/doubled.tsx';
import type { Person } from '../person/draft.ts';
import { Inviting } from '../person/inviting.tsx';
import { Leaving } from '../person/leaving.tsx';
import { PersonEntry } from '../person/person-entry.tsx';
import { useRecordWords } from '../person/record-words.ts';
import { StagePath } from '../person/stage-path.tsx';
import { TimeOff } from '../person/time-off.tsx';
import { usePeopleWords } from '../person/words.ts';
import { useSignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';

export function PersonPage(): ReactNode {
  const words = usePeopleWords();
  const desk = useDeskWords();
  const records = useRecordWords();
  const { id = '' } = useParams();
  const { state } = useLocation() as { state: { news?: string } | null };
  const { may, mayWithProof } = useSignedIn();
  const can = (action: string) => may.includes(action) || mayWithProof.includes(action);
  const query = useQuery({
    queryKey: ['person', id],
    queryFn: ({ signal }) => ask('people.read', { params: { id } }, { signal }),
  });
  const { data, error } = query;
  const isGone = error instanceof AskFailed && error.kind === 'not-found';
  const isPlanner = data?.roles.some((role) => role === 'coordinator' || role === 'admin') ?? false;
  return (
    <Page title={data?.name ?? words.title}>
      <p>
        <Link to="/people">{desk.back}</Link>
      </p>
      {state?.news && <Notice kind="calm">{state.news}</Notice>}
      {isGone ? <p>{desk.gone}</p> : <Reading query={query} />}
      {data && !isGone && (
        <>
          <StagePath person={data} />
          <HowTheyAre person={data} />
          <h2>{words.entry}</h2>
          <PersonEntry key={data.id} person={data} />
          {can('people.time-off') && <TimeOff key={`time-off ${data.id}`} person={data} />}
          {isPlanner && can('people.invite') && <Inviting person={data} />}
          {can('people.held') && (
            <>
              <h2>{records.heldTitle}</h2>
              <p>{records.heldLead}</p>
              <FileButton operation="people.held" asked={{ params: { id: data.id } }} file="person.json">
                {records.held}
              </FileButton>
            </>
          )}
          {can('people.merge') && <Doubled key={`doubled ${data.id}`} person={data} />}
          {can('people.retire') && <Leaving person={data} />}
        </>
      )}
    </Page>
  );
}

/** As far as a coordinator may know: never why. */
function HowTheyAre({ person: { band, restingUntil, timeZone } }: { person: Person }): ReactNode {
  const words = usePeopleWords();
  const { language } = useWords();
  const [now] = useState(() => new Date().toISOString());
  if (band === null && restingUntil === null) return null;
  return (
    <>
      <h2>{words.wellbeing}</h2>
      <p>
        {band && words.bandIs({ band: words.bands[band] })}{' '}
        {restingUntil && words.restingUntil({ until: moment(restingUntil, now, { language, zone: timeZone }) })}{' '}
        {words.whyNot}
      </p>
    </>
  );
}
