/** Until when each text is worth reading: after that it would wake somebody for nothing, so it is not sent (T7). */
import type { StoredText } from '../conversations/stored-text.ts';
import { nightAfter } from '../schedule/reminder-times.ts';
import type { TextKey } from './wording.ts';

/**
 * How long a text is valid: `minutes` after it was written, and no longer than `until` says: `moment` is its own
 * `until`, `shift` the start of the shift it is about. `byDay`: not into the reader's night.
 */
type Validity = { minutes: number; until?: 'moment' | 'shift'; byDay?: boolean };

/** Numbers of help, promises, opt-outs and news of somebody's own words never expire. */
const mustArrive = null;
/** Never sent by itself: it expires with the text it is part of. */
const partOfAnother = null;
const tenMinutes: Validity = { minutes: 10 };
/** Another peer takes over after that. */
const aQuarter: Validity = { minutes: 15 };
const halfAnHour: Validity = { minutes: 30 };
/** Words passed on, and answers to what somebody wrote a moment ago. */
const anHour: Validity = { minutes: 60 };
/** As long as a yes is taken. */
const twoHours: Validity = { minutes: 120 };
const fourHours: Validity = { minutes: 240 };
const byDay: Validity = { minutes: 240, byDay: true };
const untilShift: Validity = { minutes: 240, until: 'shift', byDay: true };
const whileItLasts: Validity = { minutes: 240, until: 'moment' };

/** What is asked of somebody, by day, as long as it may be answered. */
const whileAsked: Validity = { minutes: 240, until: 'moment', byDay: true };

/** What may be answered for days: late is soon enough, but not in the night. */
const whileAskedFor: Validity = { minutes: 24 * 60, until: 'moment', byDay: true };

/** Of use for a while, but not in the night. */
const forTheDay: Validity = { minutes: 24 * 60, byDay: true };

/** Every sentence with its end: a new one without does not compile. */
const validities: Readonly<Record<TextKey, Validity | null>> = {
  hello: mustArrive,
  helloUnstaffed: mustArrive,
  stillLooking: aQuarter,
  peerHere: aQuarter,
  peerChanged: anHour,
  backLater: mustArrive,
  backLaterUnknown: mustArrive,
  paused: mustArrive,
  reason: mustArrive,
  overLimit: mustArrive,
  blocked: mustArrive,
  languageUnstaffed: anHour,
  conversationClosed: anHour,
  conversationQuiet: byDay,
  mediaRefused: anHour,
  tooLong: fourHours,
  crisisComing: mustArrive,
  optedOut: mustArrive,
  optedIn: anHour,
  about: mustArrive,
  sorry: mustArrive,
  callUs: anHour,
  callbackMessageSafe: anHour,
  callbackWhen: anHour,
  callbackTimeUnclear: anHour,
  callbackTimeQuiet: anHour,
  callbackTimeClosed: anHour,
  callbackQuestionOver: anHour,
  callbackPromised: mustArrive,
  callbackPromisedAt: mustArrive,
  callbackAlready: mustArrive,
  callbackMissed: mustArrive,
  callbackOver: mustArrive,
  on: anHour,
  onOffShift: anHour,
  onNoShift: anHour,
  onUntrained: anHour,
  onResting: anHour,
  onRestingToTheEnd: anHour,
  off: anHour,
  breakBegun: anHour,
  breakHow: anHour,
  breakOver: halfAnHour,
  breakAfterMissed: whileItLasts,
  moreOrOff: whileItLasts,
  restLonger: whileItLasts,
  restOver: halfAnHour,
  pauseNudge: halfAnHour,
  lastQuarter: whileItLasts,
  strainedNudge: halfAnHour,
  spentConsent: twoHours,
  shiftBegunAskOn: whileItLasts,
  backupNeeded: whileItLasts,
  overrideAsked: twoHours,
  callInAsked: halfAnHour,
  callInOn: anHour,
  callInSettled: halfAnHour,
  callInDeclined: anHour,
  callInCannot: anHour,
  thankYouForYou: byDay,
  shifts: anHour,
  noShifts: anHour,
  openShifts: anHour,
  noOpenShifts: anHour,
  coverAsked: byDay,
  coverNothing: anHour,
  coverWanted: untilShift,
  coverFound: mustArrive,
  coverOpenStill: untilShift,
  taken: byDay,
  offerMade: whileAsked,
  swapAsked: whileAsked,
  swapTaken: mustArrive,
  swapDone: mustArrive,
  offerLeft: anHour,
  offerNotTaken: untilShift,
  takeAsked: byDay,
  swapWaits: byDay,
  moveAsked: untilShift,
  moveApproved: mustArrive,
  swapApproved: mustArrive,
  moveRefused: mustArrive,
  moveNotNow: mustArrive,
  moveOver: untilShift,
  overCapAsk: anHour,
  overCapLeft: anHour,
  timeOffYes: mustArrive,
  timeOffYesSaying: mustArrive,
  timeOffNo: mustArrive,
  timeOffSet: mustArrive,
  timeOffSetOnly: mustArrive,
  timeOffEnded: mustArrive,
  timeOffEndedOnly: mustArrive,
  wishesAsked: whileAskedFor,
  wishesReminder: whileAskedFor,
  wordFromCoordinators: forTheDay,
  takenMeanwhile: byDay,
  takeUnknown: anHour,
  takeNotPossible: anHour,
  takeNotAVolunteer: partOfAnother,
  takeAway: partOfAnother,
  takeAlreadyOn: partOfAnother,
  takeLanguage: partOfAnother,
  takeUntrained: partOfAnother,
  takeTraineeAlone: partOfAnother,
  takeOverShiftHours: partOfAnother,
  takeOverHoursPerWeek: partOfAnother,
  takeOverShiftsPerWeek: partOfAnother,
  takeOverNightsPerWeek: partOfAnother,
  takeOverRest: partOfAnother,
  takeOverDaysInRow: partOfAnother,
  takeOverNightsInRow: partOfAnother,
  undone: byDay,
  undoTooLate: anHour,
  shiftReminder: untilShift,
  shiftReminderAsk: untilShift,
  rosterChanged: mustArrive,
  rosterGained: partOfAnother,
  rosterLost: partOfAnother,
  rosterAgain: partOfAnother,
  rosterMoved: partOfAnother,
  rosterPrimary: partOfAnother,
  rosterBackup: partOfAnother,
  rosterMore: partOfAnother,
  comingThanks: anHour,
  comingNothing: anHour,
  undoTaken: anHour,
  questionOver: anHour,
  tags: anHour,
  noTags: anHour,
  tagOn: anHour,
  tagOff: anHour,
  tagNotYours: anHour,
  tagHow: anHour,
  newConversation: aQuarter,
  answerAwaited: tenMinutes,
  newConversationCall: anHour,
  conversationOver: anHour,
  handedOn: anHour,
  passedOn: anHour,
  texterSilencedUs: mustArrive,
  texterMedia: anHour,
  notDelivered: mustArrive,
  noConversation: fourHours,
  confirmWord: anHour,
  confirmedToTexter: anHour,
  leaderAsked: anHour,
  noLeader: anHour,
  crisisSent: anHour,
  abuseNoted: anHour,
  words: anHour,
  notUnderstood: anHour,
  checkIn: twoHours,
  checkInThanks: anHour,
  checkInThanksWrapUp: anHour,
  checkInHow: anHour,
  checkInHeavy: anHour,
  checkInBreak: anHour,
  talkOffer: byDay,
  howAreYou: byDay,
  talkAsked: anHour,
  loadFresh: partOfAnother,
  loadSteady: partOfAnother,
  loadStrained: partOfAnother,
  loadSpent: partOfAnother,
  loadFromNothing: partOfAnother,
  loadFromContacts: partOfAnother,
  loadFromHeavy: partOfAnother,
  loadFromNoRecovery: partOfAnother,
  loadFromRestDebt: partOfAnother,
  loadFromNights: partOfAnother,
  loadFromCheckIn: partOfAnother,
  whyContact: partOfAnother,
  whyHeavyContact: partOfAnother,
  whyHeavy: partOfAnother,
  whyAbusive: partOfAnother,
  whyCrisis: partOfAnother,
  whyBusyDuty: partOfAnother,
  whyNoPause: partOfAnother,
  whyShortRest: partOfAnother,
  whyDaysInARow: partOfAnother,
  whyNightDuty: partOfAnother,
  whyCheckIn: partOfAnother,
  leaderTalkWanted: mustArrive,
  leaderWantedInConversation: anHour,
  leaderAbuseReported: mustArrive,
  leaderVoicemailUnheard: fourHours,
  signInCode: tenMinutes,
  leaderCoverThin: whileItLasts,
};

type Ending = Pick<StoredText, 'sentence' | 'slots' | 'createdAtMs'>;

/** Whether a text has to arrive however late: sentences of ours alone, never what others write. */
export function mustBeRead({ sentence }: Pick<StoredText, 'sentence'>): boolean {
  return sentence !== null && validityOf(sentence) === null;
}

/** The instant after which a text is worthless to its reader, whose clock is `zone`'s; null where that never comes. */
export function goodUntilMs(text: Ending, zone: string): number | null {
  const { sentence, slots, createdAtMs } = text;
  const validity = sentence === null ? anHour : validityOf(sentence);
  if (validity === null) return null;
  const untilMs = Number(slots?.['untilMs'] ?? Infinity);
  const shiftStartsMs = Number(String(slots?.['shiftOf'] ?? Infinity).split('/')[0]);
  return Math.min(
    createdAtMs + validity.minutes * 60_000,
    validity.until === 'moment' ? untilMs : Infinity,
    validity.until === 'shift' ? shiftStartsMs : Infinity,
    validity.byDay ? nightAfter(createdAtMs, zone) : Infinity,
  );
}

function validityOf(sentence: string): Validity | null {
  return validities[sentence as TextKey] ?? null;
}
