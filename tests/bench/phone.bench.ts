/** The first page on a slow phone: a real browser at a quarter of this machine's speed, on 1.6 Mbit/s with 150 ms there and back, nothing kept from before. */
import type { Browser } from 'playwright-core';
import { openDatabase } from '../../src/platform/database.ts';
import { openBrowser } from '../support/browser.ts';
import { importBusyOrganisation, signedIn } from './busy-organisation.ts';
import { percentile } from './open-loop.ts';
import { inSetting, say, startService } from './processes.ts';
import { figure, printTable } from './table.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 7);
const bytesPerSecond = 1_600_000 / 8;

/** `slow`: how many times slower the processor is. `ready`: what must be there and can be used. */
type Visit = { name: string; path: string; signedIn: boolean; ready: string; slow: number; latencyMs: number | null };
const sizes = {
  '/sign-in': 'input[type=tel]',
  '/now': 'div[role=group] button:not([disabled])',
  '/shifts': 'main:not(.plain) li',
};
const page = (name: string, path: keyof typeof sizes, own: boolean): Visit[] => [
  { name: `${name}, slow phone`, path, signedIn: own, ready: sizes[path], slow: 4, latencyMs: 150 },
  { name: `${name}, this machine`, path, signedIn: own, ready: sizes[path], slow: 1, latencyMs: null },
];
const visits = [
  ...page('sign-in', '/sign-in', false),
  ...page('Now', '/now', true),
  ...page('My shifts', '/shifts', true),
];

await inSetting(async (setting) => {
  const [, volunteer = ''] = (await importBusyOrganisation(setting.databaseUrl, 200)).slice(9);
  const database = openDatabase(setting.databaseUrl);
  const cookie = await signedIn(database, volunteer);
  await database.close();
  const { baseUrl } = await startService('web', setting, 'http://127.0.0.1:9');
  const browser = await openBrowser();
  await opened(browser, baseUrl, cookie, visits[0]);
  const rows: string[][] = [];
  for (const visit of visits) {
    say(`Opening ${visit.name} ${rounds} times …`);
    const times: Opened[] = [];
    for (let round = 0; round < rounds; round += 1) times.push(await opened(browser, baseUrl, cookie, visit));
    const ms = times.map(({ usableMs }) => usableMs);
    const seconds = (share: number) => figure(percentile(ms, share) / 1000, 2);
    rows.push([
      visit.name,
      seconds(0),
      seconds(0.5),
      seconds(1),
      figure((times[0]?.bytes ?? 0) / 1000, 0),
      String(times[0]?.requests),
    ]);
  }
  await browser.close();
  printTable(['from the address to usable', 'best s', 'median s', 'worst s', 'KB fetched', 'requests'], rows);
});
process.exit(0);

type Opened = { usableMs: number; bytes: number; requests: number };

/** Opens the page in a browser that has never been here; the clock starts when the address is entered. */
async function opened(browser: Browser, baseUrl: string, cookie: string, visit: Visit | undefined): Promise<Opened> {
  if (!visit) return { usableMs: 0, bytes: 0, requests: 0 };
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const [name = '', value = ''] = cookie.split('=');
    if (visit.signedIn) await context.addCookies([{ name, value, url: baseUrl }]);
    const tab = await context.newPage();
    const devtools = await context.newCDPSession(tab);
    await devtools.send('Network.enable');
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: visit.slow });
    if (visit.latencyMs !== null)
      await devtools.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: visit.latencyMs,
        downloadThroughput: bytesPerSecond,
        uploadThroughput: bytesPerSecond / 2,
      });
    let [bytes, requests] = [0, 0];
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      requests += 1;
    });
    await tab.addInitScript(`{
      const look = () => {
        if (window.usableMs === undefined && document.querySelector(${JSON.stringify(visit.ready)}))
          requestAnimationFrame(() => (window.usableMs ??= performance.now()));
      };
      new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
    }`);
    await tab.goto(baseUrl + visit.path);
    await tab.waitForSelector(visit.ready, { timeout: 60_000 });
    const usableMs = Number(
      await tab.evaluate(
        'new Promise((tell) => requestAnimationFrame(() => requestAnimationFrame(() => tell(window.usableMs))))',
      ),
    );
    return { usableMs, bytes, requests };
  } finally {
    await context.close();
  }
}
