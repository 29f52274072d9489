/** Where a caller begins to wait, or is told why not. */
import { speaks } from '../schedule/languages.ts';
import type { Contact, Met, RoutingLine, Staffing, Told } from './model.ts';

/** What a caller meets: a line that is open with somebody on, or why nobody can be asked. */
export function metBy({ told }: Pick<Contact, 'told'>, { paused, open, anybodyOn }: Staffing): Met {
  if (told === 'blocked') return 'blocked';
  if (paused) return 'paused';
  if (!open) return 'closed';
  return anybodyOn ? 'open' : 'nobody-on';
}

/** Where a caller goes once their language is known (V1, V8, V15). */
export function enterLine(contact: Contact, line: RoutingLine, staffing: Staffing, nowMs: number): Contact {
  const told = (reason: Exclude<Met, 'open'> & Told): Contact => ({
    ...contact,
    state: 'told',
    told: reason,
    outcome: reason,
    toldUntilMs: staffing.nextOpeningMs,
  });
  const met = metBy(contact, staffing);
  if (met === 'blocked') return { ...contact, state: 'told', outcome: 'blocked' };
  if (met !== 'open') return told(met);
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
