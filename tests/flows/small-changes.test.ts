/** The organisation changed record by record through the API, as the pages do it: checked, undone, and never over somebody else's change (O2, O3). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sessionHeaders } from '../support/api-askers.ts';
import { caller, crisisLine, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';

let stage: Stage;
type Body = Record<string, unknown> & { states: { version: number }[]; opens: unknown[]; version: string; id: string };

const headersOf = new Map<string, Record<string, string>>();
beforeAll(async () => {
  const organisation = smallOrganisation({
    ana: {},
    ben: { as: null },
    dev: { as: null, roles: ['coordinator'] },
    elena: { as: null, roles: ['admin'] },
  });
  stage = await setStage({ organisation, at: '2026-11-10T18:00:00-06:00' });
  for (const who of ['dev', 'elena', 'ben'])
    headersOf.set(who, await sessionHeaders(stage, who, { strength: 'second', provedMinutesAgo: 0 }));
});
afterAll(() => {
  stage.expects({ calls: { ana: 1 } });
  return stage.close();
});

async function ask(who: string, method: string, path: string, body?: unknown, version?: string) {
  const response = await fetch(`${stage.service.url}/api/v1${path}`, {
    method,
    headers: {
      ...headersOf.get(who),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  for (const number of Object.values(numbers)) expect(text).not.toContain(number.slice(1));
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Body };
}

const fieldsOf = ({ body }: { body: Body }) =>
  (body['fields'] as { path: string; message: string }[]).map(({ path }) => path);

test('a line has other words from the next call on, and the ones before again after a step back', async () => {
  const read = await ask('dev', 'GET', '/lines/main');
  expect(read.body).toMatchObject({ phoneNumber: line, greeting: null, own: {}, policy: { ringSeconds: 20 } });
  const said = await ask(
    'dev',
    'PATCH',
    '/lines/main',
    { greeting: 'Hello from the new line.', ringSeconds: 30 },
    read.body.version,
  );
  expect(said.body).toMatchObject({
    greeting: 'Hello from the new line.',
    own: { ringSeconds: 30 },
    policy: { ringSeconds: 30 },
  });
  expect((await ask('dev', 'GET', '/lines')).body).toMatchObject({ lines: [{ id: 'main', own: { ringSeconds: 30 } }] });
  expect(await ask('elena', 'PATCH', '/lines/main', { greeting: null }, read.body.version)).toMatchObject({
    status: 409,
  });

  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('the new greeting is heard', () =>
    someone.heard().some((one) => 'text' in one && one.text.includes('Hello from the new line.')),
  );
  someone.hangUp();
  await stage.settle();

  const wrong = await ask('dev', 'PATCH', '/lines/main', {
    overflow: [{ afterSeconds: 60, do: 'ring-partner' }],
    waves: [],
  });
  expect([wrong.status, fieldsOf(wrong)]).toEqual([
    400,
    expect.arrayContaining(['body.waves', 'body.overflow[0].number']),
  ]);
  const { body } = await ask('dev', 'GET', '/lines/main/states');
  expect(body.states).toMatchObject([{ by: 'person:dev', changed: ['greeting', 'ringSeconds'] }]);
  const back = await ask('elena', 'POST', '/lines/main/restore', { version: body.states[0]?.version });
  expect(back.body).toMatchObject({ greeting: null, own: {}, version: read.body.version });
  expect(await ask('dev', 'POST', '/lines/main/retire')).toMatchObject({ status: 422 });
});

test('a line is closed on some days by a change of its own, and whoever phones then hears so', async () => {
  const { body: before } = await ask('dev', 'GET', '/lines/main');
  const days = { from: '2026-11-10', to: '2026-11-11' };
  const planned = await ask('dev', 'GET', '/lines/main/planned?from=2026-11-10&to=2026-11-11');
  const evening = (day: number) => `2026-11-${day}T23:00:00.000Z`;
  expect(planned.body).toMatchObject({
    count: 2,
    shifts: [10, 11].map((day) => ({ startAt: evening(day), people: ['ana of Northside'] })),
  });
  const wrong = await ask('dev', 'POST', '/lines/main/closures', { from: '2026-11-11', to: '2026-11-10' });
  expect([wrong.status, fieldsOf(wrong)]).toEqual([400, ['body.to']]);
  const closed = await ask('dev', 'POST', '/lines/main/closures', { ...days, reason: 'Storm' }, before.version);
  expect(closed.body).toMatchObject({ closures: [{ ...days, reason: 'Storm' }] });
  // Once is once, and never over a change that was not seen.
  const other = { from: '2026-12-24', to: '2026-12-24' };
  expect(await ask('dev', 'POST', '/lines/main/closures', other, before.version)).toMatchObject({ status: 409 });
  const again = await ask('dev', 'POST', '/lines/main/closures', { ...days, reason: 'Snow' });
  expect(again.body).toMatchObject({ closures: [{ ...days, reason: 'Snow' }] });
  expect(await ask('ben', 'POST', '/lines/main/closures', other)).toMatchObject({ status: 403 });

  const someone = stage.phone(caller);
  someone.call(line);
  await stage.until('it is said that the line is closed', () =>
    someone.heard().some((one) => 'text' in one && /closed/i.test(one.text)),
  );
  someone.hangUp();
  await stage.settle();

  expect(await ask('dev', 'DELETE', '/lines/main/closures/2026-11-10..2026-11-12')).toMatchObject({ status: 404 });
  const opened = await ask('dev', 'DELETE', '/lines/main/closures/2026-11-10..2026-11-11');
  expect(opened.body).toMatchObject({ closures: [], version: before.version });
  const { body } = await ask('dev', 'GET', '/audit?action=line.closure');
  const entries = body['entries'] as { action: string; subject: string }[];
  expect(entries.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
    'line.closure-ended main',
    'line.closure-added main',
    'line.closure-added main',
  ]);
  const { body: states } = await ask('dev', 'GET', '/lines/main/states');
  const back = await ask('dev', 'POST', '/lines/main/restore', { version: states.states[0]?.version });
  expect(back.body).toMatchObject({ closures: [{ ...days, reason: 'Snow' }] });
  await ask('dev', 'POST', '/lines/main/restore', { version: states.states[2]?.version });
});

test('somebody comes, is put right, and goes', async () => {
  const iris = { name: 'Íris Möller', phone: '+1 (555) 012-0099', roles: ['volunteer'], languages: ['en', 'de'] };
  const added = await ask('dev', 'POST', '/people', iris);
  expect([added.status, added.body]).toMatchObject([200, { name: 'Íris Möller', stage: 'active', endsWith: '99' }]);
  const path = `/people/${added.body.id}`;

  expect((await ask('dev', 'GET', '/people?search=iris%20mol')).body).toMatchObject({
    matching: 1,
    everybody: 5,
    people: [{ id: added.body.id }],
  });
  // A number belongs to one person, and one of ours to nobody.
  const taken = await ask('dev', 'POST', '/people', { name: 'Jo', phone: numbers['ana'] });
  expect([taken.status, fieldsOf(taken)]).toEqual([400, ['body.phone']]);
  const ours = await ask('dev', 'PATCH', path, { phone: line });
  expect([ours.status, fieldsOf(ours)]).toEqual([400, ['body.phone']]);
  const strange = await ask('dev', 'PATCH', path, { timeZone: 'Mars/Olympus', languages: ['klingon!'] });
  expect([strange.status, fieldsOf(strange)]).toEqual([400, ['body.languages[0]', 'body.timeZone']]);

  const changed = await ask('dev', 'PATCH', path, { trainee: true }, added.body.version);
  expect(changed.body).toMatchObject({ stage: 'shadow', trainee: true, name: 'Íris Möller' });
  const late = await ask('elena', 'PATCH', path, { trainee: false }, added.body.version);
  expect([late.status, late.body['current']]).toMatchObject([409, { trainee: true }]);

  expect(await ask('dev', 'PATCH', path, { roles: ['volunteer', 'admin'] })).toMatchObject({ status: 403 });
  expect(await ask('elena', 'PATCH', path, { roles: ['volunteer', 'shift-leader'] })).toMatchObject({ status: 200 });
  expect(await ask('ben', 'GET', path)).toMatchObject({ status: 403 });

  expect(await ask('dev', 'POST', `${path}/retire`)).toMatchObject({ status: 403 });
  expect(await ask('elena', 'POST', `${path}/retire`)).toMatchObject({ status: 200, body: { opens: [] } });
  expect(await ask('dev', 'GET', path)).toMatchObject({ status: 404 });
});

test('whoever goes is off every shift at once, signed out, and their shifts are named first', async () => {
  const before = await ask('dev', 'GET', '/people/ana/opens');
  expect(before.body.opens.length).toBeGreaterThan(5);
  const retired = await ask('dev', 'POST', '/people/ana/retire');
  expect(retired.body).toEqual(before.body);
  // Whoever was made more than a volunteer by an admin is let go by one.
  expect(await ask('dev', 'POST', '/people/elena/retire')).toMatchObject({ status: 403 });
  expect(await ask('dev', 'PATCH', '/people/elena', { phone: '+15550120500' })).toMatchObject({ status: 403 });
  const again = await ask('elena', 'POST', '/people/elena/retire');
  expect(again).toMatchObject({ status: 422 });
});

test('a spreadsheet is looked at row by row, and taken over all together or not at all', async () => {
  const sheet = (...rows: string[]) => ({
    file: Buffer.from(['Nombre;Móvil;Idiomas;Rol', ...rows].join('\n')).toString('base64'),
  });
  const wrong = sheet(
    'Núria Vila;(555) 012-0301;español;',
    ';;;',
    'Otto;+1 555 012 0302;German;Coordinator',
    'Otto;1-555-012-0302;;',
    '=B2;+15550120303;;',
    `Somebody;${line};;`,
  );
  const kinds = (answer: { body: Body }) =>
    (answer.body['rows'] as { row: number; kind: string; problems: { field: string }[] }[]).map(
      ({ row, kind, problems }) => [row, kind, ...problems.map(({ field }) => field)].join(' '),
    );
  const looked = await ask('dev', 'POST', '/people/import/look', wrong);
  expect([looked.status, looked.body['taken'], looked.body['columns']]).toEqual([
    200,
    false,
    ['name', 'phone', 'languages', 'roles'],
  ]);
  const faults = ['2 new', '4 wrong roles', '5 wrong phone', '6 wrong name', '7 wrong phone'];
  expect(kinds(looked)).toEqual(faults);
  expect(kinds(await ask('dev', 'POST', '/people/import', wrong))).toEqual(faults);
  expect((await ask('dev', 'GET', '/people?search=nuria')).body).toMatchObject({ matching: 0 });

  const right = sheet('Núria Vila;(555) 012-0301;español;', 'Otto;+1 555 012 0302;German;');
  const taken = await ask('dev', 'POST', '/people/import', right);
  expect([taken.body['taken'], kinds(taken)]).toEqual([true, ['2 new', '3 new']]);
  expect((await ask('dev', 'GET', '/people?search=nuria')).body).toMatchObject({
    people: [{ name: 'Núria Vila', languages: ['es'], roles: ['volunteer'] }],
  });
  const again = await ask(
    'dev',
    'POST',
    '/people/import',
    sheet('Nuria Vila;+15550120301;;', 'Otto;+1 555 012 0302;German;'),
  );
  expect(kinds(again)).toEqual(['2 changed', '3 same']);
  // Nor are roles taken by a sheet that an admin has given.
  const demoted = await ask('dev', 'POST', '/people/import', sheet(`Elena;${numbers['elena']};;Volunteer`));
  expect([demoted.body['taken'], kinds(demoted)]).toEqual([false, ['2 wrong roles']]);
  const picture = { file: Buffer.from('89504e470d0a1a0a0000', 'hex').toString('base64') };
  const refused = await ask('dev', 'POST', '/people/import', picture);
  expect([refused.status, fieldsOf(refused)]).toEqual([400, ['body.file']]);

  // Whoever reads Spanish reads of the rows and of the file in Spanish.
  await ask('dev', 'PATCH', '/people/elena', { languages: ['es'] });
  const read = await ask('elena', 'POST', '/people/import/look', wrong);
  const said = (read.body['rows'] as { problems: { problem: string }[] }[]).flatMap(({ problems }) => problems);
  expect(said.map(({ problem }) => problem)).toEqual([
    'ya está en la fila 4',
    'es una fórmula: escriba el resultado',
    'es el número de la línea "main"',
  ]);
  expect((await ask('elena', 'POST', '/people/import', picture)).body).toMatchObject({
    fields: [{ message: 'no es una hoja de cálculo: guárdela como CSV o XLSX' }],
  });
});

test('the settings are checked against the lines, and can be put back', async () => {
  const { body: before } = await ask('dev', 'GET', '/settings');
  expect(before).toMatchObject({ crisisNumber: crisisLine, policy: { callsPerDay: 3 } });
  const ours = await ask('dev', 'PATCH', '/settings', { crisisNumber: line });
  expect([ours.status, fieldsOf(ours)]).toEqual([400, ['body.crisisNumber']]);
  const changed = await ask('dev', 'PATCH', '/settings', { policy: { callsPerDay: 5 } }, before.version);
  expect(changed.body).toMatchObject({ policy: { callsPerDay: 5, ringSeconds: 20 } });
  const { body } = await ask('dev', 'GET', '/settings/states');
  expect(body.states).toMatchObject([{ changed: ['policy'] }]);
  const back = await ask('dev', 'POST', '/settings/restore', { version: body.states[0]?.version });
  expect(back.body).toEqual(before);
});
