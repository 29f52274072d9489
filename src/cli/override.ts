/** `warmline override`: asks a volunteer, by name and with a reason, to take calls in spite of what keeps them from it. */
import type { Command } from 'commander';
import type { Records } from '../organisation/records.ts';
import type { Directory } from '../organisation/directory.ts';
import { BadInput } from './errors.ts';
import { type OutputOptions, printAnswer } from './output.ts';
import { type CommandContext, withDatabase } from './with-database.ts';

/** Adds `override PERSON --by PERSON --reason TEXT` to `program`. */
export function registerOverrideCommand(program: Command): void {
  program
    .command('override')
    .description('ask a volunteer to take calls in spite of a rest or another guard; it holds from their own yes')
    .argument('<PERSON>', 'the id of the volunteer')
    .requiredOption('--by <PERSON>', 'who asks: a shift leader or coordinator')
    .requiredOption('--reason <TEXT>', 'why; it goes to the audit log')
    .option('--json', 'exact JSON on stdout')
    .action(async (personId: string, options: OutputOptions & { by: string; reason: string }) => {
      const { askOverride } = await import('../people/overrides.ts');
      const { directory, answer } = await withDatabase(async (context) => {
        const directory = await context.directories.current();
        if (!directory) throw new BadInput('there is no organisation yet');
        const room = await roomFor(context, directory, personId);
        return {
          directory,
          answer: await askOverride(room, directory, { personId, by: options.by, reason: options.reason }),
        };
      });
      const nameOf = (id: string) => directory.people.get(id)?.name ?? id;
      if (answer.kind === 'refused')
        throw new BadInput(
          {
            unknown: `there is no person "${personId}"`,
            'asker-unknown': `there is no person "${options.by}"`,
            themselves: 'somebody else has to ask: their own MORE is enough for themselves',
            'no-leader': `${nameOf(options.by)} is no shift leader or coordinator`,
            'no-reason': 'a reason is needed',
            'nothing-to-waive': `nothing keeps ${nameOf(personId)} from calls that a yes could change`,
          }[answer.why],
        );
      printAnswer(
        options,
        { person: personId, asked: true },
        () => `${nameOf(personId)} is asked by text. Nothing changes unless they answer MORE.`,
      );
    });
}

/** A room for one question: the load is that of whoever is asked. */
async function roomFor(
  { store, directories }: CommandContext,
  directory: Directory,
  personId: string,
): Promise<Records> {
  const [{ openLog }, { openSetAside }, { ownLoad }, { openSaid }] = await Promise.all([
    import('../platform/log.ts'),
    import('../attention/set-aside.ts'),
    import('../people/own-load.ts'),
    import('../people/said.ts'),
  ]);
  const aside = openSetAside({ ...store, log: openLog('silent') });
  const person = directory.people.get(personId);
  const room: Records = {
    ...store,
    directories,
    loads: async () => new Map(person ? [[personId, (await ownLoad(room, directory, person)).score]] : []),
    aside,
    said: openSaid(aside),
  };
  return room;
}
