/** After all tests: the servers of this run end and its folder goes. */
import { clearUp } from './clear-up.mjs';

export default async function tearDown() {
  await clearUp(process.env.WARMLINE_TEST_FOLDER);
}
