/** A texter who asks to be called answers the questions by text; whoever answers none is called all the same (C1). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening, texting } from '../support/texting.ts';
import { callbackDraftsOf, callbacksOf } from '../support/stored.ts';

let stage: Stage;
afterEach(() => stage.close());

test('a message is safe, and half past eight it shall be', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const { write, news } = texting(stage);
  await write(caller, 'CALL ME');
  expect(news(caller)).toEqual([
    expect.stringMatching(/^We will call you as soon as someone is free\./),
    expect.stringMatching(/^We will call this number\. If nobody picks up,/),
  ]);
  await write(caller, '1');
  expect(news(caller)).toEqual([expect.stringMatching(/^When shall we call\?/)]);
  await write(caller, '8:30');
  expect(news(caller)).toEqual([expect.stringMatching(/^We did not get that time/)]);
  await write(caller, '22:30');
  expect(news(caller)).toEqual([expect.stringMatching(/^We do not call in the night, from 9 PM to 9 AM/)]);
  await write(caller, '8:30 pm');
  expect(news(caller)).toEqual([expect.stringMatching(/^We will call you today at 8:30 PM\./)]);
  await stage.pass(130);
  expect(stage.phone(numbers['ana']!).state()).toBe('idle');
  expect(await callbacksOf(stage)).toMatchObject([
    {
      timed: true,
      messageOk: true,
      dueAt: new Date('2026-11-10T20:30:00-06:00'),
      nextAt: new Date('2026-11-10T20:30:00-06:00'),
    },
  ]);
  expect(await callbackDraftsOf(stage)).toEqual([]);
});

test('soon: the volunteer’s phone rings at once; without an answer, after two minutes', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  const { write, news } = texting(stage);
  const ana = stage.phone(numbers['ana']!);
  await write(caller, 'call me');
  await write(caller, '2');
  await write(caller, '1');
  expect(news(caller).at(-1)).toMatch(/^We will call you as soon as someone is free/);
  await stage.until('Ana’s phone rings', () => ana.state() === 'ringing', 5);
  ana.decline();

  const other = '+15550900044';
  await write(other, 'call me');
  await stage.pass(110);
  expect((await callbacksOf(stage)).filter((one) => one.contactId !== null)).toHaveLength(1);
  await stage.pass(15);
  expect((await callbacksOf(stage)).filter((one) => one.contactId !== null)).toHaveLength(2);
  stage.expects({
    calls: { ana: 2 },
    texts: {
      '+15550900044': [
        /^We will call you as soon as someone is free\./,
        /^We will call this number\. If nobody picks up,/,
      ],
      ana: [/^Two of our calls did not reach you, so you/],
    },
  });
});

test('who asked over WhatsApp reads there that we could not reach them', async () => {
  const callback = { attemptsMinutes: [0], quietHours: { start: '21:00', end: '09:00' }, expiresHours: 1 };
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }, {}, { callback }), at: evening });
  const { write } = texting(stage);
  const [ana, someone] = [stage.phone(numbers['ana']!), stage.phone(caller)];
  await write(caller, 'CALL ME', { whatsapp: true });
  await write(caller, '2', { whatsapp: true });
  await write(caller, '1', { whatsapp: true });
  someone.behaviour = { kind: 'busy' };
  await stage.until('Ana’s phone rings', () => ana.state() === 'ringing', 10);
  ana.answer();
  await stage.until('Ana is asked', () => ana.state() === 'listening');
  ana.press('1');
  await stage.until(
    'the caller reads that it failed',
    () => someone.texts().at(-1)?.body.startsWith('We could not reach you') ?? false,
    60,
  );
  expect(someone.texts().map(({ from }) => from.startsWith('whatsapp:'))).not.toContain(false);
  stage.expects({
    calls: { [caller]: 1 },
    texts: {
      'whatsapp:+15550900001': [
        /^We will call you as soon as someone is free\./,
        /^We will call this number\. If nobody picks up,/,
        /^When shall we call\? Reply/,
        /^We will call you as soon as someone is free\./,
        /^We could not reach you, and we are sorry\./,
      ],
    },
  });
});

test('who writes in Spanish is called in Spanish', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }, { languages: ['en', 'es'] }), at: evening });
  const { write } = texting(stage);
  await write(caller, 'hola, necesito hablar con alguien');
  await write(caller, 'CALL ME');
  expect(await callbacksOf(stage)).toMatchObject([{ language: 'es' }]);
  stage.expects({
    texts: {
      [caller]: [
        /^Esto es Northside Warmline\. Una persona/,
        /^Ahora nadie aquí escribe español\. Puede/,
        /^We will call you as soon as someone is free\./,
        /^We will call this number\. If nobody picks up,/,
      ],
    },
  });
});
