/**
 * A file sealed with a passphrase, in the format of age (scrypt and ChaCha20-Poly1305 in pieces whose order and end are
 * proved), packed before. The `age` command opens it too.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ReadableStream } from 'node:stream/web';
import { createGunzip, createGzip } from 'node:zlib';
import { Decrypter, Encrypter } from 'age-encryption';
import { BackupProblem } from './backup-problem.ts';

/** Short ones are guessed; whoever has the file may try as long as they like. */
export const shortestPassphrase = 12;

/** One less than age takes by itself: 128 MB for half a second, which a small machine can spare too. */
const scryptWorkFactor = 17;

/** What age's library gives and takes, by the names of the browser. */
type Bytes = globalThis.ReadableStream<Uint8Array>;

/**
 * Writes what `pieces` give to `file`, sealed; gives its size in bytes. It bears its name only once it is whole and on
 * the disk; what fails before leaves nothing.
 */
export async function sealToFile(file: string, passphrase: string, pieces: AsyncIterable<Buffer>): Promise<number> {
  const unfinished = `${file}.unfinished`;
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(scryptWorkFactor);
  const packed = createGzip({ level: 4 });
  const packing = pipeline(Readable.from(pieces), packed);
  // Whoever waits for the end of the file learns of it.
  packing.catch(() => {});
  try {
    const sealed = await encrypter.encrypt(bytesOf(packed));
    await pipeline(Readable.fromWeb(sealed as ReadableStream), createWriteStream(unfinished, { mode: 0o600 }));
    await packing;
    await toDisk(unfinished);
    const { size } = await stat(unfinished);
    await rename(unfinished, file);
    return size;
  } catch (problem) {
    await rm(unfinished, { force: true });
    // What went wrong first says why.
    await packing;
    throw problem;
  }
}

/** What was sealed into `file`, piece by piece. Throws `BackupProblem` where the passphrase is another, or it was cut or changed. */
export async function* openSealed(file: string, passphrase: string): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const opened = await decrypter.decrypt(bytesOf(createReadStream(file))).catch((problem: unknown) => {
    if (problem instanceof Error && /no identity matched/.test(problem.message))
      throw new BackupProblem('the passphrase is not the one this backup was sealed with');
    throw new BackupProblem('the file is no sealed backup, or its beginning is damaged');
  });
  const unpacked = createGunzip();
  const unpacking = pipeline(Readable.fromWeb(opened as unknown as ReadableStream), unpacked);
  unpacking.catch(() => {});
  try {
    yield* unpacked as AsyncIterable<Uint8Array>;
    await unpacking;
  } catch {
    throw new BackupProblem('the backup was cut off or changed after it was made: nothing of it can be relied on');
  } finally {
    unpacked.destroy();
  }
}

function bytesOf(readable: Readable): Bytes {
  const pieces = readable[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => void readable.destroy(),
  }) as Bytes;
}

async function toDisk(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
