/** Says what to do next, so that nobody needs to read anything before the first talk. */

const PATIENCE_MS = 40_000;
const IN_CALL = ['calling', 'listening', 'waiting', 'on-hold', 'talking'];

const list = (names) => (names.length < 2 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`);
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
      text: `${caller.name} is talking with ${list(caller.talkingWith)}.`,
      button: 'Hang up as the caller',
      act: [caller.number, 'hang-up'],
    };
  }
  if (asked)
    return {
      text: `${asked.name} picked up. Press 1 to take the call.`,
      button: `Press 1 as ${asked.name}`,
      act: [asked.number, 'press', { keys: '1' }],
    };
  if (ringing)
    return {
      text: `${ringing.name}'s phone is ringing.`,
      button: `Answer as ${ringing.name}`,
      act: [ringing.number, 'answer'],
    };
  if (!caller)
    return {
      text: 'Call the line as somebody who would like to talk.',
      button: `Call ${line.name}`,
      act: [callers[0].number, 'call', { line: line.phoneNumber }],
    };

  const begun = caller.story.findLast((entry) => entry.kind === 'dials')?.atMs ?? state.nowMs;
  const idle = volunteers.find((phone) => phone.state === 'idle');
  if (state.nowMs - begun > PATIENCE_MS && idle) {
    return {
      text: 'No phone rings: perhaps nobody is available. A volunteer can text ON.',
      button: `Text ON as ${idle.name}`,
      act: [idle.number, 'text', { to: line.phoneNumber, body: 'ON' }],
    };
  }
  return { text: `${line.name} is speaking with the caller. A volunteer's phone rings in a moment.` };
}
