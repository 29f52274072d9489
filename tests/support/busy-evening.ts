/** People on the phone for as long as a story goes, on the real clock: new callers and texters without a pause, volunteers who take what they are given. */
import type { PhoneControl } from '../../infra/phone-lab/control-phone.ts';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';

const line = '+15550100001';
const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(4, '0')}`);
const peers = numbered('+1555020', 32);
const textersAtMost = 24;

/** One line around the clock; its volunteers take as many calls as come, and a conversation by text each. */
export const busyOrganisation: OrganisationFile = {
  organisation: { name: 'National', timeZone: 'America/Chicago', crisisNumber: '+15559880988' },
  policy: {
    training: [],
    callsPerDay: 1_000,
    wrapUpMinutes: 0,
    overflow: [{ afterSeconds: 900, do: 'voicemail' }],
  },
  lines: [
    {
      id: 'main',
      name: 'National',
      phoneNumber: line,
      timeZone: 'America/Chicago',
      languages: ['en'],
      automaticAvailability: true,
    },
  ],
  people: peers.map((phone, index) => ({ id: `v${index}`, name: `v${index}`, phone, roles: ['volunteer'] })),
  shifts: [
    {
      id: 'always',
      line: 'main',
      start: '2026-01-01T00:00',
      end: '2026-01-02T00:00',
      repeat: 'FREQ=DAILY',
      assigned: peers.map((_, index) => ({ person: `v${index}`, as: 'primary' as const })),
    },
  ],
};

export type Caller = { phone: PhoneControl; sid: string; state: 'waiting' | 'talking' | 'met' | 'lost' };
/** `by` is the volunteer who was given the words and has answered. */
export type Texter = { phone: PhoneControl; words: string; answer: string; by: PhoneControl | null };

export type BusyEvening = {
  callers: Caller[];
  texters: Texter[];
  volunteers: PhoneControl[];
  /** No new caller and no new texter from now on. */
  lastCall(): void;
  stop(): void;
};

/** `times`: with which apology it is to be said again, after the pause. */
type Said = { words: string; times: number; pauseMs: number };

const actEveryMs = 50;
/** Nobody takes less than a moment to read or to talk. */
const talkMs = 600;
const pressEveryMs = 700;
/** The first pause of somebody who says it again; each one is twice the one before. */
const firstPauseMs = 4_000;
const sorry = /^We are sorry, something went wrong/;

/** How often a phone was asked by text to say it again. */
export const apologiesTo = (one: PhoneControl) => one.texts().filter(({ body }) => sorry.test(body)).length;

/** On a machine that is too slow for all of them, callers come only once others have been met. */
const waitingAtMost = 12;

/** Callers come one in so many milliseconds. */
export function busyEvening(phone: (number: string) => PhoneControl, callerEveryMs: number): BusyEvening {
  const callers: Caller[] = [];
  const texters: Texter[] = [];
  const volunteers = peers.map(phone);
  const since = new Map<string, number>();
  const said = new Map<PhoneControl, Said>();
  let nextMs = performance.now();
  let open = true;

  /** True once in so many milliseconds of whatever goes on under this name. */
  const isTime = (what: string, everyMs: number, nowMs: number) => {
    const last = since.get(what) ?? since.set(what, nowMs).get(what)!;
    if (nowMs - last < everyMs) return false;
    since.set(what, nowMs);
    return true;
  };
  const comes = () => {
    const one = phone(`+1555090${String(callers.length).padStart(4, '0')}`);
    callers.push({ phone: one, sid: one.call(line), state: 'waiting' });
    if (callers.length % 3 === 1 && texters.length < textersAtMost) {
      const own = phone(`+1555091${String(texters.length).padStart(4, '0')}`);
      const words = `words of ${own.number}`;
      texters.push({ phone: own, words, answer: `an answer to ${words}`, by: null });
      says(own, words);
    }
  };
  const says = (one: PhoneControl, words: string) => {
    one.sendText(line, words);
    said.set(one, { words, times: apologiesTo(one) + 1, pauseMs: 2 * (said.get(one)?.pauseMs ?? firstPauseMs / 2) });
  };
  /** Whoever is asked to say it again in a while does: a machine alone would at once, and is not answered for long. */
  const saysAgain = (one: PhoneControl, nowMs: number) => {
    const last = said.get(one);
    if (!last || apologiesTo(one) < last.times) return;
    if (isTime(`${one.number} ${last.times}`, last.pauseMs, nowMs)) says(one, last.words);
  };
  const callerActs = (one: Caller, nowMs: number) => {
    const isOn = one.phone.callSid() === one.sid;
    if (one.state === 'waiting' && !isOn) one.state = 'lost';
    else if (one.state === 'waiting' && one.phone.state() === 'talking') {
      one.state = 'talking';
      since.set(one.sid, nowMs);
    } else if (one.state === 'talking' && (!isOn || isTime(one.sid, talkMs, nowMs))) {
      one.state = 'met';
      if (isOn) one.phone.hangUp();
    }
  };
  const volunteerActs = (one: PhoneControl, nowMs: number) => {
    if (one.state() === 'ringing') one.answer();
    else if (one.state() === 'listening' && isTime(one.callSid() ?? '', pressEveryMs, nowMs)) one.press('1');
  };
  const writerActs = (one: PhoneControl) => {
    const read = new Set(one.texts().map(({ body }) => body));
    for (const texter of texters) {
      if (texter.by !== null || !read.has(texter.words)) continue;
      texter.by = one;
      says(one, texter.answer);
    }
  };
  const timer = setInterval(() => {
    const nowMs = performance.now();
    if (open && nextMs <= nowMs && callers.filter(({ state }) => state === 'waiting').length < waitingAtMost) {
      nextMs = nowMs + callerEveryMs;
      comes();
    }
    for (const one of callers) callerActs(one, nowMs);
    for (const one of volunteers) volunteerActs(one, nowMs);
    for (const one of volunteers) writerActs(one);
    for (const one of said.keys()) saysAgain(one, nowMs);
  }, actEveryMs);
  return {
    callers,
    texters,
    volunteers,
    lastCall: () => (open = false),
    stop: () => clearInterval(timer),
  };
}
