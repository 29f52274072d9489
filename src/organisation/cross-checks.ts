/** Checks what one part of an organisation file says about another: double ids and numbers, unknown people and lines, impossible shifts. */
import { faultWord, type FaultWord } from '../reading/fault-words.ts';
import { scheduleFaults } from '../schedule/schedule-faults.ts';
import { type Fault, pathText } from './faults.ts';
import { quoted } from './fields.ts';
import { type LooseFile, looselyRead } from './loose-file.ts';
import { defaultPolicy } from './policy.ts';

type Path = readonly PropertyKey[];
type Say = (path: Path, problem: FaultWord) => void;

/** Every fault between the parts of `content`, also where other parts are malformed. */
export function crossFaults(content: unknown): Fault[] {
  const file = looselyRead(content);
  const faults: Fault[] = [];
  const say: Say = (path, problem) => faults.push({ path: pathText(path), problem });
  for (const section of ['lines', 'people', 'shifts'] as const) {
    sayTwice(
      file[section].map(({ id }) => id),
      (index, id, first) =>
        say([section, index, 'id'], faultWord('idTaken', { value: quoted(id), place: `${section}[${first}]` })),
    );
  }
  checkNumbers(file, say);
  checkReferences(file, say);
  checkWishes(file, say);
  checkPeople(file, say);
  checkBlocks(file, say);
  return [...faults, ...scheduleFaults(file)];
}

/** Calls `say` for every value that stands earlier in the list already; absent values are never the same. */
function sayTwice(
  values: readonly (string | undefined)[],
  say: (index: number, value: string, first: number) => void,
): void {
  const firstAt = new Map<string, number>();
  for (const [index, value] of values.entries()) {
    if (value === undefined) continue;
    const first = firstAt.get(value);
    if (first === undefined) firstAt.set(value, index);
    else say(index, value, first);
  }
}

function checkNumbers(file: LooseFile, say: Say): void {
  const lineWith = (number: string | undefined) =>
    number === undefined ? undefined : file.lines.find((line) => line.phoneNumber === number);
  sayTwice(
    file.lines.map((line) => line.phoneNumber),
    (index, _number, first) => {
      say(['lines', index, 'phoneNumber'], faultWord('numberOfLineTaken', { value: quoted(file.lines[first]?.id) }));
    },
  );
  sayTwice(
    file.people.map((person) => person.phone),
    (index, _number, first) => {
      say(['people', index, 'phone'], faultWord('numberOfPersonTaken', { value: quoted(file.people[first]?.id) }));
    },
  );
  const sayOurs = (path: Path, number: string | undefined, key: 'numberOfLine' | 'ringsUsAgain') => {
    const line = lineWith(number);
    if (line) say(path, faultWord(key, { value: quoted(line.id) }));
  };
  for (const [index, person] of file.people.entries())
    sayOurs(['people', index, 'phone'], person.phone, 'numberOfLine');
  sayOurs(['organisation', 'crisisNumber'], file.organisation.crisisNumber, 'ringsUsAgain');
  const ladders: [Path, LooseFile['policy']['overflow']][] = [
    [['policy'], file.policy.overflow],
    ...file.lines.map((line, index): [Path, typeof line.overflow] => [['lines', index], line.overflow]),
  ];
  for (const [owner, overflow] of ladders) {
    for (const [index, step] of overflow.entries())
      sayOurs([...owner, 'overflow', index, 'number'], step.number, 'ringsUsAgain');
  }
  const personWith = new Map(file.people.map((person) => [person.phone, person.id]));
  for (const [index, line] of file.lines.entries()) {
    if (line.callbackNumber !== undefined && personWith.has(line.callbackNumber)) {
      say(
        ['lines', index, 'callbackNumber'],
        faultWord('numberOfPerson', { value: quoted(personWith.get(line.callbackNumber)) }),
      );
    }
  }
}

function checkReferences(file: LooseFile, say: Say): void {
  const lines = new Set(file.lines.map((line) => line.id));
  const people = new Set(file.people.map((person) => person.id));
  const sayUnknown = (
    known: Set<string | undefined>,
    key: 'noSuchLine' | 'noSuchPerson',
    path: Path,
    id: string | undefined,
  ) => {
    if (id !== undefined && !known.has(id)) say(path, faultWord(key, { value: quoted(id) }));
  };
  const checkAssigned = (path: Path, assigned: { person?: string | undefined }[]) => {
    for (const [index, { person }] of assigned.entries())
      sayUnknown(people, 'noSuchPerson', [...path, index, 'person'], person);
    sayTwice(
      assigned.map(({ person }) => person),
      (index, person) => say([...path, index, 'person'], faultWord('assignedTwice', { value: quoted(person) })),
    );
  };
  for (const [index, shift] of file.shifts.entries()) {
    sayUnknown(lines, 'noSuchLine', ['shifts', index, 'line'], shift.line);
    checkAssigned(['shifts', index, 'assigned'], shift.assigned);
    for (const [changeIndex, change] of shift.changes.entries())
      checkAssigned(['shifts', index, 'changes', changeIndex, 'assigned'], change.assigned);
  }
  for (const [index, { person }] of file.timeOff.entries())
    sayUnknown(people, 'noSuchPerson', ['timeOff', index, 'person'], person);
  for (const [index, { line }] of file.blocks.entries())
    sayUnknown(lines, 'noSuchLine', ['blocks', index, 'line'], line);
}

function checkWishes(file: LooseFile, say: Say): void {
  for (const [index, line] of file.lines.entries()) {
    sayTwice(
      line.wishes.map(({ key }) => key),
      (wish, key, first) => {
        say(
          ['lines', index, 'wishes', wish, 'key'],
          faultWord('keyTaken', { value: quoted(key), place: `wishes[${first}]` }),
        );
      },
    );
  }
}

function checkPeople(file: LooseFile, say: Say): void {
  const most = file.policy.limits.hoursPerWeek ?? defaultPolicy.limits.hoursPerWeek;
  for (const [index, person] of file.people.entries()) {
    const own = person.limits.hoursPerWeek;
    if (own !== undefined && own > most)
      say(['people', index, 'limits', 'hoursPerWeek'], faultWord('looserThanPolicy', { own, most }));
    sayTwice(
      person.training.map(({ course }) => course),
      (training, course) => {
        say(['people', index, 'training', training, 'course'], faultWord('twice', { value: quoted(course) }));
      },
    );
  }
}

function checkBlocks(file: LooseFile, say: Say): void {
  const whom = file.blocks.map(
    (block) => (block.number ?? block.key) && JSON.stringify([block.line, block.number, block.key]),
  );
  sayTwice(whom, (index, _whom, first) =>
    say(['blocks', index], faultWord('sameBlock', { place: `blocks[${first}]` })),
  );
}
