/** `warmline staffing`: what callers meet with so many people on, by Erlang C and Erlang A. */
import { InvalidArgumentError, type Command } from 'commander';
import { staffing, usualWithinSeconds, type Staffing } from '../planning/staffing/staffing.ts';
import { mostNumber, numberBetween, wholeFrom } from './arguments.ts';
import { printAnswer, table, type OutputOptions } from './output.ts';

type Options = OutputOptions & {
  callsPerHour: number;
  handleMinutes: number;
  people: number;
  patienceSeconds?: number;
  answerWithin: number;
};

/** Adds `staffing` to `program`. */
export function registerStaffingCommand(program: Command): void {
  const seconds = numberBetween(0, mostNumber);
  program
    .command('staffing')
    .description('what callers meet with so many people on (Erlang C and A)')
    .requiredOption('--calls-per-hour <N>', 'calls that come in an hour', numberBetween(0, mostNumber))
    .requiredOption('--handle-minutes <M>', 'talk, wrap-up and rest of a call, on average', aboveZero)
    .requiredOption('--people <K>', 'people who take calls', wholePeople)
    .option('--patience-seconds <P>', 'how long callers are willing to wait, on average', seconds)
    .option('--answer-within <S>', 'seconds within which a call is answered in time', seconds, usualWithinSeconds)
    .option('--json', 'exact JSON on stdout')
    .action((options: Options) => {
      const { callsPerHour, handleMinutes, people, patienceSeconds = null, answerWithin: withinSeconds } = options;
      const demand = { callsPerHour, handleSeconds: handleMinutes * 60 };
      const answer = staffing(demand, people, { patienceSeconds, withinSeconds });
      printAnswer(options, answer, () => inWords(answer, options));
    });
}

function aboveZero(value: string): number {
  const number = numberBetween(0, mostNumber)(value);
  if (number === 0) throw new InvalidArgumentError('It must be more than 0.');
  return number;
}

function wholePeople(value: string): number {
  const number = wholeFrom(1)(value);
  if (number > mostNumber) throw new InvalidArgumentError(`It must be at most ${mostNumber}.`);
  return number;
}

function inWords(answer: Staffing, { people, answerWithin, patienceSeconds }: Options): string {
  const offered = `${answer.offeredErlang.toFixed(2)} people are kept busy on average; there ${people === 1 ? 'is 1' : `are ${people}`} (${percent(answer.occupancy)}).`;
  const c = 'overloaded' in answer.erlangC ? null : answer.erlangC;
  const a = answer.erlangA;
  const rows = [
    ['somebody is free at once', c && percent(1 - c.waitProbability), a && percent(1 - a.waitProbability)],
    ['average wait', c && wait(c.averageWaitSeconds), a && wait(a.averageWaitSeconds)],
    [`answered within ${answerWithin} s`, c && percent(c.serviceLevel), a && percent(a.serviceLevel)],
    ['hang up', null, a && percent(a.abandonProbability)],
  ];
  const shown = rows.map((row) => (a ? row : row.slice(0, 2)).map((cell) => cell ?? '–'));
  const headings = ['', 'nobody hangs up (Erlang C)', ...(a ? [`patience ${patienceSeconds} s (Erlang A)`] : [])];
  const overloaded = 'Overloaded: if nobody hung up, the queue would grow for ever.';
  return [offered, ...(c ? [] : [overloaded]), ...(c || a ? ['', table(headings, shown)] : [])].join('\n');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function wait(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}
