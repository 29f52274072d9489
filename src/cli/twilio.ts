/** `warmline twilio`: says what is wrong with the account's numbers, and sets them right. */
import type { Command } from 'commander';
import { BadInput, CommandFailed } from './errors.ts';
import { type OutputOptions, printAnswer } from './output.ts';
import { withDatabase } from './with-database.ts';

type Finding = { line: string; problem: string };

/** Adds `twilio check` and `twilio setup` to `program`. */
export function registerTwilioCommands(program: Command): void {
  const group = program.command('twilio').description('the numbers at the carrier');
  group
    .command('check')
    .description('say what is wrong with the numbers of the lines')
    .option('--json', 'exact JSON on stdout')
    .action(async (options: OutputOptions) => {
      const findings = await eachLine(false);
      printAnswer(options, { findings }, () =>
        findings.length === 0 ? 'Every line’s number leads here.' : findings.map(inWords).join('\n'),
      );
    });
  group
    .command('setup')
    .description('make the numbers of all lines lead to this service')
    .option('--json', 'exact JSON on stdout')
    .action(async (options: OutputOptions) => {
      const findings = await eachLine(true);
      const missing = findings.filter(({ problem }) => problem === notOurs);
      printAnswer(options, { done: findings.filter((one) => !missing.includes(one)), missing }, () => {
        const done = findings.length - missing.length;
        return [
          ...missing.map(inWords),
          done === 0 && missing.length === 0
            ? 'Nothing to do: every number leads here already.'
            : `${done} settings were put right.`,
        ].join('\n');
      });
      if (missing.length > 0) throw new CommandFailed('not every line could be set up');
    });
}

const notOurs = 'its number does not belong to this account';

const inWords = ({ line, problem }: Finding) => `${line}: ${problem}`;

/** What differs from what should be, line by line; with `mend`, it is put right on the way. */
async function eachLine(mend: boolean): Promise<Finding[]> {
  const [
    { loadSettings, readEnvironment },
    { openCarrierNumbers, wantedSettings },
    { loadOrganisation },
    { checkNumber },
  ] = await Promise.all([
    import('../platform/config.ts'),
    import('../carrier/twilio/numbers.ts'),
    import('../organisation/load-organisation.ts'),
    import('../carrier/twilio/number-check.ts'),
  ]);
  const settings = loadSettings(readEnvironment(), 'all');
  if (settings.labEnabled)
    throw new BadInput(['TWILIO_AUTH_TOKEN: missing; without a carrier there are no numbers to look at']);
  const stored = await withDatabase(({ database, store }) => loadOrganisation(database, store.secrets));
  if (!stored) throw new CommandFailed('there is no organisation yet: "warmline org import FILE" loads one');
  const numbers = openCarrierNumbers(settings, () => settings.twilio.apiBaseUrl ?? '');
  const wanted = wantedSettings(settings);
  const findings: Finding[] =
    settings.twilio.fallbackUrl === null && !mend
      ? [
          {
            line: 'all lines',
            problem:
              'TWILIO_FALLBACK_URL is not set: while this service is down, callers hear the carrier’s error message',
          },
        ]
      : [];
  for (const line of stored.organisation.lines) {
    process.stderr.write(`looking at ${line.id}\n`);
    const found = await checkNumber(line, numbers, wanted).catch((problem: unknown) => {
      throw new CommandFailed(
        `the carrier did not answer as it should (${(problem as { status?: number }).status ?? 'no answer'})`,
      );
    });
    if (found.number === null) {
      findings.push({ line: line.id, problem: notOurs });
      continue;
    }
    findings.push(
      ...found.differences.map(({ field, is, shouldBe }) => ({
        line: line.id,
        problem: `${field} is ${is || 'not set'}, it should be ${shouldBe || 'empty'}`,
      })),
    );
    if (mend && found.differences.length > 0) await numbers.configure(found.number, wanted);
  }
  return findings;
}
