/** Every string of the page on which one says when one can, in English. */
const hours = (count: number) => (count === 1 ? '1 hour' : `${count} hours`);

export const timesEn = {
  lead: ({ zone }: { zone: string }) =>
    `Paint the hours in which you could be on shift, on your clock (${zone}). Rosters are planned from it. It promises nothing.`,
  brush: 'Paint with',
  wishes: { preferred: 'gladly', fine: 'fine', reluctant: 'if need be', none: 'not' },
  mixed: 'partly',
  week: 'My week',
  weekHelp: 'Tap or drag over hours. By keyboard: arrow keys, then Enter; Shift with an arrow key paints on.',
  hour: 'Hour',
  days: {
    MO: 'Monday',
    TU: 'Tuesday',
    WE: 'Wednesday',
    TH: 'Thursday',
    FR: 'Friday',
    SA: 'Saturday',
    SU: 'Sunday',
  },
  shortDays: { MO: 'Mon', TU: 'Tue', WE: 'Wed', TH: 'Thu', FR: 'Fri', SA: 'Sat', SU: 'Sun' },
  cell: ({ day, from, until, wish }: { day: string; from: string; until: string; wish: string }) =>
    `${day} ${from} to ${until}: ${wish}`,
  chooseDay: 'Day',
  exact: 'Paint from one time to another',
  exactDay: 'Day',
  exactFrom: 'From',
  exactUntil: 'Until',
  nextDay: ({ time }: { time: string }) => `${time} the next day`,
  exactPaint: 'Paint it',
  copyDay: ({ day }: { day: string }) => `Make every day like ${day}`,
  total: ({ count }: { count: number }) =>
    count === 0
      ? 'No hour is painted. Without any, you are planned only where somebody asks you.'
      : `${hours(count)} a week.`,
  window: ({ days, from, until, wish }: { days: string; from: string; until: string; wish: string }) =>
    `${days}, ${from} to ${until}: ${wish}`,
  notSaved: 'You have painted something that is not saved yet.',
  save: 'Save my week',
  startAgain: 'Go back to what is saved',
  saved: 'Saved.',
  changedMeanwhile:
    'Your times were changed somewhere else meanwhile. Nothing was overwritten, and what you painted is still here.',
  keepMine: 'Save mine in its place',
  takeTheirs: 'Show me what is saved',

  away: 'When I am away',
  awayLead: 'A single date or a whole holiday. On these days you are on no shift, whatever the week above says.',
  awayNone: 'You have said of no day that you are away.',
  awayDay: ({ day }: { day: string }) => day,
  awayDays: ({ from, to }: { from: string; to: string }) => `${from} to ${to}`,
  awayFrom: 'First day',
  awayTo: 'Last day',
  awayToHint: 'The same as the first for one day.',
  awayWrong: 'The last day must not be before the first, nor over already, and at most a year away.',
  opensNone: 'None of your shifts begins on these days.',
  opensSome: ({ count }: { count: number }) =>
    count === 1
      ? 'This shift of yours would be open at once. Others are asked, and a coordinator sees it:'
      : `These ${count} shifts of yours would be open at once. Others are asked, and a coordinator sees it:`,
  goAway: 'I am away on these days',
  stay: 'I am not away after all',
  awaySaid: 'Noted. Have a good time.',
  staySaid: 'Noted. What nobody has taken meanwhile is yours again.',
  awayChanged: 'Your times were changed somewhere else meanwhile. Nothing was overwritten; please look again.',

  awayAsked: 'Asked. A coordinator says yes or no, and you hear either way. Until then your shifts are yours.',
  awayWaits: 'Asked; a coordinator has not answered yet.',
  awayRefused: ({ reason }: { reason: string }) => `It does not work this time: ${reason}`,
  awayNoMore: 'I do not ask any more',
  awayRead: 'I have read it',
  opensAsked: ({ count }: { count: number }) =>
    count === 1
      ? 'This shift of yours would be open, so a coordinator is asked first:'
      : `These ${count} shifts of yours would be open, so a coordinator is asked first:`,

  roundAsks: ({ line, month }: { line: string; month: string }) => `${line} plans ${month} and asks for your dates.`,
  roundUntil: ({ when }: { when: string }) => `You can say so until ${when}.`,
  roundAnswered: 'You have answered; you can still change it.',
  roundNoAnswer: 'You have not said anything yet.',
  roundGo: 'To the dates',
  dates: 'Single dates',
  datesLead:
    'What you say of a date counts in the place of your week: your hours of that day with this wish, or the whole day where your week has none.',
  monthBefore: 'Month before',
  monthNext: 'Next month',
  dateBrush: 'Paint dates with',
  dateWishes: { preferred: 'love to', fine: 'suits me', reluctant: 'in a pinch', not: 'cannot', week: 'usual' },
  dateCell: ({ date, wish }: { date: string; wish: string }) => `${date}: ${wish}`,
  saveDates: 'Save these dates',
  datesNothing: 'I have nothing to add: my week counts',
  datesStand: 'The time to say so is over, and what you said stands. A date can still become one you cannot.',
  datesClosed: 'The time to say so is over, and what you said stands. Nothing was changed; only “cannot” can be added.',
};

/** One missing, or one with other values, does not compile. */
export type TimesWords = typeof timesEn;
