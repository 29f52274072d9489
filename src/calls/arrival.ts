/** How a call begins, from what is remembered of its caller (V1, V6, V8, V9). */
import { hasHadTheirTalks } from '../wellbeing/talks-today.ts';
import { enterLine, metBy } from './entry.ts';
import type { CallerMemory, Contact, RoutingLine, Staffing } from './model.ts';
import { nextWakeMs } from './wake.ts';

export type ArrivalWorld = {
  id: string;
  callSid: string;
  hidden: boolean;
  callerKey: string | null;
  lastingKey: string | null;
  numberSealed: string | null;
  line: RoutingLine;
  memory: CallerMemory;
  staffing: () => Staffing;
  nowMs: number;
};

/** The contact of a new call: choosing a language, in line, or told why not. */
export function arrivalOf(world: ArrivalWorld): Contact {
  const { line, memory, nowMs } = world;
  const multilingual = line.languages.length > 1;
  const staffing = world.staffing();
  const told = memory.blockedUntilMs === null ? null : 'blocked';
  const fresh: Contact = {
    id: world.id,
    lineId: line.id,
    channel: 'voice',
    state: 'choosing-language',
    told,
    toldUntilMs: memory.blockedUntilMs,
    crisisFrom: null,
    outcome: null,
    met: metBy({ told }, staffing),
    callSid: world.callSid,
    callerKey: world.callerKey,
    lastingKey: world.lastingKey,
    numberSealed: world.numberSealed,
    hidden: world.hidden,
    language: line.languages[0] ?? 'en',
    wish: null,
    script: multilingual ? 'language' : 'greeting',
    holdRound: 0,
    quiet: false,
    lastInLine: memory.dropped === null && hasHadTheirTalks(memory.talksToday, line.policy),
    arrivedAtMs: nowMs,
    waitingSinceMs: null,
    rankAtMs: memory.dropped?.rankAtMs ?? nowMs,
    personId: null,
    conference: null,
    talkingSinceMs: null,
    talkedSeconds: 0,
    warned: false,
    preferredPersonId: memory.dropped?.personId ?? null,
    ladderStep: 0,
    partnerStep: null,
    choicesAtMs: null,
    decided: false,
    callbackId: null,
    seenAtMs: nowMs,
    nextAtMs: null,
    endedAtMs: null,
  };
  const contact = multilingual ? fresh : enterLine(fresh, line, staffing, nowMs);
  return { ...contact, nextAtMs: nextWakeMs(contact, [], line.policy, nowMs) };
}
