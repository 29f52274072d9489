/** The log: what happened, never to whom; numbers, names and texts have no field here and are struck out where they slip in. */
import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Anything that reads like a phone number, also URL-encoded. */
const phoneNumber = /(?:\+|%2B)?\d{8,15}/g;
const redacted = [
  '*.to',
  '*.from',
  '*.phone',
  '*.number',
  '*.name',
  '*.body',
  '*.From',
  '*.To',
  '*.Body',
  '*.Caller',
  '*.Called',
  '*.password',
  '*.authToken',
  '*.secret',
];

/** A log writing JSON lines to standard output, or to `destination`. */
export function openLog(level: string, destination?: { write(line: string): void }): Log {
  const options = {
    level,
    base: null,
    redact: { paths: redacted, censor: '[redacted]' },
    formatters: { log: strikeNumbers },
    serializers: { err: errorWithoutNumbers },
    hooks: {
      logMethod(this: Logger, args: unknown[], method: (...all: unknown[]) => void) {
        method.apply(
          this,
          args.map((one) => (typeof one === 'string' ? strike(one) : one)),
        );
      },
    },
  } as const;
  return pino(options as never, destination ?? standardOutput());
}

/** A log that cannot be written (a full disk, a reader that left) is a lost line and nothing more. */
function standardOutput(): ReturnType<typeof pino.destination> {
  const output = pino.destination(1);
  output.on('error', () => {});
  return output;
}

function strike(text: string): string {
  return text.replace(phoneNumber, '[number]');
}

function strikeNumbers(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? strike(value) : value]),
  );
}

function errorWithoutNumbers(error: unknown): object {
  if (!(error instanceof Error)) return { message: strike(String(error)) };
  return { type: error.name, message: strike(error.message), stack: strike(error.stack ?? '') };
}
