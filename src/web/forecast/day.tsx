/** One day as a picture: calls with their band, and below who is on against who is needed. */
import type { ReactNode } from 'react';
import { coveredSpans } from './spans.ts';
import type { Day, Half, Scale } from './ahead.ts';
import looks from './forecast.module.css';
import { useForecastWords } from './words.ts';
import { date as dateInWords, hours } from '../planner/form.ts';

const wide = 100;
const high = 100;

export function DayPicture({
  day: { date, halves },
  scale,
  zone,
  isToday,
}: {
  day: Day;
  scale: Scale;
  zone: string;
  isToday: boolean;
}): ReactNode {
  const { words, language, tenth } = useForecastWords();
  const part = (options: Intl.DateTimeFormatOptions) => dateInWords(date, language, options);
  const short = `${part({ weekday: 'short' })} ${part({ day: 'numeric' })}`;
  const heading = (
    <h3 aria-current={isToday ? 'date' : undefined}>
      {short}
      {isToday && ` · ${words.today}`}
    </h3>
  );
  if (halves.length === 0)
    return (
      <div className={looks['day']}>
        {heading}
        <p className={looks['closed']}>{words.closed}</p>
      </div>
    );
  const spans = coveredSpans(halves, zone);
  const form = { language, zone };
  const inWords = spans.map((span) =>
    words.shortBy({ when: hours(span.startMs, span.endMs, form), short: span.short }),
  );
  const busiest = halves.reduce((one, other) => (other.expected > one.expected ? other : one));
  const total = halves.reduce((sum, { expected }) => sum + expected, 0);
  const picture = words.dayPicture({
    day: part({ weekday: 'long', day: 'numeric', month: 'long' }),
    expected: tenth(total),
    peak: new Intl.DateTimeFormat(language, { timeZone: zone, hour: 'numeric', minute: '2-digit' }).format(
      busiest.startMs,
    ),
    need: halves.reduce((most, { need }) => Math.max(most, need), 0),
    short: inWords.join('; '),
  });
  const { fromSlot, toSlot, mostCalls, mostPeople } = scale;
  const step = wide / (toSlot - fromSlot);
  const x = (slot: number) => (slot - fromSlot) * step;
  const runs = runsOf(halves);
  const y = (most: number) => (value: number) => high - (value / most) * (high - 4);
  const [calls, people] = [y(mostCalls), y(mostPeople)];
  const marks = hourMarks(fromSlot, toSlot);
  const edgeOf = (slot: number) => (slot === fromSlot ? 'start' : slot === toSlot ? 'end' : undefined);
  const hourLines = marks.map((slot) => <path key={slot} className={looks['hour']} d={`M${x(slot)} 0V${high}`} />);
  return (
    <div className={looks['day']}>
      {heading}
      <div role="img" aria-label={picture}>
        <div className={looks['chart']}>
          <span className={looks['most']}>{words.callsAtTop({ count: tenth(mostCalls) })}</span>
          <svg viewBox={`0 0 ${wide} ${high}`} preserveAspectRatio="none" className={looks['calls']}>
            {hourLines}
            {runs.map((run) => (
              <g key={run[0]?.startMs}>
                <path
                  className={looks['band']}
                  d={between(
                    run,
                    x,
                    (half) => calls(half.high),
                    (half) => calls(half.low),
                  )}
                />
                <path className={looks['expected']} d={steps(run, x, (half) => calls(half.expected))} />
              </g>
            ))}
          </svg>
        </div>
        <div className={looks['markers']}>
          {spans.map(({ fromSlot: from, toSlot: to, startMs }) => (
            <span key={startMs} style={{ insetInlineStart: `${x((from + to) / 2)}%` }}>
              ▼
            </span>
          ))}
        </div>
        <div className={looks['chart']}>
          <span className={looks['most']}>{words.peopleAtTop({ count: mostPeople })}</span>
          <svg viewBox={`0 0 ${wide} ${high}`} preserveAspectRatio="none" className={looks['people']}>
            {hourLines}
            {runs.map((run) => (
              <g key={run[0]?.startMs}>
                <path
                  className={looks['have']}
                  d={between(
                    run,
                    x,
                    (half) => people(half.have),
                    () => high,
                  )}
                />
                <path
                  className={looks['short']}
                  d={between(
                    run,
                    x,
                    (half) => people(Math.max(half.need, half.have)),
                    (half) => people(half.have),
                  )}
                />
                <path className={looks['haveLine']} d={steps(run, x, (half) => people(half.have))} />
                <path className={looks['need']} d={steps(run, x, (half) => people(half.need))} />
              </g>
            ))}
          </svg>
        </div>
        <div className={looks['ticks']}>
          {marks.map((slot) => (
            <span key={slot} style={{ insetInlineStart: `${x(slot)}%` }} data-edge={edgeOf(slot)}>
              {clockAt(slot, language)}
            </span>
          ))}
        </div>
      </div>
      <ul className={looks['shorts']}>
        {spans.map((span, index) => (
          <li key={span.startMs}>
            <span aria-hidden="true">▼ </span>
            {inWords[index]}
            {span.have === 0 ? `, ${words.nobodyOn}` : span.isOverloaded ? `, ${words.overloaded}` : ''}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Neighbouring half hours together: where the line is closed in between, the picture has nothing. */
function runsOf(halves: readonly Half[]): Half[][] {
  const runs: Half[][] = [];
  for (const half of halves) {
    const last = runs.at(-1);
    if (last?.at(-1)?.endMs === half.startMs) last.push(half);
    else runs.push([half]);
  }
  return runs;
}

type At = (half: Half) => number;

function steps(run: readonly Half[], x: (slot: number) => number, y: At): string {
  return run.map((half, index) => `${index === 0 ? `M${x(half.slot)} ` : 'V'}${y(half)}H${x(half.slot + 1)}`).join('');
}

function between(run: readonly Half[], x: (slot: number) => number, top: At, bottom: At): string {
  const back = run
    .toReversed()
    .map((half) => `V${bottom(half)}H${x(half.slot)}`)
    .join('');
  return `${steps(run, x, top)}${back}Z`;
}

/** Where the hours are written: every second one of an evening, every sixth of a day that is longer. */
function hourMarks(fromSlot: number, toSlot: number): number[] {
  const apart = toSlot - fromSlot <= 16 ? 4 : 12;
  const first = Math.ceil(fromSlot / apart) * apart;
  return Array.from({ length: Math.floor((toSlot - first) / apart) + 1 }, (_, index) => first + index * apart);
}

/** An hour of the wall clock, such as 5 PM or 17:00. */
function clockAt(slot: number, language: string): string {
  const hour = new Intl.DateTimeFormat(language, { timeZone: 'UTC', hour: 'numeric' }).format(slot * 1_800_000);
  return /^\d+$/.test(hour) ? `${hour}:00` : hour;
}
