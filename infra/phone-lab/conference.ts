/** Conferences: who is in, who hears whom, hold and wait music, announcements, and the events that tell of it. */
import { carrierDate } from './call-params.ts';
import type { Call, Conference, Hook, Params, Participant, StatusHook } from './model.ts';
import { newSid } from './sids.ts';
import { alert, emit, hear, stopMusic, type Lab, type Scope } from './state.ts';
import { TwimlError } from './twiml-parse.ts';
import { Interrupted } from './waiting.ts';
import { sendCallback } from './webhook.ts';

export type JoinOptions = {
  label?: string;
  muted: boolean;
  startConferenceOnEnter: boolean;
  endConferenceOnExit: boolean;
  beep: 'true' | 'false' | 'onEnter' | 'onExit';
  /** Undefined is the carrier's own music, null silence. */
  wait?: Hook | null;
  statusHook?: StatusHook;
  maxParticipants: number;
  /** Called once, when the participant is out: by a key, a hang-up, a removal or the end of the conference. */
  onLeft(why: string): void;
};

export const findConference = (lab: Lab, friendlyName: string): Conference | undefined =>
  [...lab.conferences.values()].find(
    (conference) => conference.friendlyName === friendlyName && conference.status !== 'completed',
  );

function openConference(lab: Lab, friendlyName: string, statusHook: StatusHook | undefined): Conference {
  const conference: Conference = {
    sid: newSid('CF'),
    friendlyName,
    status: 'init',
    createdMs: lab.clock.nowMs(),
    participants: new Map(),
    past: [],
    // Whoever joins first fixes where the events of the whole conference go.
    ...(statusHook ? { statusHook } : {}),
    sequence: 1,
    callbacks: Promise.resolve(),
  };
  lab.conferences.set(conference.sid, conference);
  return conference;
}

function tell(lab: Lab, conference: Conference, selector: string, event: string, extra: Params = {}): void {
  emit(lab, { kind: 'conference', atMs: lab.clock.nowMs(), conference });
  const hook = conference.statusHook;
  if (!hook?.events.has(selector)) return;
  const params = {
    AccountSid: lab.settings.accountSid,
    ConferenceSid: conference.sid,
    FriendlyName: conference.friendlyName,
    StatusCallbackEvent: event,
    SequenceNumber: String(conference.sequence++),
    Timestamp: carrierDate(lab.clock.nowMs()),
    ...extra,
  };
  sendCallback(lab, conference, hook, params);
}

const about = (participant: Participant): Params => ({
  CallSid: participant.call.sid,
  ...(participant.label ? { ParticipantLabel: participant.label } : {}),
  Muted: String(participant.muted),
  Hold: String(participant.hold),
  Coaching: 'false',
  StartConferenceOnEnter: String(participant.startConferenceOnEnter),
  EndConferenceOnExit: String(participant.endConferenceOnExit),
});

/** Everyone's view of who they can talk with, brought up to date and written into what they hear; a leaver hears nobody. */
function refreshTalking(lab: Lab, conference: Conference, leaver?: Participant): void {
  const inside = [...conference.participants.values()];
  const together = inside.filter((participant) => conference.status === 'in-progress' && !participant.hold);
  for (const participant of leaver ? [...inside, leaver] : inside) {
    const { call } = participant;
    const others = together.includes(participant)
      ? together.filter((other) => other !== participant).map((other) => other.call)
      : [];
    const before = call.talkingWith;
    if (others.length === before.length && others.every((other) => before.includes(other))) continue;
    call.talkingWith = others;
    if (call.endedMs !== undefined) continue;
    const numbers = others.map((other) => other.phone?.number ?? other.to);
    hear(
      lab,
      call,
      others.length > 0 ? { kind: 'connected', with: numbers, conference: conference.friendlyName } : { kind: 'alone' },
    );
  }
}

/** Plays a document to some calls of the conference; resolves when it is over, whatever ended it. */
async function playTo(
  lab: Lab,
  call: Call,
  listeners: () => Call[],
  hook: Hook,
  controller: AbortController,
  extra: Params,
): Promise<string | undefined> {
  const scope: Scope = {
    lab,
    call,
    mode: 'conference-audio',
    signal: controller.signal,
    listeners,
    params: () => extra,
  };
  try {
    await lab.runDocuments(scope, { kind: 'url', hook });
    return undefined;
  } catch (error) {
    if (error instanceof Interrupted) return 'interrupted';
    if (!(error instanceof TwimlError)) throw error;
    alert(lab, error.code, error.message, call);
    return error.message;
  }
}

function stopAudio(participant: Participant): void {
  participant.audio?.abort('left');
  delete participant.audio;
}

function startAudio(
  lab: Lab,
  conference: Conference,
  participant: Participant,
  hook: Hook,
): Promise<string | undefined> {
  stopAudio(participant);
  const controller = new AbortController();
  participant.audio = controller;
  return playTo(lab, participant.call, () => [participant.call], hook, controller, {
    ConferenceSid: conference.sid,
    FriendlyName: conference.friendlyName,
  });
}

function startIfReady(lab: Lab, conference: Conference): void {
  if (conference.status !== 'init' || conference.participants.size < 2) return;
  const participants = [...conference.participants.values()];
  if (!participants.some((participant) => participant.startConferenceOnEnter)) return;
  conference.status = 'in-progress';
  for (const participant of participants) {
    if (participant.hold) continue;
    stopAudio(participant);
    stopMusic(lab, participant.call);
  }
  tell(lab, conference, 'start', 'conference-start');
}

function beep(lab: Lab, conference: Conference, when: 'onEnter' | 'onExit', setting: JoinOptions['beep']): void {
  if (setting !== 'true' && setting !== when) return;
  for (const participant of conference.participants.values()) hear(lab, participant.call, { kind: 'beep' });
}

/** Brings a call into the conference of that name, which opens when it is the first. Undefined where it is full. */
export function joinConference(
  lab: Lab,
  call: Call,
  friendlyName: string,
  options: JoinOptions,
): Participant | undefined {
  const conference = findConference(lab, friendlyName) ?? openConference(lab, friendlyName, options.statusHook);
  if (conference.participants.size >= options.maxParticipants) return undefined;
  const participant: Participant = {
    call,
    ...(options.label ? { label: options.label } : {}),
    muted: options.muted,
    hold: false,
    startConferenceOnEnter: options.startConferenceOnEnter,
    endConferenceOnExit: options.endConferenceOnExit,
    joinedMs: lab.clock.nowMs(),
    leave(why) {
      if (participant.left !== undefined) return;
      leaveConference(lab, conference, participant, why, options);
    },
  };
  conference.participants.set(call.sid, participant);
  conference.past.push(participant);
  call.conference = conference;
  tell(lab, conference, 'join', 'participant-join', about(participant));
  beep(lab, conference, 'onEnter', options.beep);
  startIfReady(lab, conference);
  if (conference.status === 'init') {
    if (options.wait) void startAudio(lab, conference, participant, options.wait);
    else if (options.wait === undefined) hear(lab, call, { kind: 'hold-music', on: true });
  }
  refreshTalking(lab, conference);
  return participant;
}

function leaveConference(
  lab: Lab,
  conference: Conference,
  participant: Participant,
  why: string,
  options: JoinOptions,
): void {
  participant.left = why;
  conference.participants.delete(participant.call.sid);
  delete participant.call.conference;
  stopAudio(participant);
  stopMusic(lab, participant.call);
  tell(lab, conference, 'leave', 'participant-leave', { ...about(participant), ReasonParticipantLeft: why });
  beep(lab, conference, 'onExit', options.beep);
  refreshTalking(lab, conference, participant);
  if (conference.participants.size === 0)
    closeConference(lab, conference, 'last-participant-left', participant.call.sid);
  else if (participant.endConferenceOnExit)
    closeConference(lab, conference, 'participant-with-end-conference-on-exit-left', participant.call.sid);
  options.onLeft(why);
}

/** Ends a conference for everyone in it. */
export function closeConference(lab: Lab, conference: Conference, reason: string, callSid?: string): void {
  if (conference.status === 'completed') return;
  conference.status = 'completed';
  conference.endedMs = lab.clock.nowMs();
  conference.endedBy = { reason, ...(callSid ? { callSid } : {}) };
  conference.announcement?.abort('left');
  for (const participant of [...conference.participants.values()]) participant.leave('conference-ended');
  tell(lab, conference, 'end', 'conference-end', {
    ReasonConferenceEnded: reason,
    ...(callSid ? { CallSidEndingConference: callSid } : {}),
  });
}

/** Puts a participant on hold, with or without a document of its own, or takes them off. */
export function setHold(lab: Lab, conference: Conference, participant: Participant, hold: boolean, hook?: Hook): void {
  const changed = participant.hold !== hold;
  participant.hold = hold;
  if (changed) tell(lab, conference, 'hold', hold ? 'participant-hold' : 'participant-unhold', about(participant));
  if (hold && hook) void startAudio(lab, conference, participant, hook);
  else if (changed) stopAudio(participant);
  startIfReady(lab, conference);
  refreshTalking(lab, conference);
}

export function setMuted(lab: Lab, conference: Conference, participant: Participant, muted: boolean): void {
  if (participant.muted === muted) return;
  participant.muted = muted;
  tell(lab, conference, 'mute', muted ? 'participant-mute' : 'participant-unmute', about(participant));
}

/** Changes whether this participant's leaving ends the conference; the carrier ignores it while they are on hold. */
export function setEndOnExit(
  lab: Lab,
  conference: Conference,
  participant: Participant,
  endConferenceOnExit: boolean,
): void {
  if (participant.hold || participant.endConferenceOnExit === endConferenceOnExit) return;
  participant.endConferenceOnExit = endConferenceOnExit;
  tell(lab, conference, 'modify', 'participant-modify', about(participant));
}

/** Says something to one participant, or to everyone in the conference. */
export async function announce(lab: Lab, conference: Conference, hook: Hook, to?: Participant): Promise<void> {
  const first = to ?? [...conference.participants.values()][0];
  if (!first) return;
  const controller = new AbortController();
  if (!to) {
    conference.announcement?.abort('left');
    conference.announcement = controller;
  }
  const listeners = () =>
    to
      ? to.left === undefined
        ? [to.call]
        : []
      : [...conference.participants.values()].map((participant) => participant.call);
  const failure = await playTo(lab, first.call, listeners, hook, controller, {
    ConferenceSid: conference.sid,
    FriendlyName: conference.friendlyName,
  });
  const extra: Params = { AnnounceUrl: hook.url, ...(to ? about(to) : {}) };
  if (failure === undefined) tell(lab, conference, 'announcement', 'announcement-end', extra);
  else tell(lab, conference, 'announcement', 'announcement-fail', { ...extra, ReasonAnnouncementFailed: failure });
}
