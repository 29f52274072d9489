/** Every second, and whenever a contact is due, with Postgres alone: whatever was written down and not done is done, whoever waits is looked at. */
import { lookAtPromises } from '../src/callbacks/due.ts';
import {
  anybodyWaits,
  dueContacts,
  lookAtEverything,
  overdueEffects,
  postponeEffect,
} from '../src/contacts/effects.ts';
import { startTending } from '../src/conversations/tend.ts';
import type { Deps } from '../src/deps.ts';
import type { Dialler } from './dialler.ts';
import { startAskingForNews } from './messages.ts';
import { tellOfPauses } from './overflow.ts';
import { startReminders } from './reminders.ts';
import { startRetention } from './retention.ts';
import { startTellingOfStrangers } from './strangers.ts';

export type Sweep = { idle(): Promise<void>; stop(): Promise<void> };

const everyMs = 1_000;
/** Effects younger than this are still on their way through the queue. */
const graceMs = 900;

type Doing = {
  doEffect(id: string, kind?: string): Promise<void>;
  wake(contactId: string): Promise<void>;
  dialler: Dialler;
};

export function startSweep(deps: Deps, doing: Doing): Sweep {
  let running: Promise<void> | null = null;
  let stopped = false;
  let cancel = () => {};
  let looked = false;
  const tendTexts = startTending(deps.room);
  const retainIfDue = startRetention(deps);
  const remindIfDue = startReminders(deps);
  const askForNewsIfDue = startAskingForNews(deps);
  const tellOfStrangersIfDue = startTellingOfStrangers(deps);
  const sweep = async () => {
    const nowMs = deps.clock.nowMs();
    if (!looked) await lookAtEverything(deps.room, nowMs);
    looked = true;
    const contacts = await dueContacts(deps.room, nowMs + everyMs);
    for (const { nextAtMs } of contacts) if (nextAtMs > nowMs) tickAt(nextAtMs);
    await Promise.all(contacts.filter(({ nextAtMs }) => nextAtMs <= nowMs).map(({ id }) => doing.wake(id)));
    const effects = await overdueEffects(deps.room, nowMs - graceMs, nowMs);
    await Promise.all(
      effects.map(async (effect) => {
        // A call whose maker is gone: looked up at the carrier by the handler once it is taken again.
        if (effect.kind.startsWith('Ring') && effect.state === 'running')
          await postponeEffect(deps.room, effect.id, nowMs);
        await doing.doEffect(effect.id, effect.kind);
      }),
    );
    await tellOfPauses(deps);
    await lookAtPromises(deps.room).catch((problem: unknown) =>
      deps.log.warn({ err: problem }, 'promised calls could not be looked at; the next look comes in a second'),
    );
    await tendTexts();
    await retainIfDue();
    await remindIfDue();
    await askForNewsIfDue();
    await tellOfStrangersIfDue();
    if (await anybodyWaits(deps.room)) deps.router.poke();
  };
  const now = () =>
    (running ??= sweep()
      .catch((problem: unknown) => deps.log.warn({ err: problem }, 'a sweep failed'))
      .finally(() => (running = null)));
  let tickMs = Infinity;
  /** Brings the next sweep forward to `instantMs`. */
  const tickAt = (instantMs: number) => {
    if (stopped || instantMs >= tickMs) return;
    cancel();
    tickMs = instantMs;
    cancel = deps.clock.after(Math.max(1, instantMs - deps.clock.nowMs()), tick);
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
