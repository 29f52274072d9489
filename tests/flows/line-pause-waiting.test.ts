/** A line is paused from the command line while people wait and a phone rings: everybody hears it, and resuming works at once. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { warmline } from '../support/command.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { auditOf, contactsOf } from '../support/stored.ts';

const environment = { ...process.env };
let stage: Stage;
beforeEach(async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }, {}, { ringSeconds: 100 }),
    at: '2026-11-10T18:00:00-06:00',
  });
  Object.assign(process.env, { DATABASE_URL: stage.config.databaseUrl, WARMLINE_SECRET: stage.config.secret });
});
afterEach(async () => {
  process.env = { ...environment };
  await stage.close();
});

const reason = 'Our phones are being repaired. We are back at nine.';

/** Someone whom Ana’s phone rings for. */
async function waiting() {
  const [someone, ana] = [stage.phone(caller), stage.phone(numbers['ana']!)];
  someone.call(line);
  await stage.until('Ana rings', () => ana.state() === 'ringing');
  await stage.pass(15);
  return { someone, ana };
}

test('the ringing phone stops and the waiting caller hears the reason and their choices within two seconds', async () => {
  const { someone, ana } = await waiting();
  expect(await warmline('line', 'pause', 'main', '--reason', reason)).toMatchObject({ exitCode: 0, stderr: '' });
  await stage.pass(2);
  expect(ana.state()).toBe('idle');
  expect(someone.sentences().at(-1)).toMatch(/We have just had to pause this line/);
  await stage.until('the call ends', () => someone.state() === 'idle', 60);
  expect(someone.sentences().join(' ')).toContain(
    `${reason} To be called back when someone is here, press 1. To leave a voicemail, press 2.`,
  );
  expect(someone.sentences().join(' ')).toMatch(/988 lifeline, press 9.*Goodbye/);
  expect(await contactsOf(stage)).toMatchObject([{ state: 'ended', outcome: 'paused' }]);
  expect(stage.carrier.control.calls({ to: ana.number })).toHaveLength(1);
  stage.expects({ calls: { ana: 1 } });
});

test('a waiting caller who is told can leave a message', async () => {
  const { someone } = await waiting();
  await warmline('line', 'pause', 'main');
  await stage.pass(2);
  someone.press('2');
  await stage.until('the tone', () => someone.heard().some((heard) => heard.kind === 'beep'), 60);
  expect(someone.sentences().join(' ')).toMatch(/A shift leader or a coordinator of this line listens/);
  stage.expects({ calls: { ana: 1 } });
});

test('who calls a paused line hears why; after resuming the next caller reaches a peer', async () => {
  await warmline('line', 'pause', 'main', '--reason', reason);
  await stage.pass(2);
  const [someone, ana] = [stage.phone(caller), stage.phone(numbers['ana']!)];
  someone.call(line);
  await stage.until('the call ends', () => someone.state() === 'idle', 90);
  expect(someone.sentences().join(' ')).toContain(
    `We have had to pause this line for a while, and we are sorry. ${reason}`,
  );
  expect(stage.carrier.control.calls({ to: ana.number })).toEqual([]);
  expect(await warmline('line', 'resume', 'main')).toMatchObject({ exitCode: 0, stdout: 'main takes calls again.\n' });
  someone.call(line);
  await stage.until('Ana rings', () => ana.state() === 'ringing', 5);
  stage.expects({ calls: { ana: 1 } });
});

test('a talk goes on while its line is paused', async () => {
  const { someone, ana } = await waiting();
  ana.answer();
  await stage.pass(1);
  ana.press('1');
  await stage.until('they talk', () => someone.talkingWith().includes(ana.number));
  await warmline('line', 'pause', 'main');
  await stage.pass(30);
  expect(someone.talkingWith()).toEqual([ana.number]);
});

test('pausing is audited with its reason, answers in exact JSON, and changes nothing when done twice; an unknown line is bad input', async () => {
  const paused = await warmline('line', 'pause', 'main', '--reason', reason, '--json');
  const answer = JSON.parse(paused.stdout) as { since: string };
  expect(answer).toEqual({
    line: 'main',
    paused: true,
    since: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    reason,
  });
  expect(JSON.parse((await warmline('line', 'pause', 'main', '--json')).stdout)).toEqual(answer);
  expect(JSON.parse((await warmline('line', 'resume', 'main', '--json')).stdout)).toEqual({
    line: 'main',
    paused: false,
    since: null,
    reason: null,
  });
  expect(await warmline('line', 'pause', 'nowhere')).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: 'LINE: no such line "nowhere"\n',
  });
  expect(await auditOf(stage, 'line.')).toMatchObject([
    { action: 'line.paused', subject: 'main', reason, by: expect.stringMatching(/^cli:/) },
    { action: 'line.paused', subject: 'main', reason: null, by: expect.stringMatching(/^cli:/) },
    { action: 'line.resumed', subject: 'main', reason: null, by: expect.stringMatching(/^cli:/) },
  ]);
});

test('a reason longer than the carrier says at once, with odd signs in it, is heard all the same', async () => {
  const long = `${'The power is out in our street. '.repeat(200)}We are\u0007 back at nine.`;
  expect(await warmline('line', 'pause', 'main', '--reason', long)).toMatchObject({ exitCode: 0 });
  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until(
    'the caller hears the end of the reason',
    () => someone.sentences().some((sentence) => sentence.endsWith('back at nine.')),
    3_000,
  );
  expect(stage.carrier.control.alerts()).toEqual([]);
});
