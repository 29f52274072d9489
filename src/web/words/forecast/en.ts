/** What lies ahead of a line, in English. */
const callers = (count: number) => (count < 0.5 ? 'next to nobody' : aboutCallers(Math.round(count)));
const aboutCallers = (count: number) => (count === 1 ? 'about 1 caller' : `about ${count} callers`);
const nth = ['a first', 'a second', 'a third', 'a fourth', 'a fifth'];
/** What somebody more would change: `a third peer, 1`; where both are the same number in words, that it is little. */
const oneMore = (have: number, lost: number, lostThen: number) => {
  const peer = `${nth[have] ?? 'one more'} peer`;
  if (Math.round(lostThen) === Math.round(lost)) return `${peer} would change little`;
  return `${peer}, ${lostThen < 0.5 ? 'next to nobody' : Math.round(lostThen)}`;
};

export const forecastEn = {
  line: 'Line',
  week: 'Week of',
  weeks: 'How long',
  weekCount: ({ count }: { count: number }) => (count === 1 ? '1 week' : `${count} weeks`),
  print: 'Print',
  toRoster: 'Open the roster of these days',
  ofDraft: 'This is a draft: nobody but those who plan sees it.',
  working: 'Working out what lies ahead. The first time on a day this takes a few seconds…',
  none: 'No call to this line has been counted yet, so nothing can be said of the days ahead. Come back after the first evening of calls; every week makes it surer.',
  noneOpen: 'The line is closed all these days.',
  short: ({ weeks }: { weeks: string }) =>
    `Only ${weeks} of calls are known so far. The shape of a week is still in doubt, so take these numbers as a first guess; the band is wide for it.`,
  losesAt: ({
    when,
    have,
    lost,
    lostWithOneMore,
  }: {
    when: string;
    have: number;
    lost: number;
    lostWithOneMore: number;
  }) => `${when} would lose ${callers(lost)}; ${oneMore(have, lost, lostWithOneMore)}.`,
  draftLoses: ({
    lost,
    when,
    have,
    lostWithOneMore,
  }: {
    when: string;
    have: number;
    lost: number;
    lostWithOneMore: number;
  }) => `This draft would lose ${callers(lost)} on ${when}; ${oneMore(have, lost, lostWithOneMore)}.`,
  rosterLoses: ({
    lost,
    when,
    have,
    lostWithOneMore,
  }: {
    when: string;
    have: number;
    lost: number;
    lostWithOneMore: number;
  }) => `This roster would lose ${callers(lost)} on ${when}; ${oneMore(have, lost, lostWithOneMore)}.`,
  andAt: ({
    lost,
    when,
    have,
    lostWithOneMore,
  }: {
    when: string;
    have: number;
    lost: number;
    lostWithOneMore: number;
  }) => `${when}: ${callers(lost)}; ${oneMore(have, lost, lostWithOneMore)}.`,
  whole: ({ lost, expected }: { lost: number; expected: number }) =>
    `As many peers are on as it takes, all the time. Of about ${Math.round(expected)} callers, ${callers(lost)} would be lost all the same.`,
  nearlyWhole: ({ lost, expected }: { lost: number; expected: number }) =>
    `At times one peer fewer is on than it takes, but hardly a caller is lost for it: of about ${Math.round(expected)}, ${callers(lost)} in all.`,
  lostMeans: 'Lost is whoever hangs up before a peer is free, or finds nobody on.',
  seeAhead: 'See the days ahead',
  placeExpects: ({ expected, lost }: { expected: string; lost: number }) =>
    `About ${expected} callers are expected in this shift; with who is on then, ${callers(lost)} would be lost.`,
  placeOneMore: ({ lost }: { lost: number }) => `With one more peer: ${callers(lost)}.`,
  calls: 'Calls in half an hour',
  people: 'Peers',
  keyExpected: 'expected',
  keyBand: 'eight times in ten within this band',
  keyHave: 'on, by the roster',
  keyNeed: 'needed',
  keyShort: 'too few are on',
  closed: 'closed',
  today: 'today',
  callsAtTop: ({ count }: { count: string }) => (count === '1' ? '1 call' : `${count} calls`),
  peopleAtTop: ({ count }: { count: number }) => (count === 1 ? '1 peer' : `${count} peers`),
  dayPicture: ({
    day,
    expected,
    peak,
    need,
    short,
  }: {
    day: string;
    expected: string;
    peak: string;
    need: number;
    short: string;
  }) =>
    `${day}: about ${expected} calls, most of them around ${peak}; ${need === 1 ? '1 peer is' : `up to ${need} peers are`} needed. ${short === '' ? 'As many are on.' : `Too few are on: ${short}.`}`,
  shortBy: ({ when, short }: { when: string; short: number }) => `${when}: ${short} short`,
  nobodyOn: 'nobody on',
  overloaded: 'more work than people',
  asTable: 'The same as a table',
  tableOf: ({ week }: { week: string }) => `Half hour by half hour, ${week}`,
  time: 'Time',
  expected: 'Calls',
  needed: 'Needed',
  neededAtMost: 'If nobody hung up',
  have: 'On',
  lost: 'Lost',
  basisTitle: 'What this stands on',
  history: ({ from, to, weeks }: { from: string; to: string; weeks: string }) =>
    `${weeks} of this line’s own calls, ${from} to ${to}. Whoever hung up in the greeting is not counted; what came while the line was closed for a holiday, or paused, nobody knows.`,
  weeksLong: ({ weeks }: { weeks: string }) => (weeks === '1' ? '1 week' : `${weeks} weeks`),
  silent: ({ count }: { count: number }) =>
    count === 1
      ? 'On 1 day not a single call came; it is taken as unknown.'
      : `On ${count} days not a single call came; they are taken as unknown.`,
  handle: ({ minutes, talks }: { minutes: string; talks: number }) =>
    `A call keeps its peer for ${minutes} minutes on average: the talk, and then wrap-up or rest (from ${talks} talks).`,
  handleAssumed: ({ minutes }: { minutes: string }) =>
    `Too few talks are known to say how long one keeps its peer; ${minutes} minutes are assumed, wrap-up included.`,
  patience: ({ minutes, hungUp }: { minutes: string; hungUp: number }) =>
    `Callers are willing to wait for about ${minutes} minutes (from ${hungUp} who hung up, and from those who did not).`,
  patienceAssumed: ({ minutes }: { minutes: string }) =>
    `Too few have hung up to say how long callers are willing to wait; ${minutes} minutes are assumed.`,
  target: ({ percent, seconds }: { percent: string; seconds: number }) =>
    `Needed are as many peers as have ${percent} of callers talking within ${seconds} seconds (Erlang A). The table also says how many if nobody ever hung up (Erlang C).`,
};

/** One missing, or one with other values, does not compile. */
export type ForecastWords = typeof forecastEn;
