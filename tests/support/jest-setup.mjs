/** Before any test: a folder for the servers this run may start. Nothing starts until a test asks. */
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processMark } from '../../infra/lock.mjs';

export default function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'warmline-tests-'));
  // As root the database runs as another user, who must be able to pass through.
  chmodSync(folder, 0o711);
  process.env.WARMLINE_TEST_FOLDER = folder;
  process.env.WARMLINE_TEST_OWNER = processMark(process.pid) ?? '';
}
