/** What the caller does: keys, silence, leaving; and where that leaves their call. */
import { speaks } from '../schedule/languages.ts';
import { askForCallback, sayToAsker } from './callback-asked.ts';
import { answer, endLeg, isAsking, isIn, stopAsking, talkingLeg, type Draft } from './draft.ts';
import { feltHeardKeyed } from './felt-heard.ts';
import { choicesAfter, isAskedAgain, isInLine, partnerKey, putBeforeChoices } from './ladder.ts';
import { callPartner } from './partner.ts';
import type { HoldAnswer, Say } from './answers.ts';
import type { CallerMenu, ContactEvent } from './events.ts';
import type { Contact, Outcome, RoutingLine, Staffing, Told } from './model.ts';
import { countTalk, endTalk } from './talk.ts';
import { keepRecording, startVoicemail, voicemailGoesOn } from './voicemail.ts';

/** What the caller hears in the state their call is in: whoever asks, whenever, gets the same words. */
export function sayToCaller(contact: Contact): Say {
  const question = sayToAsker(contact);
  if (question) return question;
  switch (contact.state) {
    case 'choosing-language':
      return { kind: 'language-menu' };
    case 'choosing-unstaffed':
      return { kind: 'unstaffed-menu' };
    case 'waiting':
    case 'choosing-overflow':
      if (contact.script !== 'hold') return { kind: 'greeting', overLimit: contact.lastInLine };
      return contact.state === 'waiting' ? { kind: 'hold', round: contact.holdRound } : { kind: 'overflow-menu' };
    case 'leaving-voicemail':
      return contact.script === 'seeking'
        ? { kind: 'voicemail-seek', round: 0 }
        : { kind: 'voicemail-intro', round: 0 };
    case 'calling-back':
      return { kind: 'hang-up' };
    case 'talking':
      return { kind: 'caller-conference' };
    case 'lost-volunteer':
      return { kind: 'lost-volunteer' };
    case 'crisis':
      return { kind: 'crisis' };
    case 'told':
      return { kind: 'told', told: contact.told ?? 'goodbye', untilMs: contact.toldUntilMs };
    case 'ended':
      return { kind: 'hang-up' };
  }
}

/** Where a caller goes once their language is known (V1, V8, V15). */
export function enterLine(contact: Contact, line: RoutingLine, staffing: Staffing, nowMs: number): Contact {
  const told = (reason: Told): Contact => ({
    ...contact,
    state: 'told',
    told: reason,
    outcome: reason as Outcome,
    toldUntilMs: staffing.nextOpeningMs,
  });
  if (contact.told === 'blocked') return { ...contact, state: 'told', outcome: 'blocked' };
  if (staffing.paused) return told('paused');
  if (!staffing.open) return told('closed');
  if (!staffing.anybodyOn) return told('nobody-on');
  const spoken = speaks(staffing.languages, contact.language) || line.languages.length === 1;
  if (!spoken) return { ...contact, state: 'choosing-unstaffed' };
  return startWaiting(contact, nowMs);
}

/** Puts a caller in line; whoever waits again keeps the rank of their arrival. */
export function startWaiting(contact: Contact, nowMs: number): Contact {
  return {
    ...contact,
    state: 'waiting',
    waitingSinceMs: nowMs,
    ladderStep: 0,
    partnerStep: null,
    choicesAtMs: null,
    decided: false,
    told: null,
    outcome: null,
  };
}

/** Answers a key the caller pressed in a menu. */
export function callerKeyed(draft: Draft, { menu, key, round }: Extract<ContactEvent, { kind: 'CallerKeyed' }>): Draft {
  const { contact, world } = draft;
  if (contact.state === 'ended') return answer(draft, { kind: 'hang-up' });
  if (key === '9' && contact.state !== 'talking' && contact.state !== 'crisis') return toCrisisLine(draft);
  if (contact.state === 'choosing-language' && menu === 'language') {
    return enter(draft, world.line.languages[Number(key) - 1] ?? contact.language);
  }
  if (contact.state === 'choosing-unstaffed' && menu === 'unstaffed') {
    if (key === '2') draft.contact.language = 'en';
    if (key === '3') return askForCallback(draft);
    if (key === '1' || key === '2') return waitForPeer(draft);
    return answer(draft, { kind: 'unstaffed-menu' });
  }
  if (contact.state === 'lost-volunteer' && menu === 'lost') {
    if (key === '1') contact.preferredPersonId = null;
    return backInLine(draft);
  }
  if (isInLine(contact.state) && menu === 'greeting') {
    const wish = world.line.wishes.find((one) => one.key === key);
    if (wish) contact.wish = wish.tag;
    contact.script = 'hold';
    return answer(draft, wish ? holdAfter(contact, 'wishHeard') : sayToCaller(contact));
  }
  if (isInLine(contact.state) && (menu === 'hold' || menu === 'overflow')) return keyedInLine(draft, menu, key, round);
  if (contact.state === 'leaving-voicemail') return voicemailGoesOn(draft, menu, round) ?? backFromVoicemail(draft);
  if (contact.state === 'told' && menu === 'told') {
    const asked = feltHeardKeyed(draft, key);
    if (asked) return asked;
    if (key === '1' && choicesAfter(contact.told).callback) return askForCallback(draft);
    if (key === '2' && choicesAfter(contact.told).voicemail) return startVoicemail(draft);
  }
  return answer(draft, sayToCaller(contact));
}

/** Answers a key of somebody in line: the same keys hold in the music and in the choices of the ladder (V2). */
function keyedInLine(draft: Draft, menu: 'hold' | 'overflow', key: string, round: number): Draft {
  const { contact } = draft;
  if (key === '1') return askForCallback(draft);
  if (key === '2') return startVoicemail(draft);
  if (key === partnerKey && contact.partnerStep !== null) return callPartner(draft, contact.partnerStep);
  if (key === partnerKey && isPartnerRinging(draft)) return answer(draft, { kind: 'partner-connecting' });
  // Each round of waiting takes the key once, so that a key delivered twice does not undo itself.
  const isNew = menu === 'hold' ? round >= contact.holdRound : contact.state === 'choosing-overflow';
  if (key === '3' && isNew) {
    Object.assign(contact, {
      state: 'waiting',
      quiet: !contact.quiet,
      holdRound: menu === 'hold' ? round + 1 : contact.holdRound,
    });
    return answer(draft, holdAfter(contact, contact.quiet ? 'quietOn' : 'musicOn'));
  }
  return answer(draft, key === '3' ? sayToCaller(contact) : holdAfter(contact, 'keyDoesNothing'));
}

/** What somebody hears in line, after an answer of ours to what they did; elsewhere there is nothing to answer. */
function holdAfter(contact: Contact, first: HoldAnswer): Say {
  const next = sayToCaller(contact);
  return next.kind === 'hold' ? { ...next, first } : next;
}

function isPartnerRinging({ allLegs }: Draft): boolean {
  return allLegs.some((leg) => leg.purpose === 'partner' && isAsking(leg));
}

/** Answers silence in `menu`: it always leads on to a peer (V1). */
export function callerSilent(draft: Draft, menu: CallerMenu, round: number): Draft {
  const { contact, world } = draft;
  if (contact.state === 'choosing-language' && menu === 'language') return enter(draft, contact.language);
  if (contact.state === 'choosing-unstaffed' && menu === 'unstaffed') return waitForPeer(draft);
  if (contact.state === 'lost-volunteer' && menu === 'lost') return backInLine(draft);
  if (contact.state === 'told' && menu === 'told') return finish(draft);
  if (contact.state === 'leaving-voicemail') return voicemailGoesOn(draft, menu, round) ?? backFromVoicemail(draft);
  if (contact.state === 'choosing-overflow' && menu === 'overflow') {
    contact.state = 'waiting';
    draft.route = true;
  } else if (isInLine(contact.state) && (menu === 'greeting' || menu === 'hold')) {
    contact.script = 'hold';
    if (menu === 'hold') contact.holdRound = Math.max(contact.holdRound, round + 1);
    if (menu === 'hold' && !isPartnerRinging(draft) && isAskedAgain(contact, world.line.policy.overflow, world.nowMs)) {
      askAgain(draft);
    }
  }
  return answer(draft, sayToCaller(contact));
}

/**
 * The caller is gone: every ringing phone stops, the volunteer they talked with is free to rest. News that was learnt
 * late finds the volunteer out of the conference already, and back in it alone perhaps.
 */
export function callerHungUp(draft: Draft, learntLate = false): Draft {
  const { contact, world } = draft;
  if (contact.state === 'ended') return answer(draft, { kind: 'hang-up' });
  const abandoned = contact.script === 'hold' ? 'abandoned-in-queue' : 'abandoned-in-greeting';
  const outcome: Outcome =
    contact.state === 'talking' || contact.state === 'lost-volunteer'
      ? (contact.outcome ?? 'talked')
      : contact.state === 'crisis'
        ? 'crisis'
        : (contact.outcome ?? abandoned);
  stopAsking(draft, 'caller-gone');
  const leg = talkingLeg(draft);
  // The conference ends with its caller, and the volunteer's <Dial> asks what comes next by itself.
  if (leg) endTalk(draft, leg, 'talked', !learntLate && leg.state === 'accepted' && contact.talkingSinceMs !== null);
  if (learntLate && contact.state === 'leaving-voicemail') draft.effects.push({ kind: 'FindVoicemail', soon: true });
  countTalk(draft);
  for (const other of draft.allLegs) if (isIn(other)) endLeg(draft, other, 'talked');
  Object.assign(contact, { state: 'ended', outcome, endedAtMs: world.nowMs, waitingSinceMs: null });
  return answer(draft, { kind: 'hang-up' });
}

/** What the caller said after the tone is with us: the call ends kindly, or goes on to the crisis line by its key. */
export function callerRecorded(draft: Draft, event: Extract<ContactEvent, { kind: 'CallerRecorded' }>): Draft {
  const { contact } = draft;
  if (event.hungUp) callerHungUp(draft);
  keepRecording(draft, event);
  if (contact.state !== 'leaving-voicemail') return answer(draft, sayToCaller(contact));
  Object.assign(contact, { state: 'told', told: 'voicemail-left', toldUntilMs: null });
  return event.key === '9' ? toCrisisLine(draft) : answer(draft, sayToCaller(contact));
}

/** The line has been paused: whoever waits hears why and what they can choose instead (S7). */
export function linePaused(draft: Draft): Draft {
  const { contact } = draft;
  if (!isInLine(contact.state) && contact.state !== 'choosing-unstaffed') return answer(draft, sayToCaller(contact));
  stopAsking(draft, 'not-waiting');
  const told: Told = contact.waitingSinceMs === null ? 'paused' : 'paused-waiting';
  Object.assign(contact, { state: 'told', told, toldUntilMs: null, outcome: 'paused', waitingSinceMs: null });
  // Who is being asked about a callback has their choice already.
  if (contact.script !== 'callback') draft.effects.push({ kind: 'SpeakToCaller' });
  draft.route = true;
  return answer(draft, sayToCaller(contact));
}

/** The crisis line's leg is over: after a talk the call ends kindly; otherwise the caller keeps their place (V12). */
export function crisisCallEnded(draft: Draft, talked: boolean): Draft {
  const { contact } = draft;
  if (contact.state !== 'crisis') return answer(draft, sayToCaller(contact));
  if (talked) {
    Object.assign(contact, { state: 'told', told: 'after-crisis', outcome: 'crisis', crisisFrom: null });
    return answer(draft, sayToCaller(contact));
  }
  const from = contact.crisisFrom ?? 'waiting';
  Object.assign(contact, { state: from, crisisFrom: null, script: from === 'waiting' ? 'hold' : contact.script });
  draft.route = true;
  return answer(draft, { kind: 'crisis-failed' });
}

/** Lets a caller go who has been told all there is to tell. */
export function finish(draft: Draft): Draft {
  Object.assign(draft.contact, {
    state: 'ended',
    endedAtMs: draft.world.nowMs,
    outcome: draft.contact.outcome ?? 'talked',
  });
  return answer(draft, { kind: 'hang-up' });
}

function enter(draft: Draft, language: string): Draft {
  const { world } = draft;
  draft.contact = enterLine(
    { ...draft.contact, language, script: 'greeting' },
    world.line,
    world.staffing(),
    world.nowMs,
  );
  draft.route = true;
  return answer(draft, sayToCaller(draft.contact));
}

function waitForPeer(draft: Draft): Draft {
  draft.contact = startWaiting({ ...draft.contact, script: 'hold' }, draft.world.nowMs);
  draft.route = true;
  return answer(draft, sayToCaller(draft.contact));
}

/** Puts the choices before somebody who waits on; once nobody can come any more they are not kept waiting for nothing (V8). */
function askAgain({ contact, world }: Draft): void {
  const { open, anybodyOn } = world.staffing();
  if (open && anybodyOn) Object.assign(contact, putBeforeChoices(contact, world.nowMs));
  else
    Object.assign(contact, {
      state: 'told',
      told: 'ladder-ended',
      outcome: 'ladder-ended',
      toldUntilMs: null,
      waitingSinceMs: null,
    });
}

/** Nothing was heard twice: back to where the caller came from, with the place they had. */
function backFromVoicemail(draft: Draft): Draft {
  const { contact, world } = draft;
  draft.contact =
    contact.told === null
      ? enterLine(contact, world.line, world.staffing(), world.nowMs)
      : { ...contact, state: 'told' };
  draft.route = true;
  return answer(draft, sayToCaller(draft.contact));
}

/** A caller who lost their volunteer waits at the head of the line, over the day's limit or not: it is the same call (V6, V9). */
function backInLine(draft: Draft): Draft {
  Object.assign(draft.contact, { rankAtMs: 0, lastInLine: false });
  waitForPeer(draft);
  return answer(draft, holdAfter(draft.contact, 'backAtHead'));
}

function toCrisisLine(draft: Draft): Draft {
  const { contact } = draft;
  stopAsking(draft, 'caller-gone');
  contact.crisisFrom = contact.state;
  if (contact.script === 'callback') contact.script = 'hold';
  contact.state = 'crisis';
  draft.route = true;
  return answer(draft, { kind: 'crisis' });
}
