/** The days on which I am away: what they open is said before it is asked for (P4). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask, type Answered } from '../client.ts';
import { useKept } from '../kept.ts';
import { span } from '../moments.ts';
import { Button, Card, Field, Notice, Row, Rows } from '../parts/controls.tsx';
import { KeptNotice } from '../parts/kept-notice.tsx';
import { Reading } from '../parts/reading.tsx';
import { useWords } from '../words/words.tsx';
import { dateInWords } from './hours.ts';
import looks from './times.module.css';
import { useTimesWords } from './words.ts';

type Times = Answered<'times.read'>;
type Days = { from: string; to: string };

export function Away({ times }: { times: Times }): ReactNode {
  const words = useTimesWords();
  const { language } = useWords();
  const queries = useQueryClient();
  const [news, setNews] = useState<string | null>(null);
  const kept = useKept<Days>('away');
  const form = kept.typed ?? { from: '', to: '' };
  const days: Days = { from: form.from, to: form.to === '' ? form.from : form.to };
  const takeOn = (said: string) => (answer: Times) => {
    queries.setQueryData(['times'], answer);
    for (const key of ['shifts', 'open-shifts', 'opens']) void queries.invalidateQueries({ queryKey: [key] });
    setNews(said);
  };
  const begin = useChange('away.begin', (answer) => {
    const isAsked = answer.asked.some((one) => one.state === 'waiting' && one.id === `${days.from}..${days.to}`);
    takeOn(isAsked ? words.awayAsked : words.awaySaid)(answer);
    kept.saved();
  });
  const end = useChange('away.end', takeOn(words.staySaid));
  const isWhole = days.from !== '';
  const isRight = isWhole && days.to >= days.from && days.to >= times.today && yearsBetween(days) <= 1;
  const wrong = (change: { kind: string | null; wrong: string | null }) =>
    change.kind === 'conflict' || change.kind === 'not-found' ? words.awayChanged : change.wrong;
  const trouble = wrong(begin) ?? wrong(end);
  const named = ({ from, to }: Days) =>
    from === to
      ? words.awayDay({ day: dateInWords(from, language) })
      : words.awayDays({ from: dateInWords(from, language), to: dateInWords(to, language) });
  return (
    <>
      <h2>{words.away}</h2>
      <p>{words.awayLead}</p>
      {news && <Notice kind="calm">{news}</Notice>}
      {trouble && <Notice kind="trouble">{trouble}</Notice>}
      {times.away.length + times.asked.length === 0 && <p>{words.awayNone}</p>}
      <Rows>
        {times.away.map(({ id, ...one }) => (
          <Row key={id}>
            <b>{named(one)}</b>
            <Button busy={end.busy} onClick={() => end.begin({ params: { id } })}>
              <span>
                {words.stay}
                <span className="visually-hidden"> {named(one)}</span>
              </span>
            </Button>
          </Row>
        ))}
        {times.asked.map(({ id, state, reason, ...one }) => (
          <Row key={id}>
            <span>
              <b>{named(one)}</b>
              <br />
              {state === 'waiting' ? words.awayWaits : words.awayRefused({ reason: reason ?? '' })}
            </span>
            <Button busy={end.busy} onClick={() => end.begin({ params: { id } })}>
              <span>
                {state === 'waiting' ? words.awayNoMore : words.awayRead}
                <span className="visually-hidden"> {named(one)}</span>
              </span>
            </Button>
          </Row>
        ))}
      </Rows>
      <Card>
        <KeptNotice kept={kept} />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            setNews(null);
            if (isRight) begin.begin({ body: days });
          }}
        >
          <div className={looks['dates']}>
            <Field
              label={words.awayFrom}
              type="date"
              required
              min={times.today}
              value={form.from}
              onChange={(event) => kept.keep({ ...form, from: event.target.value })}
            />
            <Field
              label={words.awayTo}
              hint={words.awayToHint}
              type="date"
              min={form.from || times.today}
              value={form.to}
              wrong={isWhole && !isRight ? words.awayWrong : null}
              onChange={(event) => kept.keep({ ...form, to: event.target.value })}
            />
          </div>
          {isRight && <Opens days={days} zone={times.zone} />}
          <Button type="submit" busy={begin.busy}>
            {words.goAway}
          </Button>
        </form>
      </Card>
    </>
  );
}

function Opens({ days, zone }: { days: Days; zone: string }): ReactNode {
  const words = useTimesWords();
  const { language } = useWords();
  const query = useQuery({
    queryKey: ['opens', days],
    queryFn: ({ signal }) => ask('away.opens', { query: days }, { signal }),
  });
  if (!query.data) return <Reading query={query} />;
  const { opens, asks } = query.data;
  const some = asks ? words.opensAsked : words.opensSome;
  return (
    <Notice kind="plain">
      <p>{opens.length === 0 ? words.opensNone : some({ count: opens.length })}</p>
      {opens.length > 0 && (
        <ul>
          {opens.map(({ startAt, endAt, line }) => (
            <li key={`${startAt} ${line}`}>
              {span(startAt, endAt, { language, zone })}, {line}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}

function yearsBetween({ from, to }: Days): number {
  return (Date.parse(to) - Date.parse(from)) / (365 * 24 * 3_600_000);
}
