/** Now: on, break or off, what holds me at this moment, and what comes next (P1). */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask, type Answered } from '../client.ts';
import { span } from '../moments.ts';
import { Button, Card, Notice, Select } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import { Talk } from '../parts/talk.tsx';
import { useWords } from '../words/words.tsx';
import { CallIn } from './call-in.tsx';
import { CheckIn } from './check-in.tsx';
import looks from './now.module.css';
import { whatHolds, whereIStand } from './now-in-words.ts';

export type NowAnswer = Answered<'now.read'>;

const refreshMs = 10_000;
const breakLengths = [10, 20, 30, 60, 120];

export function NowPage(): ReactNode {
  const { words, language } = useWords();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['now'],
    queryFn: ({ signal }) => ask('now.read', {}, { signal }),
    refetchInterval: refreshMs,
    refetchOnWindowFocus: 'always',
  });
  /** A reading that began before the change must not overwrite what came of it. */
  const takeOn = (answer: NowAnswer) =>
    void queries.cancelQueries({ queryKey: ['now'] }).then(() => queries.setQueryData(['now'], answer));
  const now = query.data;
  return (
    <Page title={words.pageNow}>
      <Reading query={query} />
      {now && (
        <>
          <p className={looks['standing']} role="status">
            {whereIStand(now, words, language)}
          </p>
          {whatHolds(now, words).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <Choice now={now} takeOn={takeOn} />
          <CallIn now={now} takeOn={takeOn} />
          <CheckIn now={now} takeOn={takeOn} />
          <Facts now={now} />
          <Talk />
        </>
      )}
    </Page>
  );
}

function Choice({ now, takeOn }: { now: NowAnswer; takeOn: (answer: NowAnswer) => void }): ReactNode {
  const { words } = useWords();
  const [minutes, setMinutes] = useState(20);
  const { begin, busy, wrong } = useChange('availability.set', takeOn);
  const isBreak = now.holds.some(({ kind }) => kind === 'on-break');
  const isOff = !now.wantsCalls;
  const holds = (kind: string) => now.holds.some((one) => one.kind === kind);
  const more = holds('spent') ? words.moreAlthoughSpent : holds('wrap-up') ? words.moreAfterTalk : null;
  const choices = [
    { word: 'on', label: words.nowOn, pressed: !isOff && !isBreak },
    { word: 'break', label: words.nowBreak, pressed: !isOff && isBreak },
    { word: 'off', label: words.nowOff, pressed: isOff },
  ] as const;
  return (
    <>
      {wrong && <Notice kind="trouble">{wrong}</Notice>}
      <div className={looks['choice']} role="group" aria-label={words.nowChoice}>
        {choices.map(({ word, label, pressed }) => (
          <button
            key={word}
            type="button"
            className={`${looks['big']} ${looks[word]}`}
            aria-pressed={pressed}
            aria-disabled={busy || undefined}
            onClick={() => begin({ body: word === 'break' ? { word, minutes } : { word } })}
          >
            <span className={looks['mark']} aria-hidden="true">
              {pressed ? '✓' : ''}
            </span>
            {label}
          </button>
        ))}
      </div>
      <p>
        <Select
          inline
          label={words.breakLength}
          value={minutes}
          onChange={(event) => setMinutes(Number(event.target.value))}
        >
          {breakLengths.map((length) => (
            <option key={length} value={length}>
              {words.breakMinutes({ minutes: length })}
            </option>
          ))}
        </Select>
      </p>
      {more && (
        <p>
          <Button busy={busy} onClick={() => begin({ body: { word: 'more' } })}>
            {more}
          </Button>
        </p>
      )}
    </>
  );
}

function Facts({ now }: { now: NowAnswer }): ReactNode {
  const { words, language } = useWords();
  const form = { language, zone: now.zone };
  const waiting = {
    nobody: words.waitsNobody,
    one: words.waitsOne,
    few: words.waitsFew,
    many: words.waitsMany,
  };
  const { nextShift } = now;
  return (
    <Card>
      <dl className={looks['facts']}>
        {now.waiting && (
          <div>
            <dt>{words.waits}</dt>
            <dd>{waiting[now.waiting]}</dd>
          </div>
        )}
        <div>
          <dt>{words.leads}</dt>
          <dd>{now.leads ? words.leadsYou : (now.leader ?? words.leadsNobody)}</dd>
        </div>
        <div>
          <dt>{words.nextShift}</dt>
          <dd>
            {nextShift ? `${span(nextShift.startAt, nextShift.endAt, form)}, ${nextShift.line}` : words.nextShiftNone}
          </dd>
        </div>
      </dl>
    </Card>
  );
}
