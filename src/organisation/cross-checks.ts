/** Checks what one part of an organisation file says about another: double ids and numbers, unknown people and lines, impossible shifts. */
import { scheduleFaults } from '../schedule/schedule-faults.ts';
import { type Fault, pathText } from './faults.ts';
import { quoted } from './fields.ts';
import { type LooseFile, looselyRead } from './loose-file.ts';
import { defaultPolicy } from './policy.ts';

type Path = readonly PropertyKey[];
type Say = (path: Path, problem: string) => void;

/** Every fault between the parts of `content`, also where other parts are malformed. */
export function crossFaults(content: unknown): Fault[] {
  const file = looselyRead(content);
  const faults: Fault[] = [];
  const say: Say = (path, problem) => faults.push({ path: pathText(path), problem });
  for (const section of ['lines', 'people', 'shifts'] as const) {
    sayTwice(
      file[section].map(({ id }) => id),
      (index, id, first) => say([section, index, 'id'], `${quoted(id)} is already the id of ${section}[${first}]`),
    );
  }
  checkNumbers(file, say);
  checkReferences(file, say);
  checkWishes(file, say);
  checkPeople(file, say);
  checkBlocks(file, say);
  return [...faults, ...scheduleFaults(file).map(({ path, message }) => ({ path, problem: message }))];
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
      say(['lines', index, 'phoneNumber'], `line ${quoted(file.lines[first]?.id)} already has this number`);
    },
  );
  sayTwice(
    file.people.map((person) => person.phone),
    (index, _number, first) => {
      say(['people', index, 'phone'], `person ${quoted(file.people[first]?.id)} already has this number`);
    },
  );
  const sayOurs = (path: Path, number: string | undefined, consequence: string) => {
    const line = lineWith(number);
    if (line) say(path, `is the number of line ${quoted(line.id)}${consequence}`);
  };
  for (const [index, person] of file.people.entries()) sayOurs(['people', index, 'phone'], person.phone, '');
  sayOurs(['organisation', 'crisisNumber'], file.organisation.crisisNumber, ': callers would ring us again');
  const ladders: [Path, LooseFile['policy']['overflow']][] = [
    [['policy'], file.policy.overflow],
    ...file.lines.map((line, index): [Path, typeof line.overflow] => [['lines', index], line.overflow]),
  ];
  for (const [owner, overflow] of ladders) {
    for (const [index, step] of overflow.entries())
      sayOurs([...owner, 'overflow', index, 'number'], step.number, ': callers would ring us again');
  }
  const personWith = new Map(file.people.map((person) => [person.phone, person.id]));
  for (const [index, line] of file.lines.entries()) {
    if (line.callbackNumber !== undefined && personWith.has(line.callbackNumber)) {
      say(['lines', index, 'callbackNumber'], `is the number of person ${quoted(personWith.get(line.callbackNumber))}`);
    }
  }
}

function checkReferences(file: LooseFile, say: Say): void {
  const lines = new Set(file.lines.map((line) => line.id));
  const people = new Set(file.people.map((person) => person.id));
  const sayUnknown = (known: Set<string | undefined>, noun: string, path: Path, id: string | undefined) => {
    if (id !== undefined && !known.has(id)) say(path, `no such ${noun} ${quoted(id)}`);
  };
  const checkAssigned = (path: Path, assigned: { person?: string | undefined }[]) => {
    for (const [index, { person }] of assigned.entries())
      sayUnknown(people, 'person', [...path, index, 'person'], person);
    sayTwice(
      assigned.map(({ person }) => person),
      (index, person) => say([...path, index, 'person'], `${quoted(person)} is assigned here twice`),
    );
  };
  for (const [index, shift] of file.shifts.entries()) {
    sayUnknown(lines, 'line', ['shifts', index, 'line'], shift.line);
    checkAssigned(['shifts', index, 'assigned'], shift.assigned);
    for (const [changeIndex, change] of shift.changes.entries())
      checkAssigned(['shifts', index, 'changes', changeIndex, 'assigned'], change.assigned);
  }
  for (const [index, { person }] of file.timeOff.entries())
    sayUnknown(people, 'person', ['timeOff', index, 'person'], person);
  for (const [index, { line }] of file.blocks.entries()) sayUnknown(lines, 'line', ['blocks', index, 'line'], line);
}

function checkWishes(file: LooseFile, say: Say): void {
  for (const [index, line] of file.lines.entries()) {
    sayTwice(
      line.wishes.map(({ key }) => key),
      (wish, key, first) => {
        say(['lines', index, 'wishes', wish, 'key'], `key ${quoted(key)} is already taken by wishes[${first}]`);
      },
    );
  }
}

function checkPeople(file: LooseFile, say: Say): void {
  const most = file.policy.limits.hoursPerWeek ?? defaultPolicy.limits.hoursPerWeek;
  for (const [index, person] of file.people.entries()) {
    const own = person.limits.hoursPerWeek;
    if (own !== undefined && own > most)
      say(['people', index, 'limits', 'hoursPerWeek'], `${own} is looser than the policy's ${most}`);
    sayTwice(
      person.training.map(({ course }) => course),
      (training, course) => {
        say(['people', index, 'training', training, 'course'], `${quoted(course)} stands here twice`);
      },
    );
  }
}

function checkBlocks(file: LooseFile, say: Say): void {
  const whom = file.blocks.map(
    (block) => (block.number ?? block.key) && JSON.stringify([block.line, block.number, block.key]),
  );
  sayTwice(whom, (index, _whom, first) => say(['blocks', index], `is the same block as blocks[${first}]`));
}
