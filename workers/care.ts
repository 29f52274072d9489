/** The care queue: looks after people as time passes, and after each contact; everything it does is written down first (W4). */
import { laneOfPerson, writeTexts } from '../src/conversations/texts.ts';
import type { Deps } from '../src/deps.ts';
import { mayStillAskHow } from '../src/people/care-texts.ts';
import { careAfterHard, lookAfterPeople, needsNoCheckIn, type Said } from '../src/people/care.ts';
import type { KindOf } from '../src/effects/kinds.ts';
import { mayAskHowHeavy } from '../src/wellbeing/check-in.ts';
import type { Handler, Handlers } from './perform.ts';

/** Rests end by themselves, so texts about them may come this much later. */
const everyMs = 10_000;

/** After a talk: how heavy it was is asked by text, unless it was said by keypad; after a hard one a word with the leader is offered; the day after, how they are. */
const lookAfter: Handler<'LookAfter'> = async ({ deps, effect, contact, leg }) => {
  const { personId, after } = effect.payload;
  if (after === 'yesterday') {
    const { lineId, askAtMs } = effect.payload;
    const directory = await deps.directories.current();
    if (!directory || (askAtMs !== undefined && !mayStillAskHow(directory, personId, askAtMs, deps.clock.nowMs())))
      return;
    return ask(deps, effect.id, personId, lineId, 'howAreYou');
  }
  if (!contact || !leg) return;
  if (after !== 'talk')
    return careAfterHard(deps.room, { personId, lineId: contact.lineId, contactId: contact.id, legId: leg.id, after });
  const endedMs = leg.endedAtMs ?? leg.createdAtMs;
  if (!mayAskHowHeavy(endedMs, deps.clock.nowMs()) || (await needsNoCheckIn(deps.room, personId, endedMs))) return;
  await ask(deps, effect.id, personId, contact.lineId, 'checkIn');
};

/** The text bears the effect's id: written twice, it is one. */
async function ask(deps: Deps, id: string, personId: string, lineId: string, sentence: string): Promise<void> {
  const directory = await deps.directories.current();
  if (!directory?.people.has(personId) || !directory.lines.has(lineId)) return;
  await writeTexts(deps.room, [
    { id, direction: 'out', lane: laneOfPerson(personId), lineId, channel: 'sms', personId, sentence, slots: null },
  ]);
}

export const careHandlers: Handlers<KindOf<'rotation'>> = { LookAfter: lookAfter };

export type CareRounds = { idle(): Promise<void>; stop(): Promise<void> };

/** Looks after everybody on shift every few seconds; several processes may, one does at a time. */
export function startCare(deps: Deps): CareRounds {
  const said: Said = new Set();
  let stopped = false;
  let cancel = () => {};
  let running: Promise<void> = Promise.resolve();
  const tick = () => {
    running = lookAfterPeople(deps.room, said)
      .catch((problem: unknown) =>
        deps.log.warn({ err: problem }, 'people could not be looked after; it is tried again'),
      )
      .then(() => {
        if (!stopped) cancel = deps.clock.after(everyMs, tick);
      });
  };
  tick();
  return {
    idle: async () => (await running, await deps.loads.idle()),
    async stop() {
      stopped = true;
      cancel();
      await running;
    },
  };
}
