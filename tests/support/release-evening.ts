/** An evening on the line with everything at once: callers waiting, choosing, talking, promised, writing; the moment an upgrade may come in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PhoneControl } from '../../infra/phone-lab/control-phone.ts';
import type { OrganisationFile } from '../../src/organisation/organisation-file.ts';
import { projectRoot } from '../../src/platform/project-root.ts';
import type { OneProcess, Processes } from './processes.ts';

/** A Tuesday, twenty minutes into the evening shift of the organisation's first line. */
export const eveningAt = '2026-11-10T17:20:00-06:00';
export const main = '+15550100001';
export const harbour = '+15550100003';
export const dev = '+15550200004';
export const elena = '+15550200005';

/** Everybody on the second line, by what they will be doing. */
export const harbourPeople = [
  'talker',
  'atMenu',
  'rung',
  'promised',
  'resting',
  'onBreak',
  'switchedOff',
  'refusing',
] as const;
export type HarbourPerson = (typeof harbourPeople)[number];
export const numberOf = (person: HarbourPerson) => `+1555021000${harbourPeople.indexOf(person)}`;

/** Callers and texters by what they will be doing. */
export const outside = {
  talking: '+15550910001',
  onHold: '+15550910002',
  choosing: '+15550910003',
  waiting: '+15550910004',
  promisedNow: '+15550910005',
  promisedTomorrow: '+15550910006',
  drafting: '+15550910007',
  arriving: '+15550910008',
  choosingLanguage: '+15550910009',
  recording: '+15550910010',
  leftMessage: '+15550910011',
  justCalled: '+15550910012',
  wasHeavy: '+15550910013',
  wasRefused: '+15550910014',
  neverAgain: '+15550910015',
  writing: '+15550920001',
  writingUnanswered: '+15550920002',
  silenced: '+15550920003',
} as const;

/** The organisation of the contract's example, and a second line that is always open with people of its own. */
export function eveningOrganisation(): OrganisationFile {
  const file = JSON.parse(
    readFileSync(join(projectRoot, 'tests', 'vectors', 'northside.json'), 'utf8'),
  ) as OrganisationFile;
  return {
    ...file,
    lines: [
      ...(file.lines ?? []),
      {
        id: 'harbour',
        name: 'Harbour Line',
        phoneNumber: harbour,
        timeZone: 'America/Chicago',
        languages: ['en'],
        automaticAvailability: true,
        ringSeconds: 60,
        wrapUpMinutes: 1,
        overflow: [
          { afterSeconds: 60, do: 'offer-callback' },
          { afterSeconds: 900, do: 'voicemail' },
        ],
        waves: [{ afterSeconds: 0, size: 1 }],
      },
    ],
    people: [
      ...(file.people ?? []),
      ...harbourPeople.map((id) => ({
        id,
        name: `${id} of Harbour`,
        phone: numberOf(id),
        roles: ['volunteer' as const],
        tags: ['veteran'],
        channels: ['voice' as const],
        training: [{ course: 'core' }],
      })),
    ],
    shifts: [
      ...(file.shifts ?? []),
      {
        id: 'harbour-always',
        line: 'harbour',
        start: '2026-11-01T00:00',
        end: '2026-11-02T00:00',
        repeat: 'FREQ=DAILY',
        assigned: harbourPeople.map((person) => ({ person, as: 'primary' as const })),
      },
    ],
    blocks: [{ number: '+15550910099', line: 'main', reason: 'threats', until: '2026-11-11T18:00:00Z' }],
  };
}

/** Moves time on until it holds, looking every `stepSeconds`. */
export async function until(
  stage: Processes,
  what: string,
  reached: () => boolean,
  limitSeconds = 60,
  stepSeconds = 1,
): Promise<void> {
  for (let passed = 0; !reached(); passed += stepSeconds) {
    if (passed >= limitSeconds) throw new Error(`not within ${limitSeconds} s: ${what}\n${standing(stage)}`);
    await stage.pass(stepSeconds);
  }
}

function standing(stage: Processes): string {
  const calls = stage.carrier.control.calls().filter((call) => call.endedMs === undefined);
  return calls
    .map(({ from, to, status, heard }) => `${from} → ${to}: ${status} ${JSON.stringify(heard.at(-1))}`)
    .concat(stage.logged.slice(-5))
    .join('\n');
}

/** The phone rings, is picked up, and takes the call. */
export async function accept(stage: Processes, phone: PhoneControl, what: string): Promise<void> {
  await until(stage, `${what}: the phone rings`, () => phone.state() === 'ringing', 120);
  phone.answer();
  await stage.pass(2);
  await pressUntil(stage, phone, '1', `${what}: the call is taken`, () => hasTaken(phone));
}

/** They talk, or are told that the one they called for is dialled now. */
function hasTaken(phone: PhoneControl): boolean {
  const heard = phone.sentences(phone.callSid());
  return phone.state() === 'talking' || heard.some((sentence) => sentence.includes('This is a callback'));
}

/** Presses a key, and again as people do who heard that something went wrong, until it has worked. */
export async function pressUntil(
  stage: Processes,
  phone: PhoneControl,
  key: string,
  what: string,
  reached: () => boolean,
): Promise<void> {
  for (let pressed = 0; !reached(); pressed += 1) {
    if (pressed > 8 || phone.state() === 'idle')
      throw new Error(`${what}: pressing ${key} does nothing\n${standing(stage)}`);
    phone.press(key);
    for (let waited = 0; waited < 10 && !reached(); waited += 1) await stage.pass(1);
  }
}

/** Presses one key after the other, each once its question is asked. */
export async function press(stage: Processes, phone: PhoneControl, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    phone.press(key);
    await stage.pass(1);
  }
}

/** Lives the evening up to its fullest moment, on processes of whatever release: a web process and a worker. */
export async function liveEvening(stage: Processes, web: OneProcess, worker: OneProcess): Promise<void> {
  const { phone } = stage.carrier.control;
  const volunteer = (person: HarbourPerson) => phone(numberOf(person));
  const caller = (who: keyof typeof outside) => phone(outside[who]);
  const writes = async (from: PhoneControl, body: string, to = harbour) => {
    from.sendText(to, body);
    await stage.pass(2);
  };
  const talk = async (who: keyof typeof outside, person: HarbourPerson) => {
    caller(who).call(harbour);
    await accept(stage, volunteer(person), who);
    await until(stage, `${who} talks`, () => caller(who).talkingWith().includes(numberOf(person)));
  };

  // Everybody is asked in turn: only whoever is wanted is there.
  for (const person of harbourPeople) await writes(volunteer(person), 'OFF');
  await writes(volunteer('onBreak'), 'ON');
  await writes(volunteer('onBreak'), 'BREAK 90');
  await writes(volunteer('resting'), 'DROP veteran');

  await writes(phone(outside.silenced), 'Is anybody there?', main);
  await writes(phone(dev), 'Yes, I am here.', main);
  await writes(phone(outside.silenced), 'STOP', main);
  await writes(phone(dev), 'DONE', main);
  await writes(phone(dev), '1', main);

  // The peer's pause after that is over.
  await stage.jump(310);

  // A heavy talk, one after which two must not meet again, and a promise nobody wanted kept.
  await writes(volunteer('resting'), 'ON');
  await talk('wasHeavy', 'resting');
  await stage.pass(20);
  caller('wasHeavy').hangUp();
  await stage.pass(3);
  await writes(volunteer('resting'), '5');
  await writes(volunteer('refusing'), 'ON');
  await talk('wasRefused', 'refusing');
  await press(stage, volunteer('refusing'), '*', '5');
  await stage.pass(3);
  await writes(volunteer('refusing'), 'OFF');
  await promise(stage, worker, { number: outside.neverAgain, atMs: null });
  await writes(volunteer('promised'), 'ON');
  await accept(stage, volunteer('promised'), 'never again');
  await until(stage, 'the promised caller is rung', () => caller('neverAgain').state() === 'ringing');
  caller('neverAgain').answer();
  await stage.pass(2);
  await press(stage, caller('neverAgain'), '2');
  await stage.pass(3);
  await writes(volunteer('promised'), 'OFF');

  // Two talks that go on, a promise for tomorrow, messages, texts.
  await writes(volunteer('talker'), 'ON');
  await talk('talking', 'talker');
  await writes(volunteer('atMenu'), 'ON');
  await talk('onHold', 'atMenu');
  await promise(stage, worker, { number: outside.promisedTomorrow, atMs: stage.clock.nowMs() + 20 * 3_600_000 });
  await stage.ask(worker, 'src/people/overrides.js', 'askOverride', [
    '$room',
    '$directory',
    { personId: 'resting', by: 'ana-ruiz', reason: 'three people wait' },
  ]);
  caller('leftMessage').call(harbour);
  await stage.pass(25);
  caller('leftMessage').press('2');
  await speakAtTone(stage, caller('leftMessage'));
  caller('leftMessage').press('#');
  await stage.pass(20);
  await writes(phone(outside.writing), 'I cannot sleep.', main);
  await writes(phone(dev), 'That sounds hard.', main);
  await writes(phone(outside.writingUnanswered), 'Hello?', main);

  // The fullest moment: a promise under way, two in line, one of them choosing, an offer ringing, a draft, a message being spoken.
  caller('promisedNow').call(harbour);
  await stage.pass(25);
  await press(stage, caller('promisedNow'), '1', '1', '2', '2', '1');
  await stage.pass(3);
  caller('promisedNow').hangUp();
  await stage.pass(1);
  caller('choosing').call(harbour);
  await stage.pass(10);
  caller('waiting').call(harbour);
  caller('recording').call(harbour);
  await stage.pass(15);
  caller('drafting').call(harbour);
  await stage.pass(25);
  await press(stage, caller('drafting'), '1', '1');
  await writes(volunteer('promised'), 'ON');
  await until(stage, 'the promise is offered', () => volunteer('promised').state() === 'ringing');
  await writes(volunteer('rung'), 'ON');
  await until(stage, 'an offer rings', () => volunteer('rung').state() === 'ringing');
  await writes(phone(dev), '2', main);
  caller('recording').press('2');
  await accept(stage, volunteer('promised'), 'the promise');
  await until(stage, 'the promised caller is rung', () => caller('promisedNow').state() === 'ringing');
  await speakAtTone(stage, caller('recording'));

  // Then the worker dies, and what people do from now on is written down and not done.
  stage.end(worker);
  await stage.pass(1);
  caller('justCalled').call(main);
  await stage.pass(3);
  await press(stage, caller('justCalled'), '1');
  phone(outside.writing).sendText(main, 'Are you still there?');
  await press(stage, volunteer('atMenu'), '*');
  stage.kill(web);
  stage.start(web);
  await stage.pass(1);
  caller('arriving').call(harbour);
  caller('choosingLanguage').call(main);
  await stage.pass(1);
}

async function speakAtTone(stage: Processes, phone: PhoneControl): Promise<void> {
  const tones = () => phone.heard().filter((heard) => heard.kind === 'beep').length;
  await until(stage, 'the tone', () => tones() > 0);
  phone.say('I only wanted to say this to somebody.');
  await stage.pass(2);
}

function promise(stage: Processes, by: OneProcess, { number, atMs }: { number: string; atMs: number | null }) {
  return stage.ask(by, 'src/callbacks/promises.js', 'promiseCallback', [
    '$room',
    { lineId: 'harbour', number, via: 'coordinator', atMs },
  ]);
}
