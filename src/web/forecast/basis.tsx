/** What a forecast stands on: the history, handle time, patience and the target. */
import type { ReactNode } from 'react';
import { date as dateInWords } from '../planner/form.ts';
import type { Ahead } from './ahead.ts';
import looks from './forecast.module.css';
import { useForecastWords } from './words.ts';

export function Basis({ ahead: { history, service, target } }: { ahead: Ahead }): ReactNode {
  const { words, language, tenth } = useForecastWords();
  if (!history) return null;
  const date = (text: string) => dateInWords(text, language, { day: 'numeric', month: 'short', year: 'numeric' });
  const minutes = (seconds: number) => tenth(seconds / 60);
  const percent = new Intl.NumberFormat(language, { style: 'percent' }).format(target.serviceLevel);
  return (
    <section className={looks['basis']}>
      <h2>{words.basisTitle}</h2>
      <ul>
        <li>
          {words.history({
            from: date(history.from),
            to: date(history.to),
            weeks: words.weeksLong({ weeks: tenth(history.weeks) }),
          })}
        </li>
        {history.silentDays > 0 && <li>{words.silent({ count: history.silentDays })}</li>}
        <li>
          {service.handleAssumed
            ? words.handleAssumed({ minutes: minutes(service.handleSeconds) })
            : words.handle({ minutes: minutes(service.handleSeconds), talks: service.talks })}
        </li>
        <li>
          {service.patienceAssumed
            ? words.patienceAssumed({ minutes: minutes(service.patienceSeconds) })
            : words.patience({ minutes: minutes(service.patienceSeconds), hungUp: service.hungUp })}
        </li>
        <li>{words.target({ percent, seconds: target.withinSeconds })}</li>
      </ul>
    </section>
  );
}
