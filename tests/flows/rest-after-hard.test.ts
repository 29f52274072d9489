/** Abuse and a hand-over to the crisis line rest at once, a word with the leader is offered, and the next day they are asked how they are (V7, W3). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, crisisLine, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { talk } from '../support/talking.ts';
import { attentionOf, availabilityOf, effectsOf, loadEventsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const rest = async () => (await availabilityOf(stage))[0];
const minutesOfRest = async () => Math.round(((await rest())!.restUntil!.getTime() - stage.clock.nowMs()) / 60_000);

async function talking() {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T18:00:00-06:00' });
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  await talk(stage, someone, ana, 20);
  ana.press('*');
  await stage.until('Ana hears the menu', () =>
    ana.sentences().some((sentence) => /To bring in the 988 lifeline/.test(sentence)),
  );
  return { ana, someone };
}

test('*4: a rest of 15 minutes, and the caller is not given back', async () => {
  const { ana, someone } = await talking();
  ana.press('4');
  await stage.pass(3);
  expect(await rest()).toMatchObject({ restReason: 'abuse' });
  expect(await minutesOfRest()).toBe(15);
  expect(ana.texts().map((text) => text.body)).toEqual([
    expect.stringMatching(/word with the shift leader, text TALK/),
  ]);
  for (const phone of [someone, ana]) if (phone.state() !== 'idle') phone.hangUp();
  someone.call(line);
  await stage.pass(20);
  expect(stage.carrier.control.calls({ to: ana.number })).toHaveLength(1);
  // With her at rest nobody is left on the line, and no leader is there to hear it.
  expect(await attentionOf(stage)).toMatchObject([
    { kind: 'abuse-reported', personId: null },
    { kind: 'cover-thin', personId: null },
  ]);
  const tomorrow = (await effectsOf(stage)).find((one) => (one.payload as { after?: string }).after === 'yesterday');
  expect(tomorrow?.dueAt).toEqual(new Date('2026-11-11T11:00:00-06:00'));
  stage.expects({ texts: { ana: [/^That was a heavy one\. If you would like a/] } });
});

test('*1, and leaving once the crisis line is there: a rest of 30 minutes', async () => {
  const { ana, someone } = await talking();
  ana.press('1');
  const crisis = stage.phone(crisisLine);
  await stage.until('the crisis line rings', () => crisis.state() === 'ringing');
  crisis.answer();
  await stage.until('the crisis line is there', () => someone.talkingWith().includes(crisisLine));
  await stage.pass(10);
  ana.hangUp();
  await stage.pass(3);
  expect(someone.talkingWith()).toEqual([crisisLine]);
  expect(await rest()).toMatchObject({ restReason: 'crisis' });
  expect(await minutesOfRest()).toBe(30);
  expect((await loadEventsOf(stage)).filter((one) => one.kind === 'contact')).toMatchObject([{ crisis: true }]);
  expect(ana.texts()).toHaveLength(1);
  stage.expects({ texts: { ana: [/^That was a heavy one\. If you would like a/] } });
});
