/** The sweep, every second and whenever a contact is due, with Postgres alone: does what was written down and not done, and looks after everybody who waits. */
import { lookAtPromises } from '../src/callbacks/due.ts';
import type { Found } from '../src/contacts/routing-sql.ts';
import { dueContacts, lookAtEverything, whatIsThere } from '../src/contacts/sweep.ts';
import { wakeWaiters } from '../src/contacts/wake-waiting.ts';
import { overdueEffects, postponeEffect } from '../src/effects/claims.ts';
import { startTending } from '../src/conversations/tend.ts';
import type { Deps } from '../src/deps.ts';
import { someAtOnce } from '../src/platform/some-at-once.ts';
import type { Dialler } from './dialler.ts';
import { startAskingForNews } from './messages.ts';
import { tellOfPauses } from './voicemail.ts';
import { startLookingForStale } from './resources.ts';
import { startReminders } from './reminders.ts';
import { startCounting } from './reports.ts';
import { startRetention } from './retention.ts';
import { startTellingOfStrangers } from './strangers.ts';

export type Sweep = { idle(): Promise<void>; stop(): Promise<void> };

const everyMs = 1_000;
/** Effects younger than this are still on their way through the queue. */
const graceMs = 900;
/**
 * How many things the sweep does at once: enough that a carrier's slow answers hold up little, and few enough that in a
 * backlog after an outage routing and new calls find a connection of the database (the pool has 16).
 */
const atOnce = 40;
/** After so long it begins no more of a kind: routing has its turn, and the next sweep takes the most urgent of what is left. */
const turnMs = 5_000;
/** So many who wait are due at once where they are woken together, and where the next sweep leaves room for all else. */
const crowdFrom = 16;
const crowdPauseMs = 250;

type Doing = {
  doEffect(id: string, kind?: string): Promise<void>;
  wake(contactId: string): Promise<void>;
  takeUpFills(): Promise<void>;
  takeUpReplays(): Promise<void>;
  dialler: Dialler;
};

const isThere = (what: boolean | readonly string[]) => (typeof what === 'boolean' ? what : what.length > 0);

/** Starts the sweep of this process; `doing` says how what it finds is done. */
export function startSweep(deps: Deps, doing: Doing): Sweep {
  let running: Promise<void> | null = null;
  let stopped = false;
  let cancel = () => {};
  let looked = false;
  const tendTexts = startTending(deps.room);
  const retainIfDue = startRetention(deps);
  const remindIfDue = startReminders(deps);
  const lookForStaleIfDue = startLookingForStale(deps);
  const countIfDue = startCounting(deps);
  const askForNewsIfDue = startAskingForNews(deps);
  const tellOfStrangersIfDue = startTellingOfStrangers(deps);
  const { aside } = deps.room;
  const inTurn = <Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>) => {
    const begunMs = deps.clock.nowMs();
    return someAtOnce(items, { atOnce, isEnough: () => deps.clock.nowMs() - begunMs > turnMs }, work);
  };
  const lookOnce = async () => {
    // No queue hands these out: the same sweep takes them.
    if (!looked) await lookAtEverything(deps.room, deps.clock.nowMs() - graceMs);
    looked = true;
  };
  const wakeEach = (ids: readonly string[]) =>
    inTurn(ids, (id) => aside.attempt({ record: 'call', id }, () => doing.wake(id)));
  const wakeWhoIsDue = async () => {
    const nowMs = deps.clock.nowMs();
    const contacts = await dueContacts(deps.room, nowMs + everyMs);
    const due = contacts.filter(({ nextAtMs }) => nextAtMs <= nowMs);
    const waiters = due.filter(({ waits }) => waits).map(({ id }) => id);
    const isCrowd = waiters.length >= crowdFrom;
    if (isCrowd) notBeforeMs = nowMs + crowdPauseMs;
    for (const { nextAtMs } of contacts) if (nextAtMs > nowMs) tickAt(nextAtMs);
    await wakeEach(due.flatMap(({ id, waits }) => (isCrowd && waits ? [] : [id])));
    if (isCrowd) await wakeEach(await wakeWaiters(deps.room, waiters));
  };
  const doWhatIsLeft = async () => {
    const effects = await overdueEffects(deps.room, graceMs);
    const doOne = async (effect: (typeof effects)[number]) => {
      // The process that made this call is gone: the handler looks the call up at the carrier.
      if (effect.kind.startsWith('Ring') && effect.state === 'running')
        await postponeEffect(deps.room, effect.id, deps.clock.nowMs());
      await doing.doEffect(effect.id, effect.kind);
    };
    await inTurn(effects, (effect) => aside.attempt({ record: 'effect', id: effect.id }, () => doOne(effect)));
  };
  const pokeFor = (found: Found | undefined) => {
    if (!found) return deps.router.poke();
    for (const lineId of found.waiting) deps.router.poke(lineId);
  };
  const tellOfUnworkable = () => deps.directories.inHand()?.unworkable.forEach((one) => aside.note(one));
  /** One after the other, also where one fails; everything is tried again in a second. */
  const steps: { step: string; for?: keyof Found; work(found: Found | undefined): Promise<unknown> | void }[] = [
    { step: 'contacts that are due', for: 'contacts', work: wakeWhoIsDue },
    { step: 'effects that are left', for: 'effects', work: doWhatIsLeft },
    { step: 'who waits for a peer', for: 'waiting', work: pokeFor },
    { step: 'paused lines', for: 'paused', work: () => tellOfPauses(deps) },
    { step: 'promised calls', for: 'promises', work: () => lookAtPromises(deps.room) },
    { step: 'conversations', for: 'conversations', work: (found) => tendTexts(found?.texters ?? true) },
    { step: 'fills of rosters', for: 'fills', work: doing.takeUpFills },
    { step: 'replays', for: 'replays', work: doing.takeUpReplays },
    { step: 'what is kept too long', work: retainIfDue },
    { step: 'reminders', work: remindIfDue },
    { step: 'texts for callers to be looked at', work: lookForStaleIfDue },
    { step: 'figures of the reports', work: countIfDue },
    { step: 'news of texts', work: askForNewsIfDue },
    { step: 'effects of another release', work: tellOfStrangersIfDue },
    { step: 'what is set aside', work: tellOfUnworkable },
  ];
  const attempt = async <Result>(step: string, work: () => Promise<Result> | Result): Promise<Result | undefined> => {
    try {
      return await work();
    } catch (problem) {
      deps.log.warn({ err: problem, step }, 'a step of the sweep failed; the others go on');
      return undefined;
    }
  };
  const sweep = async () => {
    await attempt('what was missed', lookOnce);
    // Where it cannot be told whether there is anything, each step looks for itself.
    const found = await attempt('what there is', () => whatIsThere(deps.room, { graceMs, soonMs: everyMs }));
    for (const { step, for: what, work } of steps)
      if (!found || what === undefined || isThere(found[what])) await attempt(step, () => work(found));
  };
  const now = () => (running ??= sweep().finally(() => (running = null)));
  let tickMs = Infinity;
  /** No sweep begins before this; a clock that is set back keeps none waiting for longer than the pause. */
  let notBeforeMs = 0;
  /** Brings the next sweep forward to `instantMs`. */
  const tickAt = (instantMs: number) => {
    const atMs = Math.max(instantMs, Math.min(notBeforeMs, deps.clock.nowMs() + crowdPauseMs));
    if (stopped || atMs >= tickMs) return;
    cancel();
    tickMs = atMs;
    cancel = deps.clock.after(Math.max(1, atMs - deps.clock.nowMs()), tick);
  };
  const tick = () => {
    tickMs = Infinity;
    void now().finally(() => tickAt(deps.clock.nowMs() + everyMs));
  };
  deps.wakeups.at = tickAt;
  tick();
  return {
    idle: async () => void (await running),
    async stop() {
      stopped = true;
      cancel();
      await running;
    },
  };
}
