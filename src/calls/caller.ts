/** What the caller does: keys, silence, leaving; and where that leaves their call. */
import { askForCallback } from './callback-asked.ts';
import { endLeg, isAsking, isIn, stopAsking, talkingLeg, tellCaller, tellNobody, type Draft } from './draft.ts';
import { enterLine, startWaiting } from './entry.ts';
import { feltHeardKeyed } from './felt-heard.ts';
import { sayToCaller } from './heard.ts';
import { choicesAfter, isAskedAgain, isInLine, partnerKey, putBeforeChoices } from './ladder.ts';
import { callPartner } from './partner.ts';
import type { CallerSay, HoldAnswer } from './answers.ts';
import type { ContactEvent, Happening } from './events.ts';
import type { Contact, Outcome, Staffing, Told } from './model.ts';
import { countTalk, endTalk } from './talk.ts';
import { keepRecording, startVoicemail, voicemailGoesOn } from './voicemail.ts';

/** Answers a key the caller pressed in a menu. */
export function callerKeyed(
  draft: Draft,
  { menu, key, round, staffing }: Extract<Happening, { kind: 'CallerKeyed' }>,
): Draft {
  const { contact, world } = draft;
  if (contact.state === 'ended') return tellNobody(draft);
  if (key === '9' && contact.state !== 'talking' && contact.state !== 'crisis') return toCrisisLine(draft);
  if (contact.state === 'choosing-language' && menu === 'language') {
    return enter(draft, world.line.languages[Number(key) - 1] ?? contact.language, staffing);
  }
  if (contact.state === 'choosing-unstaffed' && menu === 'unstaffed') {
    if (key === '2') draft.contact.language = 'en';
    if (key === '3') return askForCallback(draft);
    if (key === '1' || key === '2') return waitForPeer(draft);
    return tellCaller(draft, { kind: 'unstaffed-menu' });
  }
  if (contact.state === 'lost-volunteer' && menu === 'lost') {
    if (key === '1') contact.preferredPersonId = null;
    return backInLine(draft);
  }
  if (isInLine(contact.state) && menu === 'greeting') {
    const wish = world.line.wishes.find((one) => one.key === key);
    if (wish) contact.wish = wish.tag;
    contact.script = 'hold';
    return tellCaller(draft, wish ? holdAfter(contact, 'wishHeard') : sayToCaller(contact));
  }
  if (isInLine(contact.state) && (menu === 'hold' || menu === 'overflow')) return keyedInLine(draft, menu, key, round);
  if (contact.state === 'leaving-voicemail')
    return voicemailGoesOn(draft, menu, round) ?? backFromVoicemail(draft, staffing);
  if (contact.state === 'told' && menu === 'told') {
    const asked = feltHeardKeyed(draft, key);
    if (asked) return asked;
    if (key === '1' && choicesAfter(contact.told).callback) return askForCallback(draft);
    if (key === '2' && choicesAfter(contact.told).voicemail) return startVoicemail(draft);
  }
  return tellCaller(draft, sayToCaller(contact));
}

/** Answers a key of somebody in line: the same keys hold in the music and in the choices of the ladder (V2). */
function keyedInLine(draft: Draft, menu: 'hold' | 'overflow', key: string, round: number): Draft {
  const { contact } = draft;
  if (key === '1') return askForCallback(draft);
  if (key === '2') return startVoicemail(draft);
  if (key === partnerKey && contact.partnerStep !== null) return callPartner(draft, contact.partnerStep);
  if (key === partnerKey && isPartnerRinging(draft)) return tellCaller(draft, { kind: 'partner-connecting' });
  // Each round of waiting takes the key once, so that a key delivered twice does not undo itself.
  const isNew = menu === 'hold' ? round >= contact.holdRound : contact.state === 'choosing-overflow';
  if (key === '3' && isNew) {
    Object.assign(contact, {
      state: 'waiting',
      quiet: !contact.quiet,
      holdRound: menu === 'hold' ? round + 1 : contact.holdRound,
    });
    return tellCaller(draft, holdAfter(contact, contact.quiet ? 'quietOn' : 'musicOn'));
  }
  return tellCaller(draft, key === '3' ? sayToCaller(contact) : holdAfter(contact, 'keyDoesNothing'));
}

/** What somebody hears in line, after an answer of ours to what they did; elsewhere there is nothing to answer. */
function holdAfter(contact: Contact, first: HoldAnswer): CallerSay {
  const next = sayToCaller(contact);
  return next.kind === 'hold' ? { ...next, first } : next;
}

function isPartnerRinging({ allLegs }: Draft): boolean {
  return allLegs.some((leg) => leg.purpose === 'partner' && isAsking(leg));
}

/** Answers silence in `menu`: it always leads on to a peer (V1). */
export function callerSilent(
  draft: Draft,
  { menu, round, staffing }: Extract<Happening, { kind: 'CallerSilent' }>,
): Draft {
  const { contact, world } = draft;
  if (contact.state === 'choosing-language' && menu === 'language') return enter(draft, contact.language, staffing);
  if (contact.state === 'choosing-unstaffed' && menu === 'unstaffed') return waitForPeer(draft);
  if (contact.state === 'lost-volunteer' && menu === 'lost') return backInLine(draft);
  if (contact.state === 'told' && menu === 'told') return finish(draft);
  if (contact.state === 'leaving-voicemail')
    return voicemailGoesOn(draft, menu, round) ?? backFromVoicemail(draft, staffing);
  if (contact.state === 'choosing-overflow' && menu === 'overflow') {
    contact.state = 'waiting';
    draft.route = true;
  } else if (isInLine(contact.state) && (menu === 'greeting' || menu === 'hold')) {
    contact.script = 'hold';
    if (menu === 'hold') contact.holdRound = Math.max(contact.holdRound, round + 1);
    if (menu === 'hold' && !isPartnerRinging(draft) && isAskedAgain(contact, world.line.policy.overflow, world.nowMs)) {
      askAgain(draft, staffing);
    }
  }
  return tellCaller(draft, sayToCaller(contact));
}

/**
 * The caller is gone: every ringing phone stops, the volunteer they talked with is free to rest. When the news comes
 * late, the volunteer may have left the conference already, or be back in it alone.
 */
export function callerHungUp(draft: Draft, learntLate = false): Draft {
  const { contact, world } = draft;
  if (contact.state === 'ended') return tellNobody(draft);
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
  return tellNobody(draft);
}

/** What the caller said after the tone is with us: the call ends kindly, or goes on to the crisis line by its key. */
export function callerRecorded(draft: Draft, event: Extract<ContactEvent, { kind: 'CallerRecorded' }>): Draft {
  const { contact } = draft;
  if (event.hungUp) callerHungUp(draft);
  keepRecording(draft, event);
  if (contact.state !== 'leaving-voicemail') return tellCaller(draft, sayToCaller(contact));
  Object.assign(contact, { state: 'told', told: 'voicemail-left', toldUntilMs: null });
  return event.key === '9' ? toCrisisLine(draft) : tellCaller(draft, sayToCaller(contact));
}

/** The line has been paused: whoever waits hears why and what they can choose instead (S7). */
export function linePaused(draft: Draft): Draft {
  const { contact } = draft;
  if (!isInLine(contact.state) && contact.state !== 'choosing-unstaffed')
    return tellCaller(draft, sayToCaller(contact));
  stopAsking(draft, 'not-waiting');
  const told: Told = contact.waitingSinceMs === null ? 'paused' : 'paused-waiting';
  Object.assign(contact, { state: 'told', told, toldUntilMs: null, outcome: 'paused', waitingSinceMs: null });
  // A caller who is being asked about a callback has made their choice already.
  if (contact.script !== 'callback') draft.effects.push({ kind: 'SpeakToCaller' });
  draft.route = true;
  return tellCaller(draft, sayToCaller(contact));
}

/** The crisis line's leg is over: after a talk the call ends kindly; otherwise the caller keeps their place (V12). */
export function crisisCallEnded(draft: Draft, talked: boolean): Draft {
  const { contact } = draft;
  if (contact.state !== 'crisis') return tellCaller(draft, sayToCaller(contact));
  if (talked) {
    Object.assign(contact, { state: 'told', told: 'after-crisis', outcome: 'crisis', crisisFrom: null });
    return tellCaller(draft, sayToCaller(contact));
  }
  const from = contact.crisisFrom ?? 'waiting';
  Object.assign(contact, { state: from, crisisFrom: null, script: from === 'waiting' ? 'hold' : contact.script });
  draft.route = true;
  return tellCaller(draft, { kind: 'crisis-failed' });
}

/** Ends the call of a caller who has been told everything. */
export function finish(draft: Draft): Draft {
  Object.assign(draft.contact, {
    state: 'ended',
    endedAtMs: draft.world.nowMs,
    outcome: draft.contact.outcome ?? 'talked',
  });
  return tellNobody(draft);
}

function enter(draft: Draft, language: string, staffing: () => Staffing): Draft {
  const { world } = draft;
  draft.contact = enterLine({ ...draft.contact, language, script: 'greeting' }, world.line, staffing(), world.nowMs);
  draft.route = true;
  return tellCaller(draft, sayToCaller(draft.contact));
}

function waitForPeer(draft: Draft): Draft {
  draft.contact = startWaiting({ ...draft.contact, script: 'hold' }, draft.world.nowMs);
  draft.route = true;
  return tellCaller(draft, sayToCaller(draft.contact));
}

/** Offers the choices again to a caller who goes on waiting; once nobody can come any more, they are not kept waiting in vain (V8). */
function askAgain({ contact, world }: Draft, staffing: () => Staffing): void {
  const { open, anybodyOn } = staffing();
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

/** After two silent recordings the caller is back where they came from, with the place they had. */
function backFromVoicemail(draft: Draft, staffing: () => Staffing): Draft {
  const { contact, world } = draft;
  draft.contact =
    contact.told === null ? enterLine(contact, world.line, staffing(), world.nowMs) : { ...contact, state: 'told' };
  draft.route = true;
  return tellCaller(draft, sayToCaller(draft.contact));
}

/** A caller who lost their volunteer waits at the head of the line, over the day's limit or not: it is the same call (V6, V9). */
function backInLine(draft: Draft): Draft {
  Object.assign(draft.contact, { rankAtMs: 0, lastInLine: false });
  waitForPeer(draft);
  return tellCaller(draft, holdAfter(draft.contact, 'backAtHead'));
}

function toCrisisLine(draft: Draft): Draft {
  const { contact } = draft;
  stopAsking(draft, 'caller-gone');
  contact.crisisFrom = contact.state;
  if (contact.script === 'callback') contact.script = 'hold';
  contact.state = 'crisis';
  draft.route = true;
  return tellCaller(draft, { kind: 'crisis' });
}
