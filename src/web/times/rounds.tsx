/** Lines that ask for my wishes for a month, and until when (P4). */
import type { ReactNode } from 'react';
import type { Answered } from '../client.ts';
import { clock, day } from '../moments.ts';
import { Card } from '../parts/controls.tsx';
import { useWords } from '../words/words.tsx';
import { monthInWords } from './hours.ts';
import { useTimesWords } from './words.ts';

export function Rounds({ times: { rounds, zone } }: { times: Answered<'times.read'> }): ReactNode {
  const words = useTimesWords();
  const { language } = useWords();
  return rounds.map(({ line, month, until, answered }) => (
    <Card key={`${line} ${month}`}>
      <p>
        <b>{words.roundAsks({ line, month: monthInWords(month, language) })}</b>{' '}
        {words.roundUntil({ when: `${day(until, { language, zone })}, ${clock(until, { language, zone })}` })}{' '}
        {answered ? words.roundAnswered : words.roundNoAnswer}
      </p>
      <p>
        <a href="#dates">{words.roundGo}</a>
      </p>
    </Card>
  ));
}
