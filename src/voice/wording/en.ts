/** Every sentence spoken in English: slow, plain, no blame (V11). The keys and their values are the pattern for every language. */

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const counts = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** `crisis` is a name such as "the 988 lifeline", `number` digits to be read out, `when` and `until` moments in words. */
export const en = {
  // Arrival (V1)
  languageChoice: ({ language, key }: { language: string; key: string }) => `For ${language}, press ${key}.`,
  greeting: ({ line }: { line: string }) =>
    `You have reached ${line}. You will talk with a volunteer who has been there.`,
  crisisSentence: ({ crisis }: { crisis: string }) =>
    `This is not a crisis line. To be connected with ${crisis}, press 9 at any time.`,
  wishChoice: ({ wish, key }: { wish: string; key: string }) => `To speak with ${wish}, press ${key}.`,
  wishStay: () => 'Or stay on the line to talk with someone.',
  wishHeard: ({ wish }: { wish: string }) => `Thank you. We will look for ${wish} first.`,
  looking: () => 'Please stay on the line. We are looking for someone for you now.',
  keyDoesNothing: () => 'That key does nothing here, and that is alright. Nothing is lost.',
  overLimit: () =>
    'You have talked with us a few times today, and you are welcome. People who have not had a turn yet go first, so this may take longer.',
  comingBack: () => 'Welcome back. We were cut off, and we are asking the person you talked with first.',
  comingBackInLine: () => 'Welcome back. You still have your place in line.',
  connecting: () => 'Someone is here for you. We are connecting you now.',
  imminentRiskPolicy: () =>
    'Nobody joins this call unannounced. If a life is in immediate danger, a shift leader may pass on the number you call from.',

  // Waiting (V2)
  placeInLine: ({ place }: { place: number }) =>
    place > ordinals.length
      ? 'Right now there are ten people or more before you in line.'
      : `Right now you are ${ordinals[place - 1] ?? 'first'} in line.`,
  waiting1: () => 'We are still here, and we are still looking for someone for you.',
  waiting2: () => 'It can take courage to call. We are glad that you did.',
  waiting3: () => 'You do not need to know what to say. You can start anywhere.',
  waiting4: () => 'If you like, let your shoulders drop, and take one slow breath.',
  waiting5: () => 'The people who answer here are volunteers. They have had hard days of their own.',
  waiting6: () => 'There is no wrong reason to call. Small things count too.',
  waiting7: () => 'You can hang up and call again whenever that suits you better.',
  waiting8: () => 'Thank you for waiting. You have not been forgotten.',
  quietOn: ({ key }: { key: string }) => `It will be quiet now. You are still in line. For music again, press ${key}.`,
  musicOn: ({ key }: { key: string }) => `Here is the music again. For quiet, press ${key}.`,
  keyCallback: ({ key }: { key: string }) => `To be called back and keep your place in line, press ${key}.`,
  keyCallbackLater: ({ key }: { key: string }) => `To be called back when someone is here, press ${key}.`,
  keyVoicemail: ({ key }: { key: string }) => `To leave a voicemail, press ${key}.`,
  keyQuiet: ({ key }: { key: string }) => `For quiet instead of music, press ${key}.`,
  keyMusic: ({ key }: { key: string }) => `For music, press ${key}.`,
  keyCrisis: ({ crisis, key }: { crisis: string; key: string }) => `To be connected with ${crisis}, press ${key}.`,
  keyWait: () => 'Or stay on the line to keep waiting.',

  // The overflow ladder
  offerCallback: () =>
    'This is taking longer than we would like, and we are sorry. We can call you back, and you keep your place in line.',
  offerVoicemail: () =>
    'Nobody has been free so far, and we are sorry. You can leave a voicemail, and someone will listen to it.',
  partnerAsk: ({ key }: { key: string }) =>
    `A partner of ours may be able to answer sooner. They are another organisation. To talk with them, press ${key}.`,
  partnerConnecting: () =>
    'We are calling our partner now. You keep your place in line here until you talk with someone.',
  partnerFailed: () => 'Our partner could not answer just now. You still have your place in line.',
  partnerWhisper: ({ line }: { line: string }) =>
    `This is ${line}, with a caller who would like to talk. To take the call, press 1.`,
  ladderEnded: () => 'Nobody could come to the phone this time. That is our doing, not yours.',

  // The crisis line (V12)
  crisisConnecting: ({ crisis }: { crisis: string }) =>
    `We are connecting you with ${crisis} now. Please stay on the line.`,
  crisisFailed: ({ crisis, number }: { crisis: string; number: string }) =>
    `We could not reach ${crisis} just now. You can also call them yourself. The number is ${number}. Once more: ${number}.`,
  crisisFailedInLine: () => 'You still have your place in line here.',
  crisisNumber: ({ crisis, number }: { crisis: string; number: string }) =>
    `You can also call ${crisis} yourself, at ${number}.`,
  crisisWhisper: ({ line }: { line: string }) =>
    `This is ${line}, a peer support line. A caller would like to talk with you. The caller's place is unknown.`,
  afterCrisis: () => 'That call is over. You can call us again whenever we are open. Take good care. Goodbye.',

  // Closed, nobody on, paused (V8, S7)
  closed: ({ line }: { line: string }) => `${line} is closed right now.`,
  nextOpening: ({ when }: { when: string }) => `We open again ${when}.`,
  nextOpeningUnknown: () => 'We do not know yet when we open again.',
  closureReason: ({ reason }: { reason: string }) => reason,
  nobodyOn: () => 'Nobody is here to answer right now, and we are sorry. This is not about you.',
  paused: () => 'We have had to pause this line for a while, and we are sorry.',
  pausedWhileWaiting: () => 'We are sorry. We have just had to pause this line, and nobody can come to the phone now.',
  pauseReason: ({ reason }: { reason: string }) => reason,
  goodbye: () => 'You are welcome to call again. Goodbye.',

  // Nobody who speaks the language (V15)
  languageUnstaffed: ({ language }: { language: string }) => `Right now nobody here speaks ${language}.`,
  unstaffedWait: ({ language }: { language: string }) =>
    `To wait for someone who speaks ${language}, stay on the line.`,
  unstaffedOther: ({ language, key }: { language: string; key: string }) =>
    `To talk with someone in ${language}, press ${key}.`,
  unstaffedCallback: ({ language, key }: { language: string; key: string }) =>
    `To be called back in ${language}, press ${key}.`,
  unstaffedCrisis: ({ crisis, language, key }: { crisis: string; language: string; key: string }) =>
    `For ${crisis} in ${language}, press ${key}.`,

  // Blocked (V9)
  blocked: ({ until }: { until: string }) => `We cannot take your calls for now. This is over by itself ${until}.`,
  blockedObject: ({ key }: { key: string }) =>
    `If you think that this is a mistake, press ${key} and leave a message. A coordinator will listen and look at it again.`,

  // Losing one side (V6)
  lostVolunteer: () =>
    'The call with your volunteer is over. If you were cut off, stay on the line. If you had finished, you can hang up.',
  lostSomeoneElse: ({ key }: { key: string }) => `To talk with someone else, press ${key}.`,
  backAtHead: () => 'You are first in line. We are calling for you now.',
  pleaseHold: () => 'One moment, please. The other person will be right with you.',
  kindClose: () =>
    'The person you talked with has to go now. Thank you for calling. You are welcome to call again. Goodbye.',
  callEnded: () => 'This call is over. Goodbye.',

  // Voicemail
  voicemailIntro: () =>
    'A shift leader or a coordinator of this line listens to your message. If nobody has after one hour, they are reminded.',
  voicemailIntroClosed: ({ when }: { when: string }) =>
    `A shift leader or a coordinator of this line listens to your message once we are open again, ${when}.`,
  voicemailErased: () => 'It is erased within three days. If you would like to be called, say so and say your number.',
  voicemailStart: () => 'Please speak after the tone. Press pound when you are done.',
  voicemailSaved: () => 'Thank you. Your message is with us.',
  voicemailEmpty: () => 'We did not hear anything. You can try once more.',

  // Callbacks: asking (C1)
  callbackThisNumber: () =>
    'Shall we call the number you are calling from? For this number, press 1. For another one, press 2.',
  callbackTypeNumber: () => 'Please type the number with its area code, then press pound.',
  callbackNumberUnclear: () => 'That was not a whole number for us. Please try once more.',
  callbackNumberHidden: () =>
    'Your number is hidden from us. To be called back, please type a number with its area code, then press pound.',
  callbackMessageSafe: () =>
    'If you cannot pick up, is it safe to leave a short message that does not name us? If it is safe, press 1. If not, press 2.',
  callbackWhen: () => 'To be called as soon as someone is free, press 1. To choose a time, press 2.',
  callbackTypeTime: () =>
    'Please type the hour and the minutes with four keys. For half past seven, that is 0, 7, 3, 0.',
  callbackMorning: () => 'For the morning, press 1. For the afternoon or evening, press 2.',
  callbackTimeUnclear: () => 'We did not get that time. Please try once more.',
  callbackTimeQuiet: ({ start, end }: { start: string; end: string }) =>
    `We do not call in the night, from ${start} to ${end}. Please choose another time.`,
  callbackPromised: ({ until }: { until: string }) =>
    `We will call you as soon as someone is free, and you keep your place in line. We keep trying until ${until}. You can hang up now.`,
  callbackPromisedAt: ({ when, until }: { when: string; until: string }) =>
    `We will call you ${when}. If that does not work, we keep trying until ${until}. You can hang up now.`,
  callbackOneAttempt: () => 'We try this number once, and we leave no message there.',
  callbackAlready: ({ until }: { until: string }) =>
    `You already have our promise to call you. It holds until ${until}.`,
  callbackNoLongerNeeded: ({ key }: { key: string }) =>
    `If you no longer need that call, press ${key}. Otherwise just stay on the line.`,
  callbackSettled: () => 'Thank you for telling us. We will not call you about it.',
  callbackNotPossible: () => 'We are not able to call that number, and we are sorry.',
  callbackTimeClosed: () => 'We are not there at that time. Please choose another time.',
  callbackTimeClosedUntil: ({ when }: { when: string }) =>
    `We are not there at that time. We open again ${when}. Please choose another time.`,
  callbackTextSafe: () =>
    'May we also send a text message to this number if we miss you? If we may, press 1. If not, press 2.',

  // Callbacks: calling out (C2); nothing here names the line
  callbackOpening: () =>
    'Hello. This is the call that was asked for. To take it, press 1. To never be called again, press 2.',
  callbackPressOne: () => 'Hello, press one.',
  callbackAsked: () =>
    'Thank you. This is the call that was asked for. To never be called again, press 2. Otherwise please stay on the phone.',
  callbackMessage: () => 'Hello. This is the call that was asked for. We will try again later. Goodbye.',
  callbackNever: () => 'Thank you. This number will not be called again. Goodbye.',
  callbackConnecting: () => 'Thank you. One moment, please.',
  callbackLookingAgain: () =>
    'Thank you for picking up. We are looking for someone for you now. Please stay on the line.',
  callbackDialling: () => 'We are calling them now. Please stay on the line.',
  callbackNotReached: () => 'They could not be reached this time. Thank you. You are free again.',
  callbackDeclined: () => 'They do not want to be called any more. Thank you. You are free again.',

  // Offers (V3, V4); nothing about people, since a voicemail may be listening
  offer: ({ line }: { line: string }) => `${line}. Press 1 to take a call, 2 to pass, 3 to stop my calls for now.`,
  offerNoKey: () => 'We heard no key, so we ask someone else. Goodbye.',
  offerPassed: () => 'Thank you for telling us. Goodbye.',
  offerStopped: () => 'Your calls are off now. Text ON, or call this line, to turn them on again. Thank you.',
  beaten: () => 'Thank you for coming to the phone. Someone else has this call, and you are free again. Goodbye.',
  callerGone: () => 'Thank you for coming to the phone. The caller has hung up, and you are free again. Goodbye.',
  callerNotWaiting: () =>
    'Thank you for coming to the phone. The caller has chosen not to wait, and you are free again. Goodbye.',
  whisperLanguage: ({ language }: { language: string }) => `A call in ${language}.`,
  whisperWish: ({ wish }: { wish: string }) => `They asked for ${wish}.`,
  whisperCallback: () => 'This is a callback. We dial once you have heard this.',
  whisperReturning: () => 'You talked with them a moment ago, and the call was cut off.',
  whisperConnecting: () => 'We are connecting you now.',

  // Talking (V5)
  fiveMinutesLeft: () => 'About five minutes are left. Nothing will cut the call.',
  starMenu: ({ crisis }: { crisis: string }) =>
    `The caller hears music. To bring in ${crisis}, if the caller has agreed, press 1. To ask the shift leader to join, press 2. To close the call kindly, press 3. To report abuse and finish, press 4. To finish and never be matched with this caller again, press 5. To go back, press star.`,
  starCrisisComing: ({ crisis }: { crisis: string }) =>
    `We are calling ${crisis}. You are going back to the caller. Please stay until the two are talking.`,
  crisisLineFailed: ({ crisis, number }: { crisis: string; number: string }) =>
    `We could not reach ${crisis}. You can give the caller the number: ${number}.`,
  crisisJoining: ({ crisis }: { crisis: string }) =>
    `We are calling ${crisis}, as you agreed. They will join this call.`,
  starLeaderComing: () => 'We are asking the shift leader to join. You are going back to the caller.',
  starNoLeader: () => 'No shift leader is free right now, and we are sorry. You are going back to the caller.',
  leaderNotComing: () => 'The shift leader could not come to the phone.',
  leaderJoining: () => 'A shift leader is joining this call.',
  leaderOffer: ({ line }: { line: string }) =>
    `${line}. A shift leader is asked for. Press 1 to join a call, or 2 to pass.`,
  leaderWhisper: () => 'A volunteer asked for you. The call is told that you are joining.',
  starBack: () => 'You are going back to the caller.',
  starClosed: () => 'The call is closed kindly. Thank you for being there. Goodbye.',
  starAbuse: () =>
    'The call is over. You did not deserve that. You have a rest now, and the shift leader is there for you. Goodbye.',
  starParted: () => 'The call is over. You will not be matched with this caller again. Nobody asks you why. Goodbye.',
  afterTalk: () => 'The caller has hung up. Thank you for being there.',

  // Afterwards (V7, V16)
  checkIn: () =>
    'How heavy was this for you? Press 1 for light, up to 5 for very heavy. Press 6 for a break. Or just hang up.',
  checkInThanks: () => 'Thank you for telling us. Goodbye.',
  checkInThanksWrapUp: ({ until }: { until: string }) =>
    `Thank you for telling us. You have until ${until} to wind down; if you would like calls sooner, text MORE. Goodbye.`,
  checkInHeavy: ({ until }: { until: string }) =>
    `Thank you for telling us. You are resting until ${until}. For a word with the shift leader, text TALK. Goodbye.`,
  checkInBreak: ({ until }: { until: string }) => `Your break has begun. It lasts until ${until}. Goodbye.`,
  breakAfterMissed: ({ until }: { until: string }) =>
    `Two of our calls did not reach you, so you have a break until ${until}. That is no trouble at all. Text ON to be back sooner.`,
  feltHeard: () =>
    'If you like, tell us one thing. Did you feel heard? If you did, press 1. If you did not, press 2. Or just hang up.',
  feltHeardThanks: () => 'Thank you. That helps us. Goodbye.',
  feltHeardThankYou: ({ key }: { key: string }) => `To say thank you to the person you talked with, press ${key}.`,
  thankYouKept: () => 'We will pass on your thanks. Goodbye.',
  thankYouForYou: ({ count }: { count: number }) =>
    count === 1
      ? 'Since your last shift, a caller said thank you to you.'
      : `Since your last shift, ${counts[count] ?? count} callers said thank you to you.`,

  // A volunteer's own menu (V14)
  menuHello: () => 'Hello. This is the menu for volunteers.',
  menuStateAvailable: () => 'You are set to take calls.',
  menuStateOff: () => 'Your calls are off.',
  menuStateBreak: ({ until }: { until: string }) => `You are on a break until ${until}.`,
  menuStateResting: ({ until }: { until: string }) => `You are resting until ${until}.`,
  menuChoices: () =>
    'To take calls, press 1. To stop your calls, press 2. For a break, press 3. To hear your shifts, press 4. To put your next shift up, press 5.',
  menuStay: () => 'Or stay on the line to talk with someone.',
  menuOwnTalk: ({ until }: { until: string }) => `Your own calls pause until ${until}, so that this time is yours.`,
  menuOn: () => 'You are set to take calls. Thank you.',
  menuOnOffShift: ({ when }: { when: string }) => `You are set to take calls. Your next shift begins ${when}.`,
  menuOnResting: ({ until }: { until: string }) =>
    `Thank you, we will remember. You are resting, and will be offered calls from ${until}.`,
  menuOnUntrained: () =>
    'Thank you. Calls can come once a course of yours is done or renewed. A coordinator can tell you which.',
  menuOff: () => 'Your calls are off. Thank you for all you do.',
  menuBreakMinutes: () => 'How many minutes? Type a number, then press pound.',
  menuBreak: ({ until }: { until: string }) => `Enjoy your break. It lasts until ${until}.`,
  menuNoShifts: () => 'No shift is planned for you.',
  menuShift: ({ line, start, end }: { line: string; start: string; end: string }) => `${line}: ${start}, until ${end}.`,
  menuHiddenStart: ({ key }: { key: string }) =>
    `To send callers with hidden numbers to shift leaders only, for two hours, press ${key}.`,
  menuHiddenStop: ({ key }: { key: string }) =>
    `Callers with hidden numbers go to shift leaders only right now. To send them to everyone again, press ${key}.`,
  menuHiddenStarted: ({ until }: { until: string }) =>
    `Callers with hidden numbers go to shift leaders only, until ${until}.`,
  menuHiddenStopped: () => 'Callers with hidden numbers go to everyone again.',
  menuShiftUp: ({ start }: { start: string }) =>
    `Your shift, ${start}, is up for someone else. It is yours until somebody takes it. We have texted you how to undo this.`,
  pinNone: () => 'For this you need a PIN. A coordinator can give you one, or you can text COVER instead.',
  pinResting: () => 'Your PIN is locked for a while. Please try again in an hour, or text COVER instead.',
  pinAsk: () => 'Please type your PIN, then press pound.',
  pinWrong: () => 'That was a different PIN. Please try once more.',
  pinLocked: () => 'That was a different PIN. The menu is locked for a while. A coordinator can give you a new PIN.',

  // A code to sign in with (A1)
  signInCode: ({ code }: { code: string }) =>
    `This is your code to sign in: ${code}. Once more: ${code}. If you did not ask for it, you can hang up.`,

  // A test call to a coordinator's own phone (O1)
  testCall: ({ organisation }: { organisation: string }) =>
    `This is a test call from ${organisation}. If you hear this well, press 1.`,
  testCallHeard: () => 'Thank you. The test worked. Goodbye.',

  // When something breaks (V10)
  sorry: () => 'We are sorry. Something went wrong on our side. Please stay on the line. We are trying again.',
  cannotTakeCall: () => 'We are sorry. We are not able to take this call right now, and it is not because of you.',
  notThisNumber: () => 'This number does not take calls. Goodbye.',
  crisisDefaultName: () => 'the crisis line',
};

/** Every sentence of a language: one missing, or one with other values, does not compile. */
export type Wording = typeof en;
