/** What an earlier release stored is read by today's: a setting that came later has its default, and a spoilt one takes no other with it. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { exportOrganisation } from '../../src/organisation/load-organisation.ts';
import { defaultPolicy } from '../../src/organisation/policy.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { evening } from '../support/texting.ts';

let stage: Stage;
beforeEach(async () => {
  const organisation = smallOrganisation(
    {
      ana: {
        limits: { hoursPerWeek: 6, shiftsPerWeek: 2 },
        availability: [{ days: ['MO'], start: '17:00', end: '21:00' }],
      },
    },
    {
      wrapUpMinutes: 7,
      callback: { expiresHours: 12 },
      limits: { restHours: 12 },
      wording: { hold: 'Soon.', goodbye: { en: 'Bye.' } },
      openingHours: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], start: '00:00', end: '00:00' }],
      wishes: [{ key: '2', tag: 'veteran', name: 'a veteran' }],
    },
    { callsPerDay: 5 },
  );
  stage = await setStage({ organisation, at: evening });
});
afterEach(() => stage.close());

/** Every process reads the organisation anew. */
const reread = () => stage.rows('UPDATE organisation SET version = version + 1');
const directory = async () => (await stage.service.deps.directories.current())!;

test('a policy without the keys that came later has their defaults, and a call goes through', async () => {
  await stage.rows(`UPDATE organisation SET policy = (policy::jsonb - '{ringSeconds,waves,overflow,dayTurnsAt,limits}'::text[]
    #- '{callback,quietHours}')::json`);
  await stage.rows(`UPDATE lines SET policy = (policy::jsonb #- '{callback,expiresHours}')::json`);
  await reread();
  const { policy, lines } = await directory();
  expect(policy).toEqual({ ...defaultPolicy, callsPerDay: 5 });
  expect(lines.get('main')!.policy).toEqual({
    ...defaultPolicy,
    callsPerDay: 5,
    wrapUpMinutes: 7,
    limits: { ...defaultPolicy.limits, restHours: 12 },
  });

  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('Ana rings', () => stage.phone(numbers['ana']!).state() === 'ringing');
  stage.phone(numbers['ana']!).answer();
  await stage.pass(2);
  stage.phone(numbers['ana']!).press('1');
  await stage.until('they talk', () => someone.talkingWith().length > 0);
  const exported = await exportOrganisation(stage.service.deps.database, stage.service.deps.secrets);
  expect(exported?.policy).toEqual({ ...defaultPolicy, callsPerDay: 5 });
});

test('what is there and cannot be understood counts as absent, and everything beside it holds', async () => {
  await stage.rows(
    `UPDATE organisation SET policy = (policy::jsonb || '{"ringSeconds": "long", "waves": [], "colour": 1}')::json`,
  );
  await stage.rows(`UPDATE lines SET wording = '{"hold": 7, "goodbye": {"en": "Bye."}}', wishes = '[{"key": "9"}, {"key": "2", "tag": "veteran", "name": "a veteran"}]',
    policy = '{"wrapUpMinutes": 7, "limits": null, "callback": 3}'`);
  await stage.rows(`UPDATE people SET limits = '{"hoursPerWeek": null, "shiftsPerWeek": 2}', channels = '{voice,pigeon}', roles = '{volunteer,king}',
    availability = '[{"days": ["MO"], "start": "17:00", "end": "21:00"}, {"days": []}]'`);
  await stage.rows(`UPDATE shifts SET requires = '[{"language": "es"}, {"count": 1}]'`);
  await reread();
  const { policy, lines, people } = await directory();
  expect(policy).toEqual({ ...defaultPolicy, callsPerDay: 5 });
  expect(lines.get('main')).toMatchObject({
    wording: { goodbye: { en: 'Bye.' } },
    wishes: [{ key: '2', tag: 'veteran', name: 'a veteran' }],
    policy: { wrapUpMinutes: 7, limits: defaultPolicy.limits, callback: defaultPolicy.callback },
  });
  expect(people.get('ana')).toMatchObject({
    limits: { shiftsPerWeek: 2 },
    channels: ['voice'],
    roles: ['volunteer'],
    availability: [{ days: ['MO'], start: '17:00', end: '21:00', wish: 'fine' }],
  });
  const exported = await exportOrganisation(stage.service.deps.database, stage.service.deps.secrets);
  expect(exported?.shifts?.[0]?.requires).toEqual([{ language: 'es', count: 1 }]);
});

test('a zone that an earlier release took is still exported, so that it can be put right', async () => {
  await stage.rows(`UPDATE people SET time_zone = 'PST'`);
  const exported = await exportOrganisation(stage.service.deps.database, stage.service.deps.secrets);
  expect(exported?.people?.[0]).toMatchObject({ id: 'ana', timeZone: 'PST', phone: numbers['ana'] });
});
