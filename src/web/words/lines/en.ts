/** What the pages on lines and settings say, in English. */
type Hours = { hours: string };
/** Spans of time come in words, such as “4 minutes”. */
type Change = { before: string; after: string };

export const linesEn = {
  title: 'Lines',
  lead: 'What callers and texters meet. A change holds from the next call on; who talks now goes on.',
  outOfUse: 'out of use',
  addLine: 'Add a line',
  addDo: 'Add it',
  addLead: 'A name and its number are enough to begin. Hours, words and the rest can follow.',
  noneYet: 'There is no line yet.',
  wasAdded: ({ name }: { name: string }) => `${name} is here. Give it hours and words of its own below.`,
  wasRetired: ({ name }: { name: string }) => `${name} is out of use. Contacts that are under way go on.`,
  retired: 'This line is out of use. It can be gone back to by one of its versions.',

  basics: 'The line',
  name: 'Name',
  phoneNumber: 'Number that is published',
  phoneHint: 'With the country code, such as +1 555 010 0001.',
  timeZone: 'Time zone',
  languages: 'Languages, in the order in which they are offered',
  languagesHint: 'By their short names, such as “en, es”, eight at most, with commas between them.',
  callbackNumber: 'Number that callbacks come from',
  callbackHint: 'Empty: the published one.',
  automaticAvailability: 'Who is on shift is available without saying so',

  hours: 'Opening hours',
  hoursAlways: 'No hours are written: the line is always open.',
  hoursPicture: 'The week',
  hoursOf: ({ day, hours }: { day: string } & Hours) => `${day}: ${hours}`,
  hoursDays: 'Days',
  hoursStart: 'From',
  hoursEnd: 'Until',
  hoursEndHint: 'Past midnight is fine.',
  hoursAdd: 'Add hours',
  hoursRemove: 'Take these hours out',
  dayClosed: 'closed',
  dayAlways: 'always open',
  tonight: 'Today',
  tonightSame: 'Opening hours of today stay as they are.',
  tonightDiffers: ({ before, after }: { before: string; after: string }) =>
    `With this, today will be: ${after}. Until now it is: ${before}.`,
  nextCall: 'What else you changed holds from the next call and the next text on.',

  changesFromNext: 'From the next call and the next text on:',
  changesOnEvery: 'From the next call and the next text on, on every line:',
  changesOn: ({ lines }: { lines: string }) => `From the next call and the next text on, on ${lines}:`,
  changesNotOn: ({ lines }: { lines: string }) => `Nothing changes on ${lines}: what is set there stands.`,
  changesMore: ({ count }: { count: number }) => (count === 1 ? 'One more' : `${count} more`),
  changes: {
    ringSeconds: ({ before, after }: Change) => `A phone rings for ${after} instead of ${before}.`,
    callsPerDay: ({ before, after }: { before: number; after: number }) =>
      `Each caller has ${after} ${after === 1 ? 'talk' : 'talks'} a day instead of ${before}.`,
    softLimitMinutes: ({ before, after }: Change) => `A talk is gently told so after ${after} instead of ${before}.`,
    wrapUpMinutes: ({ before, after }: Change) =>
      `Peers have ${after} of calm after each contact instead of ${before}.`,
    restAfterHeavyMinutes: ({ before, after }: Change) =>
      `Peers rest ${after} after a heavy contact instead of ${before}.`,
    restAfterCrisisMinutes: ({ before, after }: Change) => `Peers rest ${after} after a crisis instead of ${before}.`,
    phones: ({
      from,
      until,
      before,
      after,
    }: {
      from: string | null;
      until: string | null;
      before: number;
      after: number;
    }) => {
      const [first, last] = [from ?? '', until ?? ''];
      const starts = last === '' ? 'From the start' : `In the first ${last} of waiting`;
      const later = last === '' ? `After ${first} of waiting` : `Between ${first} and ${last} of waiting`;
      const rings = after === 1 ? '1 phone rings' : `${after} phones ring`;
      return `${from === null ? starts : later}, ${rings} at once instead of ${before}.`;
    },
    stepMoved: ({ step, before, after }: Change & { step: string }) =>
      `After ${after} instead of ${before} of waiting, ${step}.`,
    stepNew: ({ step, after }: { step: string; after: string }) => `New: after ${after} of waiting, ${step}.`,
    stepGone: {
      'ring-backups': ({ before }: { before: string }) =>
        `Backups and reserves are no longer rung after ${before} of waiting.`,
      'ring-partner': ({ before }: { before: string }) => `No partner is offered after ${before} of waiting any more.`,
      'offer-callback': ({ before }: { before: string }) =>
        `A call back is no longer offered after ${before} of waiting.`,
      voicemail: ({ before }: { before: string }) => `A voicemail is no longer offered after ${before} of waiting.`,
    },
    partner: ({ after }: { after: string }) =>
      `The partner who is offered after ${after} of waiting has another number.`,
    languageNew: ({ language }: { language: string }) => `Callers are offered ${language}.`,
    languageGone: ({ language }: { language: string }) => `Callers are no longer offered ${language}.`,
    languageFirst: ({ before, after }: Change) => `${after} comes first instead of ${before}.`,
    wishNew: ({ key, name }: { key: string; name: string }) => `Key ${key} is for a new wish: ${name}.`,
    wishGone: ({ key, name }: { key: string; name: string }) => `Key ${key} is no longer for ${name}.`,
    wishOther: ({ key, before, after }: Change & { key: string }) => `Key ${key} is for ${after} instead of ${before}.`,
    wishTag: ({ name, before, after }: Change & { name: string }) =>
      `Who wishes for “${name}” is given to those with the tag ${after}, no longer ${before}.`,
  },

  closures: 'Closures',
  closuresNone: 'No closure is planned.',
  closureFrom: 'First day',
  closureTo: 'Last day',
  closureReason: 'Why',
  closureIs: ({ from, to, reason }: { from: string; to: string; reason: string }) =>
    `${from === to ? from : `${from} – ${to}`}${reason === '' ? '' : `: ${reason}`}`,
  closureAdd: 'Close the line on these days',
  closureRemove: 'Open again',
  closureToHint: 'Empty: that one day.',
  closureLead: 'Whoever calls then hears that the line is closed. Each closure is saved by itself.',
  closurePlannedNone: 'Nobody is planned on those days.',
  closurePlanned: ({ count }: { count: number }) =>
    `${count === 1 ? 'One shift on those days has' : `${count} shifts on those days have`} somebody planned. They stay planned: take them off in the roster if they need not come.`,
  closurePlannedMore: ({ count }: { count: number }) => `and ${count} more`,

  wishes: 'Wishes callers may have',
  wishesNone: 'Callers are not asked for a wish.',
  wishKey: 'Key',
  wishTag: 'Tag of those who fit',
  wishName: 'As it is said',
  wishAdd: 'Add a wish',
  wishRemove: 'Take this wish out',

  sentences: 'Words',
  sentencesLead:
    'Each sentence has words of ours. Write your own where you like, or the https address of a recording. Empty: ours again.',
  greeting: 'Greeting',
  greetingLead: 'The first thing everybody hears.',
  ownWords: 'Your own words',
  ours: ({ words }: { words: string }) => `Ours: “${words}”`,
  places: ({ places }: { places: string }) => `These are filled in where you write them: ${places}.`,
  seconds: ({ seconds }: { seconds: number }) =>
    seconds === 1 ? 'About one second to say.' : `About ${seconds} seconds to say.`,
  parts: ({ parts }: { parts: number }) => (parts === 1 ? 'One text message.' : `${parts} text messages each time.`),
  recording: 'A recording.',
  hear: 'Hear it',
  hush: 'Stop',
  spokenOnes: 'Everything that is said',
  writtenOnes: 'Everything that is texted',
  sentencesFind: 'Look for a sentence',
  sentenceOwn: 'your own',
  sentencesNone: 'No sentence has these words.',

  ladder: 'While somebody waits',
  ladderPicture: ({ seconds }: { seconds: number }) =>
    `What happens in the first ${seconds} seconds of waiting; the table below says the same.`,
  ladderAxis: 'seconds of waiting',
  ladderAt: 'After',
  ladderWhat: 'What happens',
  waves: 'How many phones ring at once',
  wavesHeading: 'phones',
  waveRings: ({ size }: { size: number }) => (size === 1 ? 'One phone rings' : `${size} phones ring`),
  waveSize: 'Phones',
  waveAdd: 'Add a step',
  waveRemove: 'Take this step out',
  overflow: 'If nobody has answered',
  stepDo: 'Then',
  stepNumber: 'Number of the partner',
  steps: {
    'widen-wave': 'one phone more rings',
    'ring-backups': 'backups and reserves are rung',
    'ring-partner': 'a partner is offered',
    'offer-callback': 'a call back is offered',
    voicemail: 'a voicemail is offered',
  },
  secondsShort: ({ seconds }: { seconds: number }) => `${seconds} s`,
  afterSeconds: 'After seconds',
  ladderOwn: 'This line has steps of its own',
  ladderShared: 'These are the steps of the whole organisation.',

  numbers: 'Limits and times',
  numbersLead: 'Empty: what the whole organisation has, which stands below each field.',
  organisationHas: ({ value }: { value: string }) => `The organisation has ${value}.`,
  policy: {
    callsPerDay: 'Talks a day for each caller',
    dayTurnsAt: 'The day turns at',
    ringSeconds: 'A phone rings for seconds',
    wrapUpMinutes: 'Minutes of calm after each contact',
    restAfterHeavyMinutes: 'Minutes of rest after a heavy one',
    restAfterCrisisMinutes: 'Minutes of rest after a crisis',
    softLimitMinutes: 'Minutes until a talk is gently told so',
    escalation: 'If a life is in danger',
    training: 'Courses everybody needs',
    'callback.start': 'Quiet hours begin',
    'callback.end': 'Quiet hours end',
    'callback.attemptsMinutes': 'Minutes until each try of a callback',
    'callback.expiresHours': 'Hours until a callback expires',
    'limits.hoursPerWeek': 'Hours a week at most',
    'limits.shiftHours': 'Hours a shift at most',
    'limits.restHours': 'Hours of rest between shifts',
    'limits.daysInRow': 'Days in a row at most',
    'limits.nightsInRow': 'Nights in a row at most',
  },
  escalations: {
    'consent-only': 'nothing without their consent',
    'imminent-risk': 'a leader may unseal the number, with a reason',
  },
  asOrganisation: 'as the organisation',

  versions: 'Versions',
  versionsLead: 'Each change of the last year. Going back is a change too, so nothing is lost by it.',
  versionsNone: 'Nothing has been changed yet.',
  version: ({ when, by }: { when: string; by: string }) => `${when}, ${by}`,
  byCommand: 'by the command line',
  versionChanged: ({ fields }: { fields: string }) => `Changed: ${fields}`,
  goBack: 'Go back to before this',
  goBackSays: 'It will be as it was before this change, and holds from the next call on.',
  goBackYes: 'Yes, go back',
  goBackNo: 'No, leave it',
  wentBack: 'It is as it was before. You can go forward again by the list below.',

  retireTitle: 'Taking it out of use',
  retireLead: 'Nobody is called from it any more, and its number is not answered as a line. Contacts under way go on.',
  retire: 'Take it out of use…',
  retireYes: ({ name }: { name: string }) => `Yes, take ${name} out of use`,
  retireNo: 'No, keep it',
  retireLast: 'It is the last line in use, so it stays. Nothing was changed.',

  settingsTitle: 'Settings',
  settingsLead: 'What holds for the whole organisation, and for every line that has nothing of its own.',
  organisation: 'The organisation',
  crisisNumber: 'Number of the crisis line',
  crisisName: 'Name of the crisis line, as it is said',
  crisisHint: 'Whoever presses 9 is connected with it.',
  fieldNames: {
    openingHours: 'opening hours',
    closures: 'closures',
    wishes: 'wishes',
    wording: 'words',
    overflow: 'steps if nobody answers',
    waves: 'phones that ring',
    callback: 'callbacks',
    limits: 'limits',
    policy: 'limits and times',
    organisation: 'the organisation',
    languages: 'languages',
  },
};

/** Every string of a language: one missing, or one with other values, does not compile. */
export type LinesWords = typeof linesEn;
