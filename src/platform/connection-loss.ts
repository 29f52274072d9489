/** Tells a connection that broke from everything else that can go wrong. */

/** What the system says of a connection that is gone or cannot be made. */
const systemCodes = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** SQLSTATE: a connection exception, or the server ended the session or is going down. */
const sqlStates = /^(08...|57P0[1-5]|25P0[34])$/;
/** What the driver says without a code. */
const driverWords = /^(Connection terminated|Client has encountered a connection error|Client was closed)/;
/** SQLSTATE: no resources left, an operator's intervention, a rollback because of a deadlock or a conflict, or a lock not available. */
const passing = /^(53...|57...|40...|55P03)$/;
const noConnection = /^timeout exceeded when trying to connect/;

/** Whether `problem` says that a connection broke: what it was used for may be tried again on another one. */
export function isConnectionLoss(problem: unknown): boolean {
  const { code, message } = asError(problem);
  return systemCodes.has(code) || sqlStates.test(code) || driverWords.test(message);
}

/** Whether `problem` is the database's and passes, whatever record was being worked on. */
export function isDatabaseTrouble(problem: unknown): boolean {
  const { code, message } = asError(problem);
  return isConnectionLoss(problem) || passing.test(code) || noConnection.test(message) || /^P2024|^P2028/.test(code);
}

/**
 * Does `work`, and once more where the connection broke. Only for what may happen twice, as a webhook may: the carrier
 * delivers some twice.
 */
export async function evenIfCut<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (problem) {
    if (!isConnectionLoss(problem)) throw problem;
    return work();
  }
}

function asError(problem: unknown): { code: string; message: string } {
  const { code, message } = (problem ?? {}) as { code?: unknown; message?: unknown };
  return { code: typeof code === 'string' ? code : '', message: typeof message === 'string' ? message : '' };
}
