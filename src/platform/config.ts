/** The settings of one process: read once, checked together, handed on as a value. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { projectRoot } from './project-root.ts';
import { StartProblem } from './start-problem.ts';

export type Role = 'all' | 'web' | 'worker';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Everything that can be set from outside, under the names of the contract and in the order of .env.example. */
const schema = z.object({
  PORT: portNumber().default(3000),
  PUBLIC_BASE_URL: webAddress().optional(),
  DATABASE_URL: address(['postgres:', 'postgresql:'], 'postgresql://user:password@host:5432/name').optional(),
  REDIS_URL: redisAddresses().optional(),
  TWILIO_ACCOUNT_SID: z.string().optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_AUTH_TOKEN_SECONDARY: z.string().optional(),
  TWILIO_API_BASE_URL: webAddress().optional(),
  TWILIO_CALLS_PER_SECOND: z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'must be a number, for example 1')
    .transform(Number)
    .refine((rate) => rate > 0, 'must be more than 0')
    .default(1),
  TWILIO_FALLBACK_URL: webAddress().optional(),
  TWILIO_VERIFY_SERVICE_SID: z
    .string()
    .regex(/^VA[0-9a-fA-F]{32}$/, 'must be the sid of a Verify service: VA and 32 hex digits')
    .optional(),
  WARMLINE_SECRET: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, 'must be 32 bytes in hex (64 characters); `openssl rand -hex 32` makes one')
    .transform((hex) => hex.toLowerCase())
    .optional(),
  WARMLINE_DATA_DIR: z.string().default('.warmline'),
  WARMLINE_BACKUP_PASSPHRASE: z.string().optional(),
  WORKER_HEALTH_PORT: portNumber().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: webAddress().optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
});

/** The names of all settings, in the order in which .env.example explains them. */
export const settingNames: readonly string[] = Object.keys(schema.shape);

/** What the process needs to know before servers of its own run: null where an embedded one is to stand in. */
export type Settings = {
  /** 0 picks a free one. */
  port: number;
  /** Where the carrier and browsers reach the service; no slash at the end. */
  publicBaseUrl: string;
  /** True when PUBLIC_BASE_URL was not set, so that the address follows the port. */
  publicBaseUrlFollowsPort: boolean;
  databaseUrl: string | null;
  /** One URL, or several parted by commas for the nodes of a Redis Cluster. */
  redisUrl: string | null;
  twilio: {
    accountSid: string;
    authToken: string;
    /** A second token accepted on webhooks while tokens are rotated. */
    authTokenSecondary: string | null;
    /** No slash at the end; null means the phone lab's own address, known once it listens. */
    apiBaseUrl: string | null;
    callsPerSecond: number;
    fallbackUrl: string | null;
    /** The Verify service that makes, sends and checks the codes to sign in with; null: the lines' own numbers send ours. */
    verifyServiceSid: string | null;
  };
  /** 64 hex digits; null means the one kept beside the embedded database. */
  secret: string | null;
  /** Absolute. */
  dataDir: string;
  /** What backups are sealed with where nobody is there to type it; null: it is asked for. */
  backupPassphrase: string | null;
  /** Where a process that only works answers whether it is well; null: nowhere. 0 picks a free one. */
  workerHealthPort: number | null;
  /** Where traces go by OTLP over HTTP, without the path and without a slash at the end; null: none are made. */
  otlpEndpoint: string | null;
  logLevel: z.infer<typeof schema>['LOG_LEVEL'];
  /** No carrier is configured: the phone lab plays it, with a demo organisation. */
  labEnabled: boolean;
};

export type Config = Settings & { databaseUrl: string; redisUrl: string; secret: string };

export type Environment = Readonly<Record<string, string | undefined>>;

/** What signs webhooks in the phone lab: known to everyone, so it opens nothing but the lab. */
const labTwilio = { accountSid: 'AC00000000000000000000000000000000', authToken: 'phone-lab' };

/** The process's environment over the project's .env file: what is really set wins. */
export function readEnvironment(file = join(projectRoot, '.env')): Environment {
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return { ...fromFile, ...process.env };
}

/**
 * Checks all settings for a role.
 * Throws one StartProblem (exit 2) naming every setting that is wrong or missing. An empty setting counts as absent.
 */
export function loadSettings(environment: Environment, role: Role): Settings {
  const given = Object.fromEntries(
    settingNames.flatMap((name) => {
      const value = environment[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const parsed = schema.safeParse(given);
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    ...missing(given, role),
  ];
  if (!parsed.success || problems.length > 0) throw badSettings(problems);

  const values = parsed.data;
  const labEnabled = values.TWILIO_AUTH_TOKEN === undefined;
  return {
    port: values.PORT,
    publicBaseUrl: values.PUBLIC_BASE_URL ?? localAddress(values.PORT),
    publicBaseUrlFollowsPort: values.PUBLIC_BASE_URL === undefined,
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    twilio: {
      accountSid: values.TWILIO_ACCOUNT_SID ?? labTwilio.accountSid,
      authToken: values.TWILIO_AUTH_TOKEN ?? labTwilio.authToken,
      authTokenSecondary: values.TWILIO_AUTH_TOKEN_SECONDARY ?? null,
      apiBaseUrl: values.TWILIO_API_BASE_URL ?? (labEnabled ? null : 'https://api.twilio.com'),
      callsPerSecond: values.TWILIO_CALLS_PER_SECOND,
      fallbackUrl: values.TWILIO_FALLBACK_URL ?? null,
      verifyServiceSid: values.TWILIO_VERIFY_SERVICE_SID ?? null,
    },
    secret: values.WARMLINE_SECRET ?? null,
    dataDir: resolve(projectRoot, values.WARMLINE_DATA_DIR),
    backupPassphrase: values.WARMLINE_BACKUP_PASSPHRASE ?? null,
    workerHealthPort: values.WORKER_HEALTH_PORT ?? null,
    otlpEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    logLevel: values.LOG_LEVEL,
    labEnabled,
  };
}

/** Fills in what the embedded servers gave; what was set from outside stays. */
export function completeConfig(
  settings: Settings,
  embedded: { databaseUrl?: string; redisUrl?: string; secret?: string },
): Config {
  const databaseUrl = settings.databaseUrl ?? embedded.databaseUrl;
  const redisUrl = settings.redisUrl ?? embedded.redisUrl;
  const secret = settings.secret ?? embedded.secret;
  if (!databaseUrl || !redisUrl || !secret) throw new Error('the embedded servers left a setting open');
  return { ...settings, databaseUrl, redisUrl, secret };
}

/** The same settings once the port is known: the address of the lab follows it, one that was set stays. */
export function listeningOn<T extends Settings>(config: T, port: number): T {
  return {
    ...config,
    port,
    publicBaseUrl: config.publicBaseUrlFollowsPort ? localAddress(port) : config.publicBaseUrl,
  };
}

function missing(given: Record<string, string>, role: Role): string[] {
  const problems: string[] = [];
  const need = (name: string, why: string) => {
    if (!given[name]) problems.push(`${name}: missing; ${why}`);
  };
  if (given['TWILIO_AUTH_TOKEN']) {
    need('TWILIO_ACCOUNT_SID', 'needed with TWILIO_AUTH_TOKEN');
    need('PUBLIC_BASE_URL', 'the carrier must know where to reach this service');
  }
  if (role !== 'all') {
    need('DATABASE_URL', `"${role}" shares its database with other processes (npm start brings its own)`);
    need('REDIS_URL', `"${role}" shares its queues with other processes (npm start brings its own)`);
  }
  if (given['DATABASE_URL'] || role !== 'all') {
    need('WARMLINE_SECRET', '32 bytes in hex, the same for all processes; `openssl rand -hex 32` makes one');
  }
  return problems;
}

function badSettings(problems: string[]): StartProblem {
  const count = problems.length === 1 ? 'One setting needs' : `${problems.length} settings need`;
  return new StartProblem(
    [
      `Warmline did not start. ${count} attention (.env.example explains each):`,
      ...problems.map((line) => `  ${line}`),
    ].join('\n'),
    2,
  );
}

function localAddress(port: number): string {
  return `http://localhost:${port}`;
}

function address(protocols: string[], example: string) {
  return z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), `must look like ${example}`);
}

function redisAddresses() {
  const one = address(['redis:', 'rediss:'], 'redis://host:6379');
  return z
    .string()
    .refine(
      (text) => text.split(',').every((part) => one.safeParse(part.trim()).success),
      'must look like redis://host:6379',
    );
}

function portNumber() {
  return z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number, or 0 to pick a free one')
    .transform(Number)
    .refine((port) => port <= 65535, 'must be at most 65535');
}

function webAddress() {
  return address(['http:', 'https:'], 'https://warmline.example.org').transform((text) => text.replace(/\/+$/, ''));
}
