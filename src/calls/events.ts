/** What can happen to a contact, as the doors and workers tell it. */

export type CallerMenu =
  | 'language'
  | 'unstaffed'
  | 'greeting'
  | 'hold'
  | 'overflow'
  | 'voicemail'
  | 'recorded'
  | 'seeking'
  | 'lost'
  | 'told';

export type LegMenu = 'offer' | 'star' | 'leader' | 'partner' | 'hello' | 'callback';

/** What happened, in the past tense; any of them may come late, twice or out of order. */
export type ContactEvent =
  | { kind: 'CallerResumed' }
  | { kind: 'CallerSeen' }
  | { kind: 'CallerKeyed'; menu: CallerMenu; key: string; round: number }
  | { kind: 'CallerSilent'; menu: CallerMenu; round: number }
  | { kind: 'CallerHungUp'; learntLate?: true }
  | { kind: 'CallerRecorded'; recording: Recording; key: string | null; hungUp: boolean }
  | { kind: 'RecordingReady'; recording: Recording }
  | { kind: 'LinePaused' }
  | { kind: 'CallbackPromised'; untilMs: number }
  | { kind: 'CallbackSettled' }
  | { kind: 'CallbackLeft' }
  | { kind: 'CallbackWithdrawn' }
  | { kind: 'CallerJoined' }
  | { kind: 'CallerLeftConference' }
  | { kind: 'CrisisCallEnded'; talked: boolean }
  | { kind: 'LegDialled'; legId: string; callSid: string }
  | { kind: 'LegNotDialled'; legId: string }
  | { kind: 'LegRinging'; legId: string; callSid: string | null }
  | { kind: 'LegAnswered'; legId: string; callSid: string | null }
  | { kind: 'LegResumed'; legId: string }
  | { kind: 'LegKeyed'; legId: string; menu: LegMenu; key: string }
  | { kind: 'LegSilent'; legId: string; menu: LegMenu; round: number }
  | { kind: 'LegLeftConference'; legId: string }
  | { kind: 'LegJoined'; legId: string }
  | { kind: 'LegHinted'; legId: string; answeredBy: 'person' | 'machine' | null }
  | { kind: 'LegEnded'; legId: string; status: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled' }
  | { kind: 'VolunteerStopped'; personId: string }
  /** A shift leader asks, by their own word, to come in. */
  | { kind: 'LeaderOffered'; personId: string }
  | { kind: 'Woke' };

/** What the carrier recorded of a caller; its length in seconds. */
export type Recording = { sid: string; seconds: number };
