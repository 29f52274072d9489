/** Lines and settings as coordinators see and change them: the records do it, in the name of whoever asked (O3). */
import type { Deps } from '../deps.ts';
import {
  addClosure,
  addLine,
  changeLine,
  changeSettings,
  endClosure,
  restoreLine,
  restoreSettings,
  retireLine,
  versionOfLine,
  versionOfSettings,
  type LineEdited,
  type LineFields,
} from '../organisation/change-line.ts';
import type { Directory } from '../organisation/directory.ts';
import { isInUse } from '../organisation/directory.ts';
import { earlierStates, type EarlierState, type KeptRecord } from '../organisation/earlier-states.ts';
import { loadHead } from '../organisation/load-organisation.ts';
import type { Line } from '../organisation/organisation-file.ts';
import { overridePolicy, policyFieldNames } from '../organisation/policy.ts';
import { plannedOnDays } from '../planning/closures.ts';
import { sentencesOf } from '../messaging/replaceable-sentences.ts';
import { personIn } from './asker.ts';
import type { lineOperations } from './contract/lines.ts';
import { faultyFields } from './faulty-fields.ts';
import { pageOf } from './listing.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';
import { daysNamed, inOrder } from './times.ts';

type Desk = Pick<Deps, 'room' | 'database' | 'directories' | 'secrets' | 'clock'>;

const plannedShown = 20;

export function lineHandlers(deps: Desk): Handlers<typeof lineOperations> {
  const { room, database, directories, secrets, clock } = deps;
  const directory = async (): Promise<Directory> => {
    const current = await directories.current();
    if (!current) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
    return current;
  };
  /** As the tables hold it, not as it is worked with: a change is made on that. */
  const head = async () => {
    const stored = await loadHead(database, secrets);
    if (!stored) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
    return stored;
  };
  const shown = async (id: string) => {
    const { organisation, retired } = await head();
    const inUse = organisation.lines.find((line) => line.id === id);
    const line = inUse ?? retired.lines.find((one) => one.id === id);
    if (!line) throw new Problem('not-found');
    return { ...lineAnswer(line, inUse !== undefined), policy: overridePolicy(organisation.policy, line) };
  };
  const settings = async () => {
    const { organisation } = await head();
    const { crisisName, ...own } = organisation.organisation;
    return {
      version: versionOfSettings(organisation),
      ...own,
      crisisName: crisisName ?? null,
      policy: organisation.policy,
    };
  };
  const states = async (record: KeptRecord, subject: string, now: Record<string, unknown> | null) => {
    const found = await earlierStates(deps, { record, subject });
    const { people } = await directory();
    return {
      states: found.map((state, index) => ({
        ...stateAnswer(state, index === 0 ? now : (found[index - 1]?.before ?? null)),
        name: people.get(state.by.replace(/^person:/, ''))?.name ?? null,
      })),
    };
  };
  const done = async (edited: LineEdited | { kind: 'no-state' }, current: () => Promise<object>, id: string | null) => {
    switch (edited.kind) {
      case 'done':
      case 'same':
        return;
      case 'faulty': {
        const index = edited.part.lines.findIndex((line) => line.id === id);
        throw faultyFields(edited.faults, id === null ? 'organisation' : `lines[${index}]`);
      }
      case 'nothing-there':
      case 'no-state':
        throw new Problem('not-found');
      case 'no':
        if (edited.reason === 'changed') throw new Problem('conflict', { extra: { current: await current() } });
        if (edited.reason === 'last') throw new Problem('not-possible', { detail: (words) => words.lastLine });
        throw new Problem('not-found');
    }
  };
  return {
    'lines.list': async ({ query }) => {
      const current = await directory();
      const lines = [...current.lines.values()].map((line) => ({ ...listedLine(line), inUse: isInUse(current, line) }));
      const inOrder = [...lines.filter(({ inUse }) => inUse), ...lines.filter(({ inUse }) => !inUse)];
      const placed = inOrder.map((line, place) => ({ line, key: String(place).padStart(4, '0') }));
      const { page, next } = pageOf(placed, query, 'up', ({ key }) => key);
      return { next, lines: page.map(({ line }) => line) };
    },
    'lines.read': ({ params }) => shown(params.id),
    'lines.sentences': async ({ params: { id } }) => {
      const { organisation } = await head();
      const line = organisation.lines.find((one) => one.id === id);
      if (!line) throw new Problem('not-found');
      return { sentences: sentencesOf(line) };
    },
    'lines.add': async ({ asker, body }) => {
      const id = room.draw();
      const fields = { ...fieldsIn(body), name: body.name, phoneNumber: plain(body.phoneNumber) };
      await done(await addLine(deps, id, fields, personIn(asker)), () => shown(id), id);
      return shown(id);
    },
    'lines.change': async ({ asker, params: { id }, body, ifMatch }) => {
      const asked = { by: personIn(asker), seen: ifMatch };
      await done(await changeLine(deps, id, fieldsIn(body), asked), () => shown(id), id);
      return shown(id);
    },
    'lines.retire': async ({ asker, params: { id }, ifMatch }) => {
      const asked = { by: personIn(asker), seen: ifMatch };
      await done(await retireLine(deps, id, asked), () => shown(id), id);
      return null;
    },
    'lines.planned': async ({ params: { id }, query }) => {
      const { lines, schedule, people } = await directory();
      const line = lines.get(id);
      if (!line) throw new Problem('not-found');
      const shifts = plannedOnDays(schedule, line, inOrder(query, 'query'), clock.nowMs());
      const shownShifts = shifts.slice(0, plannedShown).map(({ startMs, endMs, people: planned }) => ({
        startAt: new Date(startMs).toISOString(),
        endAt: new Date(endMs).toISOString(),
        people: planned.map(({ person }) => people.get(person)?.name ?? person),
      }));
      return { count: shifts.length, shifts: shownShifts };
    },
    'lines.addClosure': async ({ asker, params: { id }, body, ifMatch }) => {
      const asked = { by: personIn(asker), seen: ifMatch };
      const closure = { ...inOrder({ from: body.from, to: body.to }, 'body'), reason: body.reason };
      await done(await addClosure(deps, id, closure, asked), () => shown(id), id);
      return shown(id);
    },
    'lines.endClosure': async ({ asker, params: { id, days }, ifMatch }) => {
      const asked = { by: personIn(asker), seen: ifMatch };
      const named = daysNamed(days);
      if (named === null) throw new Problem('not-found');
      await done(await endClosure(deps, id, named, asked), () => shown(id), id);
      return shown(id);
    },
    'lines.states': async ({ params: { id } }) => {
      const { organisation } = await head();
      return states('line', id, organisation.lines.find((line) => line.id === id) ?? null);
    },
    'lines.restore': async ({ asker, params: { id }, body, ifMatch }) => {
      const asked = { by: personIn(asker), seen: ifMatch };
      await done(await restoreLine(deps, id, body.version, asked), () => shown(id), id);
      return shown(id);
    },
    'settings.read': () => settings(),
    'settings.change': async ({ asker, body: { policy = {}, ...organisation }, ifMatch }) => {
      const asked = { by: personIn(asker), seen: ifMatch };
      const own = {
        ...organisation,
        ...(organisation.crisisNumber === undefined ? {} : { crisisNumber: plain(organisation.crisisNumber) }),
      };
      await done(await changeSettings(deps, { organisation: own, policy: policy as object }, asked), settings, null);
      return settings();
    },
    'settings.states': async () => {
      const { organisation } = await head();
      return states('settings', '', { organisation: organisation.organisation, policy: organisation.policy });
    },
    'settings.restore': async ({ asker, body, ifMatch }) => {
      const asked = { by: personIn(asker), seen: ifMatch };
      await done(await restoreSettings(deps, body.version, asked), settings, null);
      return settings();
    },
  };
}

const plain = (phone: string) => phone.replaceAll(/[\s().-]/g, '');

type LineBody = { phoneNumber?: string | undefined; callbackNumber?: string | null | undefined };

function fieldsIn<Body extends LineBody>({ phoneNumber, callbackNumber, ...body }: Body): LineFields {
  return {
    ...(body as LineFields),
    ...(phoneNumber === undefined ? {} : { phoneNumber: plain(phoneNumber) }),
    ...(callbackNumber === undefined ? {} : { callbackNumber: callbackNumber === null ? null : plain(callbackNumber) }),
  };
}

function listedLine(line: Line) {
  const { id, name, phoneNumber, timeZone, languages } = line;
  const own = policyFieldNames.map((field) => [field, line[field]]).filter(([, value]) => value !== undefined);
  return { id, name, phoneNumber, timeZone, languages, own: Object.fromEntries(own) };
}

function lineAnswer(line: Line, inUse: boolean) {
  const { wishes, openingHours, closures, wording, automaticAvailability } = line;
  return {
    ...listedLine(line),
    ...{ wishes, openingHours, closures, wording, automaticAvailability, inUse },
    version: versionOfLine(line),
    greeting: line.greeting ?? null,
    callbackNumber: line.callbackNumber ?? null,
  };
}

/** Which fields a change changed: those that differ between what was before it and after it. */
function stateAnswer({ version, by, atMs, before }: EarlierState, after: Record<string, unknown> | null) {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const changed = [...names].filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]));
  return { version, by, at: new Date(atMs).toISOString(), changed };
}
