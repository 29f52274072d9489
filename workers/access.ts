/** Sends the codes that people sign in with: by text in their lane, or spoken in a call to their own phone, or through the carrier's service for codes (A1). */
import { sendCarrierCode } from '../src/access/carrier-codes.ts';
import { codeToSend, lineServedBy, writeCode } from '../src/access/codes.ts';
import { lineOf } from '../src/organisation/directory.ts';
import type { Handler } from './perform.ts';

const ringSeconds = 30;

/** Sends a code, or nothing where it is nobody's or of no use any more. */
export const sendCode: Handler<'SendCode'> = async ({ deps, effect }) => {
  const { codeId } = effect.payload;
  const code = await codeToSend(deps.room, codeId);
  const directory = code && (await deps.directories.current());
  const person = code && directory?.people.get(code.personId);
  if (!code || !directory || !person) return;
  // A second try after an uncertain answer could ring twice; the person can ask for a new code.
  if (code.sentBy === 'call' && effect.attempts > 1) return;
  if (deps.carrier.codes !== null) {
    const to = { phone: person.phone, by: code.sentBy, language: person.languages[0] ?? 'en' };
    return sendCarrierCode(deps.room, deps.carrier.codes, codeId, to);
  }
  if (code.sentBy === 'text') return writeCode(deps.room, directory, codeId, person.id);
  const lineId = lineServedBy(directory, person.id, deps.clock.nowMs());
  if (lineId === null) return;
  await deps.carrier.call({
    to: person.phone,
    from: lineOf(directory, lineId).phoneNumber,
    url: deps.urls.spokenCode(codeId),
    statusCallback: deps.urls.spokenCodeStatus(codeId),
    ringSeconds,
  });
};
