/** Signing in as people do, with the code that comes to their phone. */
import type { Page } from 'playwright-core';
import { openBrowserClient, type BrowserClient } from './browser-client.ts';
import type { Stage } from './stage.ts';

const CODE = /\b\d{6}\b/;

/** The code in the latest text to this phone that has one. */
export async function codeSentTo(stage: Stage, number: string): Promise<string> {
  await stage.pass(2);
  const sent = stage
    .phone(number)
    .texts()
    .findLast(({ body }) => CODE.test(body));
  if (sent) stage.wasRead([sent]);
  return CODE.exec(sent?.body ?? '')?.[0] ?? '';
}

/** A browser in which the person with this number is signed in. */
export async function signInAs(stage: Stage, number: string): Promise<BrowserClient> {
  const client = openBrowserClient(stage.service.url!);
  await client.post('/sign-in/code', { phone: number });
  const entered = await client.post('/sign-in/code/check', { code: await codeSentTo(stage, number) });
  if (entered.status !== 200) throw new Error(`not signed in: ${JSON.stringify(entered.body)}`);
  return client;
}

/** Signs a browser in; its page is wherever it was, loaded anew. */
export async function signInPage(page: Page, stage: Stage, number: string): Promise<void> {
  const client = await signInAs(stage, number);
  const { hostname } = new URL(stage.service.url!);
  await page
    .context()
    .addCookies(
      [...client.cookies].map(([name, value]) => ({ name, value, domain: hostname, path: '/', httpOnly: true })),
    );
}
