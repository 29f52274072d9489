/** The question whether I can come in now, as it also came by text; no answer is fine (L2). */
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import type { Answered } from '../client.ts';
import { moment } from '../moments.ts';
import { Button, Card, Notice } from '../parts/controls.tsx';
import { useWords } from '../words/words.tsx';

type Now = Answered<'now.read'>;

export function CallIn({ now, takeOn }: { now: Now; takeOn: (answer: Now) => void }): ReactNode {
  const { words, language } = useWords();
  const [result, setResult] = useState<Answered<'callIn.answer'>['result'] | null>(null);
  const { begin, busy, wrong } = useChange('callIn.answer', (answer) => {
    setResult(answer.result);
    takeOn(answer.now);
  });
  const { callIn } = now;
  if (!callIn) {
    const came = { on: words.callInOn, settled: words.callInSettled, cannot: words.callInCannot, declined: null };
    const said = result && came[result];
    return said ? <Notice kind="calm">{said}</Notice> : null;
  }
  const answer = (coming: boolean) => begin({ params: { id: callIn.id }, body: { coming } });
  const until = moment(callIn.until, now.at, { language, zone: now.zone });
  return (
    <Card>
      <h2>{words.callInTitle}</h2>
      <p>{words.callInLead({ line: callIn.line, until })}</p>
      {result === 'cannot' && <Notice kind="calm">{words.callInCannot}</Notice>}
      {wrong && <Notice kind="trouble">{wrong}</Notice>}
      <p>
        <Button busy={busy} onClick={() => answer(true)}>
          {words.callInYes}
        </Button>{' '}
        <Button kind="quiet" busy={busy} onClick={() => answer(false)}>
          {words.callInNo}
        </Button>
      </p>
    </Card>
  );
}
