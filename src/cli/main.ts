/** The `warmline` command: finds the command that was asked for and turns how it ended into an exit code. */
import { Command, CommanderError } from 'commander';
import { ownVersion } from '../platform/project-root.ts';
import { endingOf } from './errors.ts';

type Register = (program: Command) => void;
type Noun = { commands: readonly string[]; load: () => Promise<Register> };

/** Where each command lives: only what was asked for is loaded, so that every answer comes quickly. */
const nouns: readonly Noun[] = [
  { commands: ['org'], load: async () => (await import('./organisation.ts')).registerOrganisationCommands },
  { commands: ['shifts', 'who', 'gaps'], load: async () => (await import('./schedule.ts')).registerScheduleCommands },
  { commands: ['roster'], load: async () => (await import('./roster.ts')).registerRosterCommands },
  { commands: ['line'], load: async () => (await import('./line.ts')).registerLineCommands },
  { commands: ['voicemail'], load: async () => (await import('./voicemail.ts')).registerVoicemailCommands },
  { commands: ['callback'], load: async () => (await import('./callback.ts')).registerCallbackCommands },
  { commands: ['attention'], load: async () => (await import('./attention.ts')).registerAttentionCommands },
  { commands: ['pin'], load: async () => (await import('./pin.ts')).registerPinCommand },
  { commands: ['invite'], load: async () => (await import('./invite.ts')).registerInviteCommand },
  { commands: ['load'], load: async () => (await import('./load.ts')).registerLoadCommand },
  { commands: ['why'], load: async () => (await import('./why.ts')).registerWhyCommand },
  { commands: ['override'], load: async () => (await import('./override.ts')).registerOverrideCommand },
  { commands: ['unseal'], load: async () => (await import('./unseal.ts')).registerUnsealCommand },
  { commands: ['simulate'], load: async () => (await import('./simulate.ts')).registerSimulateCommand },
  { commands: ['staffing'], load: async () => (await import('./staffing.ts')).registerStaffingCommand },
  { commands: ['replay'], load: async () => (await import('./replay.ts')).registerReplayCommand },
  { commands: ['forecast'], load: async () => (await import('./forecast.ts')).registerForecastCommand },
  { commands: ['twilio'], load: async () => (await import('./twilio.ts')).registerTwilioCommands },
  { commands: ['backup', 'restore'], load: async () => (await import('./backup.ts')).registerBackupCommands },
  { commands: ['doctor'], load: async () => (await import('./doctor.ts')).registerDoctorCommand },
  { commands: ['call'], load: async () => (await import('./call.ts')).registerCallCommand },
];

/** Runs `warmline` with `argv` (what follows the command's name) and gives the exit code: 0 answered, 1 failed, 2 bad input. */
export async function main(argv: readonly string[]): Promise<number> {
  let complaint = '';
  const program = new Command('warmline')
    .description('The peer-support warmline from the command line.')
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureOutput({
      writeErr: (text) => {
        complaint += text;
      },
    });
  program.version(ownVersion(), '--version', 'the version of Warmline');
  const asked = nouns.filter(({ commands }) => commands.includes(argv[0] ?? ''));
  for (const { load } of asked.length > 0 ? asked : nouns) (await load())(program);
  process.stdout.off('error', endQuietly).on('error', endQuietly);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    if (!(error instanceof CommanderError)) return say(endingOf(error));
    if (error.exitCode === 0) return 0;
    return say({
      exitCode: 2,
      problems: [error.code === 'commander.help' ? missingCommand(complaint) : inOneSentence(error.message)],
    });
  }
}

function say({ exitCode, problems }: { exitCode: number; problems: readonly string[] }): number {
  process.stderr.write(`${problems.join('\n')}\n`);
  return exitCode;
}

function inOneSentence(message: string): string {
  return message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
}

/** Commander answers a missing command with its help, which begins `Usage: warmline org [options] [command]`. */
function missingCommand(help: string): string {
  const name = /^Usage: (\S+(?: \w\S*)*)/.exec(help)?.[1] ?? 'warmline';
  return `missing command: "${name} --help" lists them`;
}

/** `warmline … | head` is no failure: the reader has read enough. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}
