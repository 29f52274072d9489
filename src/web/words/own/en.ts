/** What a volunteer's own pages say, in English: where I stand, my shifts, open shifts, how I am. */
type HoursDone = {
  name: string;
  organisation: string;
  from: string;
  to: string;
  hours: string;
  shifts: number;
};

export const en = {
  pageNow: 'Now',
  pageShifts: 'My shifts',
  pageOpenShifts: 'Open shifts',
  pageTimes: 'When I can',
  pageHours: 'My hours',
  pageLoad: 'How I am',

  changeFailed: 'That did not work, and nothing has changed. Please try again in a moment.',
  changeNotHeard:
    'We did not hear back, so we cannot say whether it arrived. Tap again: it counts only once, and nothing is lost.',
  stale: 'We cannot reach the service right now. This is how it was a moment ago; your phone works as always.',

  nowOn: 'On',
  nowBreak: 'Break',
  nowOff: 'Off',
  nowChoice: 'Calls',
  breakLength: 'How long a break',
  breakMinutes: ({ minutes }: { minutes: number }) => `${minutes} minutes`,
  stateAvailable: ({ until }: { until: string }) => `You are on. Calls can come until ${until}.`,
  stateAvailableOpen: 'You are on. Calls can come.',
  stateHeld: 'You are set to take calls.',
  stateOff: 'Your calls are off. Thank you for all you do.',
  stateNoShift: 'You are not on shift. Nobody is ringing you.',
  stateSetForNext: 'You are not on shift yet. You are set to take calls when it begins.',
  stateBreak: ({ until }: { until: string }) => `You are on a break until ${until}. Tap On to be back sooner.`,
  stateOffered: 'Your phone is ringing.',
  stateInContact: 'You are with somebody now.',
  stateWrapUp: ({ until }: { until: string }) => `A moment for yourself until ${until}. Calls can come again then.`,
  stateResting: ({ until }: { until: string }) =>
    `You are resting until ${until}. Tap On and you will be offered calls from then.`,
  stateRestingMore: ({ until }: { until: string }) =>
    `You are resting until ${until}. You said On, so calls come from then. Off is always fine.`,
  stateRestingToTheEnd: ({ until }: { until: string }) =>
    `You are resting until ${until}, when your shift is over too.`,
  holdUntrained: ({ courses }: { courses: string }) =>
    `Calls can come once this course is done or renewed: ${courses}. A coordinator can tell you how.`,
  holdTraineeAlone: 'Calls can come as soon as a trained peer is on with you.',
  holdShiftEnding: 'Your shift is nearly over, so no new calls come. Tap On if you would like one more.',
  holdSpent: 'You have carried so much lately that we leave you in peace.',
  moreAfterTalk: 'I am ready for calls already',
  moreAlthoughSpent: 'I would still like calls today',
  leads: 'Who leads',
  leadsYou: 'You do. Thank you.',
  leadsNobody: 'Nobody can be reached right now. The coordinators see if you ask.',
  nextShift: 'My next shift',
  nextShiftNone: 'None is planned.',
  waits: 'Who waits',
  waitsNobody: 'Nobody is waiting.',
  waitsOne: 'One person is waiting.',
  waitsFew: 'A few people are waiting.',
  waitsMany: 'Many people are waiting. One at a time is enough.',

  checkInTitle: 'How heavy was that for you?',
  checkInLead: ({ when }: { when: string }) => `The contact that ended at ${when}. No answer is fine too.`,
  rating1: 'light',
  rating2: 'all right',
  rating3: 'some weight',
  rating4: 'heavy',
  rating5: 'very heavy',
  needBreak: 'I need a break',
  skipCheckIn: 'Not now',
  checkInThanks: 'Thank you for telling us.',
  checkInOver: 'You have told us about that one already, or it is a while ago. Nothing has changed.',
  callInTitle: 'Could you come in now?',
  callInLead: ({ line, until }: { line: string; until: string }) =>
    `${line} could do with one more person now, until ${until}. No answer is fine too.`,
  callInYes: 'Yes, I can come',
  callInNo: 'Not now',
  callInOn: 'Thank you! You are on shift, and calls can come now.',
  callInSettled: 'That is settled now, and nobody has to come. Thank you for being there for us.',
  callInCannot:
    'Thank you for offering. It would not be good for you right now: you may need rest, or a course. We ask others.',
  talk: 'Ask for a word with the shift leader',
  talkToLeader: 'We have told the shift leader that you would like a word. They will call you.',
  talkToCoordinators: 'No shift leader is free right now, and we are sorry. The coordinators will see that you asked.',

  shiftsAsList: 'As a list',
  shiftsAsMonth: 'As a month',
  monthBefore: 'Month before',
  monthNext: 'Next month',
  shiftsNone: 'No shift is planned for you. Open shifts lists those you could take.',
  shiftRunning: 'on now',
  shiftBackup: 'as a backup',
  shiftUp: 'up for somebody else; it is yours until somebody takes it',
  shiftComing: 'you said you will be there',
  shiftsAsked: 'Will you be there?',
  shiftsAskedFor: ({ shifts }: { shifts: string }) => `Your next shift: ${shifts}.`,
  coming: 'I will be there',
  putUp: 'I cannot make it: put it up',
  hoursLink: 'My hours, to print',
  hoursFrom: 'From',
  hoursTo: 'To',
  hoursPrint: 'Print',
  hoursNone: 'No shift of yours is over in these months.',
  hoursCertificate: 'Certificate of volunteering',
  hoursSays: ({ name, organisation, from, to, hours, shifts }: HoursDone) =>
    `${name} has volunteered with ${organisation}: ${hours} hours in ${shifts} ${shifts === 1 ? 'shift' : 'shifts'} from ${from} to ${to}.`,
  hoursMonth: 'Month',
  hoursShifts: 'Shifts',
  hoursHours: 'Hours',
  hoursTotal: 'Together',
  hoursSigned: ({ organisation, date }: { organisation: string; date: string }) => `For ${organisation}, ${date}`,
  hoursAbout: 'Counted are shifts that are over, by the month in which they began; standing by as a backup is not.',
  offer: 'Offer it to one person',
  offeredTo: ({ name }: { name: string }) => `offered to ${name}; it is yours until they take it`,
  offerTitle: ({ shift }: { shift: string }) => `Offer ${shift}`,
  offerWhom: 'Whom would you like to ask?',
  offerChoose: 'Choose a person',
  offerNobody: 'Nobody could take this one as it is. Put it up, or talk with a coordinator.',
  offerBack: 'What would you take in exchange?',
  offerForNothing: 'Nothing, I only give it away',
  offerOnlySwap: ({ name }: { name: string }) =>
    `${name} would have too much with it, so it can only be a swap for one of theirs.`,
  offerNoSwap: 'No shift of theirs would be good for you both.',
  offerSays: ({ name }: { name: string }) =>
    `${name} is asked by text and may say no. The shift is yours until they take it. If they do not within two days, you hear so.`,
  offerMake: ({ name }: { name: string }) => `Ask ${name}`,
  offerStop: 'Go back',
  offerRefused: 'That does not fit any more. Nothing has changed; please look again.',
  offerAlready: 'It is offered to somebody already. Nothing has changed.',
  offerNotForYou: ({ reason }: { reason: string }) => `That exchange would not be good for you: ${reason}.`,
  offersTitle: 'You are asked',
  offerAsked: ({ name, shift, line }: { name: string; shift: string; line: string }) =>
    `${name} asks if you would take ${shift}, ${line}.`,
  offerInExchange: ({ name, shift }: { name: string; shift: string }) => `In exchange ${name} takes your ${shift}.`,
  offerUntil: ({ when }: { when: string }) => `Both answers are fine. It stands until ${when}.`,
  offerTake: 'Take it',
  offerSwap: 'Swap',
  offerLeave: 'Leave it',
  offerGone: 'That is not open any more. Nothing has changed.',
  putUpGone: 'That shift is not yours any more, or it has begun. Nothing has changed.',
  undoCover: ({ shift, until }: { shift: string; until: string }) =>
    `${shift} is up for somebody else. You can take that back until ${until}.`,
  undoOffer: ({ shift, name, until }: { shift: string; name: string; until: string }) =>
    `${shift} is offered to ${name}. You can take that back until ${until}.`,
  undoTake: ({ shift, until }: { shift: string; until: string }) =>
    `${shift} is yours. Thank you. You can take that back until ${until}.`,
  undo: 'Take it back',
  undoTaken:
    'Somebody has taken that shift already, so it cannot be taken back here. A coordinator can change it for you.',
  undoTooLate: 'There is nothing to take back from the last ten minutes. A coordinator can change it for you.',

  openNone: 'No shift is open for you right now. Nothing is expected of you; look in again whenever you like.',
  openLead: 'Soonest first. You can take one back within ten minutes.',
  take: 'Take it',
  takenMeanwhile: 'Somebody was faster and has that shift. Thank you for offering.',
  takeAsked: 'Thank you. A coordinator looks at it first, and you hear either way. Until then it is not yours.',
  askToAllow: 'Ask a coordinator if I may',
  shiftWaits: 'somebody would take it; a coordinator looks at it first, and it is yours until you hear',
  moveWaits: ({ shift, line }: { shift: string; line: string }) =>
    `You would take ${shift}, ${line}. A coordinator looks at it first; until then it is not yours.`,
  moveWaitsFor: ({ shift }: { shift: string }) => `Your ${shift} goes for it.`,
  shiftsOnDay: ({ count }: { count: number }) => (count === 1 ? '1 shift' : `${count} shifts`),
  offeredToMany: ({ count }: { count: number }) =>
    count === 1
      ? 'offered to one person for a swap; it is yours until they say yes'
      : `offered to ${count} people for a swap; it is yours until one says yes`,
  swapMany: 'Or offer it to everybody who could swap with you',
  swapManySays: 'Choose what you would take for it. Each is asked by text, and the first yes swaps with you.',
  swapManyOne: ({ name, shift, line }: { name: string; shift: string; line: string }) => `${shift}, ${line} (${name})`,
  swapManyAsk: ({ count }: { count: number }) => (count === 1 ? 'Ask one person' : `Ask ${count} people`),
  undoAsk: ({ shift, until }: { shift: string; until: string }) =>
    `A coordinator is asked about ${shift}. You can take that back until ${until}.`,
  takeGone: 'That shift is not open any more. Nothing has changed.',
  takeNotPossible: ({ reason }: { reason: string }) =>
    `That shift would not be good for you: ${reason}. A coordinator can look at it with you.`,
  notForMe: ({ count }: { count: number }) =>
    count === 1 ? 'One more that is not for you now, and why' : `${count} more that are not for you now, and why`,

  loadPrivate: 'Only you see this page.',
  loadLighter: ({ when, band }: { when: string; band: string }) =>
    `If nothing new comes, you will be at “${band}” ${when}.`,
  loadLighterInHours: ({ hours }: { hours: number }) => `in about ${hours} hours`,
  loadLighterInDays: ({ days }: { days: number }) => (days === 1 ? 'in about a day' : `in about ${days} days`),
  loadFarAhead: 'It comes down slowly. Please talk with somebody about it.',
  loadLight: 'There is nothing you need to do.',
  loadThirtyDays: 'The last thirty days',
  loadPicture: ({ from, to, least, most }: { from: string; to: string; least: number; most: number }) =>
    `Your load from ${from} to ${to}, between ${least} and ${most} of 100.`,
  loadAsTable: 'The same as a table',
  loadDay: 'Day',
  loadScore: 'Load of 100',
  loadParts: 'What it is made of',
  loadWhy: ({ count }: { count: number }) => (count === 1 ? 'What it comes from' : `The ${count} things it comes from`),
  loadNothing: 'Nothing weighs here.',
  loadPoints: ({ points }: { points: number }) => `${points} of your load`,
  bandFresh: 'rested',
  bandSteady: 'a fair share',
  bandStrained: 'time to rest',
  bandSpent: 'please rest',
  partContacts: 'Time with people',
  partHeavy: 'Heavy contacts',
  partNoRecovery: 'Shifts with hardly a pause',
  partRestDebt: 'Short rests between shifts',
  partNights: 'Nights',
  partCheckIn: 'Your last check-in',
  easeContacts: 'Half of it is gone after a day and a half.',
  easeHeavy: 'Half of it is gone after three days. A word with somebody helps sooner.',
  easeNoRecovery: 'A shift with real pauses, or two weeks, brings it down. BREAK is always fine.',
  easeRestDebt: 'Two days with good rest between shifts bring it down by half.',
  easeNights: 'Half of it is gone after two weeks without nights.',
  easeCheckIn: 'A lighter answer, or two weeks, brings it down.',
};

/** Every string of these pages: one missing, or one with other values, does not compile. */
export type OwnWords = typeof en;
