/** Offers one of my shifts to one person, for nothing or in exchange; what it does is said before (P2). */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { ask, type Answered, type AskFailed } from '../client.ts';
import { span } from '../moments.ts';
import { Button, Buttons, Notice, Select } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import type { Words } from '../words/en.ts';
import { useWords } from '../words/words.tsx';
import looks from './shifts.module.css';
import { SwapWithMany } from './swap-with-many.tsx';

type Shifts = Answered<'shifts.list'>;
type Shift = Shifts['shifts'][number];
type Peer = Answered<'offers.peers'>['peers'][number];

export function OfferShift({
  shift: { shift, occurrence, startAt, endAt },
  zone,
  done,
}: {
  shift: Shift;
  zone: string;
  /** With what came of it, or null where nothing was asked. */
  done: (answer: Shifts | null) => void;
}): ReactNode {
  const { words, language } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const [person, setPerson] = useState('');
  const [back, setBack] = useState('');
  const name = { shift, occurrence };
  const query = useQuery({
    queryKey: ['offer-peers', name],
    queryFn: ({ signal }) => everyPeer(name, signal),
    staleTime: 0,
  });
  const exchanges = useQuery({
    queryKey: ['offer-exchanges', name, person],
    queryFn: ({ signal }) => ask('offers.exchanges', { query: { ...name, person } }, { signal }),
    enabled: person !== '',
    staleTime: 0,
  });
  const make = useChange('offers.make', done, refusedInWords(words));
  useEffect(() => heading.current?.focus(), []);
  const chosen = query.data?.find(({ id }) => id === person);
  const theirs = exchanges.data?.shifts ?? [];
  const inExchange = theirs.find((one) => one.occurrence + one.shift === back) ?? null;
  const mayAsk = chosen !== undefined && (chosen.alone || inExchange !== null);
  return (
    <form
      className={looks['offer']}
      onSubmit={(event) => {
        event.preventDefault();
        const { shift: otherShift = '', occurrence: otherOccurrence = '' } = inExchange ?? {};
        const other = inExchange && { shift: otherShift, occurrence: otherOccurrence };
        if (mayAsk) make.begin({ body: { ...name, person, inExchange: other } });
      }}
    >
      <h2 ref={heading} tabIndex={-1}>
        {words.offerTitle({ shift: span(startAt, endAt, { language, zone }) })}
      </h2>
      <Reading query={query} />
      {make.wrong && <Notice kind="trouble">{make.wrong}</Notice>}
      {query.data?.length === 0 && <p>{words.offerNobody}</p>}
      {query.data && query.data.length > 0 && (
        <Select
          label={words.offerWhom}
          value={person}
          onChange={(event) => {
            setPerson(event.target.value);
            setBack('');
          }}
        >
          <option value="">{words.offerChoose}</option>
          {query.data.map((peer) => (
            <option key={peer.id} value={peer.id}>
              {peer.name}
            </option>
          ))}
        </Select>
      )}
      {chosen && exchanges.data && (
        <InExchange peer={chosen} exchanges={exchanges.data} back={back} setBack={setBack} />
      )}
      {mayAsk && <p>{words.offerSays({ name: chosen.name })}</p>}
      {!chosen && <SwapWithMany shift={name} done={done} />}
      <Buttons>
        {mayAsk && (
          <Button type="submit" kind="primary" busy={make.busy}>
            {words.offerMake({ name: chosen.name })}
          </Button>
        )}
        <Button kind="quiet" onClick={() => done(null)}>
          {words.offerStop}
        </Button>
      </Buttons>
    </form>
  );
}

/** Page after page: one is chosen of all of them, by name. */
async function everyPeer(shift: Pick<Shift, 'shift' | 'occurrence'>, signal: AbortSignal): Promise<Peer[]> {
  const peers: Peer[] = [];
  let cursor: string | undefined;
  do {
    // One page says where the next begins.
    const page = await ask('offers.peers', { query: { ...shift, cursor, limit: 200 } }, { signal });
    peers.push(...page.peers);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return peers.toSorted((a, b) => a.name.localeCompare(b.name));
}

function InExchange({
  peer,
  exchanges: { shifts, zone },
  back,
  setBack,
}: {
  peer: Peer;
  exchanges: Answered<'offers.exchanges'>;
  back: string;
  setBack: (back: string) => void;
}): ReactNode {
  const { words, language } = useWords();
  const why = peer.alone ? null : words.offerOnlySwap({ name: peer.name });
  if (shifts.length === 0)
    return (
      <p>
        {why} {words.offerNoSwap}
      </p>
    );
  return (
    <>
      {why && <p>{why}</p>}
      <Select label={words.offerBack} value={back} onChange={(event) => setBack(event.target.value)}>
        <option value="">{peer.alone ? words.offerForNothing : '…'}</option>
        {shifts.map(({ shift, occurrence, startAt, endAt, line }) => (
          <option key={occurrence + shift} value={occurrence + shift}>
            {span(startAt, endAt, { language, zone })}, {line}
          </option>
        ))}
      </Select>
    </>
  );
}

function refusedInWords(words: Words): (problem: AskFailed) => string {
  return ({ why, detail }) => {
    if (why === 'offered-already') return words.offerAlready;
    return why === 'not-for-you' ? words.offerNotForYou({ reason: detail ?? '' }) : words.offerRefused;
  };
}
