/** Where a caller begins to wait, or is told why not. */
import { speaks } from '../schedule/languages.ts';
import type { Contact, Outcome, RoutingLine, Staffing, Told } from './model.ts';

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
