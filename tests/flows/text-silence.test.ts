/** Silence: what the carrier takes as an opt-out and what we take agree; where only we do, the one confirmation is ours, and then nothing follows (T3). */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { attentionOf, storedTextsOf } from '../support/stored.ts';
import { evening, texting, type Texting } from '../support/texting.ts';

let stage: Stage;
let { write, news }: Texting = {} as Texting;
const ana = numbers['ana']!;
const ben = numbers['ben']!;
const confirmation = expect.stringMatching(/^You will get no more texts from Northside.*988 lifeline at \+15559880988/);

beforeEach(async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {}, ben: {} }), at: evening });
  ({ write, news } = texting(stage));
});
afterEach(() => stage.close());

/** Ben was off while Ana and the caller began, and is back. */
function begunWithAna(): void {
  expect([news(ana), news(ben), news(caller)]).toEqual([
    [expect.stringMatching(/^Someone is writing in English/), 'hi, is somebody there?'],
    [expect.stringMatching(/^Your calls are off/), 'You are set to take calls. Thank you.'],
    [expect.stringMatching(/^This is Northside Warmline\. A volunteer who/), 'I am here.'],
  ]);
}

/** What waits for a coordinator. */
const attention = async () =>
  (await attentionOf(stage)).map(({ kind, personId, doneAt }) => ({ kind, personId, doneAt }));
const optedOut = [{ kind: 'volunteer-opted-out', personId: 'ana', doneAt: null }];

describe('a volunteer', () => {
  test('whose Stop. only we take hears it confirmed once, and then nothing until START', async () => {
    await write(ana, 'Stop.');
    expect(news(ana)).toEqual([confirmation]);
    for (const body of ['“STOP”', 'SHIFTS', 'hello?', 'Start!!', 'shifts', 'STOP ALL']) await write(ana, body);
    expect(news(ana)).toEqual([
      // Of our own silence a decorated word is the end as well.
      expect.stringMatching(/can text you again/),
      expect.stringMatching(/^Your shifts/),
      confirmation,
    ]);
    expect(await attention()).toEqual(optedOut);
    await write(ana, 'START');
    await write(ana, 'SHIFTS');
    expect(news(ana)).toEqual([expect.stringMatching(/can text you again/), expect.stringMatching(/^Your shifts/)]);
  });

  test('who silenced us is given no conversation, and no notice of any kind reaches them', async () => {
    await write(ana, 'STOP!');
    expect(news(ana)).toEqual([confirmation]);
    await write(ben, 'COVER');
    await write(caller, 'hello?');
    await stage.pass(5);
    expect(news(ana)).toEqual([]);
    expect(news(ben).some((text) => text.startsWith('Someone is writing'))).toBe(true);
    const left = (await storedTextsOf(stage)).filter(
      ({ personId, state, direction, sentence }) =>
        personId === 'ana' &&
        direction === 'out' &&
        sentence !== 'optedOut' &&
        ['sent', 'delivered', 'pending'].includes(state),
    );
    expect(left).toEqual([]);
    stage.expects({ texts: { [caller]: [/^This is Northside Warmline\. A volunteer who/] } });
  });

  test('whose STOP the carrier took hears nothing more from us, and a decorated START cannot undo it', async () => {
    await write(ana, 'STOP');
    for (const body of ['Start.', 'SHIFTS']) await write(ana, body);
    expect(news(ana).filter((text) => !text.startsWith('You have successfully'))).toEqual([]);
    expect(await attention()).toEqual(optedOut);
    await write(ana, ' start ');
    await write(ana, 'shifts');
    expect(news(ana).filter((text) => !text.startsWith('You have successfully'))).toEqual([
      expect.stringMatching(/can text you again/),
      expect.stringMatching(/^Your shifts/),
    ]);
  });

  test('on WhatsApp is silent there, and the confirmation is ours', async () => {
    await write(ana, 'STOP', { whatsapp: true });
    await write(ana, 'SHIFTS', { whatsapp: true });
    expect(news(ana)).toEqual([confirmation]);
    expect(await attention()).toEqual(optedOut);
    await write(ana, 'START.', { whatsapp: true });
    await write(ana, 'SHIFTS', { whatsapp: true });
    expect(news(ana)).toEqual([expect.stringMatching(/can text you again/), expect.stringMatching(/^Your shifts/)]);
  });

  test('who writes Stop! in a conversation is asked who it is for; for us, somebody else takes over', async () => {
    await write(ben, 'OFF');
    await write(caller, 'hi, is somebody there?');
    await write(ana, 'I am here.');
    await write(ben, 'ON');
    begunWithAna();
    await write(ana, 'Stop!');
    expect(news(ana)).toEqual([expect.stringMatching(/^Is STOP meant for us\?/)]);
    await write(ana, '2');
    expect(news(caller)).toEqual(['Stop!']);
    expect(news(ana)).toEqual(['It went to the texter.']);
    await write(ana, 'Stop!');
    await write(ana, '1');
    expect(news(ana)).toEqual([expect.stringMatching(/^Is STOP meant for us\?/), confirmation]);
    expect(news(caller)).toEqual([expect.stringMatching(/^Your volunteer had to leave\. Someone else/)]);
    await write(caller, 'are you there?');
    expect(news(ben).at(-1)).toBe('are you there?');
    expect(news(ana)).toEqual([]);
  });

  test('who writes STOP in a conversation is silenced at once, and the texter is not lost', async () => {
    await write(ben, 'OFF');
    await write(caller, 'hi, is somebody there?');
    await write(ana, 'I am here.');
    await write(ben, 'ON');
    begunWithAna();
    await write(ana, 'STOP');
    expect(news(caller)).toEqual([expect.stringMatching(/^Your volunteer had to leave\. Someone else/)]);
    await write(caller, 'are you there?');
    expect(news(ben).at(-1)).toBe('are you there?');
  });
});

describe('a texter', () => {
  test.each(['“STOP”', 'opt out', 'st\u00adop 🙏'])(
    'who writes %j hears it confirmed once, with the crisis number, and nothing more',
    async (stop) => {
      await write(caller, 'hello');
      expect(news(caller)).toEqual([expect.stringMatching(/^This is Northside Warmline\. A volunteer who/)]);
      await write(caller, stop);
      expect(news(caller)).toEqual([confirmation]);
      for (const body of ['stop', 'hello?', 'CALL ME', '1', 'Help!']) await write(caller, body);
      expect(news(caller).filter((text) => !text.startsWith('You have successfully'))).toEqual([]);
      const someoneWrites = /^Someone is writing in English\. What you write/;
      stage.expects({ texts: { ana: [someoneWrites, 'hello', /^They have opted out of our texts/] } });
    },
  );

  test('after a Stop. a START lets us write again', async () => {
    await write(caller, 'Stop.');
    await write(caller, 'START');
    await write(caller, 'hello');
    expect(news(caller)).toEqual([
      confirmation,
      expect.stringMatching(/can text you again/),
      expect.stringMatching(/^This is Northside/),
    ]);
    stage.expects({ texts: { ana: [/^Someone is writing in English\. What you write/, 'hello'] } });
  });

  test('who says it to somebody is a texter as any other', async () => {
    await write(caller, 'please stop');
    expect(news(caller)[0]).toMatch(/^This is Northside/);
    expect(stage.phone(line).texts()).toEqual([]);
    stage.expects({ texts: { ana: [/^Someone is writing in English\. What you write/, 'please stop'] } });
  });
});
