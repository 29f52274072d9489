/** What can happen to a contact, as the doors and workers tell it. */
import type { Staffing } from './model.ts';

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

const staffedKinds = ['CallerKeyed', 'CallerSilent', 'LegKeyed'] as const satisfies ContactEvent['kind'][];

type StaffedKind = (typeof staffedKinds)[number];

/** An event that may have to be decided by who could come to the phone. */
export type StaffedEvent = Extract<ContactEvent, { kind: StaffedKind }>;

/** Events as they are decided: those that may need it carry who could come to the phone, and nothing else can ask for it. */
export type Happening = Exclude<ContactEvent, { kind: StaffedKind }> | (StaffedEvent & { staffing: () => Staffing });

/** Whether an event has to carry who could come to the phone. */
export function needsStaffing(event: ContactEvent): event is StaffedEvent {
  return staffedKinds.some((kind) => kind === event.kind);
}

/** The event as it is decided; `staffing` is called only where its kind needs it, and then only once the decision asks for it. */
export function happeningOf(event: ContactEvent, staffing: () => Staffing): Happening {
  return needsStaffing(event) ? { ...event, staffing } : event;
}

/** Whether an event shows that the caller is on the phone, so that the carrier need not be asked about them. */
export const isSignOfLife: Record<ContactEvent['kind'], boolean> = {
  CallerResumed: true,
  CallerSeen: true,
  CallerKeyed: true,
  CallerSilent: true,
  CallerHungUp: false,
  CallerRecorded: true,
  RecordingReady: false,
  LinePaused: false,
  LeaderOffered: false,
  CallbackPromised: false,
  CallbackSettled: false,
  CallbackLeft: false,
  CallbackWithdrawn: false,
  CallerJoined: true,
  CallerLeftConference: true,
  CrisisCallEnded: true,
  LegDialled: false,
  LegNotDialled: false,
  LegRinging: false,
  LegAnswered: false,
  LegResumed: false,
  LegKeyed: false,
  LegSilent: false,
  LegLeftConference: false,
  LegJoined: false,
  LegHinted: false,
  LegEnded: false,
  VolunteerStopped: false,
  Woke: false,
};

/** What the carrier recorded of a caller; its length in seconds. */
export type Recording = { sid: string; seconds: number };
