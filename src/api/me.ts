/** What is mine: read, changed and downloaded by its owner alone (P7). */
import type { Session } from '../access/sessions.ts';
import { proofsOf, removeApp, removePasskey } from '../access/second-proofs.ts';
import type { Deps } from '../deps.ts';
import { changeOwnEntry, entryVersion, languageChoices } from '../people/own-entry.ts';
import { leave, stay } from '../people/leaving.ts';
import { ownHistory } from '../people/own-load.ts';
import { addTag, dropTag, ownTags } from '../people/own-tags.ts';
import { pinState, setPin } from '../people/pin.ts';
import { farewell } from '../planning/time-off.ts';
import { planReminders } from '../roster/notices.ts';
import { openedBy, ownTimes } from '../roster/own-times.ts';
import { ownReminderTimes, setReminderTimes } from '../roster/reminder-times.ts';
import type { LoadEvent } from '../wellbeing/load.ts';
import { personIn, type Asker } from './asker.ts';
import type { meOperations } from './contract/me.ts';
import { heldAbout, type Reminders } from './held.ts';
import { shiftTime } from './peer.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const wrongs = {
  phoneName: 'phoneName',
  languages: 'languages',
  channels: 'atLeastOne',
} as const;
const yearAfter = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

/** The handlers of a person's own entry, proofs and data. */
export function meHandlers({ room, directories }: Pick<Deps, 'room' | 'directories'>): Handlers<typeof meOperations> {
  const known = async (asker: Asker) => {
    const directory = await directories.current();
    const person = directory?.people.get(personIn(asker));
    if (!directory || !person) throw new Problem('not-signed-in');
    return { directory, person };
  };
  return {
    'me.read': async ({ asker }) => {
      const { directory, person } = await known(asker);
      const [proofs, pin, reminders] = await Promise.all([
        proofsOf(room, person.id),
        pinState(room, person.id),
        ownReminderTimes(room, person.id),
      ]);
      const { today, leavesOn } = ownTimes(directory, person, room.clock.nowMs());
      return {
        version: entryVersion(person),
        name: person.name,
        phoneName: person.phoneName ?? null,
        languages: person.languages,
        channels: person.channels,
        tags: ownTags(directory, person),
        languageChoices: languageChoices(directory, person),
        reminders: reminders as Reminders,
        leavesOn,
        today,
        zone: person.timeZone,
        pin: pin !== 'none',
        passkeys: proofs.passkeys.map(({ id, device, madeAtMs, usedAtMs }) => ({
          id,
          device,
          madeAt: iso(madeAtMs),
          usedAt: usedAtMs === null ? null : iso(usedAtMs),
        })),
        app: proofs.app,
      };
    },
    'me.change': async ({ asker, body: { phoneName, languages, channels }, ifMatch }) => {
      const change = {
        ...(phoneName === undefined ? {} : { phoneName }),
        ...(languages === undefined ? {} : { languages }),
        ...(channels === undefined ? {} : { channels }),
      };
      const changed = await changeOwnEntry(room, personIn(asker), change, ifMatch);
      if (changed.kind === 'changed') {
        const { person } = await known(asker);
        const current = { phoneName: person.phoneName ?? null, languages: person.languages, channels: person.channels };
        throw new Problem('conflict', { extra: { current: { ...current, version: entryVersion(person) } } });
      }
      if (changed.kind === 'unknown') throw new Problem('not-signed-in');
      if (changed.kind === 'wrong')
        throw new Problem('invalid', {
          fields: [{ path: `body.${changed.field}`, message: (words) => words.fields[wrongs[changed.field]] }],
        });
      return null;
    },
    'me.reminders': async ({ asker, body }) => {
      const { directory, person } = await known(asker);
      await setReminderTimes(room, person.id, person.timeZone, body);
      // Otherwise a reminder that is now due sooner might be written down too late.
      await planReminders(room, directory);
      return null;
    },
    'leaving.opens': async ({ asker, query }) => {
      const { directory, person } = await known(asker);
      const opens = openedBy(directory, person, farewell(query.from), room.clock.nowMs());
      return { opens: opens.map((one) => shiftTime(directory, one)) };
    },
    'leaving.begin': async ({ asker, body: { from } }) => {
      const { directory, person } = await known(asker);
      const { today } = ownTimes(directory, person, room.clock.nowMs());
      if (from < today || from > yearAfter(today))
        throw new Problem('invalid', { fields: [{ path: 'body.from', message: (words) => words.fields.nextYear }] });
      await leave(room, person.id, from, today);
      return null;
    },
    'leaving.end': async ({ asker }) => {
      const { directory, person } = await known(asker);
      const { leavesOn } = ownTimes(directory, person, room.clock.nowMs());
      if (leavesOn !== null) await stay(room, person.id, leavesOn);
      return null;
    },
    'me.tag': async ({ asker, body }) => {
      const change = body.on ? addTag : dropTag;
      const { kind } = await change(room, personIn(asker), body.tag);
      if (kind === 'unknown')
        throw new Problem('invalid', { fields: [{ path: 'body.tag', message: (words) => words.fields.noTag }] });
      const { directory, person } = await known(asker);
      return ownTags(directory, person);
    },
    'me.pin': async ({ asker, body }) => {
      const personId = personIn(asker);
      await setPin(room, personId, body.pin, `person:${personId}`);
      return null;
    },
    'passkey.end': async ({ asker, params }) => {
      if (!(await removePasskey(room, mayRemove(asker).personId, params.id))) throw new Problem('not-found');
      return null;
    },
    'app.end': async ({ asker }) => {
      if (!(await removeApp(room, mayRemove(asker).personId))) throw new Problem('not-found');
      return null;
    },
    'me.held': async ({ asker }) => {
      const { directory, person } = await known(asker);
      const [held, history] = await Promise.all([
        heldAbout(room, directory, person),
        ownHistory(room, directory, person.id),
      ]);
      return { ...held, load: history.map(shown).sort((a, b) => a.from.localeCompare(b.from)) };
    },
  };
}

/** With a code alone a coordinator takes away nothing that guards their pages. */
function mayRemove(asker: Asker): Session {
  if (asker.kind !== 'person') throw new Problem('no-right');
  const { session } = asker;
  const isGuarded = session.roles.some((role) => role === 'coordinator' || role === 'admin');
  if (isGuarded && session.strength !== 'second') throw new Problem('second-proof');
  return session;
}

function shown(event: LoadEvent) {
  if (event.kind === 'check-in') return { kind: event.kind, from: iso(event.atMs), until: null, answer: event.answer };
  const { kind, startMs, endMs, ...marks } = event;
  return { kind, from: iso(startMs), until: Number.isFinite(endMs) ? iso(endMs) : null, ...marks };
}
