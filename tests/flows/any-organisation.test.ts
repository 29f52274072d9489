/** Whatever an accepted organisation file says, a call is answered, goes on without the sorry sentence, and a text gets an answer. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { en } from '../../src/voice/wording/en.ts';
import { es } from '../../src/voice/wording/es.ts';
import { anyOrganisation } from '../support/any-organisation.ts';
import { setStage } from '../support/stage.ts';

const anyMoment = fc
  .integer({ min: 20_400 * 24, max: 21_000 * 24 })
  .map((hour) => new Date(hour * 3_600_000).toISOString());
const sorry = [en.sorry(), es.sorry()];
/** Everybody who takes calls is on shift on every line, whenever it is open, and set available by that. */
function staffed(file: OrganisationFile): OrganisationFile {
  const peers = (file.people ?? []).filter(
    ({ roles }) => roles.includes('volunteer') || roles.includes('shift-leader'),
  );
  const lines = (file.lines ?? []).map((line) => ({ ...line, automaticAvailability: true }));
  const everyDay = lines.map(({ id }, index) => ({
    id: `all-${index}`,
    line: id,
    start: '2020-01-01T00:00',
    end: '2020-01-02T00:00',
    repeat: 'FREQ=DAILY',
    assigned: peers.map((person) => ({ person: person.id, as: 'primary' as const })),
  }));
  return { ...file, lines, shifts: [...(file.shifts ?? []), ...everyDay] };
}

test('nobody hears that something went wrong, and every text is answered', async () => {
  await fc.assert(
    fc.asyncProperty(anyOrganisation, anyMoment, fc.boolean(), async (file, at, isStaffed) => {
      const stage = await setStage({ organisation: isStaffed ? staffed(file) : file, at });
      try {
        for (const [index, { phoneNumber }] of (file.lines ?? []).entries()) {
          const someone = stage.phone(`+1555090000${index}`);
          someone.call(phoneNumber);
          for (const key of ['', '2', '', '1', '3', '9']) {
            if (key !== '' && someone.state() !== 'idle') someone.press(key);
            await stage.pass(8);
          }
          const heard = someone.sentences();
          expect(heard.length).toBeGreaterThan(0);
          expect(heard.filter((sentence) => sorry.includes(sentence))).toEqual([]);
          someone.hangUp();

          const texter = stage.phone(`+1555091000${index}`);
          texter.sendText(phoneNumber, 'hi, is anybody there?');
          await stage.pass(5);
          expect(texter.texts().length).toBeGreaterThan(0);
        }
        await stage.pass(70);
        expect(stage.logged.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)).toEqual([]);
        expect(await stage.rows(`SELECT kind, problem FROM effects WHERE state = 'failed'`)).toEqual([]);
      } finally {
        await stage.close();
      }
    }),
    { numRuns: 10, seed: Number(process.env['SEED'] ?? 7), endOnFailure: true },
  );
}, 600_000);
