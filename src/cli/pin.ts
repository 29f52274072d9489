/** `warmline pin`: gives a person the keypad PIN they type to change a shift by phone, or takes it away. */
import type { Command } from 'commander';
import { isPin, setPin } from '../people/pin.ts';
import { plainNumber } from '../reading/plain-text.ts';
import { ask } from './ask.ts';
import { BadInput } from './errors.ts';
import { type OutputOptions, printAnswer } from './output.ts';
import { whoAmI } from './who-am-i.ts';
import { withDatabase } from './with-database.ts';

type PinOptions = OutputOptions & { pin?: string; clear?: boolean };

/** Adds `pin PERSON` to `program`. */
export function registerPinCommand(program: Command): void {
  program
    .command('pin')
    .description('set the keypad PIN of PERSON, asked for twice on a terminal; it is needed to change a shift by phone')
    .argument('<PERSON>', 'the id of a person')
    .option('--pin <DIGITS>', 'the PIN, four to eight digits, where there is no terminal to ask on')
    .option('--clear', 'take the PIN away')
    .option('--json', 'exact JSON on stdout')
    .action(async (personId: string, options: PinOptions) => {
      const pin = await pinFrom(options);
      const known = await withDatabase(({ store }) => setPin(store, personId, pin, whoAmI()));
      if (!known) throw new BadInput(`PERSON: no such person ${JSON.stringify(personId)}`);
      printAnswer(options, { person: personId, pin: pin === null ? 'cleared' : 'set' }, () =>
        pin === null ? `${personId} has no PIN now.` : `${personId} has a new PIN.`,
      );
    });
}

/** The PIN to set; null to take it away. What is said about a bad one never repeats it. */
async function pinFrom({ pin, clear }: PinOptions): Promise<string | null> {
  if (clear && pin !== undefined) throw new BadInput('--clear: takes the PIN away, so it cannot come with --pin');
  if (clear) return null;
  const given = plainNumber(pin ?? (await askTwice()));
  if (!isPin(given))
    throw new BadInput(pin === undefined ? 'a PIN is four to eight digits' : '--pin: must be four to eight digits');
  return given;
}

async function askTwice(): Promise<string> {
  if (!process.stdin.isTTY) throw new BadInput('--pin: is missing, and there is no terminal to ask on');
  const first = await ask('PIN (four to eight digits): ');
  if (first !== (await ask('The same PIN again: ')))
    throw new BadInput('the two PINs are different; nothing has changed');
  return first;
}
