/** What stands in a backup, one frame after the other: who made it, each table with its rows, and the end by which it is known to be whole. */
import { z } from 'zod';
import { BackupProblem } from './backup-problem.ts';

/** Which release made it, from which schema, and with which secret: `secretCheck` tells a secret without being one. */
const header = z.object({
  format: z.literal(1),
  release: z.string(),
  madeAt: z.string(),
  secretCheck: z.string(),
  /** Only where whoever made it wanted the secret inside. */
  secret: z.string().optional(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
});

const tableStart = z.object({ table: z.string(), columns: z.array(z.string()) });

const ending = z.object({
  /** How many rows each table has. */
  rows: z.record(z.string(), z.number()),
  /** Where numbers that the database gives out by itself go on. */
  counters: z.array(z.object({ table: z.string(), column: z.string(), value: z.string(), isUsed: z.boolean() })),
});

export type BackupHeader = z.infer<typeof header>;
export type TableStart = z.infer<typeof tableStart>;
export type BackupEnding = z.infer<typeof ending>;

/** `data` is a piece of the rows of the table begun last, as Postgres copies them out; pieces end anywhere. */
export type Frame =
  | ({ kind: 'header' } & BackupHeader)
  | ({ kind: 'table' } & TableStart)
  | { kind: 'data'; bytes: Buffer }
  | ({ kind: 'end' } & BackupEnding);

const letters = { header: 'H', table: 'T', data: 'D', end: 'E' } as const;
/** A letter, and the length of what follows in four bytes. */
const leadBytes = 5;
/** Longer than any frame that is written; what claims more is none of ours. */
const longestBytes = 64 * 1024 * 1024;

/** A frame as bytes. */
export function frameBytes(frame: Frame): Buffer {
  const { kind, ...value } = frame;
  const body = frame.kind === 'data' ? frame.bytes : Buffer.from(JSON.stringify(value));
  const lead = Buffer.alloc(leadBytes);
  lead.write(letters[kind], 'latin1');
  lead.writeUInt32BE(body.length, 1);
  return Buffer.concat([lead, body]);
}

/** The frames of a backup. Throws `BackupProblem` where it is none, or one of a newer form, or ends before its end. */
export async function* framesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  let held = Buffer.alloc(0);
  let isOver = false;
  for await (const piece of pieces) {
    held = held.length === 0 ? Buffer.from(piece) : Buffer.concat([held, piece]);
    while (held.length >= leadBytes) {
      const length = held.readUInt32BE(1);
      if (isOver || length > longestBytes) throw notOurs();
      if (held.length < leadBytes + length) break;
      const frame = frameFrom(held.toString('latin1', 0, 1), held.subarray(leadBytes, leadBytes + length));
      held = held.subarray(leadBytes + length);
      isOver = frame.kind === 'end';
      yield frame;
    }
  }
  if (!isOver || held.length > 0) throw new BackupProblem('the backup ends before its end: the file was cut off');
}

function frameFrom(letter: string, body: Buffer): Frame {
  switch (letter) {
    case letters.header:
      return { kind: 'header', ...read(header, body) };
    case letters.table:
      return { kind: 'table', ...read(tableStart, body) };
    case letters.data:
      return { kind: 'data', bytes: body };
    case letters.end:
      return { kind: 'end', ...read(ending, body) };
    default:
      throw notOurs();
  }
}

function read<Value>(shape: z.ZodType<Value>, body: Buffer): Value {
  try {
    return shape.parse(JSON.parse(body.toString('utf8')));
  } catch {
    throw notOurs();
  }
}

const notOurs = () => new BackupProblem('what is inside the file is no backup that this release can read');
