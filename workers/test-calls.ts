/** Makes a test call to a coordinator's own phone, once: a second try after an uncertain answer could ring twice, and they can ask anew (O1). */
import { lineServedBy } from '../src/access/codes.ts';
import { CarrierProblem } from '../src/carrier/carrier.ts';
import { takeTestCall, testCallSettled } from '../src/operations/test-calls.ts';
import { lineOf } from '../src/organisation/directory.ts';
import type { Handler } from './perform.ts';

const ringSeconds = 30;

export const makeTestCall: Handler<'TestCall'> = async ({ deps, effect }) => {
  const { room, directories, carrier, urls, clock } = deps;
  const { testCallId } = effect.payload;
  const personId = await takeTestCall(room, testCallId);
  if (personId === null) return;
  const directory = await directories.current();
  const person = directory?.people.get(personId);
  const lineId = directory && person ? lineServedBy(directory, personId, clock.nowMs()) : null;
  if (!directory || !person || lineId === null) return testCallSettled(room, testCallId, 'refused');
  const call = {
    to: person.phone,
    from: lineOf(directory, lineId).phoneNumber,
    url: urls.testCall(testCallId),
    statusCallback: urls.testCallStatus(testCallId),
    ringSeconds,
  };
  await carrier.call(call).catch(async (problem: unknown) => {
    if (!(problem instanceof CarrierProblem)) throw problem;
    // It may ring all the same: then the key that is pressed there counts.
    if (problem.kind !== 'unknown') await testCallSettled(room, testCallId, 'refused');
  });
};
