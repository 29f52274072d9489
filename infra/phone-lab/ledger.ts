/** Counts what left the carrier against what a story expected, so that silence can be asserted too. */
import type { Call, Message } from './model.ts';
import type { Lab } from './state.ts';

export type Expectation = { readonly met: boolean; readonly sid: string | undefined };

export type Ledger = {
  /** The next call to that number, made already or still to come, is expected. */
  expectCall(to: string): Expectation;
  expectText(to: string, body?: RegExp): Expectation;
  /** Outgoing calls and texts nobody expected, one line each. */
  unexpected(): string[];
  /** Expectations nothing has met, one line each. */
  missing(): string[];
};

type Wanted = { what: string; fits(entry: Entry): boolean; sid?: string };
type Entry = { kind: 'call'; call: Call } | { kind: 'text'; message: Message };

export function createLedger(lab: Lab): Ledger {
  const wanted: Wanted[] = [];
  const taken = new Set<string>();

  const sidOf = (entry: Entry) => (entry.kind === 'call' ? entry.call.sid : entry.message.sid);
  function entries(): Entry[] {
    const calls = [...lab.calls.values()].filter((call) => call.direction !== 'inbound');
    const texts = [...lab.messages.values()].filter(
      (message) => message.direction !== 'inbound' && !message.fromCarrier,
    );
    return [
      ...calls.map((call): Entry => ({ kind: 'call', call })),
      ...texts.map((message): Entry => ({ kind: 'text', message })),
    ];
  }
  function match(): void {
    for (const want of wanted) {
      if (want.sid) continue;
      const found = entries().find((entry) => !taken.has(sidOf(entry)) && want.fits(entry));
      if (!found) continue;
      want.sid = sidOf(found);
      taken.add(want.sid);
    }
  }
  function expect(want: Wanted): Expectation {
    wanted.push(want);
    const sid = () => {
      match();
      return want.sid;
    };
    sid();
    return {
      get met() {
        return sid() !== undefined;
      },
      get sid() {
        return sid();
      },
    };
  }

  return {
    expectCall: (to) =>
      expect({ what: `a call to ${to}`, fits: (entry) => entry.kind === 'call' && entry.call.to === to }),
    expectText: (to, body = /./s) =>
      expect({
        what: `a text to ${to} like ${body}`,
        fits: (entry) => entry.kind === 'text' && entry.message.to === to && body.test(entry.message.body),
      }),
    unexpected() {
      match();
      return entries()
        .filter((entry) => !taken.has(sidOf(entry)))
        .map((entry) =>
          entry.kind === 'call'
            ? `a call to ${entry.call.to} from ${entry.call.from} (${entry.call.status})`
            : `a text to ${entry.message.to}: ${JSON.stringify(entry.message.body)}`,
        );
    },
    missing() {
      match();
      return wanted.filter((want) => !want.sid).map((want) => want.what);
    },
  };
}
