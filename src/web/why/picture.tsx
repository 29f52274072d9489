/** A contact as a picture: a line of time with the steps of the ladder, and below it whose phone rang when and what came of it. */
import type { ReactNode } from 'react';
import { placeOnPicture } from '../../matching/contact-story.ts';
import desk from '../desk/desk.module.css';
import { stepsOf, whoRang, type Told } from './told.ts';
import { useContactsWords } from './words.ts';

type Story = Told['story'];
type Ringing = Story['ringings'][number];

const [width, left, right] = [360, 8, 8];
const [axisAt, lanesFrom, laneHeight, barAt, barHeight] = [34, 52, 36, 17, 12];
/** Labels nearer to each other than this would lie on one another. */
const labelRoom = 44;

export function Picture({ story }: { story: Story }): ReactNode {
  const words = useContactsWords();
  const place = placing(story);
  const lanes = lanesOf(story, (ringing) => whoRang(ringing, words));
  const steps = stepsOf(story);
  const height = lanesFrom + Math.max(1, lanes.length) * laneHeight;
  const middle = place(story.waitedUntil);
  const labels = [
    { at: story.from, x: left, anchor: 'start' as const },
    ...(middle - left > labelRoom && width - right - middle > labelRoom
      ? [{ at: story.waitedUntil, x: middle, anchor: 'middle' as const }]
      : []),
    { at: story.until, x: width - right, anchor: 'end' as const },
  ];
  return (
    <>
      <svg className={desk['drawn']} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words.picture}>
        {labels.map(({ at, x, anchor }) => (
          <text key={`${anchor} ${at}`} x={x} y={14} className={desk['labelSoft']} textAnchor={anchor}>
            {elapsed(story.from, at)}
          </text>
        ))}
        <line x1={left} x2={width - right} y1={axisAt} y2={axisAt} className={desk['axis']} />
        {story.moments.map(({ what, at }) => (
          <line key={what} x1={place(at)} x2={place(at)} y1={axisAt - 6} y2={height} className={desk['axis']} />
        ))}
        {steps.map(({ at }, index) => (
          <g key={index}>
            <circle cx={clear(place(at))} cy={axisAt} r={8} className={desk['mark']} />
            <text x={clear(place(at))} y={axisAt + 4} className={desk['markText']}>
              {index + 1}
            </text>
          </g>
        ))}
        {lanes.map(({ who, ringings }, lane) => (
          <Lane key={who} who={who} ringings={ringings} top={lanesFrom + lane * laneHeight} story={story} />
        ))}
      </svg>
      {steps.length > 0 && <p className={desk['soft']}>{words.pictureStep}</p>}
    </>
  );
}

function Lane({
  who,
  ringings,
  top,
  story,
}: {
  who: string;
  ringings: readonly Ringing[];
  top: number;
  story: Story;
}): ReactNode {
  const words = useContactsWords();
  const place = placing(story);
  const said = ringings.map(({ cameOf }) => words.cameOf[cameOf]).join(words.andThen);
  return (
    <g>
      <text x={left} y={top + barAt - 5} className={desk['label']}>
        {who} · {said}
      </text>
      {ringings.map((ringing) => {
        const [from, end] = [place(ringing.at), place(ringing.until ?? story.until)];
        const talk = ringing.talkFrom === null ? end : place(ringing.talkFrom);
        return (
          <g key={ringing.at}>
            <rect
              className={desk['wave']}
              x={from}
              y={top + barAt}
              width={Math.max(3, talk - from)}
              height={barHeight}
            />
            {ringing.talkFrom !== null && (
              <rect
                className={desk['band']}
                x={talk}
                y={top + barAt}
                width={Math.max(3, end - talk)}
                height={barHeight}
              />
            )}
          </g>
        );
      })}
    </g>
  );
}

/** Everybody who was rung, in the order in which they first were. */
function lanesOf(
  { ringings }: Story,
  nameOf: (ringing: Ringing) => string,
): { who: string; ringings: readonly Ringing[] }[] {
  const lanes = new Map<string, Ringing[]>();
  for (const ringing of ringings) lanes.set(nameOf(ringing), [...(lanes.get(nameOf(ringing)) ?? []), ringing]);
  return [...lanes].map(([who, ofWho]) => ({ who, ringings: ofWho }));
}

function placing(story: Story): (instant: string) => number {
  const [fromMs, waitedUntilMs, untilMs] = [story.from, story.waitedUntil, story.until].map((one) =>
    Date.parse(one),
  ) as [number, number, number];
  return (instant) =>
    left + placeOnPicture({ fromMs, waitedUntilMs, untilMs }, Date.parse(instant)) * (width - left - right);
}

/** A mark stays whole at either end. */
const clear = (x: number) => Math.min(Math.max(x, left + 8), width - right - 8);

/** `12:05`: minutes and seconds since it began. */
function elapsed(from: string, at: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(at) - Date.parse(from)) / 1000));
  const parts = [Math.floor((seconds % 3600) / 60), seconds % 60].map((part) => String(part).padStart(2, '0'));
  return [...(seconds >= 3600 ? [Math.floor(seconds / 3600)] : []), ...parts].join(':');
}
