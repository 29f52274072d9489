/** Somebody texts the line and a peer answers: the line's number relays both ways (T1, T2). */
import { afterEach, describe, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage, type StageOptions } from '../support/stage.ts';
import { evening, texting, type Texting } from '../support/texting.ts';
import { availabilityOf, callbacksOf, conversationsOf, loadEventsOf } from '../support/stored.ts';
import { refusesWhoWrote } from '../support/by-hand.ts';

let stage: Stage;
let { write, news, read }: Texting = {} as Texting;
afterEach(() => stage.close());

const ana = numbers['ana']!;
const ben = numbers['ben']!;
const another = '+15550900002';
const third = '+15550900003';

async function begin(
  organisation = smallOrganisation({ ana: {} }),
  options: Partial<StageOptions> = {},
): Promise<void> {
  stage = await setStage({ organisation, at: evening, ...options });
  ({ write, news, read } = texting(stage));
}

/** Ana and the caller are in a conversation, and nothing of it is news any more. */
async function inConversation(
  organisation = smallOrganisation({ ana: {} }),
  options: Partial<StageOptions> = {},
): Promise<void> {
  await begin(organisation, options);
  await write(caller, 'hi, is somebody there?');
  await write(ana, 'I am here.');
  expect([news(caller), news(ana)]).toEqual([
    [expect.stringMatching(/^This is Northside Warmline\. A volunteer who/), 'I am here.'],
    [expect.stringMatching(/^Someone is writing in English\. What you write/), 'hi, is somebody there?'],
  ]);
}

test('a stranger’s text reaches the volunteer on shift, and the answer comes back, both masked', async () => {
  await begin();
  await write(caller, 'hi, is somebody there?');
  expect(news(caller)).toEqual([
    expect.stringMatching(/^This is Northside Warmline\..*988 lifeline is at \+15559880988/),
  ]);
  expect(news(ana)).toEqual([expect.stringMatching(/^Someone is writing in English/), 'hi, is somebody there?']);
  await write(ana, 'Hello, I am here. How are you?');
  expect(news(caller)).toEqual(['Hello, I am here. How are you?']);
  await write(caller, 'not great');
  expect(news(ana)).toEqual(['not great']);
  for (const number of [caller, ana])
    expect(
      stage
        .phone(number)
        .texts()
        .every((text) => text.from === line),
    ).toBe(true);
  expect(read(caller).join(' ')).not.toContain(ana);
  expect(read(ana).join(' ')).not.toContain(caller);
});

test('delivered twice, handled once', async () => {
  await begin();
  await write(caller, 'hello', { deliveries: 3 });
  expect(news(caller)).toHaveLength(1);
  expect(news(ana)).toHaveLength(2);
  await write(ana, 'yes', { deliveries: 2 });
  expect(news(caller)).toEqual(['yes']);
});

test('many texts at once keep their order, also when the carrier says "later" in between', async () => {
  await inConversation();
  stage.carrier.control.faults.rest({
    path: 'Messages',
    method: 'POST',
    does: { kind: 'status', status: 429 },
    times: 3,
  });
  const said = ['one', 'two', 'three', 'four', 'five'];
  for (const word of said) {
    stage.phone(caller).sendText(line, word);
    await stage.carrier.idle();
  }
  await stage.pass(30);
  expect(news(ana)).toEqual(said);
});

test('an answer that cannot be delivered is shown to the one who wrote it', async () => {
  await inConversation();
  stage.phone(caller).textBehaviour = 'undelivered';
  await write(ana, 'Take your time.');
  expect(news(ana)).toEqual(['This did not reach them: "Take your time."']);
  expect(news(caller)).toEqual([]);
  stage.expects({ texts: { [caller]: ['Take your time.'] } });
});

test('words that do not reach the volunteer go to another one', async () => {
  await begin(
    smallOrganisation(
      { ana: {}, ben: { as: 'backup' } },
      {},
      {
        overflow: [
          { afterSeconds: 0, do: 'ring-backups' },
          { afterSeconds: 60, do: 'voicemail' },
        ],
      },
    ),
  );
  stage.phone(ana).textBehaviour = 'landline';
  await write(caller, 'hello?', { seconds: 4 });
  expect(news(ben)).toEqual([expect.stringMatching(/^Someone is writing/), 'hello?']);
  stage.expects({
    texts: {
      [caller]: [/^This is Northside Warmline\. A volunteer who/, /^Your volunteer had to leave\. Someone else is/],
    },
  });
});

describe('how it closes', () => {
  test('by the texter’s DONE: both are told, and the volunteer is asked how heavy it was', async () => {
    await inConversation();
    await write(caller, 'Done.');
    expect(news(caller)).toEqual([expect.stringMatching(/^This conversation is closed now/)]);
    expect(news(ana)).toEqual([
      expect.stringMatching(/^The conversation is closed/),
      expect.stringMatching(/^How heavy was that/),
    ]);
    await write(ana, 'one more thing I wanted to say');
    expect(news(ana)).toEqual([expect.stringMatching(/^No conversation is open/)]);
    expect(news(caller)).toEqual([]);
  });

  test('by the volunteer’s DONE, once confirmed; wrap-up follows, and load is noted', async () => {
    await inConversation();
    await write(ana, 'done');
    expect(news(ana)).toEqual([expect.stringMatching(/^Is DONE meant for us\? Reply 1/)]);
    await write(ana, '1');
    expect(news(ana)).toEqual([
      expect.stringMatching(/^The conversation is closed/),
      expect.stringMatching(/^How heavy/),
    ]);
    expect(news(caller)).toEqual([expect.stringMatching(/^This conversation is closed/)]);
    expect(await conversationsOf(stage)).toMatchObject([{ outcome: 'done' }]);
    expect(await loadEventsOf(stage)).toMatchObject([{ personId: 'ana', kind: 'contact', heavy: false }]);
    await write(ana, '4');
    expect((await loadEventsOf(stage)).filter((one) => one.kind === 'contact')).toMatchObject([{ heavy: true }]);
    const [row] = await availabilityOf(stage);
    expect(row!.wrapUpUntil!.getTime()).toBeGreaterThan(stage.clock.nowMs());
    stage.expects({ texts: { ana: [/^Thank you for telling us\. You are resting/] } });
  });

  test('by a quiet day: the next text opens a new one', async () => {
    await inConversation();
    await stage.jump(24 * 3600);
    await stage.pass(6);
    expect(news(caller)).toEqual([expect.stringMatching(/^It has been quiet for a day, so this/)]);
    expect(news(ana).toSorted()).toEqual([
      expect.stringMatching(/^The conversation is closed\. Thank you for/),
      expect.stringMatching(/^Your next shift: Thu Nov \d+, \d+ PM - \d+ PM,/),
    ]);
    const [quiet] = await conversationsOf(stage);
    expect(quiet).toMatchObject({ state: 'closed', outcome: 'quiet' });
    expect(quiet!.eraseAfter!.getTime()).toBeGreaterThan(quiet!.closedAt!.getTime());
    await write(caller, 'hello again');
    expect(await conversationsOf(stage)).toMatchObject([{ state: 'closed' }, { state: 'active' }]);
    expect(news(ana)).toEqual([
      expect.stringMatching(/^Someone is writing in English\. What you write/),
      'hello again',
    ]);
    expect(news(caller)).toEqual([expect.stringMatching(/^This is Northside Warmline\. A volunteer who/)]);
  });
});

describe('who gets it', () => {
  test('whoever has the fewest; by phone one conversation is all; who waits is next when somebody is free', async () => {
    await begin(smallOrganisation({ ana: {}, ben: {} }));
    for (const number of [caller, another, third]) await write(number, `this is ${number.slice(-1)}`);
    const has = [ana, ben].map((number) => read(number).filter((text) => text.startsWith('this is')));
    expect(has.flat().toSorted()).toEqual(['this is 1', 'this is 2']);
    expect(news(third)).toEqual([expect.stringMatching(/^This is Northside Warmline/)]);
    await stage.pass(600);
    expect(news(third)).toEqual([expect.stringMatching(/^We are still looking/)]);
    await write(caller, 'done');
    await stage.pass(10);
    expect(news(third)).toEqual([expect.stringMatching(/^Someone is here/)]);
    expect([...read(ana), ...read(ben)]).toContain('this is 3');
    stage.expects({
      texts: {
        [caller]: [/^This is Northside Warmline\. A volunteer who/, /^This conversation is closed now\. Thank you/],
        ana: [
          /^Someone is writing in English\. What you write/,
          'this is 1',
          /^They wrote and wait for your answer\. PASS/,
          /^The conversation is closed\. Thank you for/,
          /^Someone is writing in English\. What you write/,
          'this is 3',
        ],
        ben: [
          /^Someone is writing in English\. What you write/,
          'this is 2',
          /^They wrote and wait for your answer\. PASS/,
        ],
        '+15550900002': [/^This is Northside Warmline\. A volunteer who/],
      },
    });
  });

  test('not somebody who takes no texts, nor one whose training ran out', async () => {
    await begin(
      smallOrganisation(
        { ana: { channels: ['voice'] }, ben: { training: [{ course: 'core' }] }, cleo: {} },
        {},
        { training: ['core'] },
      ),
    );
    await write(caller, 'hello');
    expect(news(ana)).toEqual([]);
    expect(news(numbers['cleo']!)).toEqual([]);
    expect(news(ben)).toHaveLength(2);
    stage.expects({ texts: { [caller]: [/^This is Northside Warmline\. A volunteer who/] } });
  });

  test('not somebody who asked never to meet them again', async () => {
    await inConversation(smallOrganisation({ ana: {} }));
    await write(caller, 'done');
    await refusesWhoWrote(stage, 'ana');
    await stage.pass(600);
    expect(news(ana)).toEqual([
      expect.stringMatching(/^The conversation is closed\. Thank you for/),
      expect.stringMatching(/^How heavy was that for you\? Reply/),
    ]);
    await write(caller, 'hello again');
    expect(news(ana)).toEqual([]);
    expect(news(caller)).toEqual([
      expect.stringMatching(/^This conversation is closed now\. Thank you/),
      expect.stringMatching(/^This is Northside Warmline\. A volunteer who/),
    ]);
  });

  test('not somebody in a call', async () => {
    await begin();
    stage.phone(another).call(line);
    await stage.until('Ana rings', () => stage.phone(ana).state() === 'ringing');
    stage.phone(ana).answer();
    await stage.pass(2);
    stage.phone(ana).press('1');
    await stage.pass(5);
    await write(caller, 'hello');
    expect(read(ana).filter((text) => text === 'hello')).toEqual([]);
    stage.phone(another).hangUp();
    await stage.pass(5 * 60 + 10);
    expect(read(ana).filter((text) => text === 'hello')).toEqual(['hello']);
    stage.expects({
      texts: {
        [caller]: [/^This is Northside Warmline\. A volunteer who/, 'Someone is here with you now.'],
        ana: [/^How heavy was that for you\? Reply/, /^Someone is writing in English\. What you write/, 'hello'],
      },
    });
  });

  test('somebody who speaks the texter’s language; where nobody does they may choose', async () => {
    await begin(
      smallOrganisation({ ana: {}, ben: { languages: ['en', 'es'], as: null } }, { languages: ['en', 'es'] }),
    );
    await write(caller, 'hola, necesito hablar con alguien');
    expect(news(caller)).toEqual([
      expect.stringMatching(/^Esto es Northside/),
      expect.stringMatching(/nadie aquí escribe español.*inglés/),
    ]);
    expect(news(ana)).toEqual([]);
    await write(caller, 'then in English please, I need someone');
    expect(news(ana)).toEqual([
      expect.stringMatching(/^Someone is writing in English/),
      'hola, necesito hablar con alguien',
      'then in English please, I need someone',
    ]);
  });
});

describe('odd texts', () => {
  test('an unknown number never gets a volunteer’s answer', async () => {
    await begin();
    for (const word of ['ON', 'SHIFTS', '?', '5', 'ABUSE']) await write(caller, word);
    expect(news(caller)).toEqual([expect.stringMatching(/^This is Northside/)]);
    expect(news(ana).slice(1)).toEqual(['ON', 'SHIFTS', '?', '5', 'ABUSE']);
    expect(await loadEventsOf(stage)).toEqual([]);
  });

  test('a long text full of emoji arrives whole, in pieces that the carrier takes', async () => {
    await inConversation();
    const long = `${'👩‍👩‍👧‍👦'.repeat(150)} ${'and so on '.repeat(80)}`.trim();
    await write(caller, long);
    const parts = news(ana);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.every((part) => part.length <= 1600)).toBe(true);
    const bare = (text: string) => text.replace(/\s/g, '') === long.replace(/\s/g, '');
    expect(bare(parts.join(''))).toBe(true);
    expect(stage.carrier.control.alerts()).toEqual([]);
  });

  test('a picture is refused politely, its words go on, and the peer knows there was one', async () => {
    await inConversation();
    await write(caller, 'look', { mediaUrls: ['https://m.example/1.jpg'] });
    expect(news(caller)).toEqual([expect.stringMatching(/^We cannot open pictures/)]);
    expect(news(ana)).toEqual(['look', expect.stringMatching(/^\(They sent a picture/)]);
  });

  test('WhatsApp is a conversation of its own, answered by WhatsApp; after a day of silence the writer learns that it failed', async () => {
    await begin();
    await write(caller, 'over there', { whatsapp: true });
    expect(await conversationsOf(stage)).toMatchObject([{ channel: 'whatsapp', state: 'active' }]);
    await write(ana, 'hello there');
    expect(
      stage
        .phone(caller)
        .texts()
        .map((text) => [text.from, text.body]),
    ).toContainEqual([`whatsapp:${line}`, 'hello there']);
    stage.carrier.lab.whatsappSeenMs.clear();
    expect(news(ana)).toEqual([expect.stringMatching(/^Someone is writing in English\. What you write/), 'over there']);
    await write(ana, 'are you still there?');
    expect(news(ana)).toEqual(['This did not reach them: "are you still there?"']);
    stage.expects({
      texts: {
        'whatsapp:+15550900001': [
          /^This is Northside Warmline\. A volunteer who/,
          'hello there',
          'are you still there?',
        ],
      },
    });
  });

  test('on a line that is retired meanwhile whoever writes hears that nobody is there, and the crisis number; no call is promised', async () => {
    const organisation = smallOrganisation(
      { ana: {} },
      { openingHours: [{ days: ['TU'], start: '17:00', end: '23:00' }] },
    );
    await inConversation(organisation);
    const other = smallOrganisation({ ana: {} }, { id: 'other', phoneNumber: '+15550100009' });
    await stage.load({ ...other, shifts: other.shifts!.map((shift) => ({ ...shift, line: 'other' })) });
    await stage.pass(6);
    const nobody = expect.stringMatching(
      /^Nobody is here right now.*We do not know yet when we are back.*988 lifeline at \+15559880988/,
    );
    expect(news(caller)).toEqual([nobody]);
    expect(news(ana)).toEqual([expect.stringMatching(/^Your conversation goes to someone else now,/)]);
    await stage.jump(3600);
    await write(caller, 'are you there?');
    await write(another, 'hello');
    await write(third, 'call me');
    expect([news(caller), news(another), news(third), news(ana)]).toEqual([[nobody], [nobody], [nobody], []]);
    expect(await callbacksOf(stage)).toEqual([]);
  });

  test('a blocked number hears that it ends, once, whatever it writes, and the crisis number; a hidden one opens nothing', async () => {
    const organisation = smallOrganisation({ ana: {} });
    await begin({ ...organisation, blocks: [{ number: caller, reason: 'raids', until: '2026-11-12' }] });
    await write(caller, 'hello');
    for (const body of ['hello?', 'CALL ME', 'DONE', 'x'.repeat(5_000)]) await write(caller, body);
    expect(news(caller)).toEqual([
      expect.stringMatching(
        /^We cannot take your texts for now\. This is over by itself.*988 lifeline at \+15559880988/,
      ),
    ]);
    await write('+266696687', 'hello');
    expect(news(ana)).toEqual([]);
  });
});

test('nothing of a conversation stands readable in the tables, the jobs or the log', async () => {
  await inConversation();
  await write(caller, 'my secret story');
  const tables = await stage.rows<{ table_name: string }>(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  const all = (await Promise.all(tables.map(({ table_name }) => stage.rows(`SELECT * FROM "${table_name}"`)))).flat();
  const stored = JSON.stringify([all, stage.logged], (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  expect(stored).toContain('conversation');
  expect(stored).not.toContain(caller.slice(1));
  expect(stored).not.toContain('secret');
  stage.expects({ texts: { ana: ['my secret story'] } });
});

test('without Redis everything goes on through the sweep', async () => {
  await begin(smallOrganisation({ ana: {} }), { redisUrl: 'redis://127.0.0.1:1' });
  // Effects wait for the sweep here, so that work is over when it is quiet, whatever is still due.
  const calm = async () => {
    await stage.carrier.idle();
    await stage.service.workers?.idle();
    await stage.rows('SELECT 1');
  };
  stage.phone(caller).sendText(line, 'hello?');
  expect(await stage.clock.advanceUntil(() => read(ana).includes('hello?'), 60_000, calm)).toBe(true);
  stage.phone(ana).sendText(line, 'hello!');
  expect(await stage.clock.advanceUntil(() => read(caller).includes('hello!'), 60_000, calm)).toBe(true);
  stage.expects({
    texts: {
      ana: [/^Someone is writing in English\. What you write/, 'hello?'],
      [caller]: [/^This is Northside Warmline\. A volunteer who/, 'hello!'],
    },
  });
});
