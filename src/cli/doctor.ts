/** `warmline doctor`: whether the service itself is well, one line a thing, and what to do where it is not. */
import type { Command } from 'commander';
import type { Finding } from '../operations/judgement.ts';
import { findingInWords } from './doctor-words.ts';
import { type OutputOptions, printAnswer } from './output.ts';
import { withServiceLookedAt } from './with-database.ts';

/** Adds `doctor` to `program`. */
export function registerDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('say whether the service itself is well: versions, clocks, servers, disk, address, carrier, backup')
    .option('--json', 'exact JSON on stdout')
    .action(async (options: OutputOptions) => {
      const { findings, atMs } = await lookAndJudge();
      const { worstOf } = await import('../operations/judgement.ts');
      const answer = {
        at: `${new Date(atMs).toISOString().slice(0, 19)}Z`,
        state: worstOf(findings),
        checks: findings,
      };
      printAnswer(options, answer, () => findings.map(line).join('\n'));
    });
}

const marks = { ok: 'ok       ', attention: 'attention', fail: 'FAIL     ' } as const;
const line = (finding: Finding) => `${marks[finding.state]}  ${findingInWords(finding)}`;

async function lookAndJudge(): Promise<{ findings: Finding[]; atMs: number }> {
  const [{ lookAtService }, { lookAtNumbers }, { judge }] = await Promise.all([
    import('../operations/look.ts'),
    import('../operations/look-now.ts'),
    import('../operations/judgement.ts'),
  ]);
  return withServiceLookedAt(async ({ context, settings, ...at }) => {
    const { openCarrierNumbers } = await import('../carrier/twilio/numbers.ts');
    const { labEnabled, twilio } = settings;
    const account = openCarrierNumbers(settings, () => twilio.apiBaseUrl ?? '');
    const facts = await lookAtService({
      ...at,
      askCarrier: labEnabled
        ? null
        : async () => ({ ...(await account.askAccount()), hasFallback: twilio.fallbackUrl !== null }),
    });
    const seen = { room: context, config: settings, numbers: account };
    const numbers = facts.carrier?.answers === 'yes' ? await lookAtNumbers(seen) : null;
    return { findings: judge({ ...facts, numbers }), atMs: facts.nowMs };
  });
}
