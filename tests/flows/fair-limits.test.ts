/** Fair limits, blocks and hidden callers (V9). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { contactsOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

const at = '2026-11-10T18:00:00-06:00';

/** Minutes in which nothing happens go by at once. */
async function later(seconds: number): Promise<void> {
  if (seconds > 60) await stage.jump(seconds - 10);
  await stage.pass(Math.min(seconds, 10));
}

async function talkFor(minutes: number, from?: string, restSeconds = 6 * 60): Promise<void> {
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  someone.call(line, from ? { from } : {});
  await stage.until('Ana rings', () => ana.state() === 'ringing', 60);
  ana.answer();
  await stage.pass(2);
  ana.press('1');
  await stage.until('they talk', () => someone.talkingWith().length === 1);
  await later(minutes * 60);
  someone.hangUp();
  await stage.until('Ana is free', () => ana.state() === 'idle', 60);
  await later(restSeconds);
}

test('after three talks a caller hears it kindly and waits last in line', async () => {
  stage = await setStage({
    organisation: smallOrganisation(
      { ana: {} },
      {},
      { wrapUpMinutes: 1, overflow: [{ afterSeconds: 900, do: 'voicemail' }] },
    ),
    at,
  });
  for (let talk = 0; talk < 3; talk += 1) await talkFor(6);
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.pass(0.5);
  const other = stage.phone('+15550900002');
  other.call(line);
  await stage.until(
    'the caller hears of it',
    () => someone.sentences().some((sentence) => /a few times today/.test(sentence)),
    30,
  );
  const rows = (await contactsOf(stage)).filter((one) => one.endedAt === null);
  expect(rows.map((row) => row.lastInLine)).toEqual([true, false]);
  const asked = /^How heavy was that for you\? Reply/;
  stage.expects({ calls: { ana: 4 }, texts: { ana: [asked, asked, asked] } });
});

test('coming back after a drop is the same call: two talks in one call count once', async () => {
  stage = await setStage({
    organisation: smallOrganisation(
      { ana: {} },
      {},
      { wrapUpMinutes: 1, overflow: [{ afterSeconds: 900, do: 'voicemail' }] },
    ),
    at,
  });
  await talkFor(6, undefined, 5);
  await talkFor(6);
  await talkFor(6);
  stage.phone(caller).call(line);
  await stage.pass(5);
  expect((await contactsOf(stage)).filter((one) => one.endedAt === null)).toMatchObject([{ lastInLine: false }]);
  stage.expects({
    calls: { ana: 4 },
    texts: { ana: [/^How heavy was that for you\? Reply/, /^How heavy was that for you\? Reply/] },
  });
});

test('hidden callers are never one identity', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }, {}, { wrapUpMinutes: 1 }), at });
  for (const from of ['anonymous', '+266696687', 'Restricted', '+266696687']) await talkFor(6, from);
  const nobody = { callerKey: null, lastingKey: null, numberSealed: null, hidden: true, lastInLine: false };
  expect(await contactsOf(stage)).toMatchObject([nobody, nobody, nobody, nobody]);
  const asked = /^How heavy was that for you\? Reply/;
  stage.expects({ texts: { ana: [asked, asked, asked, asked] } });
});

test('a blocked caller hears that it ends; nobody is rung', async () => {
  const organisation = smallOrganisation({ ana: {} });
  organisation.blocks = [{ number: caller, reason: 'threats', until: '2026-11-11T18:00:00-06:00' }];
  stage = await setStage({ organisation, at });
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('the caller is let go', () => someone.state() === 'idle', 120);
  expect(someone.sentences().join(' ')).toMatch(/over by itself/);
  expect(stage.carrier.control.calls({ direction: 'outbound-api' })).toEqual([]);
  expect(await contactsOf(stage)).toMatchObject([{ outcome: 'blocked' }]);
});
