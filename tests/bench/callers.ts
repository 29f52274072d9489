/** Callers at a fixed rate, whatever becomes of them: some hang up at once, most when a phone rings for them, some talk. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Carrier } from '../../infra/phone-lab/carrier.ts';
import type { PhoneControl } from '../../infra/phone-lab/control-phone.ts';
import type { Call, LabEvent } from '../../infra/phone-lab/model.ts';

export type Plan = 'leaves at once' | 'leaves when rung for' | 'talks';

/** One call, in milliseconds of the clock on the wall. */
export type Caller = {
  call: Call;
  plan: Plan;
  fromMs: number;
  /** When the first phone was called for it. */
  rungMs?: number;
  metMs?: number;
  /** When the caller hung up; not there where somebody else ended the call. */
  leftMs?: number;
};

export type Callers = {
  all: Caller[];
  /** Places so many calls a second, until `until` resolves. */
  come(perSecond: number, until: Promise<unknown>): Promise<void>;
  /** Those whose call goes on. */
  live(): Caller[];
};

/** Of twenty callers two leave at once, five talk; every fourth talk is ended by the volunteer. */
const planOf = (serial: number): Plan =>
  serial % 20 < 2 ? 'leaves at once' : serial % 4 === 3 ? 'talks' : 'leaves when rung for';
const leavesAtOnceMs = 200;
const leavesWhenRungMs = 300;
const keyMs = 700;
const talkMs = 2_000;
/** How long whoever is left alone stays on. */
const aloneMs = 500;

/** Volunteers take what rings after a moment; callers come once `come` is called. */
export function openCallers(carrier: Carrier, line: string, volunteers: readonly string[]): Callers {
  const all: Caller[] = [];
  const bySid = new Map<string, Caller>();
  const byContact = new Map<string, Caller>();
  const rung = new Map<string, number>();
  const phones = new Map<string, PhoneControl>();
  for (const number of volunteers) {
    const phone = carrier.control.phone(number);
    phone.behaviour = { kind: 'answers', afterSeconds: 0.8 };
    phones.set(number, phone);
  }
  const later = (ms: number, action: () => void) => void setTimeout(action, ms);
  const hangUp = (number: string, sid: string) => {
    const phone = phones.get(number) ?? carrier.control.phone(number);
    if (phone.callSid() === sid) phone.hangUp();
  };
  const leaves = (caller: Caller) => {
    if (caller.call.endedMs !== undefined) return;
    caller.leftMs = Date.now();
    hangUp(caller.call.from, caller.call.sid);
  };
  const wasRung = (caller: Caller, atMs: number) => {
    if (caller.rungMs !== undefined) return;
    caller.rungMs = atMs;
    if (caller.plan === 'leaves when rung for') later(leavesWhenRungMs, () => leaves(caller));
  };
  /** Which contact a caller is shows in the first document that leads on. */
  const know = (caller: Caller) => {
    const contactId = /\/caller\/([^/]+)\//.exec(caller.call.document ?? '')?.[1];
    if (!contactId || byContact.has(contactId)) return;
    byContact.set(contactId, caller);
    const atMs = rung.get(contactId);
    if (atMs !== undefined) wasRung(caller, atMs);
  };
  const meets = (caller: Caller, numbers: readonly string[]) => {
    if (caller.metMs !== undefined) return;
    caller.metMs = Date.now();
    const isEndedByPeer = all.indexOf(caller) % 16 === 3;
    const peers = numbers.map((number) => ({ number, sid: phones.get(number)?.callSid() ?? '' }));
    const peersLeave = () => peers.forEach(({ number, sid }) => hangUp(number, sid));
    later(talkMs, () => (isEndedByPeer ? peersLeave() : leaves(caller)));
    later(talkMs + aloneMs, () => (isEndedByPeer ? leaves(caller) : peersLeave()));
  };
  /** Whoever is asked presses the key, however often they are asked. */
  const takes = ({ sid, to }: Call) => {
    const phone = phones.get(to);
    later(keyMs, () => {
      if (phone?.callSid() === sid && phone.state() === 'listening') phone.press('1');
    });
  };
  carrier.control.subscribe((event: LabEvent) => {
    if (event.kind === 'call' && event.call.direction === 'outbound-api' && event.call.status === 'queued') {
      const contactId = contactOf(event.call);
      if (!contactId || rung.has(contactId)) return;
      rung.set(contactId, event.atMs);
      const caller = byContact.get(contactId);
      if (caller) wasRung(caller, event.atMs);
    }
    if (event.kind !== 'heard') return;
    const caller = bySid.get(event.call.sid);
    if (!caller) return void (event.heard.kind === 'say' && takes(event.call));
    know(caller);
    if (event.heard.kind === 'connected') meets(caller, event.heard.with);
  });
  const comes = () => {
    const serial = all.length;
    const number = `+1555${1_000_000 + serial}`;
    const phone = carrier.control.phone(number);
    const sid = phone.call(line);
    const caller: Caller = { call: carrier.lab.calls.get(sid)!, plan: planOf(serial), fromMs: Date.now() };
    all.push(caller);
    bySid.set(sid, caller);
    if (caller.plan === 'leaves at once') later(leavesAtOnceMs, () => leaves(caller));
  };
  return {
    all,
    live: () => all.filter(({ call }) => call.endedMs === undefined),
    async come(perSecond, until) {
      const startMs = performance.now();
      const before = all.length;
      let isOver = false;
      const over = until.finally(() => (isOver = true));
      while (!isOver) {
        const due = Math.floor(((performance.now() - startMs) / 1000) * perSecond) + 1;
        while (all.length - before < due) comes();
        await sleep(2);
      }
      await over;
    },
  };
}

/** For which contact the service has asked for a call. */
function contactOf(call: Call): string | undefined {
  return call.source?.kind === 'url' ? /\/leg\/([^/]+)\//.exec(call.source.hook.url)?.[1] : undefined;
}
