/** What the buttons of the inbox do is what the words do by text: one table, run both ways (T4, P6). */
import { afterEach, expect, test } from '@jest/globals';
import { sessionHeaders } from '../support/api-askers.ts';
import { caller, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { conversationsOf } from '../support/stored.ts';
import { evening, texting } from '../support/texting.ts';

let stage: Stage | null = null;
afterEach(async () => {
  await stage?.close();
  stage = null;
});
const ana = numbers['ana']!;

/** What everybody hears, and what becomes of the conversation, when Ana does this. */
async function whenAna(does: (stage: Stage, conversationId: string) => Promise<void>) {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {}, dev: { roles: ['shift-leader'] } }),
    at: evening,
  });
  // Who is given the conversation is chance where two could have it: here it is Ana.
  stage.phone(numbers['dev']!).sendText('+15550100001', 'BREAK 60');
  await stage.pass(2);
  const { write, news } = texting(stage);
  const all = () => [caller, ana, numbers['dev']!].map(news);
  await write(caller, 'hello there');
  all();
  const [conversation] = await conversationsOf(stage);
  expect(conversation).toMatchObject({ personId: 'ana', state: 'active' });
  await does(stage, conversation!.id);
  await stage.pass(2);
  const heard = all().map((words) => words.filter((one) => !isQuestion(one)));
  const [after] = await conversationsOf(stage);
  const end = { heard, state: after?.state, outcome: after?.outcome, crisis: after?.crisisAt !== null };
  await stage.close();
  stage = null;
  return end;
}

const press = (act: string) => async (on: Stage, id: string) => {
  const headers = await sessionHeaders(on, 'ana', { strength: 'code', provedMinutesAgo: 0 });
  // Pressed twice in a row, with the key of one press.
  for (let pressed = 0; pressed < 2; pressed += 1) {
    const response = await fetch(`${on.service.url}/api/v1/inbox/${id}/act`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': `press-${act}` },
      body: JSON.stringify({ act }),
    });
    expect(response.status).toBe(204);
  }
};
const isQuestion = (words: string) => words.includes('meant for us?');
/** By text a word may be meant for the texter: asked which, she says that it is for us. */
const text = (word: string) => async (on: Stage) => {
  const { write, read } = texting(on);
  await write(ana, word);
  if (isQuestion(read(ana).at(-1) ?? '')) await write(ana, '1');
};

test.each([
  ['crisis', 'CRISIS'],
  ['leader', 'LEADER'],
  ['pass', 'PASS'],
  ['done', 'DONE'],
  ['abuse', 'ABUSE'],
])('%s is %s', async (act, word) => {
  const byText = await whenAna(text(word));
  const byPage = await whenAna(press(act));
  expect(byText.heard.flat().length).toBeGreaterThan(0);
  expect(byPage).toEqual(byText);
});
