/** Coming in as coordinators and admins do: by a one-time link, with an authenticator app. */
import { Secret, TOTP } from 'otpauth';
import { invite } from '../../src/access/invitations.ts';
import { openBrowserClient, type BrowserClient } from './browser-client.ts';
import type { Stage } from './stage.ts';

/** What the app with this secret shows at the time of the stage. */
export function appCode(stage: Stage, secret: string): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 });
  return totp.generate({ timestamp: stage.clock.nowMs() });
}

/** The token of a new link for this person. */
export async function linkFor(stage: Stage, personId: string): Promise<string> {
  const { room, directories } = stage.service.deps;
  const invited = await invite(room, (await directories.current())!, personId, 'test');
  if (invited.kind !== 'invited') throw new Error(invited.kind);
  return invited.token;
}

/** Somebody who came by a link and set up an app: their browser, and the secret of the app. */
export async function enterWithApp(stage: Stage, personId: string): Promise<{ client: BrowserClient; secret: string }> {
  const client = openBrowserClient(stage.service.url!);
  await client.post('/sign-in/invitation', { token: await linkFor(stage, personId) });
  const { secret } = (await client.post('/me/app')).body as { secret: string };
  const entered = await client.post('/me/app/confirm', { code: appCode(stage, secret) });
  if (entered.status !== 200) throw new Error(`not signed in: ${JSON.stringify(entered.body)}`);
  return { client, secret };
}
