/** People come, change and leave, one at a time (O2). */
import type { Person } from './organisation-file.ts';
import { editOrganisation, versionOf, withFields, type Edited, type Editing, type Part } from './edit-organisation.ts';

/** What a coordinator may say of somebody; when they can is theirs alone to say. Null takes something away. */
export type PersonFields = {
  [Field in Exclude<keyof Person, 'id' | 'availability'>]?: Person[Field] | null;
};

/** `changed`: it is not as whoever changes it has seen it. */
export type PersonEdited = Edited<'unknown' | 'changed' | 'is-there'>;

/** The record without when they can, which changes by itself: what a change is made on. */
export function versionOfPerson({ availability: _availability, ...person }: Person): string {
  return versionOf(person);
}

/** Adds somebody under an id of their own. */
export function addPerson(
  editing: Editing,
  id: string,
  fields: PersonFields & Pick<Person, 'name' | 'phone'>,
  by: string,
): Promise<PersonEdited> {
  const asked = { touched: { people: [id], shifts: [] }, by, action: 'person.added' as const, subject: id };
  return editOrganisation(editing, asked, (part) => {
    if (part.people.length > 0) return { kind: 'no', reason: 'is-there' };
    return withPeople(part, [withFields(newPerson(part, id), fields)]);
  });
}

/** Changes what `fields` has of somebody, where they are as the asker saw them (`seen`; null: however they are). */
export function changePerson(
  editing: Editing,
  id: string,
  fields: PersonFields,
  { by, seen }: { by: string; seen: string | null },
): Promise<PersonEdited> {
  const asked = { touched: { people: [id], shifts: [] }, by, action: 'person.changed' as const, subject: id };
  return editOrganisation(editing, asked, (part) => {
    const [person] = part.people;
    if (!person) return { kind: 'no', reason: 'unknown' };
    if (seen !== null && seen !== versionOfPerson(person)) return { kind: 'no', reason: 'changed' };
    return withPeople(part, [withFields(person, fields)]);
  });
}

/** Lets somebody go: off every shift, and nothing they could be reached by is kept; the history keeps their name. */
export function retirePerson(
  editing: Editing,
  id: string,
  shifts: readonly string[],
  { by, seen }: { by: string; seen: string | null },
): Promise<PersonEdited> {
  const asked = { touched: { people: [id], shifts }, by, action: 'person.retired' as const, subject: id };
  return editOrganisation(editing, asked, (part) => {
    const [person] = part.people;
    if (!person) return { kind: 'no', reason: 'unknown' };
    if (seen !== null && seen !== versionOfPerson(person)) return { kind: 'no', reason: 'changed' };
    const others = <Duty extends { person: string }>(assigned: readonly Duty[]) =>
      assigned.filter((duty) => duty.person !== id);
    return {
      kind: 'part',
      part: {
        ...part,
        people: [],
        shifts: part.shifts.map((shift) => ({
          ...shift,
          assigned: others(shift.assigned),
          changes: shift.changes.map((change) => ({
            ...change,
            ...(change.assigned && { assigned: others(change.assigned) }),
          })),
        })),
      },
    };
  });
}

/** Somebody of whom nothing is known yet. */
export function newPerson({ organisation }: Pick<Part, 'organisation'>, id: string): Person {
  return {
    id,
    name: '',
    phone: '',
    roles: [],
    languages: ['en'],
    tags: [],
    channels: ['voice', 'text'],
    timeZone: organisation.timeZone,
    training: [],
    trainee: false,
    reserve: false,
    limits: {},
    availability: [],
  };
}

function withPeople(part: Part, people: Person[]): { kind: 'part'; part: Part } {
  return { kind: 'part', part: { ...part, people } };
}
