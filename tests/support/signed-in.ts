/** Signs people in by the code on their simulated phone, as a client of the API or in a real browser. */
import type { Page } from 'playwright-core';
import { openBrowserClient, type BrowserClient } from './browser-client.ts';
import type { Stage } from './stage.ts';

async function codeOn(stage: Stage, number: string): Promise<string> {
  await stage.pass(2);
  return /\b(\d{6})\b/.exec(stage.phone(number).texts().at(-1)?.body ?? '')?.[1] ?? '';
}

/** A client of the API with a session of whoever has this number. */
export async function signInAs(stage: Stage, number: string): Promise<BrowserClient> {
  const client = openBrowserClient(stage.service.url ?? '');
  stage.carrier.control.expectText(number);
  await client.post('/sign-in/code', { phone: number });
  const entered = await client.post('/sign-in/code/check', { code: await codeOn(stage, number) });
  if (entered.status !== 200) throw new Error(`no session: ${JSON.stringify(entered.body)}`);
  return client;
}

/** The page with a session of whoever has this number; it shows nothing yet. */
export async function signInPage(page: Page, stage: Stage, number: string): Promise<void> {
  const { cookies } = await signInAs(stage, number);
  const url = stage.service.url ?? '';
  await page.context().addCookies([...cookies].map(([name, value]) => ({ name, value, url })));
}
