/** Answers with a file, streamed as it is made. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** Sends `parts` one after the other as a file to be kept. */
export async function answerFile(
  response: Response,
  { name, type }: { name: string; type: string },
  parts: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  response.status(200).set({
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-store',
  });
  // Whoever goes away before its end wants no more of it.
  await pipeline(Readable.from(parts), response).catch(() => undefined);
}
