/** `warmline unseal`: where a line publishes that it acts on imminent risk, a shift leader opens the number of a live call (V13). */
import type { Command } from 'commander';
import type { Refusal } from '../contacts/live-number.ts';
import { BadInput } from './errors.ts';
import { type OutputOptions, printAnswer } from './output.ts';
import { withDatabase } from './with-database.ts';

const refusals: Record<Refusal, string> = {
  'consent-only': 'the line promises its callers consent: its numbers are never opened',
  'no-leader': '--by: only a shift leader may open a number',
  'no-reason': '--reason: must say why',
  over: 'there is no such live call',
  'no-number': 'the caller hides their number',
};

/** Adds `unseal CONTACT --by PERSON --reason TEXT` to `program`. */
export function registerUnsealCommand(program: Command): void {
  program
    .command('unseal')
    .description('open the number of a live call where a life is in immediate danger; it goes to the audit log')
    .argument('<CONTACT>', 'the id of the contact; "warmline why" lists the latest')
    .requiredOption('--by <PERSON>', 'the shift leader who asks')
    .requiredOption('--reason <TEXT>', 'why; it goes to the audit log')
    .option('--json', 'exact JSON on stdout')
    .action(async (contactId: string, options: OutputOptions & { by: string; reason: string }) => {
      const { unsealLiveNumber } = await import('../contacts/live-number.ts');
      const answer = await withDatabase(async ({ store, directories }) => {
        const directory = await directories.current();
        if (!directory) throw new BadInput('there is no organisation yet');
        return unsealLiveNumber(store, directory, contactId, options.by, options.reason);
      });
      if (answer.kind === 'refused') throw new BadInput(refusals[answer.why]);
      printAnswer(options, { contact: contactId, number: answer.number }, () => answer.number);
    });
}
