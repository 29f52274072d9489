/** The live board with 200 people on shift, 40 callers waiting and 50 boards open: from a commit to the stream and to a real screen, and what idling costs. */
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../src/platform/database.ts';
import { openBrowser } from '../support/browser.ts';
import { importBusyOrganisation, letWait, signedIn } from './busy-organisation.ts';
import { cpuMs, percentile } from './open-loop.ts';
import { inSetting, roundTrips, say, startService } from './processes.ts';
import { figure, printTable } from './table.ts';

const boards = 50;
const people = 200;
const waiting = 40;
const commits = 40;
const idleMs = 10_000;

await inSetting(async (setting) => {
  const [leader = ''] = await importBusyOrganisation(setting.databaseUrl, people);
  const database = openDatabase(setting.databaseUrl);
  await letWait(database.pool, waiting);
  const cookies = await Promise.all(Array.from({ length: boards }, () => signedIn(database, leader)));
  await database.close();
  const { child, baseUrl } = await startService('web', setting, 'http://127.0.0.1:9');
  const pid = child.pid ?? 0;
  // What a process does once, after its start, is not idling.
  await sleep(5_000);
  const away = await used(pid, baseUrl);

  say(`Opening ${boards} boards …`);
  const heard: number[] = [];
  const leave = new AbortController();
  let [askedMs, bytes] = [0, 0];
  const onChange = (size: number) => {
    bytes += size;
    heard.push(performance.now() - askedMs);
  };
  for (const cookie of cookies) await openStream(baseUrl, cookie, leave.signal, onChange);
  await sleep(3_000);
  say('Looking at what idling costs …');
  const idle = await used(pid, baseUrl);

  const screen = await openScreen(baseUrl, cookies[0] ?? '');
  await sleep(2_000);
  say(`Pausing and resuming a line ${commits} times …`);
  heard.length = 0;
  bytes = 0;
  const seen: number[] = [];
  const busyBefore = cpuMs(pid);
  const startedMs = performance.now();
  for (let count = 0; count < commits; count += 1) {
    const change = screen.change();
    askedMs = performance.now();
    const answer = await fetch(`${baseUrl}/api/v1/lines/south/${count % 2 === 0 ? 'pause' : 'resume'}`, {
      method: 'POST',
      headers: { cookie: cookies[0] ?? '', origin: baseUrl, 'content-type': 'application/json' },
      body: '{}',
    });
    if (!answer.ok) throw new Error(`not paused: ${answer.status}`);
    seen.push((await change) - askedMs);
    await sleep(250);
  }
  const busy = (cpuMs(pid) - busyBefore) / (performance.now() - startedMs);
  leave.abort();
  await screen.close();
  const row = (what: string, values: number[]) => [
    what,
    String(values.length),
    ...[0.5, 0.95, 0.99].map((share) => figure(percentile(values, share), 0)),
  ];
  printTable(
    [`board: ${people} on shift, ${waiting} waiting, ${boards} boards`, 'heard', 'p50 ms', 'p95 ms', 'p99 ms'],
    [
      row(`asked for, to the stream (${Math.round(bytes / Math.max(1, heard.length))} bytes each)`, heard),
      row('asked for, to the screen of a real browser', seen),
    ],
  );
  printTable(
    ['CPU of the service', '% of a core', 'SQL trips a second'],
    [
      ['nobody looks, nothing happens', figure(away.share * 100), figure(away.trips)],
      [`${boards} boards, nothing happens`, figure(idle.share * 100), figure(idle.trips)],
      [`${boards} boards, about three changes a second`, figure(busy * 100), '–'],
    ],
  );
});
process.exit(0);

/** What the service used of a core, and asked of the database, in ten seconds. */
async function used(pid: number, baseUrl: string): Promise<{ share: number; trips: number }> {
  const before = { cpu: cpuMs(pid), trips: await roundTrips(baseUrl) };
  await sleep(idleMs);
  const trips = (await roundTrips(baseUrl)) - before.trips;
  return { share: (cpuMs(pid) - before.cpu) / idleMs, trips: (trips * 1000) / idleMs };
}

async function openStream(
  baseUrl: string,
  cookie: string,
  signal: AbortSignal,
  onChange: (bytes: number) => void,
): Promise<void> {
  const response = await fetch(`${baseUrl}/api/v1/board/stream`, { headers: { cookie }, signal });
  if (response.status !== 200 || !response.body) throw new Error(`no stream: ${response.status}`);
  const read = async (body: AsyncIterable<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const chunk of body) if (decoder.decode(chunk).includes('event: change')) onChange(chunk.length);
  };
  read(response.body as unknown as AsyncIterable<Uint8Array>).catch(() => undefined);
}

type Screen = { change(): Promise<number>; close(): Promise<void> };

/** A browser that looks at the board; `change` resolves with the moment at which the word for the line's state is another. */
async function openScreen(baseUrl: string, cookie: string): Promise<Screen> {
  const browser = await openBrowser();
  const page = await browser.newPage();
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: baseUrl }]);
  await page.goto(`${baseUrl}/board`);
  await page.getByRole('heading', { level: 2 }).nth(1).waitFor();
  let onFrame = () => {};
  await page.exposeFunction('warmlineFrame', () => onFrame());
  await page.evaluate(`(() => {
    const words = () => [...document.querySelectorAll('main')].map((one) => /Paused/i.test(one.innerText)).join();
    let before = words();
    new MutationObserver(() => requestAnimationFrame(() => {
      const now = words();
      if (now === before) return;
      before = now;
      window.warmlineFrame();
    })).observe(document.body, { subtree: true, childList: true, characterData: true });
  })()`);
  return {
    change: () => new Promise((resolve) => (onFrame = () => resolve(performance.now()))),
    close: () => browser.close(),
  };
}
