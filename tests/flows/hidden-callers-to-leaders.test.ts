/** In a raid a shift leader sends hidden callers to leaders only, by their own keypad menu; nobody else can (V9). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, lineStatesOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

/** Ana is a volunteer on shift, Elena a shift leader on shift. */
async function set() {
  const organisation = smallOrganisation({ ana: {}, elena: { roles: ['volunteer', 'shift-leader'] } });
  stage = await setStage({ organisation, at: '2026-11-10T18:00:00-06:00' });
  const [ana, elena] = [stage.phone(numbers['ana']!), stage.phone(numbers['elena']!)];
  return { ana, elena };
}

async function pressInMenu(phone: ReturnType<Stage['phone']>, key: string) {
  phone.call(line);
  await stage.until(
    'the whole menu',
    () => phone.sentences(phone.callSid()).join(' ').includes('Or stay on the line to talk'),
    60,
  );
  const menu = phone.sentences(phone.callSid()).join(' ');
  phone.press(key);
  await stage.pass(15);
  const said = phone.sentences().at(-1) ?? '';
  if (phone.state() !== 'idle') phone.hangUp();
  await stage.pass(1);
  return { menu, said };
}

test('the leader switches it on: a hidden caller rings the leader only, a known one rings anybody; it ends by itself after two hours', async () => {
  const { ana, elena } = await set();
  const { menu, said } = await pressInMenu(elena, '6');
  expect(menu).toMatch(/To send callers with hidden numbers to shift leaders only, for two hours, press 6\./);
  expect(said).toMatch(/shift leaders only, until today at 8/);
  const hidden = stage.phone(caller);
  hidden.call(line, { from: 'anonymous' });
  await stage.until('Elena rings', () => elena.state() === 'ringing', 20);
  await stage.pass(60);
  expect(stage.carrier.control.calls({ to: ana.number })).toEqual([]);
  hidden.hangUp();
  await stage.pass(2);
  // Elena has missed two calls by now and has a break.
  stage.phone('+15550900002').call(line);
  await stage.until('Ana rings', () => ana.state() === 'ringing', 20);
  expect(await auditOf(stage, 'line.hidden-to-leaders')).toMatchObject([{ subject: 'main', by: 'person:elena' }]);
  const [state] = await lineStatesOf(stage);
  expect(state!.hiddenToLeadersUntil!.getTime() - stage.clock.nowMs()).toBeLessThanOrEqual(2 * 3_600_000);
  stage.expects({ calls: { elena: 2, ana: 1 }, texts: { elena: [/^Two of our calls did not reach you, so you/] } });
});

test('pressed again it is off', async () => {
  const { ana, elena } = await set();
  await pressInMenu(elena, '6');
  const { menu, said } = await pressInMenu(elena, '6');
  expect(menu).toMatch(/go to shift leaders only right now\. To send them to everyone again, press 6\./);
  expect(said).toMatch(/go to everyone again/);
  elena.sendText(line, 'OFF');
  await stage.pass(2);
  stage.phone(caller).call(line, { from: 'anonymous' });
  await stage.until('Ana rings', () => ana.state() === 'ringing', 20);
  stage.expects({ calls: { ana: 1 }, texts: { elena: [/^Your calls are off/] } });
});

test('a volunteer who is no leader is not told of the key, and it does nothing', async () => {
  const { ana } = await set();
  const { menu } = await pressInMenu(ana, '6');
  expect(menu).not.toContain('hidden');
  expect((await lineStatesOf(stage)).filter((one) => one.hiddenToLeadersUntil !== null)).toEqual([]);
});
