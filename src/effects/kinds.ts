/** Every effect is one entry here: its queue, what it acts on, its payload, how soon and how urgent it is, and whether it is ever given up. */
import { z } from 'zod';

/**
 * The queues, each with one file in workers/. Care's is called `rotation` in stored effects and in Redis, where processes
 * of the release before look for it and leave what they know by that name.
 */
export const queueNames = ['offers', 'overflow', 'callbacks', 'messages', 'rotation', 'rosters'] as const;

export type QueueName = (typeof queueNames)[number];

/** What an effect acts on: one leg of a contact, a contact, nothing of the kind, or either a contact or nothing. */
export type Target = 'leg' | 'contact' | 'nobody' | 'anybody';

type Entry = {
  queue: QueueName;
  target: Target;
  /** What is written down with it beside the ids of contact and leg; ids and plain values only, never a number or a name. */
  payload: z.ZodType<Record<string, unknown>>;
  /** The order in which effects that are due are taken, lowest first: outgoing calls share the account's one call per second (carrier.md). */
  urgency: number;
  /** How long after what it follows from it is due. */
  delayMs: (payload: never) => number;
  /** It must be done however long the carrier is away: nobody waits on the line for it. */
  isPatient: boolean;
};

const nothing = z.object({});
const voicemail = z.object({ voicemailId: z.string() });
const text = z.object({ textId: z.string() });
const careText = z.object({
  personId: z.string(),
  sentence: z.string(),
  slots: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).optional(),
  lineId: z.string().optional(),
  /** When it was decided. */
  atMs: z.number().optional(),
});
/** After a talk, and what is known of it; or the day after something heavy, on whichever line that was. */
const lookAfter = z.union([
  z.object({ personId: z.string(), after: z.enum(['talk', 'heavy', 'abuse', 'crisis']) }),
  z.object({ personId: z.string(), after: z.literal('yesterday'), lineId: z.string(), askAtMs: z.number().optional() }),
]);

/** News of a recording comes well within this time; only one whose news got lost is looked for. */
const findVoicemailAfterMs = 600_000;

const usual = { payload: nothing, urgency: 9, delayMs: () => 0, isPatient: false };

/** Names of kinds and queues are stored and read by the release before and the one after: they are never given another meaning. */
export const effects = {
  RingCrisisLine: { ...usual, queue: 'offers', target: 'leg', urgency: 0 },
  RingCaller: { ...usual, queue: 'callbacks', target: 'leg', urgency: 1 },
  /** `dial`: the keyed pair of numbers it is between, as they were when it was decided. */
  RingVolunteer: {
    ...usual,
    queue: 'offers',
    target: 'leg',
    urgency: 2,
    payload: z.object({ dial: z.string().optional() }),
  },
  RingPartner: { ...usual, queue: 'offers', target: 'leg', urgency: 2, payload: z.object({ step: z.number() }) },
  RingLeader: { ...usual, queue: 'offers', target: 'leg', urgency: 3 },
  HangUpLeg: { ...usual, queue: 'offers', target: 'leg' },
  LookAtLeg: { ...usual, queue: 'offers', target: 'leg' },
  SpeakToLeg: { ...usual, queue: 'offers', target: 'leg' },
  LeaveMessage: { ...usual, queue: 'callbacks', target: 'leg' },
  SpeakToCaller: {
    ...usual,
    queue: 'offers',
    target: 'contact',
    payload: z.object({ first: z.enum(['partnerFailed', 'backAtHead']).optional() }),
  },
  LookAtCaller: { ...usual, queue: 'offers', target: 'contact' },
  HoldCaller: { ...usual, queue: 'offers', target: 'contact' },
  ReleaseCaller: { ...usual, queue: 'offers', target: 'contact' },
  AnnounceToVolunteer: {
    ...usual,
    queue: 'offers',
    target: 'contact',
    payload: z.object({ sentence: z.enum(['fiveMinutesLeft', 'crisisLineFailed', 'leaderNotComing']) }),
  },
  AnnounceToAll: {
    ...usual,
    queue: 'offers',
    target: 'contact',
    payload: z.object({ sentence: z.enum(['leaderJoining', 'crisisJoining']) }),
  },
  FindVoicemail: {
    ...usual,
    queue: 'overflow',
    target: 'contact',
    payload: z.object({ soon: z.literal(true).optional() }),
    delayMs: ({ soon }: { soon?: true | undefined }) => (soon ? 0 : findVoicemailAfterMs),
    isPatient: true,
  },
  KeepVoicemail: { ...usual, queue: 'overflow', target: 'contact', payload: voicemail, isPatient: true },
  AlertVoicemail: { ...usual, queue: 'overflow', target: 'contact', payload: voicemail, isPatient: true },
  EraseVoicemail: { ...usual, queue: 'overflow', target: 'contact', payload: voicemail, isPatient: true },
  LookAfter: { ...usual, queue: 'rotation', target: 'anybody', payload: lookAfter },
  SendText: { ...usual, queue: 'messages', target: 'anybody', payload: careText },
  HandleTexts: { ...usual, queue: 'messages', target: 'nobody', payload: text },
  SendTexts: { ...usual, queue: 'messages', target: 'nobody', payload: text },
  LookAtText: { ...usual, queue: 'messages', target: 'nobody', payload: text },
  /** Their turn to be told a word from the coordinators. */
  TellPerson: {
    ...usual,
    queue: 'messages',
    target: 'nobody',
    payload: z.object({ bulletinId: z.string(), personId: z.string() }),
    isPatient: true,
  },
  /** Somebody is waiting for the code. */
  SendCode: { ...usual, queue: 'messages', target: 'nobody', urgency: 2, payload: z.object({ codeId: z.string() }) },
  /** Somebody is waiting at their own phone. */
  TestCall: {
    ...usual,
    queue: 'messages',
    target: 'nobody',
    urgency: 2,
    payload: z.object({ testCallId: z.string() }),
  },
  FillRoster: { ...usual, queue: 'rosters', target: 'nobody', payload: z.object({ fillId: z.string() }) },
  ReplayWeek: { ...usual, queue: 'rosters', target: 'nobody', payload: z.object({ replayId: z.string() }) },
} as const satisfies Record<string, Entry>;

export type EffectKind = keyof typeof effects;

/** The kinds that a queue's file in workers/ has handlers for. */
export type KindOf<Queue extends QueueName> = {
  [Kind in EffectKind]: (typeof effects)[Kind]['queue'] extends Queue ? Kind : never;
}[EffectKind];

export type Payload<Kind extends EffectKind> = z.infer<(typeof effects)[Kind]['payload']>;

export type TargetOf<Kind extends EffectKind> = (typeof effects)[Kind]['target'];

export const effectKinds = Object.keys(effects) as EffectKind[];

/** Calls that go out: they are taken one after the other, through the account's gate. */
export const ringKinds = effectKinds.filter((kind) => kind.startsWith('Ring'));

/** Asking a volunteer for a promised call comes after everybody who is on the phone already. */
export const newCallbackUrgency = 4;

/** The queue whose worker does effects of this kind. */
export function queueOf(kind: EffectKind): QueueName {
  return effects[kind].queue;
}

/** A payload that is not what effects of its kind have; told by the fields alone, since what is in them may be private. */
export class PayloadRefused extends Error {
  override name = 'PayloadRefused';
}

/** The payload of an effect, as its kind has it; fields that only a newer release knows are left out. Throws `PayloadRefused`. */
export function payloadOf<Kind extends EffectKind>(kind: Kind, stored: unknown): Payload<Kind> {
  const read = effects[kind].payload.safeParse(stored);
  if (read.success) return read.data as Payload<Kind>;
  const fields = [...new Set(read.error.issues.map(({ path }) => path.join('.')))].filter((field) => field !== '');
  throw new PayloadRefused(`the payload of ${kind} cannot be used${fields.length > 0 ? `: ${fields.join(', ')}` : ''}`);
}
