/** Every text message in English: one part or two, letters every phone has (GSM-7), no blame (V11). The keys are the pattern for every language. */
import { planningEn } from './planning-en.ts';

type Offered = { name: string; number: number; shift: string; line: string; until: string };

/** `number` is a phone number as written, `when` and `until` moments in words; YES, END, CANCEL and HELP are the carrier's words (T3). */
export const en = {
  // A conversation, as the texter sees it (T1)
  hello: ({ line, crisis, number }: { line: string; crisis: string; number: string }) =>
    `This is ${line}. A volunteer who has been there will write back here. This is not a crisis line: ${crisis} is at ${number}. Text CALL ME for a call, DONE when you are finished, STOP for no more texts.`,
  helloUnstaffed: ({ line, when, crisis, number }: { line: string; when: string; crisis: string; number: string }) =>
    `This is ${line}. Nobody is here to write back right now, and we are sorry. We are back ${when}. You can reach ${crisis} at ${number}. Text CALL ME to be called.`,
  stillLooking: () => 'We are still looking for someone to write back. Text CALL ME if you would rather be called.',
  peerHere: () => 'Someone is here with you now.',
  peerChanged: () => 'Your volunteer had to leave. Someone else is taking over and can read on from here.',
  backLater: ({ when, crisis, number }: { when: string; crisis: string; number: string }) =>
    `Your volunteer had to leave, and nobody else is here right now. We are back ${when}. Until then you can reach ${crisis} at ${number}.`,
  backLaterUnknown: ({ crisis, number }: { crisis: string; number: string }) =>
    `Nobody is here right now, and we are sorry. We do not know yet when we are back. You can reach ${crisis} at ${number}.`,
  paused: ({ crisis, number }: { crisis: string; number: string }) =>
    `We have had to pause this line for a while, and we are sorry. You can reach ${crisis} at ${number}.`,
  reason: ({ reason }: { reason: string }) => reason,
  overLimit: () =>
    'We have talked a few times today, and you are welcome. People who have not had a turn go first, so this may take longer.',
  blocked: ({ until, crisis, number }: { until: string; crisis: string; number: string }) =>
    `We cannot take your texts for now. This is over by itself ${until}. You can reach ${crisis} at ${number}. If you think it is a mistake, call us and leave a voicemail: a coordinator will look at it again.`,
  languageUnstaffed: ({ language, other }: { language: string; other: string }) =>
    `Right now nobody here writes ${language}. You can wait, write in ${other}, or text CALL ME to be called.`,
  conversationClosed: () =>
    'This conversation is closed now. Thank you for writing. You can write again whenever you like.',
  conversationQuiet: () =>
    'It has been quiet for a day, so this conversation is closed. You can write again whenever you like.',
  mediaRefused: () => 'We cannot open pictures, sound or files here. Could you put it into words?',
  tooLong: () => 'That message was too long to pass on whole. Could you send it in smaller pieces?',
  crisisComing: ({ crisis, number }: { crisis: string; number: string }) =>
    `You can reach ${crisis} now at ${number}. Your volunteer stays here with you.`,
  optedOut: ({ line, crisis, number }: { line: string; crisis: string; number: string }) =>
    `You will get no more texts from ${line}. If you need someone now, you can reach ${crisis} at ${number}. Text START to hear from us again.`,
  optedIn: ({ line }: { line: string }) =>
    `${line} can text you again. Write whenever you like, and STOP for no more texts.`,
  about: ({ line, crisis, number }: { line: string; crisis: string; number: string }) =>
    `${line} is peer support by text and phone. A volunteer will write back here. This is not a crisis line: ${crisis} is at ${number}. STOP for no more texts.`,
  sorry: ({ crisis, number }: { crisis: string; number: string }) =>
    `We are sorry, something went wrong on our side. Please write again in a few minutes. You can reach ${crisis} at ${number}.`,

  callUs: () =>
    'If you would rather talk, you can also call this number whenever we are open. Someone can go on writing with you here.',

  // Callbacks by text (C1); nothing that says who called
  callbackMessageSafe: () =>
    'We will call this number. If nobody picks up, is it safe to leave a short message that does not name us? Reply 1 if it is safe, 2 if not.',
  callbackWhen: () => 'When shall we call? Reply 1 for as soon as someone is free, or write a time, like 7:30 PM.',
  callbackTimeUnclear: () =>
    'We did not get that time. Please write it like 7:30 PM, or reply 1 for as soon as someone is free.',
  callbackTimeQuiet: ({ start, end }: { start: string; end: string }) =>
    `We do not call in the night, from ${start} to ${end}. Please write another time.`,
  callbackTimeClosed: () =>
    'We are not there at that time. Please write another time, or reply 1 for as soon as someone is free.',
  callbackPromised: ({ until }: { until: string }) =>
    `We will call you as soon as someone is free. You keep your place in line. We keep trying until ${until}.`,
  callbackPromisedAt: ({ when, until }: { when: string; until: string }) =>
    `We will call you ${when}. If that does not work, we keep trying until ${until}.`,
  callbackQuestionOver: () =>
    'That question of ours is over. Text CALL ME if you would like a call, or just write to us here.',
  callbackAlready: ({ until }: { until: string }) =>
    `You already have our promise to call you. It holds until ${until}.`,
  callbackMissed: ({ until }: { until: string }) =>
    `We could not reach you just now. We will try again, until ${until}.`,
  callbackOver: () => 'We could not reach you, and we are sorry. Text CALL ME and we will try again.',

  // A volunteer's words and what they bring about (T4)
  on: () => 'You are set to take calls. Thank you.',
  onOffShift: ({ when }: { when: string }) => `You are set to take calls. Your next shift begins ${when}.`,
  onNoShift: () =>
    'You are set to take calls. No shift is planned for you; reserves are only rung when others cannot come.',
  onUntrained: ({ course }: { course: string }) =>
    `Thank you. Calls can come once the course "${course}" is done or renewed. A coordinator can tell you how.`,
  onResting: ({ until }: { until: string }) =>
    `Thank you, we will remember. You are resting, and will be offered calls from ${until}. OFF is always fine.`,
  onRestingToTheEnd: ({ until }: { until: string }) => `Thank you. You are resting until ${until}.`,
  off: () => 'Your calls are off. Thank you for all you do. Text ON whenever you are back.',
  breakBegun: ({ until }: { until: string }) => `Enjoy your break. It lasts until ${until}. Text ON to be back sooner.`,
  breakHow: () =>
    'A break lasts from 1 to 240 minutes: text BREAK 20, or BREAK alone for 20 minutes. Nothing has changed.',
  breakOver: () => 'Your break is over, and calls can come again. Text OFF or BREAK 20 if you need longer.',
  breakAfterMissed: ({ until }: { until: string }) =>
    `Two of our calls did not reach you, so you have a break until ${until}. That is no trouble at all. Text ON to be back sooner.`,
  moreOrOff: ({ until }: { until: string }) =>
    `Your rest lasts until ${until}. For after it, text MORE for more calls, or OFF to stop for today. Without an answer you rest a little longer.`,
  restLonger: ({ until }: { until: string }) =>
    `You rest a little longer, until ${until}. Text MORE for more calls, or OFF to stop for today.`,
  restOver: () => 'Your rest is over, and calls can come again. OFF is always fine.',
  pauseNudge: () => 'You have been there for others for two hours. How about a pause? Text BREAK 20.',
  lastQuarter: ({ until }: { until: string }) =>
    `Your shift is over ${until}. No new calls come now unless you text MORE. Thank you for being here.`,
  strainedNudge: () => 'You have carried a lot lately. It may be time to rest: text OFF or BREAK 30. Either is fine.',
  spentConsent: () =>
    'You have carried so much lately that we leave you in peace. If you would still like calls today, text MORE.',
  shiftBegunAskOn: ({ line, until }: { line: string; until: string }) =>
    `Your shift on ${line} has begun and lasts until ${until}. Text ON when you are ready for calls.`,
  backupNeeded: ({ line, until }: { line: string; until: string }) =>
    `You are a backup on ${line}, and calls may come to you sooner now, until ${until}. OFF and BREAK 20 are always fine.`,
  overrideAsked: ({ name }: { name: string }) =>
    `${name} asks if you would take calls although we keep them from you for now. If you would like to, text MORE. No answer means no, and that is fine.`,
  callInAsked: ({ line, until }: { line: string; until: string }) =>
    `${line} could do with one more person now, until ${until}. Could you come? Reply 1 if you can, 2 if not. No answer is fine too.`,
  callInOn: ({ line, until }: { line: string; until: string }) =>
    `Thank you. You are on shift on ${line} until ${until}, and calls can come now. OFF and BREAK 20 are always fine.`,
  callInSettled: () => 'That is settled now, and nobody has to come. Thank you for being there for us.',
  callInDeclined: () => 'Thank you for telling us. Enjoy your time.',
  callInCannot: () =>
    'Thank you for offering. It would not be good for you right now: you may need rest, or a course. We ask others.',
  thankYouForYou: ({ count }: { count: number }) =>
    count === 1
      ? 'Since your last shift, a caller said thank you to you.'
      : `Since your last shift, ${count} callers said thank you to you.`,

  // Shifts
  shifts: ({ list }: { list: string }) => `Your shifts:\n${list}\nText COVER to put the first one up.`,
  noShifts: () => 'No shift is planned for you.',
  openShifts: ({ list }: { list: string }) => `Open shifts:\n${list}\nText TAKE and a number, like TAKE 1.`,
  noOpenShifts: () => 'No shift is open right now.',
  coverAsked: ({ shift }: { shift: string }) =>
    `${shift} is up for someone else. It is yours until somebody takes it. To undo this, text UNDO within 10 minutes.`,
  coverNothing: () => 'No shift is planned for you, so there is nothing to put up.',
  coverWanted: ({ number, shift, line }: { number: number; shift: string; line: string }) =>
    `Someone is looking for cover: ${shift}, ${line}. Text TAKE ${number} to take it.`,
  coverFound: ({ shift }: { shift: string }) => `Someone is taking ${shift}. It is no longer yours. Enjoy the time.`,
  coverOpenStill: ({ shift }: { shift: string }) =>
    `Nobody has taken ${shift} yet, so it is still yours. A coordinator knows.`,
  taken: ({ shift, line }: { shift: string; line: string }) =>
    `${shift}, ${line}, is yours. Thank you. To undo this, text UNDO within 10 minutes.`,
  offerMade: ({ name, number, shift, line, until }: Offered) =>
    `${name} asks if you would take ${shift}, ${line}. Text TAKE ${number} to take it, LEAVE ${number} to leave it; both are fine. It stands until ${until}.`,
  swapAsked: ({ name, number, shift, line, otherShift, until }: Offered & { otherShift: string }) =>
    `${name} asks to swap: you take ${shift}, ${line}, they take your ${otherShift}. Text TAKE ${number} to swap, LEAVE ${number} to leave it; both are fine. It stands until ${until}.`,
  swapTaken: ({ shift, line, otherShift }: { shift: string; line: string; otherShift: string }) =>
    `Swapped: ${shift}, ${line}, is yours, and ${otherShift} is no longer. Thank you. To undo this, text UNDO within 10 minutes.`,
  swapDone: ({ shift, otherShift }: { shift: string; otherShift: string }) =>
    `Swapped: ${shift} is no longer yours, and ${otherShift} is yours now. Text SHIFTS for all of yours.`,
  offerLeft: () => 'Thank you for answering. Nothing changes for you.',
  offerNotTaken: ({ shift }: { shift: string }) =>
    `${shift} stays yours: nobody took it this time. You can put it up for everybody, and a coordinator looks at it with you if you like.`,
  ...planningEn,
  takenMeanwhile: () => 'Someone was faster and has that shift. Thank you for offering. Text SHIFTS for yours.',
  takeUnknown: () => 'There is no open shift with that number. Text TAKE alone for the list.',
  takeNotPossible: ({ reason }: { reason: string }) =>
    `That shift would not be good for you: ${reason}. A coordinator can look at it with you.`,
  takeNotAVolunteer: () => 'shifts are for volunteers',
  takeAway: () => 'you are away on that day',
  takeAlreadyOn: () => 'you have a shift at that time already',
  takeLanguage: () => 'it needs a language that you have not told us you speak',
  takeUntrained: ({ course }: { course: string }) => `it needs the course "${course}"`,
  takeTraineeAlone: () => 'nobody would be there beside you while you are learning',
  takeOverShiftHours: ({ count }: { count: number }) => `it would be more than ${count} hours without a pause`,
  takeOverHoursPerWeek: ({ count }: { count: number }) => `it would be more than ${count} hours in that week`,
  takeOverShiftsPerWeek: ({ count }: { count: number }) => `it would be more than ${count} shifts in that week`,
  takeOverNightsPerWeek: ({ count }: { count: number }) => `it would be more than ${count} nights in that week`,
  takeOverRest: ({ count }: { count: number }) => `it would leave less than ${count} hours of rest between two shifts`,
  takeOverDaysInRow: ({ count }: { count: number }) => `it would be more than ${count} days in a row`,
  takeOverNightsInRow: ({ count }: { count: number }) => `it would be more than ${count} nights in a row`,
  undone: ({ shift }: { shift: string }) => `Undone. ${shift} is as it was before.`,
  undoTooLate: () => 'There is nothing to undo from the last 10 minutes. A coordinator can change it for you.',
  shiftReminder: ({ shift, line }: { shift: string; line: string }) =>
    `Your next shift: ${shift}, ${line}. Text COVER if you cannot make it.`,
  shiftReminderAsk: ({ shift, line }: { shift: string; line: string }) =>
    `Your next shift: ${shift}, ${line}. Text COMING if you will be there, COVER if you cannot make it.`,
  rosterChanged: ({ line, list }: { line: string; list: string }) =>
    `Your shifts on ${line} have changed.\n${list}\nText SHIFTS for all of yours.`,
  rosterGained: ({ shift }: { shift: string }) => `New: ${shift}.`,
  rosterLost: ({ shift }: { shift: string }) => `No longer yours: ${shift}.`,
  rosterAgain: ({ shift }: { shift: string }) => `Yours again: ${shift}.`,
  rosterMoved: ({ was, shift }: { was: string; shift: string }) => `Moved: ${was} is now ${shift}.`,
  rosterPrimary: ({ shift }: { shift: string }) => `You now take calls: ${shift}.`,
  rosterBackup: ({ shift }: { shift: string }) => `You are now a backup: ${shift}.`,
  rosterMore: ({ count }: { count: number }) => `And ${count} more.`,
  comingThanks: ({ shift }: { shift: string }) => `Thank you. See you then: ${shift}.`,
  comingNothing: () => 'Thank you. No shift waits for your word right now. Text SHIFTS for yours.',
  undoTaken: () =>
    'Someone has taken that shift already, so it cannot be undone here. A coordinator can change it for you.',

  // Tags, a volunteer's own choice (W1); `list` and `others` are tags, `others` may be none
  tags: ({ list, others }: { list: string; others: string }) =>
    `Your tags: ${list}. They are your own choice. DROP and a tag takes it back.${others === '' ? '' : ` ADD and a tag puts one on: ${others}.`}`,
  noTags: ({ others }: { others: string }) =>
    `You have no tags, and that is fine.${others === '' ? '' : ` ADD and a tag puts one on: ${others}.`}`,
  tagOn: ({ tag }: { tag: string }) =>
    `Done: ${tag} is among your tags. Text DROP ${tag} whenever you want to take it back.`,
  tagOff: ({ tag }: { tag: string }) =>
    `Done: ${tag} is not among your tags any more. Text ADD ${tag} whenever you want it back.`,
  tagNotYours: ({ tag }: { tag: string }) =>
    `Nothing has changed: ${tag} is not among your tags. Text TAGS to see yours.`,
  tagHow: () => 'Please write DROP or ADD and a tag that we know. Nothing has changed. Text TAGS to see them.',

  // Conversations, as the volunteer sees them (T1, T5)
  newConversation: ({ language }: { language: string }) =>
    `Someone is writing in ${language}. What you write here goes to them, without your number. DONE when finished, PASS to hand on, ? for all words.`,
  answerAwaited: () =>
    'They wrote and wait for your answer. PASS hands them on to someone else, DONE closes it. Either is fine.',
  newConversationCall: () => 'They asked to be called, and we have promised it.',
  conversationOver: () => 'The conversation is closed. Thank you for being there.',
  handedOn: () => 'Your conversation goes to someone else now, so that you are free. Thank you for being there.',
  passedOn: () => 'The conversation goes to someone else. Thank you for telling us.',
  texterSilencedUs: () =>
    'They have opted out of our texts, so they cannot get your words any more. Nothing you wrote was wrong.',
  texterMedia: () => '(They sent a picture or a file, which cannot be shown here.)',
  notDelivered: ({ message }: { message: string }) => `This did not reach them: "${message}"`,
  noConversation: () =>
    'No conversation is open right now, so nobody got this. Text ? for the words that do something.',
  confirmWord: ({ word }: { word: string }) =>
    `Is ${word} meant for us? Reply 1 and we do it. Reply 2 and it goes to the texter.`,
  questionOver: ({ message }: { message: string }) =>
    `Our question about "${message}" is over: nothing was done, and it went to nobody. If you still want it, please text it again.`,
  confirmedToTexter: () => 'It went to the texter.',
  leaderAsked: () => 'We have told the shift leader. You will hear from them.',
  noLeader: () => 'No shift leader is free right now, and we are sorry. The coordinators will see that you asked.',
  crisisSent: ({ crisis }: { crisis: string }) => `They have the number of ${crisis} now. Please stay with them.`,
  abuseNoted: ({ until }: { until: string }) =>
    `The conversation is over. You did not deserve that. You are resting until ${until}. Text TALK for a word with the leader.`,
  words: () =>
    'ON OFF BREAK 20 MORE: your calls. SHIFTS COVER TAKE: your shifts. TAGS DROP ADD: your tags. LOAD: how you are doing. TALK: a word with the leader. In a conversation: PASS LEADER CRISIS ABUSE DONE.',
  notUnderstood: () => 'We did not understand that, and nothing has changed. Text ? for the words that do something.',

  // Afterwards (V7, W3)
  checkIn: () =>
    'How heavy was that for you? Reply 1 for light up to 5 for very heavy, or 6 for a break. No answer is fine too.',
  checkInThanks: () => 'Thank you for telling us.',
  checkInThanksWrapUp: ({ until }: { until: string }) =>
    `Thank you for telling us. You have until ${until} to wind down; if you would like calls sooner, text MORE.`,
  checkInHow: () =>
    'How heavy it was is a number from 1 for light to 5 for very heavy, or 6 for a break. Nothing has changed.',
  checkInHeavy: ({ until }: { until: string }) =>
    `Thank you for telling us. You are resting until ${until}. Text TALK for a word with the shift leader, if you like.`,
  checkInBreak: ({ until }: { until: string }) =>
    `Your break has begun and lasts until ${until}. Text ON to be back sooner.`,
  talkOffer: () => 'That was a heavy one. If you would like a word with the shift leader, text TALK.',
  howAreYou: () =>
    'Yesterday was heavy. How are you today? Reply 1 for fine up to 5 for very heavy. TALK reaches a leader. No answer is fine too.',
  talkAsked: () => 'We have told the shift leader that you would like a word. They will call you.',

  // LOAD (W2): how somebody is doing, and mainly why
  loadFresh: ({ score }: { score: number }) => `Your load is ${score} of 100: you look rested.`,
  loadSteady: ({ score }: { score: number }) => `Your load is ${score} of 100: you are doing a fair share.`,
  loadStrained: ({ score }: { score: number }) => `Your load is ${score} of 100: it may be time to rest.`,
  loadSpent: ({ score }: { score: number }) => `Your load is ${score} of 100: please rest, you have given a lot.`,
  loadFromNothing: () => 'Nothing weighs on it right now.',
  loadFromContacts: () => 'Mostly it comes from the time you spent with people lately.',
  loadFromHeavy: () => 'Mostly it comes from the heavy ones you were there for.',
  loadFromNoRecovery: () => 'Mostly it comes from shifts with hardly a pause.',
  loadFromRestDebt: () => 'Mostly it comes from short rests between your shifts.',
  loadFromNights: () => 'Mostly it comes from your nights on the line.',
  loadFromCheckIn: () => 'Mostly it comes from what you told us in your last check-in.',
  whyContact: ({ minutes, when }: { minutes: number; when: string }) => `A contact of ${minutes} min, until ${when}.`,
  whyHeavyContact: ({ what, when }: { what: string; when: string }) => `A contact, ${what}, until ${when}.`,
  whyHeavy: () => 'heavy',
  whyAbusive: () => 'abusive',
  whyCrisis: () => 'handed to the crisis line',
  whyBusyDuty: ({ percent, when }: { percent: number; when: string }) =>
    `A duty with ${percent} % of its time in contacts, until ${when}.`,
  whyNoPause: ({ when }: { when: string }) => `A duty with two hours or more without a real pause, until ${when}.`,
  whyShortRest: ({ hours, when }: { hours: number; when: string }) =>
    `Only ${hours} h of rest before the duty that began ${when}.`,
  whyDaysInARow: ({ days, when }: { days: number; when: string }) =>
    `Duties on ${days} days in a row, the last on ${when}.`,
  whyNightDuty: ({ minutes, when }: { minutes: number; when: string }) =>
    `A duty with ${minutes} min of night, until ${when}.`,
  whyCheckIn: ({ answer, when }: { answer: number; when: string }) => `Your check-in of ${answer}, ${when}.`,

  // Shift leaders and coordinators
  leaderTalkWanted: ({ name }: { name: string }) =>
    `${name} would like a word with you. Please call them when you can.`,
  leaderWantedInConversation: ({ name }: { name: string }) =>
    `${name} asks for you in a text conversation. Please call them when you can.`,
  leaderAbuseReported: ({ name }: { name: string }) =>
    `${name} reported abuse and is resting now. A word from you may do good.`,
  leaderVoicemailUnheard: ({ line }: { line: string }) =>
    `A voicemail on ${line} has waited for an hour. Please listen to it, or ask a coordinator to.`,
  leaderCoverThin: ({ line, have, need, until }: { line: string; have: number; need: number; until: string }) =>
    `Cover on ${line} is thin because people rest: ${have} of ${need} until ${until}.`,

  // A code to sign in with (A1)
  signInCode: ({ code, minutes, organisation }: { code: string; minutes: number; organisation: string }) =>
    `${code} is your code to sign in to ${organisation}. It holds for ${minutes} minutes. If you did not ask for it, you need do nothing.`,
};

/** Every text of a language: one missing, or one with other values, does not compile. */
export type TextWording = typeof en;
