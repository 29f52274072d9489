/** Somebody in line presses 1, hangs up, and is called back before those who came later. */
import { afterEach, expect, test } from '@jest/globals';
import { answerQuestions, askForCallback, attemptOutcomes, promises, takeOffer } from '../support/callback-story.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const later = '+15550900002';
const soFar = '+15550900003';

test('the promise waits at its caller’s old place: the volunteer first, then the caller, who takes the call with 1', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const { control } = stage.carrier;
  const [busy, someone, other] = [stage.phone(soFar), stage.phone(caller), stage.phone(later)];

  // Ana talks with somebody else, so the next two have to wait.
  busy.call(line);
  const ana = await takeOffer(stage, 'ana');
  await stage.until('they talk', () => busy.talkingWith().length > 0);
  someone.call(line);
  await stage.until('they hear of the choice', () =>
    someone.sentences().join(' ').includes('To be called back and keep your place in line, press 1.'),
  );
  await askForCallback(stage, someone);
  expect(someone.sentences().join(' ')).toMatch(
    /We will call you as soon as someone is free, and you keep your place in line\. We keep trying until tomorrow at 6 PM/,
  );
  other.call(line);
  await stage.pass(20);
  expect(await promises(stage)).toMatchObject([{ state: 'open', attempts: 0 }]);

  ana.hangUp();
  await stage.until('the first call is over', () => busy.state() !== 'talking');
  busy.hangUp();
  // Wrap-up lasts five minutes; then the promise comes before the caller who still waits.
  await takeOffer(stage, 'ana', 400);
  await stage.pass(3);
  expect(ana.sentences().join(' ')).toContain('This is a callback. We dial once you have heard this.');
  expect(other.talkingWith()).toEqual([]);
  control.expectCall(caller);
  await stage.until('the caller’s phone rings', () => someone.state() === 'ringing');
  expect(ana.sentences().at(-1)).toMatch(/We are calling them now/);
  someone.answer();
  await stage.pass(2);
  await answerQuestions(stage, someone, ['1']);
  await stage.until('they talk', () => someone.talkingWith().includes(numbers['ana']!));

  await stage.pass(130);
  someone.hangUp();
  await stage.until('Ana is free of the call', () => ana.state() === 'idle');
  expect(await promises(stage)).toMatchObject([
    { state: 'kept', settled_by: 'talk', attempts: 1, number_sealed: null },
  ]);
  expect(await attemptOutcomes(stage)).toEqual(['talked']);
  const [call] = control.calls({ to: caller });
  expect(call?.from).toBe(line);
  const spoken =
    control.calls({ to: caller })[0]?.heard.flatMap((item) => (item.kind === 'say' ? [item.text] : [])) ?? [];
  expect(spoken.join(' ')).not.toMatch(/Northside|warmline|volunteer/i);
  stage.expects({ texts: { ana: [/^How heavy was that for you\? Reply/] } });
});
