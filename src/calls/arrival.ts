/** How a call begins, from what is remembered of its caller (V1, V6, V8, V9). */
import { hasHadTheirTalks } from '../wellbeing/talks-today.ts';
import { enterLine, metBy } from './entry.ts';
import { freshContact } from './fresh-contact.ts';
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
  const fresh = freshContact({
    id: world.id,
    lineId: line.id,
    state: 'choosing-language',
    told,
    toldUntilMs: memory.blockedUntilMs,
    met: metBy({ told }, staffing),
    callSid: world.callSid,
    callerKey: world.callerKey,
    lastingKey: world.lastingKey,
    numberSealed: world.numberSealed,
    hidden: world.hidden,
    language: line.languages[0] ?? 'en',
    wish: null,
    script: multilingual ? 'language' : 'greeting',
    lastInLine: memory.dropped === null && hasHadTheirTalks(memory.talksToday, line.policy),
    arrivedAtMs: nowMs,
    rankAtMs: memory.dropped?.rankAtMs ?? nowMs,
    preferredPersonId: memory.dropped?.personId ?? null,
    seenAtMs: nowMs,
  });
  const contact = multilingual ? fresh : enterLine(fresh, line, staffing, nowMs);
  return { ...contact, nextAtMs: nextWakeMs(contact, [], line.policy, nowMs) };
}
