/** Calling people in: how many texts would go out stands there before one does, and what came of it after (L2). */
import { useState, type ReactNode } from 'react';
import type { BoardLine } from '../../matching/board-shape.ts';
import { ask } from '../client.ts';
import { Button } from '../parts/controls.tsx';
import { useSignedIn } from '../session.tsx';
import { useAct } from './act.tsx';
import { Badge } from './rows.tsx';
import { useClock } from './time.tsx';
import { useBoardWords } from './words.ts';

/** How it stands with those who were asked. */
export function CalledIn({ line }: { line: BoardLine }): ReactNode {
  const words = useBoardWords();
  const clock = useClock(line.timeZone);
  const { callIn } = line;
  if (!callIn) return null;
  const until = { time: clock(callIn.until) };
  const sentence = {
    open: words.callInOpen({ asked: callIn.asked, declined: callIn.declined, time: clock(callIn.expires) }),
    answered: words.callInAnswered({ name: callIn.name ?? '', ...until }),
    expired: words.callInExpired({ asked: callIn.asked }),
  }[callIn.state];
  const kind = { open: 'wait', answered: 'calm', expired: 'trouble' } as const;
  return (
    <p>
      <Badge kind={kind[callIn.state]}>{sentence}</Badge>
    </p>
  );
}

export function CallIn({ id, line }: { id: string; line: BoardLine }): ReactNode {
  const words = useBoardWords();
  const act = useAct();
  const clock = useClock(line.timeZone);
  const { may } = useSignedIn();
  const [busy, setBusy] = useState(false);
  if (!may.includes('board.call-in') || line.state === 'closed') return null;
  const params = { id };
  const takeBack = (once?: string) => ask('callIn.takeBack', { params }, once === undefined ? {} : { once });
  const isOpen = line.callIn?.state === 'open';
  const begin = async () => {
    setBusy(true);
    const offer = await ask('callIn.read', { params }).then(
      (answer) => answer.offer,
      () => undefined,
    );
    setBusy(false);
    const choices = offer
      ? [
          { id: 'reserves' as const, count: offer.reserves, name: words.callInReserves({ count: offer.reserves }) },
          { id: 'everybody' as const, count: offer.everybody, name: words.callInEverybody({ count: offer.everybody }) },
        ].filter(({ count }) => count > 0)
      : [];
    const none = offer === undefined ? words.callInUnknown : offer === null ? words.callInClosed : words.callInNone;
    act({
      title: words.callIn,
      sentence: words.callInSays({ line: line.name, time: offer ? clock(offer.until) : '' }),
      confirm: words.callInConfirm,
      choose: { label: words.callInWho, from: choices, none },
      run: (who, once) => ask('callIn.ask', { params, body: { who: who as 'reserves' | 'everybody' } }, { once }),
      done: words.callInDone,
      undo: () => takeBack(),
    });
  };
  const back = () =>
    act({
      title: words.callInBack,
      sentence: words.callInBackSays,
      confirm: words.callInBack,
      run: (_typed, once) => takeBack(once),
      done: words.callInBackDone,
    });
  return (
    <>
      <Button busy={busy} onClick={() => void begin()}>
        {isOpen ? words.callInMore : words.callIn}
      </Button>
      {isOpen && <Button onClick={back}>{words.callInBack}</Button>}
    </>
  );
}
