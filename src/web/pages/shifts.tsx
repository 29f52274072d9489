/** My shifts: what comes, whether I will be there, and what I cannot make (P2). */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useChange } from '../change.ts';
import { ask, type AskFailed, type Answered } from '../client.ts';
import { span } from '../moments.ts';
import { ByDay } from '../parts/by-day.tsx';
import { Button, Buttons, Card, Notice, Row } from '../parts/controls.tsx';
import { More, takeOnFirst, usePages } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { Reading } from '../parts/reading.tsx';
import type { Words } from '../words/en.ts';
import { useWords } from '../words/words.tsx';
import { OfferShift } from './offer-shift.tsx';
import { Offers } from './offers.tsx';
import { ShiftMonth } from './shift-month.tsx';
import { UndoNotice } from './undo-notice.tsx';

type Shifts = Answered<'shifts.list'>;
type Shift = Shifts['shifts'][number];

export function ShiftsPage(): ReactNode {
  const { words, language } = useWords();
  const queries = useQueryClient();
  const [asMonth, setAsMonth] = useState(false);
  const [offering, setOffering] = useState<string | null>(null);
  /** The button that the form of an offer was opened by: whoever leaves it is on that button again. */
  const opener = useRef<HTMLElement>(null);
  const query = usePages(['shifts'], (cursor, signal) => ask('shifts.list', { query: { cursor } }, { signal }));
  const takeOn = (answer: Shifts) => void takeOnFirst(queries, ['shifts'], answer);
  const putUp = useChange('shifts.putUp', takeOn, () => words.putUpGone);
  const confirm = useChange('shifts.confirm', takeOn);
  const undo = useChange('shifts.undo', takeOn, undoInWords(words));
  const data = query.data?.pages[0];
  const shifts = query.data?.pages.flatMap((page) => page.shifts) ?? [];
  const form = { language, zone: data?.zone ?? 'UTC' };
  const asked = shifts.filter(({ coming }) => coming === 'asked');
  const when = ({ startAt, endAt }: Shift) => span(startAt, endAt, form);
  return (
    <Page title={words.pageShifts}>
      <Reading query={query} />
      {[putUp.wrong, confirm.wrong].map(
        (wrong) =>
          wrong && (
            <Notice key={wrong} kind="trouble">
              {wrong}
            </Notice>
          ),
      )}
      {data && <UndoNotice step={data.undo} zone={data.zone} change={undo} />}
      {data && <Offers shifts={data} takeOn={takeOn} isFirst={asked.length === 0 && offering === null} />}
      {data?.asked.map(({ line, startAt, endAt, inExchange }) => (
        <Notice key={`${startAt} ${line}`} kind="plain">
          <p>
            {words.moveWaits({ shift: span(startAt, endAt, form), line })}{' '}
            {inExchange && words.moveWaitsFor({ shift: span(inExchange.startAt, inExchange.endAt, form) })}
          </p>
        </Notice>
      ))}
      {asked.length > 0 && (
        <Card>
          <h2>{words.shiftsAsked}</h2>
          <p>{words.shiftsAskedFor({ shifts: asked.map(when).join('; ') })}</p>
          <Button
            kind={offering === null ? 'primary' : 'plain'}
            busy={confirm.busy}
            onClick={() => confirm.begin({ body: {} })}
          >
            {words.coming}
          </Button>
        </Card>
      )}
      {data && shifts.length === 0 && <p>{words.shiftsNone}</p>}
      {shifts.length > 0 && (
        <Buttons>
          <Button aria-pressed={!asMonth} onClick={() => setAsMonth(false)}>
            {words.shiftsAsList}
          </Button>
          <Button aria-pressed={asMonth} onClick={() => setAsMonth(true)}>
            {words.shiftsAsMonth}
          </Button>
        </Buttons>
      )}
      {data && asMonth && <ShiftMonth now={data.at} shifts={shifts} zone={data.zone} />}
      <div hidden={asMonth}>
        <ByDay
          shifts={shifts}
          zone={form.zone}
          isWhole={!query.hasNextPage}
          row={(one, at) => (
            <Row key={keyOf(one)}>
              <div>
                <b>{at}</b>
                <p className="soft">{[one.line, ...marksOf(one, words)].join(' · ')}</p>
              </div>
              {!one.running && !one.up && !one.waits && (
                <Buttons>
                  <Button
                    busy={putUp.busy}
                    onClick={() => putUp.begin({ body: { shift: one.shift, occurrence: one.occurrence } })}
                  >
                    <span>
                      {words.putUp}
                      <span className="visually-hidden"> {when(one)}</span>
                    </span>
                  </Button>
                  {!isOffered(one) && (
                    <Button
                      kind="quiet"
                      aria-expanded={offering === keyOf(one)}
                      onClick={(event) => {
                        opener.current = event.currentTarget;
                        setOffering(keyOf(one));
                      }}
                    >
                      <span>
                        {words.offer}
                        <span className="visually-hidden"> {when(one)}</span>
                      </span>
                    </Button>
                  )}
                </Buttons>
              )}
              {offering === keyOf(one) && (
                <OfferShift
                  shift={one}
                  zone={form.zone}
                  done={(answer) => {
                    if (answer) takeOn(answer);
                    setOffering(null);
                    opener.current?.focus();
                  }}
                />
              )}
            </Row>
          )}
        />
      </div>
      <More query={query} />
      <p>
        <Link to="/hours">{words.hoursLink}</Link>
      </p>
    </Page>
  );
}

const isOffered = ({ offeredTo, offeredToMany }: Shift) => offeredTo !== null || offeredToMany > 0;
const keyOf = ({ shift, occurrence }: Shift) => `${shift} ${occurrence}`;

function marksOf(one: Shift, words: Words): string[] {
  return [
    one.running && words.shiftRunning,
    one.as === 'backup' && words.shiftBackup,
    one.up && !one.waits && words.shiftUp,
    one.offeredTo !== null && words.offeredTo({ name: one.offeredTo }),
    one.offeredToMany > 0 && words.offeredToMany({ count: one.offeredToMany }),
    one.waits && words.shiftWaits,
    one.coming === 'said' && words.shiftComing,
  ].filter((mark) => mark !== false);
}

/** Why nothing could be taken back. */
export function undoInWords(words: Words): (problem: AskFailed) => string {
  return ({ why }) => (why === 'taken-meanwhile' ? words.undoTaken : words.undoTooLate);
}
