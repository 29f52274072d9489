/** The keypad menu of a volunteer who phones the line from their own number; it ends in "or stay on the line" (V14). */
import { hangUp, type Document } from '../carrier/document.ts';
import { hiddenSwitched } from '../calls/hidden-callers.ts';
import { hiddenKey, pausesForOwnTalk, volunteerKeyed } from '../calls/volunteer-menu.ts';
import { hiddenToLeadersUntil, sendHiddenToLeaders } from '../contacts/hidden-callers.ts';
import type { Deps } from '../deps.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { writeTexts } from '../conversations/texts.ts';
import { setAvailability, standingOf, takeBreak } from '../people/availability.ts';
import { breakMinutes } from '../wellbeing/breaks.ts';
import type { OwnWord } from '../wellbeing/own-word.ts';
import { heardState, whatWantingCallsBrings } from '../wellbeing/standing.ts';
import { checkPin, pinState } from '../people/pin.ts';
import { textTo } from '../roster/notices.ts';
import { putUp } from '../roster/put-up.ts';
import type { Delivered } from '../carrier/delivered.ts';
import { say, type Spoken } from './wording.ts';
import { momentInWords } from './wording/time-words.ts';

const menuSilenceSeconds = 5;
const shiftsRead = 3;
const pinSilenceSeconds = 8;
const longestPin = 8;

export type VolunteerMenu = {
  greet(directory: Directory, line: DirectoryLine, person: Person): Promise<Document>;
  /** The answer to a key; null when the volunteer stays on the line to talk with someone. */
  step(step: string, delivered: Delivered): Promise<Document | null>;
};

function isLeader(person: Person): boolean {
  return person.roles.includes('shift-leader');
}

/** The keypad menu; each step reads and writes through the record rooms. */
export function volunteerMenu({
  room,
  directories,
  urls,
  clock,
}: Pick<Deps, 'room' | 'directories' | 'urls' | 'clock'>): VolunteerMenu {
  const words = (person: Person) => {
    const language = person.languages[0] ?? 'en';
    const moment = (ms: number) => momentInWords(ms, clock.nowMs(), person.timeZone, language);
    return { language, moment };
  };

  const state = async (directory: Directory, line: DirectoryLine, person: Person): Promise<Spoken> => {
    const { language, moment } = words(person);
    const heard = heardState(await standingOf(room, directory, person, 0));
    switch (heard.kind) {
      case 'break':
        return say(line, language, 'menuStateBreak', { until: moment(heard.untilMs) });
      case 'resting':
        return say(line, language, 'menuStateResting', { until: moment(heard.untilMs) });
      case 'off':
        return say(line, language, 'menuStateOff');
      case 'available':
        return say(line, language, 'menuStateAvailable');
    }
  };

  const greet = async (directory: Directory, line: DirectoryLine, person: Person): Promise<Document> => {
    const { language } = words(person);
    const current = await state(directory, line, person);
    const ofLeaders = isLeader(person)
      ? [
          say(
            line,
            language,
            (await hiddenToLeadersUntil(room, line.id)) === null ? 'menuHiddenStart' : 'menuHiddenStop',
            { key: hiddenKey },
          ),
        ]
      : [];
    return [
      {
        kind: 'ask',
        heard: [
          say(line, language, 'menuHello'),
          current,
          say(line, language, 'menuChoices'),
          ...ofLeaders,
          say(line, language, 'menuStay'),
        ],
        keys: 'one',
        silenceSeconds: menuSilenceSeconds,
        answerTo: urls.volunteer('key'),
        silenceTo: urls.volunteer('stay'),
      },
    ];
  };

  /** Before they talk with someone themselves, whoever could be rung has a break; nothing says what for (V14). */
  const pauseForOwnTalk = async (
    directory: Directory,
    line: DirectoryLine,
    person: Person,
  ): Promise<Document | null> => {
    const { language, moment } = words(person);
    const standing = await standingOf(room, directory, person, 0);
    if (!pausesForOwnTalk(standing.state)) return null;
    const untilMs = await takeBreak(room, person.id, breakMinutes.ownTalk);
    return [
      say(line, language, 'menuOwnTalk', { until: moment(untilMs) }),
      { kind: 'go-on', url: urls.volunteer('talk') },
    ];
  };

  /** Starts or ends sending hidden callers to shift leaders only (V9). */
  const switchHidden = async (line: DirectoryLine, person: Person): Promise<Spoken[]> => {
    const { language, moment } = words(person);
    const untilMs = hiddenSwitched(await hiddenToLeadersUntil(room, line.id), clock.nowMs());
    await sendHiddenToLeaders(room, line.id, untilMs, `person:${person.id}`);
    return [
      untilMs === null
        ? say(line, language, 'menuHiddenStopped')
        : say(line, language, 'menuHiddenStarted', { until: moment(untilMs) }),
    ];
  };

  /** Does their own word; what they hear of it. */
  const doWord = async (directory: Directory, line: DirectoryLine, person: Person, word: OwnWord): Promise<Spoken> => {
    const { language, moment } = words(person);
    if (word.kind === 'break')
      return say(line, language, 'menuBreak', { until: moment(await takeBreak(room, person.id, word.minutes)) });
    await setAvailability(room, person.id, word);
    if (word.kind === 'off') return say(line, language, 'menuOff');
    const expected = whatWantingCallsBrings(await standingOf(room, directory, person, 1));
    switch (expected.kind) {
      case 'resting':
        return say(line, language, expected.backOnDuty ? 'menuOnResting' : 'menuStateResting', {
          until: moment(expected.untilMs),
        });
      case 'untrained':
        return say(line, language, 'menuOnUntrained');
      case 'calls-from':
        return say(line, language, 'menuOnOffShift', { when: moment(expected.atMs) });
      case 'calls-now':
      case 'no-shift':
        return say(line, language, 'menuOn');
    }
  };

  const readShifts = async (directory: Directory, line: DirectoryLine, person: Person): Promise<Spoken[]> => {
    const { language, moment } = words(person);
    const { shifts } = await standingOf(room, directory, person, shiftsRead);
    if (shifts.length === 0) return [say(line, language, 'menuNoShifts')];
    return shifts.map((shift) =>
      say(line, language, 'menuShift', {
        line: directory.lines.get(shift.line)?.name ?? shift.line,
        start: moment(shift.startMs),
        end: moment(shift.endMs),
      }),
    );
  };

  /** Asks for the PIN; whoever types nothing hears the menu again. */
  const askPin = (...first: Spoken[]): Document => [
    {
      kind: 'ask',
      heard: first,
      keys: { atMost: longestPin },
      silenceSeconds: pinSilenceSeconds,
      answerTo: urls.volunteer('pin'),
      silenceTo: urls.voice,
    },
  ];

  /** Anything that changes a shift needs the PIN. */
  const askToPutUp = async (line: DirectoryLine, person: Person): Promise<Document> => {
    const { language } = words(person);
    const has = await pinState(room, person.id);
    return has === 'set'
      ? askPin(say(line, language, 'pinAsk'))
      : hangUp(say(line, language, has === 'none' ? 'pinNone' : 'pinResting'));
  };

  const putUpWithPin = async (line: DirectoryLine, person: Person, pin: string, callSid: string): Promise<Document> => {
    const { language, moment } = words(person);
    const checked = await checkPin(room, person.id, pin);
    if (checked === 'wrong') return askPin(say(line, language, 'pinWrong'));
    if (checked !== 'right') return hangUp(say(line, language, checked === 'none' ? 'pinNone' : 'pinLocked'));
    const stepId = `cover-${callSid}`;
    const put = await putUp(room, person.id, stepId);
    if (put.kind === 'nothing') return hangUp(say(line, language, 'menuNoShifts'));
    await writeTexts(room, [{ ...textTo({ ...put, personId: person.id }, 'coverAsked'), id: stepId }]);
    return hangUp(say(line, language, 'menuShiftUp', { start: moment(put.startMs) }));
  };

  const step = async (name: string, { callSid, from, keys, to }: Delivered): Promise<Document | null> => {
    const directory = await directories.current();
    const line = directory?.lineOfNumber.get(to);
    const person = directory?.personOfNumber.get(from);
    if (!directory || !line || !person) return null;
    const keyed = volunteerKeyed(name, keys ?? undefined, isLeader(person));
    switch (keyed.kind) {
      case 'word':
        return hangUp(await doWord(directory, line, person, keyed.word));
      case 'shifts':
        return hangUp(...(await readShifts(directory, line, person)));
      case 'ask-pin':
        return askToPutUp(line, person);
      case 'put-up':
        return putUpWithPin(line, person, keyed.pin, callSid ?? '');
      case 'switch-hidden':
        return hangUp(...(await switchHidden(line, person)));
      case 'greet':
        return greet(directory, line, person);
      case 'own-talk':
        return pauseForOwnTalk(directory, line, person);
      case 'call':
        return null;
    }
  };
  return { greet, step };
}
