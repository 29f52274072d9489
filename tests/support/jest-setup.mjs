/** Before any test: a folder for the servers this run may start. Nothing starts until a test asks. */
import { chmodSync, lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processMark } from '../../infra/lock.mjs';

export default function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'warmline-tests-'));
  // As root the database runs as another user, who must be able to pass through.
  chmodSync(folder, 0o711);
  process.env.WARMLINE_TEST_FOLDER = folder;
  process.env.WARMLINE_TEST_OWNER = processMark(process.pid) ?? '';
  // The packaged browser unpacks itself under one fixed name, which another user of this machine may have taken.
  process.env.TMPDIR = ownTemporaryFolder();
}

/** Kept between runs: unpacking the browser takes a while. */
function ownTemporaryFolder() {
  const user = process.getuid?.() ?? 'user';
  const folder = join(tmpdir(), `warmline-tmp-${user}`);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  return lstatSync(folder).uid === process.getuid?.() ? folder : tmpdir();
}
