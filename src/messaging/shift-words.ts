/** COVER, TAKE, UNDO and COMING: what they do to shifts, and what the volunteer reads (T4). */
import type { Reply } from '../conversations/answer.ts';
import type { ShiftTime, Take } from '../planning/open-shifts.ts';
import { confirmShifts } from '../roster/notices.ts';
import { takeableShifts } from '../roster/open-shifts.ts';
import { leaveOffer } from '../roster/offer-shift.ts';
import { putUp } from '../roster/put-up.ts';
import { takeShift, undoStep } from '../roster/take-shift.ts';
import { spanInText } from '../voice/wording/time-words.ts';
import { notTakenInWords } from './not-taken-in-words.ts';
import type { WordHandler, WordScene } from './scenes.ts';
import type { TextKey } from './wording.ts';

const shiftsListed = 5;

export const say = (sentence: TextKey, slots: Record<string, string | number> = {}): Reply[] => [
  { to: 'writer', sentence, slots },
];
const shiftOf = ({ startMs, endMs }: Pick<ShiftTime, 'startMs' | 'endMs'>) => ({ shiftOf: `${startMs}/${endMs}` });
const nameOfLine = ({ directory }: WordScene, lineId: string) => directory.lines.get(lineId)?.name ?? lineId;

/** `COVER`: puts up the next shift. */
export const cover: WordHandler<'COVER'> = async ({ deps, person, text }) => {
  const put = await putUp(deps.room, person.id, text.id);
  return put.kind === 'nothing' ? say('coverNothing') : say('coverAsked', shiftOf(put));
};

/** `TAKE`: takes the shift of a number; without one, lists those that may be taken. */
export const take: WordHandler<'TAKE'> = async (scene, { number }) => {
  const { deps, person, text } = scene;
  if (number === null) return list(scene);
  const taking = await takeShift(deps.room, person.id, number, text.id);
  switch (taking.kind) {
    case 'taken':
    case 'asked':
      return say(...takenInWords(scene, taking));
    case 'meanwhile':
      return say('takenMeanwhile');
    case 'unknown':
      return say('takeUnknown');
    case 'not-possible': {
      const reason = notTakenInWords(taking.why, scene.line, person.languages[0] ?? 'en');
      if (taking.why.kind !== 'over-cap') return say('takeNotPossible', { reason });
      const question = { kind: 'over-cap', payload: { number, askedAtMs: deps.room.clock.nowMs() } };
      return { replies: say('overCapAsk', { reason }), question };
    }
  }
};

/** What somebody reads who has a shift now, or has it once a coordinator says yes. */
export function takenInWords(
  scene: WordScene,
  { kind, inExchange, ...shift }: Extract<Take, { kind: 'taken' | 'asked' }>,
): [TextKey, Record<string, string | number>] {
  const slots = { ...shiftOf(shift), line: nameOfLine(scene, shift.line) };
  if (!inExchange) return [kind === 'taken' ? 'taken' : 'takeAsked', slots];
  return [kind === 'taken' ? 'swapTaken' : 'swapWaits', { ...slots, otherShiftOf: shiftOf(inExchange).shiftOf }];
}

/** `LEAVE`: declines what is offered to the person alone. */
export const leave: WordHandler<'LEAVE'> = async ({ deps, person }, { number }) =>
  say((await leaveOffer(deps.room, person.id, number)) ? 'offerLeft' : 'takeUnknown');

/** `UNDO`: takes the last step with a shift back. */
export const undo: WordHandler<'UNDO'> = async ({ deps, person, text }) => {
  const undone = await undoStep(deps.room, person.id, text.id);
  switch (undone.kind) {
    case 'undone':
      return say('undone', shiftOf(undone));
    case 'taken-meanwhile':
      return say('undoTaken');
    case 'too-late':
      return say('undoTooLate');
  }
};

/** `COMING`: confirms the shift that was asked about. */
export const coming: WordHandler<'COMING'> = async ({ deps, directory, person }) => {
  const next = await confirmShifts(deps.room, directory, person.id);
  return next ? say('comingThanks', shiftOf(next)) : say('comingNothing');
};

async function list(scene: WordScene): Promise<Reply[]> {
  const { deps, directory, person } = scene;
  const open = await takeableShifts(deps.room, person, shiftsListed);
  if (open.length === 0) return say('noOpenShifts');
  const where = ({ line }: ShiftTime) => (directory.lineOfNumber.size > 1 ? `, ${nameOfLine(scene, line)}` : '');
  const lines = open.map(
    (up) =>
      `${up.number}. ${spanInText(up.startMs, up.endMs, person.timeZone, person.languages[0] ?? 'en')}${where(up)}`,
  );
  return say('openShifts', { list: lines.join('\n') });
}
