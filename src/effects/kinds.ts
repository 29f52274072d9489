/** The one list of jobs: which queue does which effect; start-up says so when a handler is missing. */

/** The queues, each with one file in workers/. */
export const queueNames = ['offers', 'overflow', 'callbacks', 'messages', 'rotation'] as const;

export type QueueName = (typeof queueNames)[number];

const effectQueues = {
  RingVolunteer: 'offers',
  RingLeader: 'offers',
  RingCrisisLine: 'offers',
  RingPartner: 'offers',
  HangUpLeg: 'offers',
  LookAtLeg: 'offers',
  SpeakToLeg: 'offers',
  SpeakToCaller: 'offers',
  LookAtCaller: 'offers',
  HoldCaller: 'offers',
  ReleaseCaller: 'offers',
  AnnounceToVolunteer: 'offers',
  AnnounceToAll: 'offers',
  FindVoicemail: 'overflow',
  KeepVoicemail: 'overflow',
  AlertVoicemail: 'overflow',
  EraseVoicemail: 'overflow',
  RingCaller: 'callbacks',
  LeaveMessage: 'callbacks',
  LookAfter: 'rotation',
  SendText: 'messages',
  HandleTexts: 'messages',
  SendTexts: 'messages',
  LookAtText: 'messages',
  SendCode: 'messages',
} as const satisfies Record<string, QueueName>;

export type EffectKind = keyof typeof effectQueues;

export const effectKinds = Object.keys(effectQueues) as EffectKind[];

/** Calls that go out: they are taken one after the other, through the account's gate. */
export const ringKinds = effectKinds.filter((kind) => kind.startsWith('Ring'));

/** The queue whose worker does effects of this kind. */
export function queueOf(kind: EffectKind): QueueName {
  return effectQueues[kind];
}
