/** `warmline invite`: a one-time link by which a coordinator or an admin first comes in, or comes in again after a lost device (A2). */
import type { Command } from 'commander';
import { BadInput } from './errors.ts';
import { type OutputOptions, printAnswer } from './output.ts';
import { whoAmI } from './who-am-i.ts';
import { withDatabase } from './with-database.ts';

/** Adds `invite PERSON` to `program`. */
export function registerInviteCommand(program: Command): void {
  program
    .command('invite')
    .description(
      'make a one-time sign-in link for a coordinator or an admin; it holds for 24 hours and is printed once',
    )
    .argument('<PERSON>', 'the id of a person')
    .option(
      '--forget',
      'what they proved themselves with before opens nothing any more, and they are signed out everywhere',
    )
    .option('--json', 'exact JSON on stdout')
    .action(async (personId: string, options: OutputOptions & { forget?: boolean }) => {
      const [{ forgetProofs, invite }, { publicAddress }] = await Promise.all([
        import('../access/invitations.ts'),
        import('./service-address.ts'),
      ]);
      const invited = await withDatabase(async ({ store, directories }) => {
        const directory = await directories.current();
        if (!directory) throw new BadInput('there is no organisation yet');
        const answer = await invite(store, directory, personId, whoAmI());
        if (answer.kind === 'invited' && options.forget) await forgetProofs(store, personId, whoAmI());
        return answer;
      });
      if (invited.kind === 'unknown') throw new BadInput(`PERSON: no such person ${JSON.stringify(personId)}`);
      if (invited.kind === 'needs-none')
        throw new BadInput(`PERSON: ${personId} is no coordinator or admin, and signs in with their phone alone`);
      const link = `${publicAddress()}/sign-in#${invited.token}`;
      const until = new Date(invited.untilMs).toISOString();
      printAnswer(options, { person: personId, link, until }, () => `${link}\nIt can be used once, until ${until}.`);
    });
}
