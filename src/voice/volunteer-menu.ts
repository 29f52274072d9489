/** The keypad menu of a volunteer who phones the line from their own number; it ends in "or stay on the line" (V14). */
import { hangUp, type Document } from '../carrier/document.ts';
import { hiddenToLeadersMs, hiddenToLeadersUntil, sendHiddenToLeaders } from '../contacts/hidden-callers.ts';
import type { Deps } from '../deps.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import type { Person } from '../organisation/organisation-file.ts';
import { writeTexts } from '../conversations/texts.ts';
import { setAvailability, standingOf, takeBreak } from '../people/availability.ts';
import { breakMinutes } from '../wellbeing/breaks.ts';
import { checkPin, pinState } from '../people/pin.ts';
import { textTo } from '../roster/notices.ts';
import { putUp } from '../roster/put-up.ts';
import type { Form } from '../carrier/twilio/delivery.ts';
import { say, type Spoken } from './wording.ts';
import { momentInWords } from './wording/time-words.ts';

const menuSilenceSeconds = 5;
const shiftsRead = 3;
const pinSilenceSeconds = 8;
const longestPin = 8;
/** Announced to shift leaders only. */
const hiddenKey = '6';

export type VolunteerMenu = {
  greet(directory: Directory, line: DirectoryLine, person: Person): Promise<Document>;
  /** The answer to a key; null when the volunteer stays on the line to talk with someone. */
  step(step: string, form: Form): Promise<Document | null>;
};

function isLeader(person: Person): boolean {
  return person.roles.includes('shift-leader');
}

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
    const standing = await standingOf(room, directory, person, 0);
    const guard = standing.guards.find((one) => one.kind === 'on-break' || one.kind === 'heavy-rest');
    if (guard?.untilMs != null)
      return say(line, language, guard.kind === 'on-break' ? 'menuStateBreak' : 'menuStateResting', {
        until: moment(guard.untilMs),
      });
    return say(line, language, standing.state === 'off' ? 'menuStateOff' : 'menuStateAvailable');
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
    if (standing.state === 'off' || standing.state === 'break') return null;
    const untilMs = await takeBreak(room, person.id, breakMinutes.ownTalk);
    return [
      say(line, language, 'menuOwnTalk', { until: moment(untilMs) }),
      { kind: 'go-on', url: urls.volunteer('talk') },
    ];
  };

  /** Starts or ends sending hidden callers to shift leaders only (V9). */
  const switchHidden = async (line: DirectoryLine, person: Person): Promise<Spoken[]> => {
    const { language, moment } = words(person);
    const nowMs = clock.nowMs();
    const untilMs = (await hiddenToLeadersUntil(room, line.id)) === null ? nowMs + hiddenToLeadersMs : null;
    await sendHiddenToLeaders(room, line.id, untilMs, `person:${person.id}`);
    return [
      untilMs === null
        ? say(line, language, 'menuHiddenStopped')
        : say(line, language, 'menuHiddenStarted', { until: moment(untilMs) }),
    ];
  };

  const act = async (
    directory: Directory,
    line: DirectoryLine,
    person: Person,
    key: string,
  ): Promise<Spoken[] | null> => {
    const { language, moment } = words(person);
    switch (key) {
      case '1': {
        await setAvailability(room, person.id, { kind: 'on' });
        const { onShift, shifts, guards, dutyEndMs } = await standingOf(room, directory, person, 1);
        const restUntilMs = guards.find((guard) => guard.kind === 'heavy-rest')?.untilMs ?? null;
        if (restUntilMs !== null)
          return [
            say(line, language, (dutyEndMs ?? 0) > restUntilMs ? 'menuOnResting' : 'menuStateResting', {
              until: moment(restUntilMs),
            }),
          ];
        return [
          !onShift && shifts[0]
            ? say(line, language, 'menuOnOffShift', { when: moment(shifts[0].startMs) })
            : say(line, language, 'menuOn'),
        ];
      }
      case '2':
        await setAvailability(room, person.id, { kind: 'off' });
        return [say(line, language, 'menuOff')];
      case '3':
        return [
          say(line, language, 'menuBreak', { until: moment(await takeBreak(room, person.id, breakMinutes.menu)) }),
        ];
      case '4': {
        const { shifts } = await standingOf(room, directory, person, shiftsRead);
        if (shifts.length === 0) return [say(line, language, 'menuNoShifts')];
        return shifts.map((shift) =>
          say(line, language, 'menuShift', {
            line: directory.lines.get(shift.line)?.name ?? shift.line,
            start: moment(shift.startMs),
            end: moment(shift.endMs),
          }),
        );
      }
      case hiddenKey:
        return isLeader(person) ? switchHidden(line, person) : null;
      default:
        return null;
    }
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

  const step = async (name: string, form: Form): Promise<Document | null> => {
    const directory = await directories.current();
    const line = directory?.lineOfNumber.get(form['To'] ?? '');
    const person = directory?.personOfNumber.get(form['From'] ?? '');
    const key = form['Digits'];
    if (!directory || !line || !person) return null;
    if (name === 'pin' && !key) return askToPutUp(line, person);
    if (name === 'stay') return pauseForOwnTalk(directory, line, person);
    if (!key) return null;
    if (name === 'pin') return putUpWithPin(line, person, key, form['CallSid'] ?? '');
    if (name !== 'key') return null;
    if (key === '5') return askToPutUp(line, person);
    const said = await act(directory, line, person, key);
    if (said === null) return greet(directory, line, person);
    return hangUp(...said);
  };
  return { greet, step };
}
