/** Calls the demo promised in its past, and how they were kept: by day, by whoever is free, in three tries at most. */
import type { Contact } from '../../../src/calls/model.ts';
import type { PromisedCall } from '../../../src/promises/model.ts';
import { afterNight } from '../../../src/schedule/reminder-times.ts';
import { zone } from './cast.ts';
import { draw, over, talkWith, type Attempt, type Making } from './making.ts';
import { blank, legOf } from './records.ts';

const minuteMs = 60_000;
const againMinutes = [15, 120];
const holdsMs = 24 * 60 * minuteMs;
/** So many pick up when we call. */
const reachedShare = 0.68;
/** Whatever becomes of a promise of the past is known when somebody first looks. */
const settledWithinMs = 3 * 60 * minuteMs;

/** A promise to the caller of this call; false where there would not be time to keep it. */
export function promise({ past, later, untilMs }: Making, contact: Contact, atMs: number): boolean {
  const firstMs = afterNight(atMs + 4 * minuteMs, zone);
  if (firstMs + settledWithinMs > untilMs) return false;
  const promised = {
    ...{ id: `demo-promise-${past.promises.length}`, lineId: contact.lineId, state: 'open', via: 'key', timed: false },
    ...{
      keyedIn: false,
      messageOk: true,
      textOk: false,
      language: contact.language,
      wish: contact.wish,
      timeZone: null,
    },
    ...{ callerKey: '', lastingKey: null, numberKey: null, numberSealed: null, askerKey: null, askedIn: contact.id },
    ...{
      rankAtMs: contact.rankAtMs,
      lastInLine: false,
      promisedAtMs: atMs,
      dueAtMs: firstMs,
      untilAtMs: firstMs + holdsMs,
    },
    ...{ nextAtMs: null, attempts: 0, contactId: null, settledAtMs: null, settledBy: null, keptAtMs: null },
  } satisfies PromisedCall as PromisedCall;
  past.promises.push(promised);
  later.push({ promise: promised, atMs: firstMs, tries: 0 });
  return true;
}

/** One try to keep it: a talk, or nobody there and another try later. */
export function callBack(making: Making, { promise: promised, atMs, tries }: Attempt): void {
  const { past, crew, later } = making;
  const line = crew.line(promised.lineId, atMs);
  const isTalking = new Set(line.people.filter(({ busy }) => busy !== null).map(({ personId }) => personId));
  const free = line.people.find(
    ({ personId, wrapUpUntilMs, restUntilMs }) =>
      !isTalking.has(personId) && Math.max(wrapUpUntilMs ?? 0, restUntilMs ?? 0) <= atMs,
  );
  const nextMs = afterNight(atMs + 5 * minuteMs, zone);
  if (!free && nextMs < promised.untilAtMs) {
    later.push({ promise: promised, atMs: nextMs, tries });
    return;
  }
  const isReached = free !== undefined && draw('reached', tries, past) < reachedShare;
  const contact: Contact = {
    ...blank(`${promised.id}-${tries}`, {
      line: promised.lineId,
      language: promised.language,
      wish: promised.wish,
      atMs,
    }),
    met: null,
    callbackId: promised.id,
  };
  const answeredAtMs = atMs + 9_000;
  const joinedAtMs = answeredAtMs + 14_000;
  const endedAtMs = isReached ? joinedAtMs + (8 + 14 * draw('length', tries, past)) * minuteMs : answeredAtMs + 35_000;
  const begun = {
    createdAtMs: atMs,
    answeredAtMs,
    acceptedAtMs: answeredAtMs + 2_500,
    joinedAtMs: isReached ? joinedAtMs : null,
    endedAtMs,
  };
  const personId = free?.personId ?? null;
  const legs = free
    ? [
        legOf(contact, 0, {
          ...begun,
          purpose: 'offer',
          personId,
          role: 'primary',
          outcome: isReached ? 'talked' : 'not-reached',
        }),
        legOf(contact, 1, {
          ...begun,
          purpose: 'caller',
          personId: null,
          role: 'caller',
          createdAtMs: answeredAtMs,
          answeredAtMs: isReached ? joinedAtMs : null,
          outcome: isReached ? 'talked' : 'no-answer',
        }),
      ]
    : [];
  const isOver = over(
    making,
    contact,
    {
      outcome: isReached ? 'talked' : 'not-reached',
      personId,
      talkedSeconds: isReached ? Math.round((endedAtMs - joinedAtMs) / 1000) : 0,
      endedAtMs,
    },
    legs,
  );
  if (!isOver) {
    later.push({ promise: promised, atMs: Infinity, tries });
    return;
  }
  promised.attempts += 1;
  past.attempts.push({
    id: `${contact.id}-attempt`,
    callbackId: promised.id,
    contactId: contact.id,
    startedAtMs: atMs,
    endedAtMs,
    outcome: isReached ? 'talked' : 'no-answer',
  });
  if (isReached) {
    talkWith(making, personId ?? '', {
      contactId: contact.id,
      fromMs: joinedAtMs,
      untilMs: endedAtMs,
      weight: draw('weight', tries, past),
      told: draw('told', tries, past),
    });
    Object.assign(promised, { state: 'kept', keptAtMs: joinedAtMs, settledAtMs: endedAtMs, settledBy: 'talk' });
    return;
  }
  const again = againMinutes[tries];
  if (again === undefined) Object.assign(promised, { state: 'failed', settledAtMs: endedAtMs, settledBy: 'attempts' });
  else later.push({ promise: promised, atMs: atMs + again * minuteMs, tries: tries + 1 });
}
