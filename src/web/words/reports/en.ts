/** The reports in English. A definition is a name and what it means. */
import type { DefinitionKey } from './keys.ts';

type Definition = readonly [name: string, means: string];

const definitions: Readonly<Record<DefinitionKey, Definition>> = {
  'calls.offered': ['Calls', 'Calls that met an open line. A call to a closed, paused or blocked one is not counted.'],
  'calls.answered': ['Answered', 'Calls in which caller and volunteer talked.'],
  'calls.abandonedInGreeting': ['Hung up in the greeting', 'Hung up before the greeting had ended.'],
  'calls.abandonedInQueue': ['Hung up waiting', 'Hung up while waiting for a volunteer.'],
  'calls.crisis': ['To the crisis line', 'Chose the crisis line before anybody answered.'],
  'calls.callback': ['Call promised', 'Ended with the promise of a call back.'],
  'calls.voicemail': ['Voicemail', 'Ended with a message.'],
  'calls.otherwise': ['Ended otherwise', 'Nobody on, the end of the ladder, or handed to a partner.'],
  'calls.answeredShare': ['Share answered', 'Answered, of all calls.'],
  'calls.serviceLevel': [
    'Answered within a minute',
    'Talking within 60 seconds of the call, of all calls but those who hung up within 60 seconds.',
  ],
  'calls.averageWait': ['Average wait', 'From the call to the talk, of those answered.'],
  'calls.averageTalk': ['Average talk', 'How long those answered talked.'],
  'promises.made': ['Calls promised', 'Calls back that were promised, by when they were.'],
  'promises.keptOnTime': ['Kept on time', 'A talk, or the caller’s own word, before the promise ended.'],
  'promises.keptLate': ['Kept late', 'Kept after the promise had ended.'],
  'promises.lapsed': ['Lapsed', 'Failed after three attempts, or over before one reached them.'],
  'promises.stopped': ['Stopped', 'The caller asked not to be called.'],
  'promises.open': ['Still open', 'Not settled yet.'],
  'promises.keptShare': ['Share kept on time', 'Kept on time, of those kept or lapsed.'],
  'texts.opened': ['Conversations', 'Text conversations, by when they began.'],
  'texts.answered': ['Answered', 'A volunteer wrote in it.'],
  'texts.unanswered': ['Unanswered', 'Closed without a volunteer’s words.'],
  'texts.open': ['Still open', 'Not answered yet.'],
  'texts.answeredShare': ['Share answered', 'Answered, of all conversations.'],
  'texts.averageAnswer': ['Average wait', 'From the first words to the first answer.'],
  'heard.asked': ['Answers', 'Callers who answered “Did you feel heard?” after a call, by one key.'],
  'heard.heard': ['Felt heard', 'Said yes.'],
  'heard.notHeard': ['Did not', 'Said no.'],
  'heard.heardShare': ['Share who felt heard', 'Yes, of all answers. Most callers do not answer.'],
  'hours.onShift': ['Hours given', 'Hours of volunteers on shift, of the days that are over.'],
  'hours.needed': ['Hours needed', 'What the shifts ask for.'],
  'hours.covered': ['Hours covered', 'Of those needed, with somebody there.'],
  'hours.coverShare': ['Cover', 'Covered, of the hours needed.'],
  'hours.occupancy': ['Time in talk', 'Talk time, promised calls included, of the hours given.'],
  'hours.fairness': [
    'Evenness',
    'How alike volunteers’ hours are by what each offered (Jain’s index): 1.00 is as even as can be.',
  ],
};

export const reportsEn = {
  definitions,
  from: 'From',
  to: 'To',
  line: 'Line',
  allLines: 'All lines',
  language: 'Language',
  allLanguages: 'All languages',
  print: 'Print',
  funder: 'One page for a funder',
  whole: 'The whole report',
  calls: 'Calls',
  promises: 'Calls back',
  texts: 'Text conversations',
  heard: 'Did you feel heard?',
  hours: 'Volunteers’ hours',
  oneLine: ({ line }: { line: string }) => `Of the line ${line}. By the schedule as it is known today.`,
  noLanguage: 'These are not counted by language: they are of all languages.',
  hours24: 'When people call',
  hours24Says: 'Calls by weekday and hour of the line’s clock; the fuller the field, the more calls.',
  none: 'Nothing was counted in this time.',
  noCalls: ({ months }: { months: string }) =>
    `No call was counted in ${months}. These pages fill by themselves with the calls that come.`,
  soFar: ({ month }: { month: string }) => `See ${month} so far`,
  asTable: 'The same as a table',
  csv: 'As a file (CSV)',
  csvProof:
    'To take figures out of the house you prove anew that it is you: sign out, sign in again with your passkey or app, and come back here.',
  csvFailed: 'The file did not come. Nothing is lost; please try again.',
  by: 'A row for each',
  day: 'Day',
  week: 'Week',
  month: 'Month',
  hidden: 'hidden',
  hiddenWhy:
    'Numbers below five are hidden, since they could point at one caller, and with them those that would give them away.',
  total: 'Total',
  weekOf: ({ day }: { day: string }) => `Week of ${day}`,
  picture: ({ name, total }: { name: string; total: string }) => `${name}: ${total} in all. The table below says each.`,
  of: ({ part, whole }: { part: string; whole: string }) =>
    `Filled: ${part}; outline: ${whole}; dotted where a number is hidden.`,
  period: 'When',
  minutes: ({ minutes, seconds }: { minutes: number; seconds: number }) =>
    minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds} s`,
  hourCount: ({ hours }: { hours: string }) => `${hours} h`,
  months: ({ from, to }: { from: string; to: string }) => (from === to ? from : `${from} to ${to}`),
};

/** One missing, or one with other values, does not compile. */
export type ReportsWords = typeof reportsEn;
