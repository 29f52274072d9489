/** Checks the numbers at the carrier at each start and daily, in whichever process comes first: calls to a number that leads elsewhere are lost unseen. */
import { claimNumberCheck, numbersChecked, wantNumberCheck, whatIsWrong } from '../src/attention/numbers.ts';
import { checkNumber, type NumberFinding } from '../src/carrier/twilio/number-check.ts';
import { wantedSettings } from '../src/carrier/twilio/numbers.ts';
import type { Deps } from '../src/deps.ts';
import { atMost } from '../src/platform/at-most.ts';

const everyMs = 60_000;
/** A stop waits no longer than this for a slow carrier: the next process checks the rest. */
const stopPatienceMs = 2_000;

export type NumberChecks = { idle(): Promise<void>; stop(): Promise<void> };

/** Begins at once, without keeping anything waiting; the phone lab has no numbers but its own. */
export function startNumberChecks(deps: Deps): NumberChecks {
  let stopped = false;
  let wanted = false;
  let cancel = () => {};
  let running: Promise<void> = Promise.resolve();
  const look = async () => {
    if (!wanted) await wantNumberCheck(deps.room);
    wanted = true;
    await checkIfDue(deps);
  };
  const tick = () => {
    running = look()
      .catch((problem: unknown) =>
        deps.log.warn({ status: statusOf(problem) }, 'the numbers could not be looked at; it is tried again'),
      )
      .then(() => {
        if (!stopped) cancel = deps.clock.after(everyMs, tick);
      });
  };
  if (!deps.config.labEnabled) tick();
  return {
    idle: () => running,
    async stop() {
      stopped = true;
      cancel();
      await atMost(stopPatienceMs, running);
    },
  };
}

/** What the carrier's client throws can name the number it asked for: only its status is told. */
function statusOf(problem: unknown): number | string | null {
  const { status, code } = (problem ?? {}) as { status?: number; code?: string };
  return status ?? code ?? null;
}

async function checkIfDue({ room, directories, numbers, config, log }: Deps): Promise<void> {
  const directory = await directories.current();
  if (!directory || !(await claimNumberCheck(room))) return;
  const wanted = wantedSettings(config);
  const findings: NumberFinding[] = [];
  for (const line of directory.lineOfNumber.values()) findings.push(await checkNumber(line, numbers, wanted));
  await numbersChecked(room, findings);
  for (const finding of findings) {
    const wrong = whatIsWrong(finding);
    if (wrong !== null) log.warn({ lineId: finding.lineId, wrong }, 'the number of a line does not lead here');
  }
}
