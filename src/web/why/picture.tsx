/** A contact as a picture: a line of time with the steps of the ladder, and below it whose phone rang when and what came of it. */
import type { ReactNode } from 'react';
import { placeOnPicture } from '../../matching/contact-story.ts';
import desk from '../desk/desk.module.css';
import drawn from '../lines/drawn.module.css';
import { stepsOf, whoRang, type Told } from './told.ts';
import looks from './why.module.css';
import { useContactsWords } from './words.ts';

type Story = Told['story'];
type Ringing = Story['ringings'][number];

const [width, left, right] = [360, 10, 10];
const [axisHeight, axisAt, barHeight] = [24, 12, 12];
/** Labels nearer to each other than this would lie on one another. */
const labelRoom = 60;

export function Picture({ story }: { story: Story }): ReactNode {
  const words = useContactsWords();
  const place = placing(story);
  const lanes = lanesOf(story, (ringing) => whoRang(ringing, words));
  const steps = stepsOf(story);
  const middle = place(story.waitedUntil);
  const hasMiddle = middle - left > labelRoom && width - right - middle > labelRoom;
  return (
    <>
      <div className={looks['picture']} role="img" aria-label={words.picture}>
        <svg viewBox={`0 0 ${width} 14`}>
          <text x={left} y={11} className={drawn['labelSoft']}>
            {elapsed(story.from, story.from)}
          </text>
          {hasMiddle && (
            <text x={middle} y={11} className={drawn['labelSoft']} textAnchor="middle">
              {elapsed(story.from, story.waitedUntil)}
            </text>
          )}
          <text x={width - right} y={11} className={drawn['labelSoft']} textAnchor="end">
            {elapsed(story.from, story.until)}
          </text>
        </svg>
        <svg viewBox={`0 0 ${width} ${axisHeight}`}>
          <line x1={left} x2={width - right} y1={axisAt} y2={axisAt} className={drawn['axis']} />
          {story.moments.map(({ what, at }) => (
            <line key={what} x1={place(at)} x2={place(at)} y1={3} y2={axisHeight - 3} className={drawn['axis']} />
          ))}
          {steps.map(({ at }, index) => (
            <g key={index}>
              <circle cx={place(at)} cy={axisAt} r={8} className={drawn['mark']} />
              <text x={place(at)} y={axisAt + 4} className={drawn['markText']}>
                {index + 1}
              </text>
            </g>
          ))}
        </svg>
        {lanes.map(({ who, ringings }) => (
          <Lane key={who} who={who} ringings={ringings} story={story} />
        ))}
      </div>
      {steps.length > 0 && <p className={desk['soft']}>{words.pictureStep}</p>}
    </>
  );
}

/** What came of it stands beside the name, so that nothing is told by a colour alone. */
function Lane({ who, ringings, story }: { who: string; ringings: readonly Ringing[]; story: Story }): ReactNode {
  const words = useContactsWords();
  const place = placing(story);
  return (
    <div>
      <b>{who}</b> · {ringings.map(({ cameOf }) => words.cameOf[cameOf]).join(words.andThen)}
      <svg viewBox={`0 0 ${width} ${barHeight + 2}`}>
        <line x1={left} x2={width - right} y1={barHeight + 1} y2={barHeight + 1} className={drawn['axis']} />
        {ringings.map((ringing) => {
          const [from, end] = [place(ringing.at), place(ringing.until ?? story.until)];
          const talk = ringing.talkFrom === null ? end : place(ringing.talkFrom);
          return (
            <g key={ringing.at}>
              <rect className={drawn['wave']} x={from} y={1} width={Math.max(3, talk - from)} height={barHeight} />
              {ringing.talkFrom !== null && (
                <rect className={drawn['band']} x={talk} y={1} width={Math.max(3, end - talk)} height={barHeight} />
              )}
            </g>
          );
        })}
      </svg>
    </div>
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

/** `12:05`: minutes and seconds since it began. */
function elapsed(from: string, at: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(at) - Date.parse(from)) / 1000));
  const parts = [Math.floor((seconds % 3600) / 60), seconds % 60].map((part) => String(part).padStart(2, '0'));
  return [...(seconds >= 3600 ? [Math.floor(seconds / 3600)] : []), ...parts].join(':');
}
