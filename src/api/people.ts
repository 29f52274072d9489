/** People as coordinators see and change them: the records do it, in the name of whoever asked (O2). */
import { may } from '../access/rights.ts';
import type { Deps } from '../deps.ts';
import {
  addPerson,
  changePerson,
  retirePerson,
  versionOfPerson,
  type PersonEdited,
  type PersonFields,
} from '../organisation/change-person.ts';
import type { Directory } from '../organisation/directory.ts';
import { lookAtSheet, takeSheetOver, type SheetAnswer, type SheetAsked } from '../organisation/import-people.ts';
import type { Columns } from '../organisation/people-sheet.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { nameKey, peopleFound, type Staged } from '../organisation/people-found.ts';
import { endingNext, missingCourses, nextEnding, stageOf } from '../organisation/person-stage.ts';
import { restUntil } from '../people/rest.ts';
import { farewell } from '../planning/time-off.ts';
import { openedBy } from '../roster/own-times.ts';
import { bandOf } from '../wellbeing/bands.ts';
import { localDate, localDay } from '../schedule/zone-clock.ts';
import { languageFor } from './answer-problems.ts';
import { personIn, type Asker } from './asker.ts';
import type { peopleOperations } from './contract/people.ts';
import { faultyFields } from './faulty-fields.ts';
import { pageOf } from './listing.ts';
import { checkRoles, isGuarded } from './roles.ts';
import { shiftTime } from './peer.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';
import { faultInWords } from './wording/faults.ts';
import type { ProblemLanguage } from './wording/problem-words.ts';

type Desk = Pick<Deps, 'room' | 'database' | 'directories' | 'clock'>;

export function peopleHandlers(deps: Desk): Handlers<typeof peopleOperations> {
  const { room, directories, clock } = deps;
  const directory = async (): Promise<Directory> => {
    const current = await directories.current();
    if (!current) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
    return current;
  };
  const known = async (id: string) => {
    const current = await directory();
    const person = current.people.get(id);
    if (!person) throw new Problem('not-found');
    return { current, person };
  };
  const today = (person: Person) => localDate(clock.nowMs(), person.timeZone);
  const staged = (current: Directory, person: Person): Staged => {
    const day = localDay(clock.nowMs(), person.timeZone);
    const days = current.schedule.absences.get(person.id)?.days ?? [];
    const isAway = days.some(({ fromDay, toDay }) => fromDay <= day && day <= toDay);
    return { person, stage: stageOf(person, current.policy, today(person), isAway) };
  };
  const listed = ({ person, stage }: Staged) => ({
    id: person.id,
    name: person.name,
    roles: person.roles,
    stage,
    languages: person.languages,
    tags: person.tags,
    runsOut: nextEnding(person, today(person)),
  });
  const shown = async (id: string) => {
    const { current, person } = await known(id);
    const [loads, restMs] = await Promise.all([room.loads(), restUntil(room, id)]);
    const load = loads.get(id);
    return {
      ...listed(staged(current, person)),
      version: versionOfPerson(person),
      endsWith: person.phone.slice(-2),
      hasEmail: person.email !== undefined,
      phoneName: person.phoneName ?? null,
      channels: person.channels,
      timeZone: person.timeZone,
      training: person.training,
      missing: missingCourses(person, current.policy, today(person)),
      trainee: person.trainee,
      reserve: person.reserve,
      limits: person.limits,
      band: load === undefined ? null : bandOf(load),
      restingUntil: restMs === null ? null : new Date(restMs).toISOString(),
    };
  };
  const opens = ({ current, person }: { current: Directory; person: Person }) =>
    openedBy(current, person, farewell(today(person)), clock.nowMs()).map((one) => shiftTime(current, one));
  const done = async (id: string, edited: PersonEdited) => {
    if (edited.kind === 'faulty') throw faultyFields(edited.faults, 'people[0]');
    if (edited.kind === 'nothing-there') throw new Problem('not-found');
    if (edited.kind !== 'no') return;
    if (edited.reason === 'changed') throw new Problem('conflict', { extra: { current: await shown(id) } });
    throw new Problem('not-found');
  };
  return {
    'people.list': async ({ query }) => {
      const current = await directory();
      const everybody = [...current.people.values()].map((person) => staged(current, person));
      const found = peopleFound(everybody, query);
      const { page, next } = pageOf(found, query, 'up', nameKey);
      const runsOutNext = endingNext(
        found.map(({ person }) => ({ person, ending: nextEnding(person, today(person)) })),
      );
      const people = page.map(listed);
      return { next, matching: found.length, everybody: everybody.length, runsOutNext, people };
    },
    'people.read': ({ params }) => shown(params.id),
    'people.add': async ({ asker, body }) => {
      const fields = fieldsIn(body);
      checkRoles(asker, [], fields.roles, clock.nowMs());
      const id = room.draw();
      await done(
        id,
        await addPerson(deps, id, { ...fields, name: body.name, phone: plain(body.phone) }, personIn(asker)),
      );
      return shown(id);
    },
    'people.change': async ({ asker, params, body, ifMatch }) => {
      const { person } = await known(params.id);
      const fields = fieldsIn(body);
      checkRoles(asker, person.roles, fields.roles, clock.nowMs());
      // Codes to sign in with go to the phone: that of a coordinator or an admin is an admin's to change.
      if (fields.phone !== undefined) checkRoles(asker, person.roles.filter(isGuarded), [], clock.nowMs());
      await done(params.id, await changePerson(deps, params.id, fields, { by: personIn(asker), seen: ifMatch }));
      return shown(params.id);
    },
    'people.look': async ({ asker, body, ...reader }) =>
      sheetAnswer(await lookAtSheet(deps, sheetIn(asker, body, clock.nowMs())), await languageFor(directories, reader)),
    'people.import': async ({ asker, body, ...reader }) =>
      sheetAnswer(
        await takeSheetOver(deps, sheetIn(asker, body, clock.nowMs())),
        await languageFor(directories, reader),
      ),
    'people.opens': async ({ params }) => ({ opens: opens(await known(params.id)) }),
    'people.retire': async ({ asker, params, ifMatch }) => {
      const found = await known(params.id);
      if (params.id === personIn(asker)) throw new Problem('not-possible', { detail: (words) => words.notThemselves });
      checkRoles(asker, found.person.roles, [], clock.nowMs());
      const shifts = found.current.shifts.filter(({ assigned, changes }) =>
        [assigned, ...changes.map((change) => change.assigned ?? [])].some((duties) =>
          duties.some(({ person }) => person === params.id),
        ),
      );
      const opened = opens(found);
      const asked = { by: personIn(asker), seen: ifMatch };
      await done(
        params.id,
        await retirePerson(
          deps,
          params.id,
          shifts.map(({ id }) => id),
          asked,
        ),
      );
      return { opens: opened };
    },
  };
}

function sheetIn(
  asker: Asker,
  { file, columns }: { file: string; columns?: Columns | undefined },
  nowMs: number,
): SheetAsked {
  const givesRoles = asker.kind !== 'nobody' && may(asker.asking, 'people.roles', nowMs) === 'yes';
  return { bytes: Buffer.from(file, 'base64'), columns: columns ?? null, givesRoles, by: personIn(asker) };
}

function sheetAnswer(answer: SheetAnswer, language: ProblemLanguage) {
  if (answer.kind === 'nothing-there') throw new Problem('not-found');
  if (answer.kind === 'problem')
    throw new Problem('invalid', {
      fields: [{ path: 'body.file', message: () => faultInWords(answer.problem, language) }],
    });
  const { headers, columns } = answer;
  const rows = answer.rows.map(({ problems, ...row }) => ({
    ...row,
    problems: problems.map(({ field, problem }) => ({ field, problem: faultInWords(problem, language) })),
  }));
  return { headers, columns: [...columns], rows, taken: answer.kind === 'taken' };
}

const plain = (phone: string) => phone.replaceAll(/[\s().-]/g, '');

function fieldsIn({ phone, ...body }: PersonFields & { phone?: string | undefined }): PersonFields {
  return { ...body, ...(phone === undefined ? {} : { phone: plain(phone) }) };
}
