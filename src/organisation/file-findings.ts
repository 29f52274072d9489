/** Finds values of an organisation file that are allowed and yet can hardly be meant: each with its place and a sentence. */
import { hiddenSpellings } from '../promises/number.ts';
import { speaks } from '../schedule/languages.ts';
import { takesCalls } from '../schedule/takes-calls.ts';
import { misleadingZone } from '../schedule/zone-names.ts';
import { pathText } from './faults.ts';
import { quoted } from './fields.ts';
import type { Organisation, Person } from './organisation-file.ts';
import { defaultPolicy, type PolicyOverride } from './policy.ts';

export type FileFindingKind =
  | 'misleading-zone'
  | 'unspoken-language'
  | 'wish-for-nobody'
  | 'hidden-number'
  | 'crisis-number'
  | 'volunteer-number'
  | 'own-number'
  | 'ring-time'
  | 'ladder'
  | 'attempts'
  | 'expires-at-once'
  | 'review-too-late'
  | 'unreachable-person'
  | 'takes-no-calls';

/** `path` is where in the file (`lines[0].timeZone`); the sentence begins with it. */
export type FileFinding = { kind: FileFindingKind; path: string; sentence: string };

type Path = readonly PropertyKey[];
type Say = (kind: FileFindingKind, path: Path, problem: string) => void;

/** Everything of this kind, in order of the file. */
export function fileFindings(organisation: Organisation): FileFinding[] {
  const found: FileFinding[] = [];
  const say: Say = (kind, path, problem) =>
    found.push({ kind, path: pathText(path), sentence: `${pathText(path)}: ${problem}` });
  sayZone(['organisation', 'timeZone'], organisation.organisation.timeZone, say);
  sayHidden(['organisation', 'crisisNumber'], organisation.organisation.crisisNumber, say);
  lookAtPolicy([], ['policy'], organisation.policy, organisation, say);
  lookAtLines(organisation, say);
  lookAtPeople(organisation, say);
  lookAtBlocks(organisation, say);
  return found;
}

function sayZone(path: Path, zone: string, say: Say): void {
  const misleading = misleadingZone(zone);
  if (misleading === null) return;
  const { hoursEast, likely } = misleading;
  const what =
    hoursEast === null
      ? `${quoted(zone)} is not the same to every program`
      : `the clocks of ${quoted(zone)} never change (always ${offsetInWords(hoursEast)})`;
  say(
    'misleading-zone',
    path,
    `${what}: the zone of a city is meant, probably${likely === null ? '' : ` ${quoted(likely)}`}`.replace(
      /, probably$/,
      '',
    ),
  );
}

/** What the carrier puts in the place of a hidden number is nobody's phone. */
function sayHidden(path: Path, number: string | undefined, say: Say): void {
  if (number !== undefined && hiddenSpellings.has(number))
    say('hidden-number', path, `${quoted(number)} stands for every hidden caller and rings nobody`);
}

/** `UTC-5`, `UTC`, `UTC+13` */
function offsetInWords(hoursEast: number): string {
  return hoursEast === 0 ? 'UTC' : `UTC${hoursEast > 0 ? '+' : ''}${hoursEast}`;
}

const longestRingSeconds = 600;
/** A phone rings about every six seconds. */
const leastRingSeconds = 6;

/** `own` is the policy of the organisation, or what a line has in its place. */
function lookAtPolicy(owner: Path, at: Path, own: PolicyOverride, organisation: Organisation, say: Say): void {
  const path = (...steps: PropertyKey[]) => [...(owner.length > 0 ? owner : at), ...steps];
  const { ringSeconds, overflow = [], callback = {} } = own;
  if (ringSeconds !== undefined && ringSeconds > longestRingSeconds)
    say('ring-time', path('ringSeconds'), `${ringSeconds} s: the carrier rings no longer than ${longestRingSeconds} s`);
  if (ringSeconds !== undefined && ringSeconds < leastRingSeconds)
    say('ring-time', path('ringSeconds'), `${ringSeconds} s: nobody can pick up within that time`);
  const asksEnd = overflow.findIndex((step) => step.do === 'voicemail');
  for (const [index, step] of overflow.entries()) {
    const place = path('overflow', index, 'number');
    sayHidden(place, step.number, say);
    const person = organisation.people.find(({ phone }) => phone === step.number);
    if (person !== undefined)
      say(
        'volunteer-number',
        place,
        `is the number of person ${quoted(person.id)}, who is rung as a volunteer already`,
      );
    const line = organisation.lines.find(({ callbackNumber }) => callbackNumber === step.number);
    if (step.number !== undefined && line !== undefined)
      say('own-number', place, `is the number that line ${quoted(line.id)} calls back from`);
    if (asksEnd >= 0 && index > asksEnd && step.do === 'offer-callback')
      say(
        'ladder',
        path('overflow', index, 'do'),
        'comes after the voicemail, when hardly anybody is there to hear it',
      );
  }
  const attempts = callback.attemptsMinutes ?? [];
  const outOfOrder = attempts.findIndex((minutes, index) => minutes <= (attempts[index - 1] ?? -1));
  if (outOfOrder >= 0)
    say(
      'attempts',
      path('callback', 'attemptsMinutes', outOfOrder),
      `${attempts[outOfOrder]} is not after the attempt before it`,
    );
  const hours = callback.expiresHours;
  const lastHours = Math.max(...(callback.attemptsMinutes ?? defaultPolicy.callback.attemptsMinutes)) / 60;
  if (hours !== undefined && hours < lastHours)
    say(
      'expires-at-once',
      path('callback', 'expiresHours'),
      `${hours} h is over before the last attempt (after ${lastHours} h)`,
    );
}

function lookAtLines(organisation: Organisation, say: Say): void {
  const { lines, people } = organisation;
  const peers = people.filter((person) => isPeer(person) && takesCalls(person));
  for (const [index, line] of lines.entries()) {
    const path = (...steps: PropertyKey[]) => ['lines', index, ...steps];
    sayZone(path('timeZone'), line.timeZone, say);
    if (peers.length > 0) {
      for (const [place, language] of line.languages.entries()) {
        if (!peers.some((person) => speaks(person.languages, language)))
          say('unspoken-language', path('languages', place), `nobody who takes calls speaks ${quoted(language)}`);
      }
      for (const [place, { tag }] of line.wishes.entries()) {
        if (!peers.some((person) => person.tags.includes(tag)))
          say('wish-for-nobody', path('wishes', place, 'tag'), `nobody who takes calls has the tag ${quoted(tag)}`);
      }
    }
    sayHidden(path('phoneNumber'), line.phoneNumber, say);
    sayHidden(path('callbackNumber'), line.callbackNumber, say);
    if (line.callbackNumber === organisation.organisation.crisisNumber)
      say('crisis-number', path('callbackNumber'), 'is the number of the crisis line');
    lookAtPolicy(path(), path(), line, organisation, say);
  }
}

function lookAtPeople({ organisation, people, shifts }: Organisation, say: Say): void {
  const planned = new Set(
    shifts.flatMap((shift) =>
      [shift, ...shift.changes].flatMap(({ assigned = [] }) => assigned.map(({ person }) => person)),
    ),
  );
  for (const [index, person] of people.entries()) {
    const path = (...steps: PropertyKey[]) => ['people', index, ...steps];
    sayZone(path('timeZone'), person.timeZone, (kind, place, problem) => {
      // A person without a zone has the organisation's, which is a finding of its own.
      if (person.timeZone !== organisation.timeZone) say(kind, place, problem);
    });
    sayHidden(path('phone'), person.phone, say);
    if (person.phone === organisation.crisisNumber)
      say('crisis-number', path('phone'), 'is the number of the crisis line, which would be rung as a volunteer');
    if (planned.has(person.id) && !isPeer(person))
      say(
        'takes-no-calls',
        path('roles'),
        `${quoted(person.id)} is on a shift and neither "volunteer" nor "shift-leader": never rung`,
      );
    if (!isPeer(person)) continue;
    if (person.languages.length === 0)
      say('unreachable-person', path('languages'), `${quoted(person.id)} speaks none, so no caller can reach them`);
    if (person.channels.length === 0)
      say('unreachable-person', path('channels'), `${quoted(person.id)} takes neither calls nor texts`);
  }
}

function isPeer(person: Person): boolean {
  return person.roles.includes('volunteer') || person.roles.includes('shift-leader');
}

function lookAtBlocks({ organisation, lines, blocks }: Organisation, say: Say): void {
  for (const [index, { number, until, review }] of blocks.entries()) {
    const path = (...steps: PropertyKey[]) => ['blocks', index, ...steps];
    if (number !== undefined && hiddenSpellings.has(number))
      say('hidden-number', path('number'), `${quoted(number)} stands for every hidden caller: nobody is blocked by it`);
    if (number === organisation.crisisNumber) say('crisis-number', path('number'), 'is the number of the crisis line');
    if (lines.some((line) => line.phoneNumber === number)) say('own-number', path('number'), 'is the number of a line');
    if (until !== undefined && review !== undefined && review > until.slice(0, 10))
      say('review-too-late', path('review'), `${review} is after the block has ended (${until})`);
  }
}
