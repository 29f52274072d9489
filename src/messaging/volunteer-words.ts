/** What each word of a volunteer does and what they hear: one table, one handler a word (T4). */
import type { PeerEvent } from '../texts/peer-step.ts';
import type { Reply } from '../conversations/answer.ts';
import { askForWord } from '../conversations/leader.ts';
import type { Slots } from '../conversations/stored-text.ts';
import type { Deps } from '../deps.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { tagKey } from '../organisation/tags.ts';
import { setAvailability, standingOf, takeBreak } from '../people/availability.ts';
import { ownLoad } from '../people/own-load.ts';
import { checkIn } from '../people/rest.ts';
import { rests } from '../wellbeing/rests.ts';
import { whatWantingCallsBrings } from '../wellbeing/standing.ts';
import { spanInText } from '../voice/wording/time-words.ts';
import { loadInWords } from './load-in-words.ts';
import type { WordAnswer, WordHandler, WordScene } from './scenes.ts';
import { coming, cover, leave, take, undo } from './shift-words.ts';
import { add, drop, tags } from './tag-words.ts';
import { readVolunteerText, type MisusedWord, type VolunteerText, type VolunteerWord } from '../texts/words.ts';
import type { TextKey } from './wording.ts';

type Handlers = { [Word in VolunteerWord['word']]: WordHandler<Word> };

const shiftsShown = 4;

const say = (sentence: string, slots?: Slots): Reply[] => [{ to: 'writer', sentence, ...(slots ? { slots } : {}) }];

async function on({ deps, directory, person }: WordScene): Promise<Reply[]> {
  await setAvailability(deps.room, person.id, { kind: 'on' });
  return sayOn(deps, directory, person);
}

/** What somebody who wants calls hears: that calls come, when they come, or what prevents it. */
async function sayOn(deps: Deps, directory: Directory, person: Person): Promise<Reply[]> {
  const expected = whatWantingCallsBrings(await standingOf(deps.room, directory, person, 1));
  switch (expected.kind) {
    case 'resting':
      return say(expected.backOnDuty ? 'onResting' : 'onRestingToTheEnd', { untilMs: expected.untilMs });
    case 'untrained':
      return say('onUntrained', { course: missingCourse(directory, person) });
    case 'calls-now':
      return say('on');
    case 'calls-from':
      return say('onOffShift', { whenMs: expected.atMs });
    case 'no-shift':
      return say('onNoShift');
  }
}

function missingCourse(directory: Directory, person: Person): string {
  const required = new Set([...directory.lines.values()].flatMap((line) => line.policy.training));
  return (
    [...required].find((course) => !person.training.some((one) => one.course === course)) ?? [...required][0] ?? ''
  );
}

async function off({ deps, person }: WordScene): Promise<Reply[]> {
  await setAvailability(deps.room, person.id, { kind: 'off' });
  return say('off');
}

const pause: WordHandler<'BREAK'> = async ({ deps, person }, { minutes }) => {
  return say('breakBegun', { untilMs: await takeBreak(deps.room, person.id, minutes) });
};

async function more({ deps, directory, person }: WordScene): Promise<Reply[]> {
  await setAvailability(deps.room, person.id, { kind: 'more' });
  return sayOn(deps, directory, person);
}

async function shifts({ deps, directory, person }: WordScene): Promise<Reply[]> {
  const standing = await standingOf(deps.room, directory, person, shiftsShown);
  const manyLines = new Set(standing.shifts.map((shift) => shift.line)).size > 1;
  const list = standing.shifts.map((shift, index) => {
    const where = manyLines ? `, ${directory.lines.get(shift.line)?.name ?? shift.line}` : '';
    return `${index + 1}. ${spanInText(shift.startMs, shift.endMs, person.timeZone, person.languages[0] ?? 'en')}${where}`;
  });
  return list.length === 0 ? say('noShifts') : say('shifts', { list: list.join('\n') });
}

async function load({ deps, directory, person }: WordScene): Promise<Reply[]> {
  return [{ to: 'writer', body: loadInWords(await ownLoad(deps.room, directory, person), person.languages[0]) }];
}

const answerCheckIn: WordHandler<'CHECK-IN'> = async ({ deps, line, person, text }, { answer }) => {
  const checkedIn = await checkIn(deps.room, { id: text.id, personId: person.id, answer, line });
  if (checkedIn.kind === 'thanks') {
    const { untilMs } = checkedIn;
    return untilMs === null ? say('checkInThanks') : say('checkInThanksWrapUp', { untilMs });
  }
  return say(checkedIn.kind === 'rest' ? rests.heavy.said : 'checkInBreak', { untilMs: checkedIn.untilMs });
};

/** `TALK`: a leader is asked to call; where none is free, a coordinator sees it (W3). */
async function talk({ deps, directory, line, person, text }: WordScene): Promise<Reply[]> {
  const known = await askForWord(deps.room, directory, line, person.id, text.id);
  return say(known === 'leader' ? 'talkAsked' : 'noLeader');
}

/** A word about the conversation somebody has by phone; where there is none they hear so. */
const inConversation =
  (kind: Exclude<PeerEvent['kind'], 'PeerWrote' | 'CallPromised' | 'TexterSilencedUs'>) =>
  async ({ person }: WordScene): Promise<WordAnswer> => ({ event: { kind, personId: person.id } });

/** One handler for each word. */
const handlers: Handlers = {
  ON: on,
  OFF: off,
  BREAK: pause,
  MORE: more,
  SHIFTS: shifts,
  LOAD: load,
  'CHECK-IN': answerCheckIn,
  TALK: talk,
  COVER: cover,
  TAKE: take,
  LEAVE: leave,
  UNDO: undo,
  COMING: coming,
  TAGS: tags,
  DROP: drop,
  ADD: add,
  PASS: inConversation('PeerPassed'),
  LEADER: inConversation('PeerAskedForLeader'),
  CRISIS: inConversation('PeerGaveCrisisNumber'),
  ABUSE: inConversation('PeerReportedAbuse'),
  DONE: inConversation('PeerDone'),
  '?': async () => say('words'),
};

/** What somebody reads who wrote a word with something that cannot be used. */
export const misusedSentences = {
  BREAK: 'breakHow',
  TAKE: 'notUnderstood',
  LEAVE: 'notUnderstood',
  DROP: 'tagHow',
  ADD: 'tagHow',
  'CHECK-IN': 'checkInHow',
} as const satisfies Record<MisusedWord, TextKey>;

/** What a text of somebody of the organisation means. */
export function readWord({ directory }: WordScene, body: string): VolunteerText {
  return readVolunteerText(body, (words) => directory.tags.byWords.has(tagKey(words)));
}

/** Does what the word says. */
export async function doWord(scene: WordScene, word: VolunteerWord): Promise<WordAnswer> {
  const answer = await handlers[word.word](scene, word as never);
  return Array.isArray(answer) ? { replies: answer } : answer;
}
