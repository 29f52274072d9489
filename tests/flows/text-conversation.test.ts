/** Somebody texts the line and a peer answers: the line's number relays both ways (T1). */
import { afterEach, expect, test } from '@jest/globals';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const evening = '2026-11-10T18:00:00-06:00';
const bodies = (number: string) => stage.phone(number).texts().filter((text) => !text.fromCarrier).map((text) => text.body);
const write = async (number: string, body: string, options = {}) => {
  stage.phone(number).sendText(line, body, options);
  await stage.pass(2);
};

test('a stranger’s text reaches the volunteer on shift, and the answer comes back, both masked', async () => {
  stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening });
  await write(caller, 'hi, is somebody there?');
  expect(bodies(caller)).toEqual([expect.stringMatching(/^This is Northside Warmline\..*988 lifeline/)]);
  expect(bodies(numbers['ana']!)).toEqual([expect.stringMatching(/^Someone is writing in English/), 'hi, is somebody there?']);
  await write(numbers['ana']!, 'Hello, I am here. How are you?');
  expect(bodies(caller).at(-1)).toBe('Hello, I am here. How are you?');
  await write(caller, 'not great');
  expect(bodies(numbers['ana']!).at(-1)).toBe('not great');
  for (const number of [caller, numbers['ana']!]) expect(stage.phone(number).texts().every((text) => text.from === line)).toBe(true);
  expect(bodies(caller).join(' ')).not.toContain(numbers['ana']!);
  expect(bodies(numbers['ana']!).join(' ')).not.toContain(caller);
});
