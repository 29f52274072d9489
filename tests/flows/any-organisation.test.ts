/** Whatever an accepted organisation file says, a call is answered, goes on without the sorry sentence, and a text gets an answer. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { en } from '../../src/voice/wording/en.ts';
import { es } from '../../src/voice/wording/es.ts';
import { anyOrganisation } from '../support/any-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { effectsOf } from '../support/stored.ts';

const anyMoment = fc
  .integer({ min: 20_400 * 24, max: 21_000 * 24 })
  .map((hour) => new Date(hour * 3_600_000).toISOString());
const sorry = [en.sorry(), es.sorry()];

/** Everybody is a volunteer with every line's languages, on shift on every line round the clock, besides what the file says. */
function staffed(file: OrganisationFile): OrganisationFile {
  const lines = (file.lines ?? []).map((line) => ({
    ...line,
    automaticAvailability: true,
    training: [],
    openingHours: [],
    closures: [],
  }));
  const languages = [...new Set(lines.flatMap((line) => line.languages))];
  const people = (file.people ?? []).map((person) => ({
    ...person,
    roles: ['volunteer' as const],
    languages,
    trainee: false,
  }));
  const everyDay = lines.map(({ id }, index) => ({
    id: `all-${index}`,
    line: id,
    start: '2020-01-01T00:00',
    end: '2020-01-02T00:00',
    repeat: 'FREQ=DAILY',
    assigned: people.map((person) => ({ person: person.id, as: 'primary' as const })),
  }));
  return { ...file, lines, people, timeOff: [], shifts: [...(file.shifts ?? []), ...everyDay] };
}

/** The caller presses what callers press, the volunteers take what rings; answers whether anybody talked. */
async function callThrough(stage: Stage, someone: ReturnType<Stage['phone']>, volunteers: (typeof someone)[]) {
  let talked = false;
  for (const key of ['', '2', '', '1', '', '9']) {
    if (key !== '' && !talked && someone.state() !== 'idle') someone.press(key);
    await stage.pass(8);
    for (const phone of volunteers.filter((one) => one.state() === 'ringing')) {
      phone.answer();
      await stage.pass(2);
      // Whoever picks up when another has just taken the call is told so, and it ends.
      if (phone.state() !== 'idle') phone.press('1');
    }
    talked ||= someone.talkingWith().length > 0;
  }
  return talked;
}

test('nobody hears that something went wrong, and every text is answered', async () => {
  let talks = 0;
  await fc.assert(
    fc.asyncProperty(anyOrganisation, anyMoment, fc.boolean(), async (file, at, isStaffed) => {
      const organisation = isStaffed ? staffed(file) : file;
      const stage = await setStage({ organisation, at });
      stage.cannotKnow('the organisation, and so who is rung and what is said, is chance');
      try {
        const volunteers = (file.people ?? []).map(({ phone }) => stage.phone(phone ?? ''));
        for (const [index, { phoneNumber }] of (file.lines ?? []).entries()) {
          const someone = stage.phone(`+1555090000${index}`);
          someone.call(phoneNumber);
          if (await callThrough(stage, someone, volunteers)) talks += 1;
          expect(someone.sentences().length).toBeGreaterThan(0);
          const heard = [someone, ...volunteers].flatMap((phone) => phone.sentences());
          expect(heard.filter((sentence) => sorry.includes(sentence))).toEqual([]);
          someone.hangUp();

          const texter = stage.phone(`+1555091000${index}`);
          texter.sendText(phoneNumber, 'hi, is anybody there?');
          await stage.pass(5);
          expect(texter.texts().length).toBeGreaterThan(0);
        }
        await stage.pass(70);
        expect(stage.logged.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)).toEqual([]);
        expect((await effectsOf(stage)).filter((one) => one.state === 'failed')).toEqual([]);
        expect(stage.carrier.control.alerts()).toEqual([]);
      } finally {
        await stage.close();
      }
    }),
    { numRuns: 8, seed: 7, endOnFailure: true },
  );
  // Not every file has somebody who can talk; some have.
  expect(talks).toBeGreaterThan(2);
}, 600_000);
