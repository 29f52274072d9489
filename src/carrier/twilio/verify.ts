/** Codes by Twilio Verify: asked for by number, checked and ended by the id of their verification (carrier.md). */
import { randomBytes } from 'node:crypto';
import type { ServiceContext } from 'twilio/lib/rest/verify/v2/service.js';
import { CarrierProblem, type CodeService } from '../carrier.ts';
import { attempt } from './attempt.ts';

/** A locale that Verify does not have is refused; without one it goes by the number's country. */
const locales = ['en', 'es'];
/** A code that cannot be one, and one that was tried too often there. */
const wrongCodes: readonly (number | null)[] = [60200, 60202];

/** The Verify service as the codes of the carrier. */
export function openCodes(service: ServiceContext): CodeService {
  return {
    send: ({ to, by, language }) =>
      attempt(async () => {
        const locale = locales.find((known) => known === language.split('-')[0]?.toLowerCase());
        const made = await service.verifications.create({
          to,
          channel: by === 'text' ? 'sms' : 'call',
          ...(locale === undefined ? {} : { locale }),
        });
        return made.sid;
      }),
    isRight: (verificationId, code) =>
      attempt(async () => {
        const verificationSid = verificationId ?? `VE${randomBytes(16).toString('hex')}`;
        return (await service.verificationChecks.create({ verificationSid, code })).status === 'approved';
      }).catch((problem: unknown) => {
        // A verification that was used, ended, tried too often or is too old does not exist there any more.
        if (problem instanceof CarrierProblem && (problem.kind === 'gone' || wrongCodes.includes(problem.code)))
          return false;
        throw problem;
      }),
    end: (verificationId) =>
      attempt(async () => void (await service.verifications(verificationId).update({ status: 'canceled' }))).catch(
        (problem: unknown) => {
          if (!(problem instanceof CarrierProblem) || problem.kind !== 'gone') throw problem;
        },
      ),
  };
}
