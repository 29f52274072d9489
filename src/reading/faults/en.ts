/** What is wrong with a file, a field of it or a cell of a spreadsheet, in English, to be read after its place; the keys are the pattern for every language. */
import { nounsEn, type Kind, type Wanted } from './nouns.ts';

type Value = { value: string };

const is = ({ kind, value }: { kind: Kind; value: string }) => (kind === 'value' ? value : nounsEn[kind]);

export const faultsEn = {
  // Any field; `value` is what stands there, as JSON
  missing: () => 'is missing',
  empty: () => 'must not be empty',
  unknownField: () => 'unknown field',
  wholeNumber: ({ value }: Value) => `must be a whole number, not ${value}`,
  wrongKind: ({ wanted, ...found }: { wanted: Wanted; kind: Kind; value: string }) =>
    `must be ${nounsEn[wanted]}, not ${is(found)}`,
  oneOf: ({ values, value }: Value & { values: readonly string[] }) => `must be ${listed(values, 'or')}, not ${value}`,
  oneOfKinds: ({ values, value }: Value & { values: readonly string[] }) =>
    `must be one of ${values.join(', ')}, not ${value}`,
  atLeast: ({ least, value }: Value & { least: string }) => `must be at least ${least}, not ${value}`,
  atMost: ({ most, value }: Value & { most: string }) => `must be at most ${most}, not ${value}`,
  mostEntries: ({ most }: { most: string }) => `must have at most ${most} entries`,
  twice: ({ value }: Value) => `${value} stands here twice`,
  /** What the library of schemas says and no sentence of ours does. */
  misshapen: ({ said }: { said: string }) => said,

  // Small values
  noText: () => 'holds a character that is no text (NUL or half of a pair)',
  dots: ({ value }: Value) => `${value} cannot be part of an address`,
  id: ({ value }: Value) => `must be 1 to 100 characters without spaces around them, not ${value}`,
  phone: ({ value }: Value) => `${value} is not a phone number (a + and 8 to 15 digits)`,
  zone: ({ value }: Value) => `no such zone ${value}`,
  date: ({ value }: Value) => `no such date ${value} (write 2026-12-25)`,
  time: ({ value }: Value) => `no such time ${value} (write 09:00, at most 23:59)`,
  endTime: ({ value }: Value) => `no such time ${value} (write 09:00, at most 24:00)`,
  dateTime: ({ value }: Value) =>
    `no such date and time ${value} (write 2026-11-02T17:00, the line's wall clock, without an offset)`,
  endDateTime: ({ value }: Value) =>
    `no such date and time ${value} (write 2026-11-02T21:00, the line's wall clock, without an offset)`,
  moment: ({ value }: Value) => `no such moment ${value} (write 2026-12-25, 2026-12-25T17:00 or 2026-12-25T17:00:00Z)`,
  instant: ({ value }: Value) =>
    `no such instant ${value} (write 2026-03-08T08:00:00Z, or an offset in place of the Z)`,
  language: ({ value, write }: Value & { write: string }) => `${value} is not a language (write ${write})`,
  noVoice: ({ value }: Value) => `the carrier has no voice that speaks ${value}`,
  email: ({ value }: Value) => `${value} is not an email address`,

  // Lines, people and policy
  wishKey: () => 'must be a key from "1" to "8"',
  beforeFrom: () => 'must not be before "from"',
  beforeStart: () => 'must not be before "start"',
  recordingAddress: () => 'a recording must be at an https address',
  wordingForm: () => "must be a text, a recording's https address, or an object of them",
  languageOrTag: () => 'must have either a language or a tag',
  blockKey: () => 'is not a block\'s key as "org export" writes it',
  numberOrKey: () => 'must have a number (or the key of an export)',
  firstWave: () => 'the first wave must start at 0',
  laterThanWave: ({ seconds }: { seconds: number }) => `must be later than the wave before it (${seconds})`,
  partnerNumber: () => 'is missing: ring-partner needs the number to ring',
  onlyPartner: ({ step }: { step: string }) => `only ring-partner takes a number, ${step} does not`,
  earlierStep: ({ seconds }: { seconds: number }) => `must not be earlier than the step before it (${seconds})`,
  lastStep: ({ value }: Value) => `the last step must be offer-callback or voicemail, not ${value}`,
  idTaken: ({ value, place }: Value & { place: string }) => `${value} is already the id of ${place}`,
  numberOfLineTaken: ({ value }: Value) => `line ${value} already has this number`,
  numberOfPersonTaken: ({ value }: Value) => `person ${value} already has this number`,
  numberOfLine: ({ value }: Value) => `is the number of line ${value}`,
  ringsUsAgain: ({ value }: Value) => `is the number of line ${value}: callers would ring us again`,
  numberOfPerson: ({ value }: Value) => `is the number of person ${value}`,
  numberOfSomebody: () => 'is the number of somebody else here',
  noSuchLine: ({ value }: Value) => `no such line ${value}`,
  noSuchPerson: ({ value }: Value) => `no such person ${value}`,
  assignedTwice: ({ value }: Value) => `${value} is assigned here twice`,
  keyTaken: ({ value, place }: Value & { place: string }) => `key ${value} is already taken by ${place}`,
  looserThanPolicy: ({ own, most }: { own: number; most: number }) => `${own} is looser than the policy's ${most}`,
  sameBlock: ({ place }: { place: string }) => `is the same block as ${place}`,
  rolesByAdmin: () => 'roles beyond volunteer are given by an admin',
  lockedOut: () => 'must have whoever brings the file in as an admin',

  // Shifts
  endsBeforeStart: ({ start }: { start: string }) => `the shift ends before it starts (${start})`,
  changeEndsBeforeStart: () => 'the changed occurrence ends before it starts',
  noOccurrence: ({ occurrence }: { occurrence: string }) => `the shift has no occurrence "${occurrence}"`,
  changedTwice: ({ occurrence }: { occurrence: string }) => `the occurrence "${occurrence}" is changed already`,
  tooMuchAtOnce: ({ most }: { most: number }) =>
    `the shift lasts too long to repeat so often (more than ${most} occurrences could run at once): end it sooner, or write it without "repeat"`,
  ruleFrequencyMissing: () => 'the rule has no FREQ (write for example FREQ=WEEKLY;BYDAY=MO)',
  ruleTooOften: ({ frequency }: { frequency: string }) =>
    `FREQ=${frequency} is too often: a shift repeats at most every hour (FREQ=HOURLY)`,
  ruleFrequency: ({ frequency, known }: { frequency: string; known: string }) =>
    `FREQ=${frequency} is no frequency (${known})`,
  ruleNotWith: ({ name, frequency }: { name: string; frequency: string }) =>
    `${name} cannot be used with FREQ=${frequency}`,
  ruleNothingToChoose: () => 'BYSETPOS needs another BY part to choose from',
  ruleTwoEnds: () => 'the rule has both COUNT and UNTIL; it may have one of them',
  ruleStartsTooOften: ({ most }: { most: number }) =>
    `the rule starts more than ${most} times a day: a shift repeats at most every hour (leave BYMINUTE or BYSECOND at one)`,
  ruleAlone: () =>
    'write the rule alone, without DTSTART, dates or line breaks: the shift\'s "start" is where it begins',
  noRule: ({ text }: { text: string }) => `"${text}" is no RRULE (write for example FREQ=WEEKLY;BYDAY=MO)`,
  rulePart: ({ text }: { text: string }) => `"${text}" is no part of a rule (write NAME=VALUE, parts separated by ";")`,
  ruleUnknownPart: ({ name }: { name: string }) => `${name} is no part of an RRULE`,
  rulePartTwice: ({ name }: { name: string }) => `${name} stands in the rule twice`,
  ruleNumber: ({ name, text, least, most }: RuleNumber) =>
    `${name}=${text} must be a whole number from ${least} to ${most}`,
  ruleNumberFromEnd: ({ name, text, least, most }: RuleNumber) =>
    `${name}=${text} must be a whole number from ${least} to ${most}, or from -${most} to -${least}`,
  ruleByDay: ({ text }: { text: string }) =>
    `BYDAY=${text} is no weekday (write MO, TU, WE, TH, FR, SA, SU, or 2TU for the second Tuesday)`,
  ruleCountsWeekdays: ({ text }: { text: string }) =>
    `BYDAY=${text} counts weekdays, which only FREQ=MONTHLY and FREQ=YEARLY (without BYWEEKNO) can`,
  ruleWeekday: ({ name, text, known }: { name: string; text: string; known: string }) =>
    `${name}=${text} is no weekday (${known})`,
  ruleUntil: ({ text }: { text: string }) =>
    `UNTIL=${text} is no date or time (write 20261231, 20261231T170000 or 20261231T230000Z)`,

  // The file as a whole
  tooDeep: () => 'not a file of ours: its lists and objects are nested too deeply',
  tooMuch: () => 'not a file of ours: there is far more in it than can be read',
  keyTwice: ({ first, second }: { first: Place; second: Place }) =>
    `stands here twice, at ${placed(first)} and at ${placed(second)}: only one of them would count`,
  /** `code` is that of the library that reads JSON, in words; empty where it has none. */
  notJson: ({ place, code }: { place: Place; code: string }) =>
    `not valid JSON at ${placed(place)}${code === '' ? '' : `: ${code}`}`,

  // Spreadsheets
  fileEmpty: () => 'the file is empty',
  fileTooLarge: () => 'the file is larger than 5 MB: no list of people is',
  unpacksTooLarge: () => 'the file unpacks to far more than a list of people is',
  mostRows: ({ most }: { most: number }) => `the file has more than ${most} rows`,
  mostCells: ({ most }: { most: number }) => `a row has more than ${most} cells`,
  quotationMark: () => 'a quotation mark stands where CSV has none, or one is not closed',
  unreadableSheet: () => 'this is no spreadsheet that can be read: save it as CSV or XLSX',
  noSheet: () => 'this is no spreadsheet: save it as CSV or XLSX',
  noRows: () => 'there is no row below the header',
  inRowAlready: ({ row }: { row: number }) => `is in row ${row} already`,
  formula: () => 'is a formula: write what it comes to',
  noPhone: () => 'is no phone number',
  noLanguage: ({ value }: Value) => `${value} is no language that is known here`,
  noRole: ({ value }: Value) => `${value} is no role`,
};

type RuleNumber = { name: string; text: string; least: number; most: number };
/** Where in a text, as an editor shows it. */
export type Place = { line: number; column: number };

const placed = ({ line, column }: Place) => `line ${line}, column ${column}`;

/** `a, b or c`. */
export function listed(values: readonly string[], or: string): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} ${or} ${values.at(-1)}`;
}

/** Every sentence of a language: one missing, or one with other slots, does not compile. */
export type FaultSentences = typeof faultsEn;
