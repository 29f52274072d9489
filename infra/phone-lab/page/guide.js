/** Says what to do next, so that nobody needs to read anything before the first talk. */
import { words } from './words.js';

const PATIENCE_MS = 40_000;
const IN_CALL = ['calling', 'listening', 'waiting', 'on-hold', 'talking'];

const lastIndex = (phone, kind) => phone.story.findLastIndex((entry) => entry.kind === kind);

/** Whether the volunteer has pressed a key since picking up. */
const hasPressed = (phone) => lastIndex(phone, 'pressed') > lastIndex(phone, 'picked-up');

/** The next step for `state`: a sentence, and what its one button does (none where there is only waiting). */
export function nextStep(state, line) {
  const callers = state.phones.filter((phone) => phone.role === 'caller');
  const volunteers = state.phones.filter((phone) => phone.role === 'volunteer');
  const caller = callers.find((phone) => IN_CALL.includes(phone.state));
  const ringing = volunteers.find((phone) => phone.state === 'ringing' && !phone.automatic);
  const asked = volunteers.find(
    (phone) =>
      phone.state === 'listening' &&
      !phone.automatic &&
      lastIndex(phone, 'picked-up') > lastIndex(phone, 'dials') &&
      !hasPressed(phone),
  );

  if (caller?.state === 'talking') {
    return {
      text: words.guide.talking({ name: caller.name, others: caller.talkingWith }),
      button: words.guide.hangUp,
      act: [caller.number, 'hang-up'],
    };
  }
  if (asked)
    return {
      text: words.guide.asked(asked),
      button: words.guide.press(asked),
      act: [asked.number, 'press', { keys: '1' }],
    };
  if (ringing)
    return {
      text: words.guide.ringing(ringing),
      button: words.guide.answer(ringing),
      act: [ringing.number, 'answer'],
    };
  if (!caller)
    return {
      text: words.guide.begin,
      button: words.guide.call({ line: line.name }),
      act: [callers[0].number, 'call', { line: line.phoneNumber }],
    };

  const begun = caller.story.findLast((entry) => entry.kind === 'dials')?.atMs ?? state.nowMs;
  const idle = volunteers.find((phone) => phone.state === 'idle');
  if (state.nowMs - begun > PATIENCE_MS && idle) {
    return {
      text: words.guide.nobody,
      button: words.guide.textOn(idle),
      act: [idle.number, 'text', { to: line.phoneNumber, body: 'ON' }],
    };
  }
  return { text: words.guide.speaking({ line: line.name }) };
}
