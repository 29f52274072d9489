/** Machines that answer machines: a few of our automatic answers, then silence until a real word; nothing a person writes is lost (T7). */
import { afterEach, describe, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage, type StageOptions } from '../support/stage.ts';
import { answersByItself, evening, texting, type Texting } from '../support/texting.ts';

let stage: Stage;
let { write, news, read }: Texting = {} as Texting;
afterEach(() => stage.close());

const ana = numbers['ana']!;
const driving = 'I am driving and will get back to you later.';

async function begin(organisation = smallOrganisation({ ana: {} }), options: Partial<StageOptions> = {}) {
  stage = await setStage({ organisation, at: evening, ...options });
  ({ write, news, read } = texting(stage));
}

const listed = () => stage.rows(`SELECT kind, person_id FROM attention WHERE done_at IS NULL`);

describe('a volunteer’s phone', () => {
  test('that answers every text by itself reads a few answers, then none; a coordinator sees it once', async () => {
    await begin();
    answersByItself(stage, ana, driving);
    await write(ana, driving, { seconds: 120 });
    expect(read(ana).length).toBeGreaterThan(0);
    expect(read(ana).length).toBeLessThanOrEqual(4);
    expect(await listed()).toEqual([{ kind: 'answering-machine', person_id: 'ana' }]);
  });

  test('that writes something else each time is cut short all the same, and after a restart it stays so', async () => {
    await begin();
    answersByItself(stage, ana, (count) => `Away, ticket ${'abcdefghij'[count % 10]}${count} noted.`);
    await write(ana, 'away', { seconds: 60 });
    const before = read(ana).length;
    expect(before).toBeLessThanOrEqual(5);
    await stage.restart();
    await write(ana, 'still away', { seconds: 60 });
    expect(read(ana)).toHaveLength(before);
  });

  test('that answers slowly is cut short too: hours of it are a dozen texts at most', async () => {
    await begin();
    answersByItself(stage, ana, (count) => `Thanks, ${'abcdefghijklmnopqrstuvwxyz'[count % 26]}${count} is noted`, 30);
    await write(ana, 'noted', { seconds: 90 * 60 });
    expect(read(ana).length).toBeLessThanOrEqual(24);
    expect(await listed()).toContainEqual({ kind: 'answering-machine', person_id: 'ana' });
  });

  test('with a real word Ana herself is answered at once, machine or not', async () => {
    await begin();
    const machine = answersByItself(stage, ana, driving);
    await write(ana, driving, { seconds: 60 });
    machine.stop();
    news(ana);
    await write(ana, 'SHIFTS');
    expect(news(ana)).toEqual([expect.stringMatching(/^Your shifts/)]);
    for (const word of ['OFF', 'ON', 'LOAD', 'BREAK 20', 'ON', '?', 'SHIFTS', 'OFF', 'ON', 'TAGS']) {
      await write(ana, word);
      expect(news(ana)).toHaveLength(1);
    }
    await write(ana, driving);
    await stage.pass(20 * 60);
    news(ana);
    await write(ana, 'sorry about my phone');
    expect(news(ana)).toHaveLength(1);
  });

  test('each of our own texts to it starts a short exchange only', async () => {
    await begin(smallOrganisation({ ana: {}, ben: { roles: ['shift-leader'] } }));
    const ben = numbers['ben']!;
    answersByItself(stage, ben, driving);
    for (let asked = 0; asked < 3; asked += 1) {
      await write(ana, 'TALK');
      await stage.pass(11 * 60);
    }
    const wanted = read(ben).filter((text) => /would like a word/.test(text));
    expect(wanted).toHaveLength(3);
    expect(read(ben).length - wanted.length).toBeLessThanOrEqual(4);
  });
});

describe('a stranger’s machine', () => {
  test('that sends pictures hears a few times that we cannot open them', async () => {
    await begin();
    stage.carrier.control.subscribe((event) => {
      if (event.kind !== 'text' || event.message.to !== caller || event.message.status !== 'delivered') return;
      stage.clock.after(1_000, () =>
        stage.phone(caller).sendText(line, '', { mediaUrls: ['https://m.example/away.jpg'] }),
      );
    });
    await write(caller, 'hello', { seconds: 60 });
    expect(read(caller).length).toBeLessThanOrEqual(6);
  });

  test('from a short code or a name opens nothing and is answered nothing', async () => {
    await begin();
    for (const from of ['22395', 'MYBANK']) {
      stage.phone(from).sendText(line, 'Your code is 123456');
      await stage.pass(2);
      expect(read(from)).toEqual([]);
    }
    expect(news(ana)).toEqual([]);
    expect(await stage.rows('SELECT 1 FROM conversations')).toEqual([]);
  });
});

describe('a relay between two machines', () => {
  test('ends after a few rounds, with one thing for a coordinator; a person’s word goes through again', async () => {
    await begin();
    const machines = [answersByItself(stage, caller, 'I am in a meeting.'), answersByItself(stage, ana, driving)];
    await write(caller, 'hi', { seconds: 60 });
    expect(read(ana).filter((text) => text === 'I am in a meeting.').length).toBeLessThanOrEqual(6);
    expect(read(caller).filter((text) => text === driving).length).toBeLessThanOrEqual(6);
    expect(await listed()).toEqual([{ kind: 'answering-machine', person_id: 'ana' }]);
    for (const machine of machines) machine.stop();
    for (const number of [caller, ana]) news(number);
    await write(caller, 'I am out of it now, can we talk?');
    expect(news(ana)).toEqual(['I am out of it now, can we talk?']);
    await write(ana, 'Yes, I am here.');
    expect(news(caller)).toEqual(['Yes, I am here.']);
  });

  test('also where each text differs: machines write faster than people do', async () => {
    await begin();
    answersByItself(stage, caller, (count) => `case ${String.fromCodePoint(97 + (count % 26))}${count} open`);
    answersByItself(stage, ana, (count) => `thanks for ${String.fromCodePoint(97 + (count % 26))}${count}`);
    await write(caller, 'hi', { seconds: 120 });
    expect(read(ana).length).toBeLessThanOrEqual(30);
    expect(await listed()).toEqual([{ kind: 'answering-machine', person_id: 'ana' }]);
  });

  test('a person who writes much, and the same word again and again, loses nothing', async () => {
    await begin();
    await write(caller, 'hi');
    await write(ana, 'Hello, I am here.');
    news(ana);
    const said = ['ok', 'ok', 'ok', 'ok', 'hello?', 'hello?', 'hello?', 'hello?', 'hello?', 'please', 'please', 'ok'];
    for (const [index, word] of said.entries()) {
      await write(caller, word);
      if (index % 3 > 0) await write(ana, `I hear you. ${'Take your time. '.repeat(index)}`);
    }
    expect(news(ana).filter((text) => said.includes(text))).toEqual(said);
    const much = Array.from({ length: 40 }, (_, index) => `and then ${index}`);
    for (const words of much) await write(caller, words, { seconds: 1 });
    await stage.pass(5);
    expect(news(ana)).toEqual(much);
    expect(await listed()).toEqual([]);
  });
});
