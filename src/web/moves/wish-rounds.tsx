/** Asks the volunteers of a line for their wishes for a month, and how many have answered (P4). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask, type Answered } from '../client.ts';
import { clock, day } from '../moments.ts';
import { Button, Card, Field, Notice } from '../parts/controls.tsx';
import { monthAfter } from '../pages/month-days.ts';
import { Reading } from '../parts/reading.tsx';
import { monthInWords } from '../times/hours.ts';
import { useWords } from '../words/words.tsx';
import type { Line } from './approvals.tsx';
import looks from './moves.module.css';
import { useMovesWords } from './words.ts';

type Round = Answered<'wishes.list'>['rounds'][number];

export function WishRounds({ lines }: { lines: readonly Line[] }): ReactNode {
  const words = useMovesWords();
  const query = useQuery({
    queryKey: ['wish-rounds'],
    queryFn: ({ signal }) => ask('wishes.list', { query: { limit: 24 } }, { signal }),
  });
  return (
    <>
      <h2>{words.rounds}</h2>
      <p>{words.roundsLead}</p>
      <AskForWishes lines={lines} />
      <Reading query={query} />
      {query.data?.rounds.length === 0 && <p>{words.roundsNone}</p>}
      <ul className={looks['list']}>
        {query.data?.rounds.map((round) => (
          <li key={round.id}>
            <OneRound round={round} lines={lines} />
          </li>
        ))}
      </ul>
    </>
  );
}

function AskForWishes({ lines }: { lines: readonly Line[] }): ReactNode {
  const words = useMovesWords();
  const { language } = useWords();
  const queries = useQueryClient();
  const [form, setForm] = useState({ line: lines[0]?.line ?? '', month: '', until: '' });
  const [asked, setAsked] = useState<number | null>(null);
  const open = useChange(
    'wishes.open',
    (round) => {
      setAsked(round.asked);
      setForm({ ...form, month: '', until: '' });
      void queries.invalidateQueries({ queryKey: ['wish-rounds'] });
    },
    ({ why }) => (why === 'nobody' ? words.nobody : words.askedAlready),
  );
  const thisMonth = (lines[0]?.today ?? '').slice(0, 7);
  const monthsToCome = Array.from({ length: 12 }, (_, index) => monthAfter(thisMonth, index + 1));
  const isWhole = /^\d{4}-\d\d$/.test(form.month) && form.until !== '' && form.until < `${form.month}-01`;
  return (
    <Card>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(null);
          const { line, month, until } = form;
          if (isWhole) open.begin({ body: { line, month, until } });
        }}
      >
        {asked !== null && <Notice kind="calm">{words.asked({ count: asked })}</Notice>}
        {open.wrong && <Notice kind="trouble">{open.kind === 'invalid' ? words.monthWrong : open.wrong}</Notice>}
        <div className={looks['form']}>
          <label className={looks['choice']}>
            {words.line}
            <select value={form.line} onChange={(event) => setForm({ ...form, line: event.target.value })}>
              {lines.map(({ line, name }) => (
                <option key={line} value={line}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label className={looks['choice']}>
            {words.month}
            <select value={form.month} onChange={(event) => setForm({ ...form, month: event.target.value })}>
              <option value="">…</option>
              {monthsToCome.map((month) => (
                <option key={month} value={month}>
                  {monthInWords(month, language)}
                </option>
              ))}
            </select>
          </label>
          <Field
            label={words.until}
            type="date"
            required
            value={form.until}
            wrong={form.month !== '' && form.until !== '' && !isWhole ? words.untilWrong : null}
            onChange={(event) => setForm({ ...form, until: event.target.value })}
          />
        </div>
        <Button type="submit" busy={open.busy}>
          {words.ask}
        </Button>
      </form>
    </Card>
  );
}

function OneRound({ round, lines }: { round: Round; lines: readonly Line[] }): ReactNode {
  const words = useMovesWords();
  const { language } = useWords();
  const queries = useQueryClient();
  const end = useChange('wishes.end', () => void queries.invalidateQueries({ queryKey: ['wish-rounds'] }));
  const { id, line, zone, month, until, over, asked, answered } = round;
  const name = lines.find((one) => one.line === line)?.name ?? line;
  const when = `${day(until, { language, zone })}, ${clock(until, { language, zone })}`;
  const title = words.round({ line: name, month: monthInWords(month, language) });
  return (
    <Card>
      {end.wrong && <Notice kind="trouble">{end.wrong}</Notice>}
      <p>
        <b>{title}</b>
      </p>
      <p>
        {words.roundCount({ answered, asked })} {over ? words.roundOver({ when }) : words.roundUntil({ when })}
      </p>
      {!over && (
        <Button kind="quiet" busy={end.busy} onClick={() => end.begin({ params: { id } })}>
          {words.end}
          <span className="visually-hidden"> {title}</span>
        </Button>
      )}
    </Card>
  );
}
