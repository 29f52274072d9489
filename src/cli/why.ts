/** `warmline why`: the recorded decisions about a contact, in words. */
import type { Command } from 'commander';
import { publicKind } from '../matching/reason-words.ts';
import { answerInWords, candidateInWords } from '../matching/reasons-in-words.ts';
import { BadInput } from './errors.ts';
import { type OutputOptions, printAnswer, table } from './output.ts';
import { withDatabase } from './with-database.ts';

const listed = 20;

const notTold = {
  newer: 'A newer release decided here, in a form that this one cannot read: ask with the newer one.',
  unreadable: 'What was written down of this decision cannot be read.',
};

/** Adds `why [CONTACT]` to `program`. */
export function registerWhyCommand(program: Command): void {
  program
    .command('why')
    .description('why a contact went where it went, and why not elsewhere')
    .argument('[CONTACT]', `the id of a contact; without one the latest ${listed} are listed`)
    .option('--json', 'exact JSON on stdout')
    .action(async (contactId: string | undefined, options: OutputOptions) => {
      if (contactId === undefined) return listContacts(options);
      const { decisionsOf } = await import('../contacts/decisions.ts');
      const found = await withDatabase(async ({ store, directories }) => ({
        known: await decisionsOf(store, contactId),
        directory: await directories.current(),
      }));
      const { known, directory } = found;
      if (!known || !directory) throw new BadInput(`CONTACT: no such contact "${contactId}"`);
      const zone = directory.lines.get(known.lineId)?.timeZone ?? directory.organisation.timeZone;
      const reader = { zone, nameOf: (personId: string) => directory.people.get(personId)?.name ?? personId };
      const told = known.decisions.map((decision) => {
        const at = utc(new Date(decision.atMs));
        if (decision.kind !== 'told')
          return { at, offers: [], steps: [], candidates: [], words: [notTold[decision.kind]] };
        const { answer, language } = decision;
        return {
          at,
          offers: answer.offers,
          steps: answer.steps.map((step) => step.do),
          candidates: answer.candidates.map((one) => ({
            person: one.personId,
            as: one.as,
            offered: one.offered,
            reasons: one.reasons.map(publicKind),
            words: candidateInWords(one, language, reader),
          })),
          words: answerInWords(answer, language, reader),
        };
      });
      printAnswer(options, told, () =>
        told.length === 0
          ? 'Nothing was decided about it yet.'
          : told.flatMap(({ at, words }) => [at, ...words.map((sentence) => `  ${sentence}`)]).join('\n'),
      );
    });
}

async function listContacts(options: OutputOptions): Promise<void> {
  const { latestContacts } = await import('../contacts/decisions.ts');
  const contacts = await withDatabase(({ store }) => latestContacts(store, listed));
  const entries = contacts.map(({ id, lineId, arrivedAt, state, outcome }) => ({
    contact: id,
    line: lineId,
    arrived: utc(arrivedAt),
    state,
    outcome,
  }));
  printAnswer(options, entries, () =>
    entries.length === 0
      ? 'Nobody has called yet.'
      : table(
          ['contact', 'line', 'arrived', 'state', 'outcome'],
          entries.map(({ contact, line, arrived, state, outcome }) => [contact, line, arrived, state, outcome ?? '']),
        ),
  );
}

function utc(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
