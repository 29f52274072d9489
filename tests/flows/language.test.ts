/** A Spanish caller and one Spanish-speaking volunteer among four; and nobody who speaks it at all (V1, V15). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { contactsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const bilingual = { languages: ['en', 'es'] };
const at = '2026-11-10T18:00:00-06:00';

test('the one who speaks Spanish is rung, and hears in what language the call is', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {}, ben: {}, cleo: {}, elena: { languages: ['es', 'en'] } }, bilingual),
    at,
  });
  const elena = stage.phone(numbers['elena']!);
  stage.carrier.control.expectCall(elena.number);
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.pass(1);
  expect(stage.carrier.control.calls({ direction: 'outbound-api' })).toEqual([]);
  someone.press('2');
  await stage.until('Elena rings', () => elena.state() === 'ringing');
  await stage.pass(6);
  expect(someone.sentences().join(' ')).toMatch(/persona voluntaria/);
  elena.answer();
  await stage.pass(2);
  elena.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(elena.number));
  expect(elena.sentences().join(' ')).toMatch(/español/);
  stage.expectNothingElse();
});

test('five seconds of silence choose the first language', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }, bilingual), at });
  stage.phone(caller).call(line);
  await stage.until('Ana rings', () => stage.phone(numbers['ana']!).state() === 'ringing', 20);
  expect(await contactsOf(stage)).toMatchObject([{ language: 'en' }]);
  stage.expects({ calls: { ana: 1 } });
});

test('nobody speaks Spanish: the caller may talk in English instead', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }, bilingual), at });
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.pass(1);
  someone.press('2');
  await stage.pass(12);
  expect(stage.carrier.control.calls({ direction: 'outbound-api' })).toEqual([]);
  expect(someone.sentences().join(' ')).toMatch(/nadie/i);
  someone.press('2');
  await stage.until('somebody rings', () =>
    ['ana', 'ben'].some((id) => stage.phone(numbers[id]!).state() === 'ringing'),
  );
  stage.expects({ calls: { ana: 1 } });
});

test('a region makes no other language: who speaks Spanish is rung for a line in Mexican Spanish', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {}, elena: { languages: ['es'] } }, { languages: ['en-US', 'es-MX'] }),
    at,
  });
  const [ana, elena] = [stage.phone(numbers['ana']!), stage.phone(numbers['elena']!)];
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.pass(1);
  someone.press('2');
  await stage.until('Elena rings', () => elena.state() === 'ringing');
  someone.hangUp();
  await stage.until('all is quiet', () => elena.state() === 'idle');
  const another = stage.phone('+15550900002');
  another.call(line);
  await stage.until('Ana rings', () => ana.state() === 'ringing', 20);
  stage.expects({ calls: { elena: 1, ana: 1 } });
});
