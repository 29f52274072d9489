/** Passkeys and authenticator apps: set up in a session, and asked for on top of a code or for a fresh proof (A2, A3). */
import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { Secret, TOTP } from 'otpauth';
import type pg from 'pg';
import type { AuditAction } from '../audit/actions.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { seal, unseal } from '../platform/sealing.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { AccessRoom, Session } from './sessions.ts';

/** Who asks for a passkey: the host people see in their browser, and its whole origin. */
export type Site = { name: string; host: string; origin: string };

/** Its many certificates and parsers take a process longer to load than anything else, and a worker never needs them. */
const webauthn = () => import('@simplewebauthn/server');

const challengeMs = 5 * 60_000;

type PasskeyRow = { id: string; public_key: Buffer; counter: string; transports: string[] };

/** What a person can prove themselves with, on top of a code. */
export async function proofsOf(
  room: AccessRoom,
  personId: string,
): Promise<{ passkeys: { id: string; device: string; madeAtMs: number; usedAtMs: number | null }[]; app: boolean }> {
  const { rows } = await room.pool.query<{ id: string; device: string; made_at: Date; used_at: Date | null }>(
    'SELECT id, device, made_at, used_at FROM passkeys WHERE person_id = $1 ORDER BY made_at, id',
    [personId],
  );
  const app = await room.pool.query('SELECT 1 FROM authenticators WHERE person_id = $1 AND confirmed_at IS NOT NULL', [
    personId,
  ]);
  return {
    passkeys: rows.map((row) => ({
      id: row.id,
      device: row.device,
      madeAtMs: row.made_at.getTime(),
      usedAtMs: row.used_at?.getTime() ?? null,
    })),
    app: app.rowCount === 1,
  };
}

/** Removes a passkey of the person, noted in the audit; false where they have none such. */
export async function removePasskey(room: AccessRoom, personId: string, id: string): Promise<boolean> {
  return removed(room, personId, 'passkey.removed', 'DELETE FROM passkeys WHERE person_id = $1 AND id = $2', [id]);
}

/** Removes the person's app, noted in the audit; false where they have none. */
export async function removeApp(room: AccessRoom, personId: string): Promise<boolean> {
  return removed(room, personId, 'app.removed', 'DELETE FROM authenticators WHERE person_id = $1', []);
}

async function removed(
  room: AccessRoom,
  personId: string,
  action: AuditAction,
  sql: string,
  more: string[],
): Promise<boolean> {
  return inTransaction(
    room.pool,
    () => '',
    async (client) => {
      if ((await client.query(sql, [personId, ...more])).rowCount !== 1) return false;
      await writeAudit(client, { atMs: room.clock.nowMs(), by: `person:${personId}`, action, subject: personId });
      return true;
    },
  );
}

/* Passkeys */

/** What the browser is asked for to make a passkey; one that exists already is not made again. */
export async function passkeyToMake(
  room: AccessRoom,
  site: Site,
  session: Session,
  name: string,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const known = await passkeysOf(room, session.personId);
  const { generateRegistrationOptions } = await webauthn();
  const options = await generateRegistrationOptions({
    rpName: site.name,
    rpID: site.host,
    userName: name,
    userID: new TextEncoder().encode(session.personId),
    attestationType: 'none',
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  });
  await keepChallenge(room, session.id, 'make', options.challenge);
  return options;
}

/** Keeps the passkey that the browser made; false where it is none that was asked for. */
export async function keepPasskey(
  room: AccessRoom,
  site: Site,
  session: Session,
  response: RegistrationResponseJSON,
): Promise<boolean> {
  const challenge = await takeChallenge(room, session.id, 'make');
  if (challenge === null) return false;
  const { verifyRegistrationResponse } = await webauthn();
  const checked = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: true,
  }).catch(() => null);
  if (!checked?.verified) return false;
  const { credential } = checked.registrationInfo;
  const { rowCount } = await room.pool.query(
    `INSERT INTO passkeys (id, person_id, public_key, counter, transports, device, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [
      credential.id,
      session.personId,
      Buffer.from(credential.publicKey),
      credential.counter,
      credential.transports ?? [],
      session.device,
      new Date(room.clock.nowMs()),
    ],
  );
  return rowCount === 1;
}

/** What the browser is asked for to prove a passkey. */
export async function passkeyToProve(
  room: AccessRoom,
  site: Site,
  session: Session,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const known = await passkeysOf(room, session.personId);
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({
    rpID: site.host,
    userVerification: 'required',
    allowCredentials: known.map(({ id, transports }) => ({
      id,
      transports: transports as AuthenticatorTransport[],
    })),
  });
  await keepChallenge(room, session.id, 'prove', options.challenge);
  return options;
}

/** Whether the browser proved a passkey of the session's person, for the challenge that was given to it, once. */
export async function isPasskeyProved(
  room: AccessRoom,
  site: Site,
  session: Session,
  response: AuthenticationResponseJSON,
): Promise<boolean> {
  const challenge = await takeChallenge(room, session.id, 'prove');
  const key = (await passkeysOf(room, session.personId)).find(({ id }) => id === response.id);
  if (challenge === null || !key) return false;
  const { verifyAuthenticationResponse } = await webauthn();
  const checked = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.host,
    requireUserVerification: true,
    credential: { id: key.id, publicKey: new Uint8Array(key.public_key), counter: Number(key.counter) },
  }).catch(() => null);
  if (!checked?.verified) return false;
  await room.pool.query('UPDATE passkeys SET counter = greatest(counter, $2), used_at = $3 WHERE id = $1', [
    key.id,
    checked.authenticationInfo.newCounter,
    new Date(room.clock.nowMs()),
  ]);
  return true;
}

async function passkeysOf(room: AccessRoom, personId: string): Promise<PasskeyRow[]> {
  const { rows } = await room.pool.query<PasskeyRow>(
    'SELECT id, public_key, counter, transports FROM passkeys WHERE person_id = $1 ORDER BY made_at, id',
    [personId],
  );
  return rows;
}

async function keepChallenge(
  room: AccessRoom,
  sessionId: string,
  purpose: 'make' | 'prove',
  challenge: string,
): Promise<void> {
  await room.pool.query(
    `INSERT INTO challenges (session_id, purpose, challenge, made_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (session_id, purpose) DO UPDATE SET challenge = EXCLUDED.challenge, made_at = EXCLUDED.made_at`,
    [sessionId, purpose, challenge, new Date(room.clock.nowMs())],
  );
}

/** The challenge, once: whoever takes it has used it up. */
async function takeChallenge(room: AccessRoom, sessionId: string, purpose: 'make' | 'prove'): Promise<string | null> {
  const { rows } = await room.pool.query<{ challenge: string; made_at: Date }>(
    'DELETE FROM challenges WHERE session_id = $1 AND purpose = $2 RETURNING challenge, made_at',
    [sessionId, purpose],
  );
  const [row] = rows;
  return row && room.clock.nowMs() - row.made_at.getTime() < challengeMs ? row.challenge : null;
}

/* Authenticator apps (RFC 6238) */

const stepSeconds = 30;
/** The codes of one step before and after are taken too, for clocks that are half a minute off. */
const stepsOff = 1;

/** A fresh secret for the person's app: it takes the place of the one they have once its first code comes. */
export async function appToMake(
  room: AccessRoom,
  issuer: string,
  session: Session,
  name: string,
): Promise<{ secret: string; address: string }> {
  const secret = new Secret({ size: 20 });
  await room.pool.query(
    `INSERT INTO authenticators (person_id, wanted_sealed) VALUES ($1, $2)
     ON CONFLICT (person_id) DO UPDATE SET wanted_sealed = EXCLUDED.wanted_sealed`,
    [session.personId, seal(room.secrets.sealingKey, secret.base32)],
  );
  return { secret: secret.base32, address: totp(secret, issuer, name).toString() };
}

type AppRow = { secret_sealed: string | null; wanted_sealed: string | null; last_step: string | null };

/** Whether the code is the app's at this time; each code once. */
export async function isAppProved(room: AccessRoom, personId: string, code: string): Promise<boolean> {
  return withApp(room, personId, async (app, client) => {
    const step = stepOf(room, app.secret_sealed, code);
    if (step === null || (app.last_step !== null && step <= Number(app.last_step))) return false;
    await client.query('UPDATE authenticators SET last_step = $2 WHERE person_id = $1', [personId, step]);
    return true;
  });
}

/** Whether the code is that of the app being set up, which is the person's from then on. */
export async function isAppConfirmed(room: AccessRoom, personId: string, code: string): Promise<boolean> {
  return withApp(room, personId, async (app, client) => {
    const step = stepOf(room, app.wanted_sealed, code);
    if (step === null) return false;
    await client.query(
      `UPDATE authenticators SET secret_sealed = wanted_sealed, wanted_sealed = NULL, last_step = $2, confirmed_at = $3
       WHERE person_id = $1`,
      [personId, step, new Date(room.clock.nowMs())],
    );
    return true;
  });
}

/** One code after the other, however many come at once. */
async function withApp(
  room: AccessRoom,
  personId: string,
  judge: (app: AppRow, client: pg.ClientBase) => Promise<boolean>,
): Promise<boolean> {
  return inTransaction(
    room.pool,
    () => '',
    async (client) => {
      const { rows } = await client.query<AppRow>(
        'SELECT secret_sealed, wanted_sealed, last_step FROM authenticators WHERE person_id = $1 FOR UPDATE',
        [personId],
      );
      return rows[0] !== undefined && (await judge(rows[0], client));
    },
  );
}

/** The step of time whose code this is; null where it is none of about now. */
function stepOf(room: AccessRoom, sealed: string | null, code: string): number | null {
  if (sealed === null) return null;
  const nowMs = room.clock.nowMs();
  const secret = Secret.fromBase32(unseal(room.secrets.sealingKey, sealed));
  const delta = totp(secret, '', '').validate({ token: code, timestamp: nowMs, window: stepsOff });
  return delta === null ? null : Math.floor(nowMs / 1000 / stepSeconds) + delta;
}

function totp(secret: Secret, issuer: string, label: string): TOTP {
  return new TOTP({ secret, issuer, label, digits: 6, period: stepSeconds });
}
