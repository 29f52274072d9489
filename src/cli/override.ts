/** `warmline override`: asks a volunteer, by name and with a reason, to take calls in spite of what keeps them from it. */
import type { Command } from 'commander';
import type { ContactsRoom } from '../contacts/room.ts';
import type { Directories, Directory } from '../organisation/directory.ts';
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
      const [{ askOverride }, { openDirectories }] = await Promise.all([
        import('../people/overrides.ts'),
        import('../organisation/directory.ts'),
      ]);
      const { name, answer } = await withDatabase(async (context) => {
        const directories = openDirectories(context.database, context.secrets);
        const directory = await directories.current();
        if (!directory) throw new BadInput('there is no organisation yet');
        const room = await roomFor(context, directories, directory, personId);
        return {
          name: directory.people.get(personId)?.name ?? personId,
          answer: await askOverride(room, directory, { personId, by: options.by, reason: options.reason }),
        };
      });
      if (answer.kind === 'refused') throw new BadInput(answer.problem);
      printAnswer(
        options,
        { person: personId, asked: true },
        () => `${name} is asked by text. Nothing changes unless they answer MORE.`,
      );
    });
}

/** A room for one question: the running service sends what is written here. */
async function roomFor(
  { database, secrets }: CommandContext,
  directories: Directories,
  directory: Directory,
  personId: string,
): Promise<ContactsRoom> {
  const [{ systemClock }, { openLog }, { openSetAside }, { ownLoad }, { randomBytes }] = await Promise.all([
    import('../platform/clock.ts'),
    import('../platform/log.ts'),
    import('../attention/set-aside.ts'),
    import('../people/own-load.ts'),
    import('node:crypto'),
  ]);
  const person = directory.people.get(personId);
  const room: ContactsRoom = {
    pool: database.pool,
    clock: systemClock,
    directories,
    secrets,
    draw: () => randomBytes(12).toString('hex'),
    loads: async () => new Map(person ? [[personId, (await ownLoad(room, directory, person)).score]] : []),
    afterCommit: () => undefined,
    aside: openSetAside({ pool: database.pool, clock: systemClock, log: openLog('silent') }),
  };
  return room;
}
