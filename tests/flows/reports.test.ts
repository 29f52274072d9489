/** An evening of calls through the running service, and what the report of its month says of them. */
import { afterEach, expect, test } from '@jest/globals';
import { sessionHeaders } from '../support/api-askers.ts';
import { line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const everyDay = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

test('five talks and five who hung up are in the report, a call to the paused line is not, and the file says the same', async () => {
  const people = ['ana', 'ben', 'cleo', 'dev', 'elena'];
  const organisation = smallOrganisation({
    ...Object.fromEntries(people.map((id) => [id, {}])),
    ana: { availability: [{ days: [...everyDay], start: '12:00', end: '00:00' }] },
    ben: { availability: [{ days: [...everyDay], start: '17:00', end: '23:00' }] },
    farid: { as: null, roles: ['coordinator'] },
  });
  stage = await setStage({ organisation, at: '2026-11-10T18:05:00-06:00' });
  const callers = Array.from({ length: 11 }, (_, index) => stage.phone(`+15550900${100 + index}`));
  for (const [index, id] of people.entries()) {
    callers[index]!.call(line);
    const volunteer = stage.phone(numbers[id]!);
    await stage.until('a phone rings', () => volunteer.state() === 'ringing', 60);
    volunteer.answer();
    await stage.pass(2);
    volunteer.press('1');
    await stage.until('they talk', () => callers[index]!.talkingWith().includes(volunteer.number));
  }
  for (const one of callers.slice(5, 10)) one.call(line);
  await stage.pass(2);
  for (const one of callers.slice(0, 10)) one.hangUp();
  await stage.pass(3);
  const farid = await sessionHeaders(stage, 'farid', { strength: 'second', provedMinutesAgo: 0 });
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${stage.service.url}/api/v1${path}`, { ...init, headers: { ...farid, 'content-type': 'application/json' } });
  expect((await ask('/lines/main/pause', { method: 'POST', body: '{}' })).status).toBeLessThan(300);
  callers[10]!.call(line);
  await stage.pass(2);
  callers[10]!.hangUp();
  await stage.jump(60);
  await stage.pass(2);

  const answer = (await (await ask('/reports/calls?from=2026-11&by=hour-of-week')).json()) as {
    columns: { key: string }[];
    rows: { key: string; values: unknown[] }[];
    total: { values: unknown[] };
  };
  const told = (values: unknown[]) => Object.fromEntries(answer.columns.map(({ key }, index) => [key, values[index]]));
  const counts = { offered: 10, answered: 5, abandonedInGreeting: 5, abandonedInQueue: 0, crisis: 0, callback: 0 };
  expect(told(answer.total.values)).toMatchObject({ ...counts, otherwise: 0, answeredShare: 0.5 });
  expect(told(answer.rows.find(({ key }) => key === 'TU 18')!.values)).toMatchObject(counts);
  expect(answer.rows.filter(({ values }) => values[0] !== 0).map(({ key }) => key)).toEqual(['TU 18']);

  const october = (await (await ask('/reports/hours?from=2026-10&to=2026-11')).json()) as {
    rows: { values: number[] }[];
  };
  // Five people for six hours of each of 31 days, of nine that are over; one is needed. Ana offered twice as much as Ben.
  expect(october.rows.map(({ values }) => values.slice(0, 4))).toEqual([
    [930, 186, 186, 1],
    [270, 54, 54, 1],
  ]);
  expect(october.rows.map(({ values }) => values[5])).toEqual([expect.closeTo(0.9, 6), expect.closeTo(0.9, 6)]);

  const file = await ask('/reports/calls/csv?from=2026-11&by=month');
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="calls-2026-11-2026-11.csv"');
  const [names, november] = (await file.text()).split('\r\n');
  expect(names).toMatch(/^month,offered,answered,abandonedInGreeting,/);
  expect(november).toMatch(/^2026-11,10,5,5,0,0,0,0,0,0\.5,/);
  const stale = await sessionHeaders(stage, 'farid', { strength: 'second', provedMinutesAgo: 11 });
  expect((await fetch(`${stage.service.url}/api/v1/reports/calls/csv?from=2026-11`, { headers: stale })).status).toBe(
    403,
  );
  for (const wrong of [
    'calls?from=2026-12&to=2026-11',
    'calls?from=2024-01&to=2026-11',
    'heard?by=language',
    'hours?language=en',
    'calls?from=2026-13',
    'calls?line=nowhere',
  ])
    expect([wrong, (await ask(`/reports/${wrong}`)).status]).toEqual([wrong, wrong.includes('nowhere') ? 404 : 400]);
  const howHeavy = [/^How heavy was that for you\?/];
  stage.expects({ texts: Object.fromEntries(people.map((id) => [id, howHeavy])) });
});
