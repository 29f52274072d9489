/** Nothing in a running service can end it by an `error` event that nobody listens to: connections, servers, streams, child processes. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.ts';
import { eventually } from '../support/patience.ts';
import { scratchFolder } from '../support/servers.ts';
import { startService, type Started } from '../support/started-service.ts';

let started: Started;
afterEach(async () => {
  started.killAll();
  await started.ended;
});

test('while calls and texts come in and a page watches, each has a listener; the one planted for this test is found', async () => {
  const dataDir = scratchFolder();
  const file = join(dataDir, 'emitters');
  started = startService('all', {
    WARMLINE_DATA_DIR: dataDir,
    WARMLINE_EMITTERS: file,
    NODE_OPTIONS: `--import ${join(projectRoot, 'tests', 'support', 'emitters.mjs')}`,
  });
  await started.url;
  writeFileSync(`${file}.look`, '');
  const lab = (JSON.parse(readFileSync(join(dataDir, 'phone-lab.json'), 'utf8')) as { url: string }).url;
  const watching = new AbortController();
  const page = await fetch(new URL('events?as=page', lab), { signal: watching.signal });
  const lines = (
    (await (await fetch(new URL('state', lab))).json()) as { lines: { number: string; phoneNumber: string }[] }
  ).lines;
  const to = lines[0]?.phoneNumber ?? lines[0]?.number;
  const act = (number: string, what: string, body: object) =>
    fetch(new URL(`phones/${encodeURIComponent(number)}/${what}`, lab), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await act('+15550900001', 'call', { line: to })).status).toBe(200);
  expect((await act('+15550900002', 'text', { to, body: 'hello?' })).status).toBe(200);
  expect(page.status).toBe(200);
  const seen = () => {
    const path = `${file}.${started.rolePid()}`;
    return existsSync(path)
      ? (JSON.parse(readFileSync(path, 'utf8')) as { looks: number; kindsSeen: string[]; unheard: string[] })
      : null;
  };
  await eventually('the call and the text have been handled for a while', async () => {
    const state = await (await fetch(new URL('state', lab))).text();
    return /crisis/i.test(state) && (seen()?.unheard.length ?? 0) > 0;
  });
  watching.abort();
  const before = seen()?.looks ?? 0;
  await eventually(
    'everything has been looked at often since nobody watches',
    () => (seen()?.looks ?? 0) > before + 50,
  );
  expect(seen()?.kindsSeen).toEqual(
    expect.arrayContaining(['BoundPool', 'Client', 'Queue', 'Redis', 'Server', 'Socket', 'Worker']),
  );
  expect(seen()?.unheard.map((one) => one.replaceAll(projectRoot, ''))).toEqual([
    expect.stringMatching(/^Socket .*tests\/support\/emitters\.mjs/),
  ]);
  expect(started.stderr()).toBe('');
});
