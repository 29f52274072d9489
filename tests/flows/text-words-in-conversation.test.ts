/** While a conversation is open nothing meant for a texter becomes a command, and no words reach somebody who rests (T3–T6). */
import { afterEach, describe, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening, texting, type Texting } from '../support/texting.ts';
import { attentionOf, availabilityOf, conversationsOf, loadEventsOf } from '../support/stored.ts';
import { onBreakUntil, pausedLine } from '../support/by-hand.ts';

const thanks = /^Thank you for telling us\. You have until today at/;
let stage: Stage;
let { write, news, read }: Texting = {} as Texting;
afterEach(() => stage.close());

const ana = numbers['ana']!;
const ben = numbers['ben']!;
const leader = numbers['grace']!;

/** Ana and the caller are in a conversation, and nothing of it is news any more; Ben is on a break until he is wanted. */
async function inConversation(organisation = smallOrganisation({ ana: {} }), at = evening): Promise<void> {
  stage = await setStage({ organisation, at });
  ({ write, news, read } = texting(stage));
  if (organisation.people?.some((person) => person.id === 'ben')) {
    await write(ben, 'off');
    expect(news(ben)).toEqual([expect.stringMatching(/^Your calls are off/)]);
  }
  await write(caller, 'hi, is somebody there?');
  await write(ana, 'I am here.');
  expect([news(caller), news(ana)]).toEqual([
    [expect.stringMatching(/^This is Northside Warmline\. A volunteer who/), 'I am here.'],
    [expect.stringMatching(/^Someone is writing in English\. What you write/), 'hi, is somebody there?'],
  ]);
}

/** Ana says a word and confirms that it is meant for us. */
async function confirmed(word: string): Promise<string[]> {
  await write(ana, word);
  expect(news(ana)).toEqual([expect.stringContaining(`Is ${word} meant for us?`)]);
  await write(ana, '1');
  return news(ana);
}

describe('a word while a conversation is open (T5)', () => {
  test('reaches nobody before it is confirmed; 2 sends it to the texter', async () => {
    await inConversation();
    await write(ana, 'OFF');
    expect(news(ana)).toEqual([expect.stringMatching(/^Is OFF meant for us\?/)]);
    expect(news(caller)).toEqual([]);
    expect((await availabilityOf(stage)).filter((one) => one.setting === 'off')).toEqual([]);
    await write(ana, '2');
    expect(news(caller)).toEqual(['OFF']);
    expect(news(ana)).toEqual(['It went to the texter.']);
    expect((await availabilityOf(stage)).filter((one) => one.setting === 'off')).toEqual([]);
  });

  test('a question is not answered twice by one text delivered twice', async () => {
    await inConversation();
    await write(ana, 'LOAD');
    expect(news(ana)).toEqual([expect.stringMatching(/^Is LOAD meant for us\? Reply/)]);
    await write(ana, '2', { deliveries: 2 });
    expect(news(caller)).toEqual(['LOAD']);
    expect(news(ana)).toHaveLength(1);
  });

  test('a question goes with its conversation: whoever was asked hears so, and a 1 on its way is no check-in', async () => {
    await inConversation();
    await write(ana, 'OFF');
    expect(news(ana)).toEqual([expect.stringMatching(/^Is OFF meant for us\?/)]);
    await write(caller, 'done');
    expect(news(ana)).toEqual([
      expect.stringMatching(/^Our question about "OFF" is over: nothing was done/),
      expect.stringMatching(/^The conversation is closed/),
      expect.stringMatching(/^How heavy/),
    ]);
    await write(ana, '1');
    expect(news(ana)).toEqual([
      expect.stringMatching(/^Our question about "OFF" is over/),
      expect.stringMatching(/^How heavy/),
    ]);
    expect((await loadEventsOf(stage)).filter((one) => one.kind === 'check-in')).toEqual([]);
    await write(ana, '1');
    expect(news(ana)).toEqual([expect.stringMatching(thanks)]);
    expect((await availabilityOf(stage)).filter((one) => one.setting === 'off')).toEqual([]);
    stage.expects({ texts: { [caller]: [/^This conversation is closed now\. Thank you/] } });
  });

  test('once the end of the question has been read, a digit answers the check-in', async () => {
    await inConversation();
    await write(ana, 'OFF');
    await write(caller, 'done');
    await stage.pass(150);
    expect(news(ana)).toEqual([
      expect.stringMatching(/^Is OFF meant for us\?/),
      expect.stringMatching(/^Our question about "OFF" is over: nothing was done/),
      expect.stringMatching(/^The conversation is closed/),
      expect.stringMatching(/^How heavy/),
    ]);
    await write(ana, '1');
    expect(news(ana)).toEqual([expect.stringMatching(thanks)]);
    stage.expects({ texts: { [caller]: [/^This conversation is closed now\. Thank you/] } });
  });

  test('what is more than a word goes straight to the texter', async () => {
    await inConversation();
    await write(ana, 'break soon');
    await write(ana, 'off we go');
    expect(news(caller)).toEqual(['break soon', 'off we go']);
    expect(news(ana)).toEqual([]);
  });

  test('a wrong BREAK changes nothing, confirmed or not', async () => {
    await inConversation();
    expect(await confirmed('BREAK 9999')).toEqual([expect.stringMatching(/from 1 to 240/)]);
    expect(news(caller)).toEqual([]);
  });

  test('a question left alone is over after ten minutes, and a late answer hears so', async () => {
    await inConversation();
    for (const late of ['1', '2']) {
      await write(ana, 'OFF');
      expect(news(ana)).toEqual([expect.stringMatching(/^Is OFF meant for us\?/)]);
      await stage.jump(600);
      expect(news(ana)).toEqual([]);
      await write(ana, late);
      expect(news(ana)).toEqual([expect.stringMatching(/^Our question about "OFF" is over: nothing was done/)]);
    }
    expect(news(caller)).toEqual([]);
    expect((await availabilityOf(stage)).filter((one) => one.setting === 'off')).toEqual([]);
    // A question of its own begins with the next digit.
    await write(ana, '1');
    expect(news(ana)).toEqual([expect.stringMatching(/^Is 1 meant for us\?/)]);
  });

  test('an answer is read as leniently as a word, and the question stays until it is answered', async () => {
    await inConversation(smallOrganisation({ ana: {}, ben: {} }));
    await write(ben, 'on');
    expect(news(ben)).toEqual(['You are set to take calls. Thank you.']);
    await write(ana, '“Pass!” 🙏');
    expect(news(ana)).toEqual([expect.stringMatching(/^Is PASS meant for us\?/)]);
    await write(ana, '3');
    expect(news(ana)).toEqual([expect.stringMatching(/^Is PASS meant for us\?/)]);
    await write(ana, 'one moment');
    expect(news(caller)).toEqual(['one moment']);
    await write(ana, '1.');
    expect(news(ana)).toEqual([expect.stringMatching(/goes to someone else/)]);
    expect(news(ben)[0]).toMatch(/^Someone is writing/);
    // Nothing of what was for us went to the texter, and no later digit does.
    await write(ana, '2');
    expect(news(ana)).toEqual([expect.stringMatching(thanks)]);
    expect(news(caller)).toEqual([expect.stringMatching(/^Your volunteer had to leave\. Someone else/)]);
  });

  test.each(['１', '1️⃣', '(1)', '\u200b1\ufeff', '١', '1 👍'])('%j is a 1', async (one) => {
    await inConversation();
    await write(ana, 'Off 👍');
    expect(news(ana)).toEqual([expect.stringMatching(/^Is OFF meant for us\?/)]);
    await write(ana, one);
    expect(news(ana)[0]).toMatch(/^Your calls are off/);
    expect(news(caller)).toEqual([expect.stringMatching(/^Your volunteer had to leave, and nobody else/)]);
  });

  test('a word after a word that waits: the first one is said to be over', async () => {
    await inConversation();
    await write(ana, 'PASS');
    expect(news(ana)).toEqual([expect.stringMatching(/^Is PASS meant for us\?/)]);
    await write(ana, 'Pass.');
    expect(news(ana)).toEqual([expect.stringMatching(/^Is PASS meant for us\?/)]);
    await write(ana, 'LOAD');
    expect(news(ana)).toEqual([
      expect.stringMatching(/^Our question about "Pass\." is over/),
      expect.stringMatching(/^Is LOAD meant for us\?/),
    ]);
    await write(ana, '２');
    expect(news(caller)).toEqual(['LOAD']);
    expect(news(ana)).toEqual(['It went to the texter.']);
  });

  test('what a texter and a peer write to each other stays exactly as written', async () => {
    await inConversation();
    const words = 'Ｏｆｆ to “sleep”… ３ times\u200b, caf\u00e9 ½ 👩‍👩‍👧';
    await write(caller, words);
    expect(news(ana)).toEqual([words]);
    await write(ana, `${words} too`);
    expect(news(caller)).toEqual([`${words} too`]);
  });
});

describe('the words of a conversation (T4)', () => {
  test('PASS hands it on, not back to the one who passed', async () => {
    await inConversation(smallOrganisation({ ana: {}, ben: {} }));
    await write(ben, 'on');
    expect(news(ben)).toEqual(['You are set to take calls. Thank you.']);
    expect(await confirmed('PASS')).toEqual([expect.stringMatching(/goes to someone else/)]);
    expect(news(caller)).toEqual([expect.stringMatching(/^Your volunteer had to leave\. Someone else/)]);
    expect(news(ben)).toEqual([expect.stringMatching(/^Someone is writing/)]);
    await write(caller, 'hello you');
    expect(news(ben)).toEqual(['hello you']);
    expect(news(ana)).toEqual([]);
  });

  test('CRISIS gives the number, the peer stays, and rests afterwards', async () => {
    await inConversation();
    expect(await confirmed('CRISIS')).toEqual([expect.stringMatching(/^They have the number of the 988 lifeline/)]);
    expect(news(caller)).toEqual([expect.stringMatching(/988 lifeline now at \+15559880988/)]);
    await write(caller, 'thank you');
    expect(news(ana)).toEqual(['thank you']);
    await write(caller, 'done');
    const [row] = await availabilityOf(stage);
    expect(row!.restReason).toBe('crisis');
    expect(row!.restUntil!.getTime() - stage.clock.nowMs()).toBeGreaterThan(29 * 60_000);
    expect(await loadEventsOf(stage)).toMatchObject([{ crisis: true }]);
    stage.expects({
      texts: {
        ana: [/^The conversation is closed\. Thank you for/, /^How heavy was that for you\? Reply/],
        [caller]: [/^This conversation is closed now\. Thank you/],
      },
    });
  });

  test('ABUSE ends it, the volunteer rests, the leader knows', async () => {
    await inConversation(smallOrganisation({ ana: {}, grace: { roles: ['shift-leader'], as: 'backup' } }));
    expect(await confirmed('ABUSE')).toEqual([
      expect.stringMatching(/You did not deserve that\. You are resting until/),
    ]);
    expect(news(caller)).toEqual([expect.stringMatching(/^This conversation is closed/)]);
    expect(news(leader).at(-1)).toMatch(/^Ana of Northside reported abuse/);
    expect(await loadEventsOf(stage)).toMatchObject([{ abusive: true }]);
    expect(await conversationsOf(stage)).toMatchObject([{ outcome: 'abuse' }]);
  });

  test('LEADER and TALK reach a leader; without one a coordinator sees it', async () => {
    await inConversation();
    expect(await confirmed('LEADER')).toEqual([expect.stringMatching(/^No shift leader is free/)]);
    expect(await confirmed('TALK')).toEqual([expect.stringMatching(/^No shift leader is free/)]);
    expect(await attentionOf(stage)).toMatchObject([
      { kind: 'leader-wanted', personId: 'ana' },
      { kind: 'talk-wanted', personId: 'ana' },
    ]);
  });

  test('TALK is told to a leader on shift', async () => {
    stage = await setStage({
      organisation: smallOrganisation({ ana: {}, grace: { roles: ['shift-leader'], as: 'backup' } }),
      at: evening,
    });
    ({ write, news, read } = texting(stage));
    await write(ana, 'talk');
    expect(news(ana)).toEqual([expect.stringMatching(/^We have told the shift leader/)]);
    expect(news(leader)).toEqual(['Ana of Northside would like a word with you. Please call them when you can.']);
  });

  test('outside a conversation they say that there is none', async () => {
    stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
    ({ write, news, read } = texting(stage));
    for (const word of ['PASS', 'DONE', 'ABUSE']) await write(ana, word);
    expect(news(ana)).toEqual(Array.from({ length: 3 }, () => expect.stringMatching(/^No conversation is open/)));
  });
});

describe('no words reach somebody who is away (T6)', () => {
  test('a break hands the conversation to another peer, who reads what was not answered', async () => {
    await inConversation(smallOrganisation({ ana: {}, ben: {} }));
    await write(ben, 'on');
    expect(news(ben)).toEqual(['You are set to take calls. Thank you.']);
    await write(caller, 'are you there?');
    expect(news(ana)).toEqual(['are you there?']);
    expect(await confirmed('BREAK 20')).toEqual([
      expect.stringMatching(/^Enjoy your break/),
      expect.stringMatching(/goes to someone else now/),
    ]);
    expect(news(caller)).toEqual([expect.stringMatching(/^Your volunteer had to leave\. Someone else/)]);
    expect(news(ben)).toEqual([expect.stringMatching(/^Someone is writing/), 'are you there?']);
    await write(caller, 'who is there?');
    expect(news(ana)).toEqual([]);
    stage.expects({ texts: { ben: ['who is there?'] } });
  });

  test('with nobody else the texter hears when we are back, and the crisis number; after the break it goes on', async () => {
    await inConversation();
    await confirmed('BREAK 5');
    expect(news(caller)).toEqual([
      expect.stringMatching(
        /nobody else is here right now\. We are back today at 6:05 PM.*988 lifeline at \+15559880988/,
      ),
    ]);
    await write(caller, 'I am still here');
    expect(news(ana)).toEqual([]);
    await stage.pass(300);
    expect(news(caller)).toEqual([expect.stringMatching(/^Someone is here/)]);
    expect(news(ana)).toEqual([expect.stringMatching(/^Someone is writing/), 'I am still here']);
    stage.expects({ texts: { ana: [/^Your break is over, and calls can come again\./] } });
  });

  test('a shift’s end ends it for the volunteer', async () => {
    await inConversation(smallOrganisation({ ana: {} }), '2026-11-10T22:40:00-06:00');
    await stage.pass(20 * 60 + 6);
    expect(news(ana)).toEqual([expect.stringMatching(/goes to someone else now/)]);
    expect(news(caller)).toEqual([expect.stringMatching(/We are back tomorrow at 5 PM.*988/)]);
    await write(caller, 'hello?');
    expect(news(ana)).toEqual([]);
  });

  test('words that had to wait for the carrier stop at a break that began meanwhile', async () => {
    await inConversation();
    stage.carrier.control.faults.rest({
      path: 'Messages',
      method: 'POST',
      does: { kind: 'status', status: 429 },
      times: 2,
    });
    stage.phone(caller).sendText(line, 'are you there?');
    await stage.settle();
    await onBreakUntil(stage, 'ana', new Date(stage.clock.nowMs() + 600_000));
    await stage.pass(20);
    expect(read(ana)).not.toContain('are you there?');
    expect(news(caller)).toEqual([expect.stringMatching(/nobody else is here right now/)]);
    stage.expects({ texts: { ana: [/^Your conversation goes to someone else now,/] } });
  });

  test('a text that comes the moment after a break began goes past the one who has it', async () => {
    await inConversation();
    await onBreakUntil(stage, 'ana', new Date(stage.clock.nowMs() + 600_000));
    stage.phone(caller).sendText(line, 'just now');
    await stage.settle();
    await stage.pass(2);
    expect(news(ana)).toEqual([expect.stringMatching(/goes to someone else/)]);
    expect(read(ana)).not.toContain('just now');
    stage.expects({ texts: { [caller]: [/^Your volunteer had to leave, and nobody else/] } });
  });
});

describe('out of hours', () => {
  test('a text hears when we are back and the crisis number, once; whoever comes on shift answers it', async () => {
    stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: '2026-11-10T16:55:00-06:00' });
    ({ write, news, read } = texting(stage));
    await write(caller, 'hello');
    await write(caller, 'anybody?');
    expect(news(caller)).toEqual([
      expect.stringMatching(/Nobody is here to write back right now.*We are back today at 5 PM.*988 lifeline/),
    ]);
    expect(news(ana)).not.toContain('hello');
    await stage.pass(300);
    expect(news(caller)).toEqual([expect.stringMatching(/^Someone is here/)]);
    const ofShifts = /^Your (next )?shift/;
    expect(news(ana).filter((text) => !ofShifts.test(text))).toEqual([
      expect.stringMatching(/^Someone is writing/),
      'hello',
      'anybody?',
    ]);
  });

  test('a paused line says so', async () => {
    stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
    ({ write, news, read } = texting(stage));
    await pausedLine(stage, 'main');
    await write(caller, 'hello');
    expect(news(caller)).toEqual([expect.stringMatching(/^We have had to pause this line.*988/)]);
    expect(news(ana)).toEqual([]);
  });
});

describe('the carrier’s words (T3)', () => {
  test('STOP silences us at once, and the peer sees it', async () => {
    await inConversation();
    await write(caller, 'STOP');
    expect(news(ana)).toEqual([expect.stringMatching(/^They have opted out/), expect.stringMatching(/^How heavy/)]);
    await write(caller, 'but listen');
    await write(ana, 'are you there?');
    expect(news(ana)).toEqual([expect.stringMatching(/^No conversation is open/)]);
    expect(news(caller)).toEqual([]);
    await write(caller, 'START');
    expect(news(caller)).toEqual([expect.stringMatching(/can text you again/)]);
    await write(caller, 'hello again');
    expect(news(caller)).toEqual([expect.stringMatching(/^This is Northside/)]);
  });

  test('over WhatsApp the one confirmation is ours, with the crisis number', async () => {
    stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
    ({ write, news, read } = texting(stage));
    await write(caller, 'stop', { whatsapp: true });
    expect(news(caller)).toEqual([expect.stringMatching(/You will get no more texts.*988 lifeline at \+15559880988/)]);
    await write(caller, 'stop', { whatsapp: true });
    await write(caller, 'hello', { whatsapp: true });
    expect(news(caller)).toEqual([]);
  });

  test('over WhatsApp nothing follows a STOP: no words that had to wait, no answer to a later text', async () => {
    stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
    ({ write, news, read } = texting(stage));
    await write(caller, 'hi', { whatsapp: true });
    await write(ana, 'hello');
    expect([news(caller), news(ana)]).toEqual([
      [expect.stringMatching(/^This is Northside Warmline\. A volunteer who/), 'hello'],
      [expect.stringMatching(/^Someone is writing in English\. What you write/), 'hi'],
    ]);
    stage.carrier.control.faults.rest({
      path: 'Messages',
      method: 'POST',
      does: { kind: 'status', status: 429 },
      times: 3,
    });
    await write(ana, 'are you there?', { seconds: 1 });
    await write(caller, 'END', { whatsapp: true, seconds: 60 });
    expect(news(caller)).toEqual([expect.stringMatching(/You will get no more texts.*988 lifeline at \+15559880988/)]);
    expect(news(ana)).toEqual([expect.stringMatching(/^They have opted out/), expect.stringMatching(/^How heavy/)]);
    for (const body of ['call me', '1', 'x'.repeat(5_000), 'help', 'done'])
      await write(caller, body, { whatsapp: true });
    expect(news(caller)).toEqual([]);
    await write(caller, 'start', { whatsapp: true });
    await write(caller, 'hello again', { whatsapp: true });
    expect(news(caller)).toEqual([
      expect.stringMatching(/can text you again/),
      expect.stringMatching(/^This is Northside/),
    ]);
  });

  test('HELP is answered and opens a conversation', async () => {
    stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
    ({ write, news, read } = texting(stage));
    await write(caller, 'help');
    expect(news(caller)).toEqual([expect.stringMatching(/^Northside Warmline is peer support/)]);
    expect(news(ana)).toEqual([expect.stringMatching(/^Someone is writing/), 'help']);
  });

  test('a silence the carrier knows of and we don’t is learnt, and the peer sees it', async () => {
    await inConversation();
    stage.carrier.lab.optedOut.add(`${line} ${caller}`);
    await write(ana, 'hello?');
    expect(news(ana)).toEqual([
      expect.stringMatching(/^This did not reach them/),
      expect.stringMatching(/^They have opted out/),
      expect.stringMatching(/^How heavy/),
    ]);
    expect(await conversationsOf(stage)).toMatchObject([{ outcome: 'opted-out' }]);
  });
});
