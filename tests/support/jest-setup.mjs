/** Before any test: a folder for the servers this run may start. Nothing starts until a test asks. */
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processMark } from '../../infra/lock.mjs';

export default function setUp() {
  const folder = mkdtempSync(join(placeOfServers(), 'warmline-tests-'));
  // As root the database runs as another user, who must be able to pass through.
  chmodSync(folder, 0o711);
  process.env.WARMLINE_TEST_FOLDER = folder;
  process.env.WARMLINE_TEST_OWNER = processMark(process.pid) ?? '';
  // The packaged browser unpacks itself under one fixed name, which another user of this machine may have taken.
  process.env.TMPDIR = ownTemporaryFolder();
}

/** Where a Linux machine keeps files in memory: on a disk, a new database takes some fifteen times as long. */
const inMemory = '/dev/shm';
const roomNeededBytes = 4 * 1024 ** 3;

/** In memory where there is room for the databases of a whole run, which nobody needs after it. */
function placeOfServers() {
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize >= roomNeededBytes ? inMemory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** Kept between runs: unpacking the browser takes a while. */
function ownTemporaryFolder() {
  const user = process.getuid?.() ?? 'user';
  const folder = join(tmpdir(), `warmline-tmp-${user}`);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  return lstatSync(folder).uid === process.getuid?.() ? folder : tmpdir();
}
