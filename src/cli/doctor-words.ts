/** What `warmline doctor` says of each finding: how it stands, and what to do where it is not well. */
import type { Check, Finding } from '../operations/judgement.ts';

type Values = Finding['values'];
type Words = Record<Check, Record<string, (values: Values) => string>>;

const words: Words = {
  release: { runs: ({ release, node }) => `Warmline ${release} on Node.js ${node}` },
  postgres: {
    answers: ({ version }) => `Postgres ${version} answers`,
    away: ({ problem }) =>
      `Postgres does not answer (${problem}): no call can be taken; look at the server and DATABASE_URL`,
  },
  migrations: {
    complete: ({ applied }) => `all ${applied} migrations are there`,
    missing: ({ missing, first }) =>
      `${missing} migrations are missing, first ${first}: start one process of this release, which runs them`,
    newer: ({ unknown, first }) =>
      `${unknown} migrations are of a newer release, first ${first}: bring this machine to that release`,
  },
  clock: {
    agrees: () => 'the clocks of process, database and carrier agree',
    differs: ({ databaseAheadMs, carrierAheadMs }) =>
      `the clocks differ: ${[
        databaseAheadMs === null ? '' : `the database is ${ahead(databaseAheadMs)}`,
        carrierAheadMs === null ? '' : `the carrier is ${ahead(carrierAheadMs)}`,
      ]
        .filter((part) => part !== '')
        .join(', ')}; have every machine set its clock by NTP`,
  },
  redis: {
    answers: ({ version }) => `Redis ${version} answers`,
    away: ({ problem }) =>
      `Redis does not answer (${problem}): calls go on through the database, a little later; look at the server and REDIS_URL`,
  },
  queues: {
    flow: ({ waiting }) => `the queues flow, ${waiting} waiting`,
    stand: ({ queue, waiting, oldestMs }) =>
      `the queue ${queue} stands: ${waiting} waiting, the oldest for ${span(oldestMs)}; see that a worker runs`,
  },
  effects: {
    done: () => 'what is due is done',
    wait: ({ due, oldestMs }) =>
      `${due} things are due and not done, the oldest for ${span(oldestMs)}: see that a worker runs, and what its log says`,
  },
  disk: {
    room: ({ freeBytes }) => `${gigabytes(freeBytes)} free where the data is`,
    full: ({ freeBytes, totalBytes }) =>
      `only ${gigabytes(freeBytes)} of ${gigabytes(totalBytes)} are free where the data is: make room`,
  },
  'public-address': {
    ours: ({ address }) => `${address} leads here`,
    other: ({ address }) =>
      `something else answers at ${address}, or this service with another WARMLINE_SECRET: look at the proxy and the DNS`,
    nothing: ({ address }) =>
      `nothing answers at ${address}: the carrier reaches nobody; look at the proxy, the DNS and the service`,
    'not-https': ({ address }) =>
      `${address} is not https: words and codes go through the network for all to read; put a proxy with a certificate before it`,
  },
  certificate: {
    holds: ({ days, expiresAt }) => `the certificate holds ${days} more days, until ${expiresAt}`,
    expires: ({ days, expiresAt }) =>
      `the certificate ends in ${days} days, at ${expiresAt}: renew it, and see why that does not happen by itself`,
    expired: ({ expiresAt }) =>
      `the certificate ended at ${expiresAt}: the carrier and browsers refuse it; renew it now`,
    refused: ({ problem }) =>
      `the certificate is not to be trusted, or nobody shows one (${problem}): put one there that the carrier takes`,
  },
  carrier: {
    answers: () => 'the carrier answers and takes the account',
    refused: () =>
      'the carrier refuses the account: look at TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, and at its state there',
    away: () => 'the carrier does not answer now: nobody can be rung until it does',
    'no-fallback': () =>
      'TWILIO_FALLBACK_URL is not set: while this service is down, callers hear the carrier’s error message',
  },
  numbers: {
    'lead-here': () => 'every line’s number leads here',
    elsewhere: ({ lines, first }) =>
      `${lines} lines have a number that does not lead here (${first}): "warmline twilio setup" puts it right`,
  },
  'status-callbacks': {
    'lead-here': () => 'the carrier says here what becomes of every line’s calls',
    elsewhere: ({ lines, first }) =>
      `${lines} lines have a status callback that does not lead here (${first}), so who hung up is waited for: "warmline twilio setup" puts it right`,
  },
  fallback: {
    ours: () => 'the document for callers while this service is down can be fetched, and leads back here',
    other: () =>
      'what is at TWILIO_FALLBACK_URL does not lead back here: put the address of this service into its Redirect (infra/fallback/fallback.xml)',
    nothing: () =>
      'nothing answers at TWILIO_FALLBACK_URL: while this service is down, callers hear the carrier’s error message',
  },
  backup: {
    made: ({ at }) => `the last backup is of ${at}`,
    'not-yet': () => 'there is no backup yet: "warmline backup FILE" makes one',
    never: () => 'there is no backup: "warmline backup FILE" makes one, best every night',
    old: ({ at, days }) => `the last backup is ${days} days old (${at}): "warmline backup FILE" makes another`,
  },
};

/** A finding as one sentence. */
export function findingInWords({ check, why, values }: Finding): string {
  return words[check][why]?.(values) ?? `${check}: ${why}`;
}

/** Whether there are words for it. */
export const hasWords = ({ check, why }: Finding) => words[check][why] !== undefined;

function ahead(ms: string | number | null | undefined): string {
  return `${span(Math.abs(Number(ms)))} ${Number(ms) < 0 ? 'behind' : 'ahead'}`;
}

function span(ms: string | number | null | undefined): string {
  const seconds = Math.round(Number(ms) / 1000);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

function gigabytes(bytes: string | number | null | undefined): string {
  return `${(Number(bytes) / 1e9).toFixed(1)} GB`;
}
