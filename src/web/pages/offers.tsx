/** What others ask of me: a shift to take, or to swap; both answers are fine (P2). */
import { useRef, useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import type { Answered, AskFailed } from '../client.ts';
import { moment, span } from '../moments.ts';
import { Button, Buttons, Card, Notice } from '../parts/controls.tsx';
import type { Words } from '../words/en.ts';
import { useWords } from '../words/words.tsx';

type Shifts = Answered<'shifts.list'>;

export function Offers({
  shifts: { offers, at, zone },
  isFirst,
  takeOn,
}: {
  shifts: Shifts;
  /** Whether there is nothing on the page that matters more. */
  isFirst: boolean;
  takeOn: (answer: Shifts) => void;
}): ReactNode {
  const { words, language } = useWords();
  const form = { language, zone };
  /** The one that a coordinator can be asked about all the same. */
  const [overCap, setOverCap] = useState<string | null>(null);
  const asking = useRef('');
  const change = useChange(
    'offers.answer',
    (answer) => {
      setOverCap(null);
      takeOn(answer);
    },
    (problem) => {
      setOverCap(problem.mayAsk ? asking.current : null);
      return refusedInWords(words)(problem);
    },
  );
  const begin = (id: string, take: boolean, askToAllow = false) => {
    asking.current = id;
    change.begin({ params: { id }, body: { take, askToAllow } });
  };
  return (
    <>
      {change.wrong && <Notice kind="trouble">{change.wrong}</Notice>}
      {offers.map(({ id, from, line, startAt, endAt, inExchange, until }) => {
        const asked = words.offerAsked({ name: from, shift: span(startAt, endAt, form), line });
        return (
          <Card key={id}>
            <h2>{words.offersTitle}</h2>
            <p>
              {asked}{' '}
              {inExchange &&
                words.offerInExchange({ name: from, shift: span(inExchange.startAt, inExchange.endAt, form) })}
            </p>
            <p>{words.offerUntil({ when: moment(until, at, form) })}</p>
            {overCap === id && (
              <p>
                <Button busy={change.busy} onClick={() => begin(id, true, true)}>
                  {words.askToAllow}
                </Button>
              </p>
            )}
            <Buttons>
              <Button
                kind={isFirst && id === offers[0]?.id ? 'primary' : 'plain'}
                busy={change.busy}
                onClick={() => begin(id, true)}
              >
                <span>
                  {inExchange ? words.offerSwap : words.offerTake}
                  <span className="visually-hidden"> {span(startAt, endAt, form)}</span>
                </span>
              </Button>
              <Button busy={change.busy} onClick={() => begin(id, false)}>
                <span>
                  {words.offerLeave}
                  <span className="visually-hidden"> {span(startAt, endAt, form)}</span>
                </span>
              </Button>
            </Buttons>
          </Card>
        );
      })}
    </>
  );
}

function refusedInWords(words: Words): (problem: AskFailed) => string {
  return ({ why, detail }) =>
    why === 'not-for-you' ? words.takeNotPossible({ reason: detail ?? '' }) : words.offerGone;
}
