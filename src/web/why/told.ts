/** A contact's story as the rows of a table, in words. Pure. */
import type { Answered } from '../client.ts';
import type { ContactsWords } from '../words/why/en.ts';

export type Told = Answered<'contacts.read'>;
type Ringing = Told['story']['ringings'][number];
type Decision = Told['story']['decisions'][number];

/** One row: when, what happened, and who was not asked and why. */
export type ToldRow = { at: string; what: string[]; notAsked: string[] };

/** `time`: an instant as a time of day, to the second; `clock`: to the minute. `spoken`: the name of what the caller speaks. */
export type Telling = {
  words: ContactsWords;
  time: (instant: string) => string;
  clock: (instant: string) => string;
  spoken: string;
};

/** Who rang, in words: somebody's name, or what they are. */
export function whoRang({ name, role }: Pick<Ringing, 'name' | 'role'>, words: ContactsWords): string {
  return name ?? words.others[role] ?? words.somebody;
}

/** Every step of the ladder that was taken, in order: its number on the picture is its place here. */
export function stepsOf({ decisions }: Told['story']): { at: string; step: Decision['steps'][number] }[] {
  return decisions.flatMap(({ at, steps }) => steps.map((step) => ({ at, step })));
}

/** The whole story, in the order in which it happened. */
export function toldRows(story: Told['story'], telling: Telling): ToldRow[] {
  const { words } = telling;
  const moments = story.moments.map(({ what, at }) => ({ at, what: [words.moments[what]], notAsked: [] }));
  const steps = stepsOf(story);
  const decisions = story.decisions.map((decision) => decisionRow(decision, steps, telling));
  const ringings = story.ringings.map((ringing) => ({
    at: ringing.at,
    what: [ringingSaid(ringing, words)],
    notAsked: [],
  }));
  const [first, rest] = [moments.slice(0, 1), moments.slice(1)];
  // What happens in one instant: they came, it was decided, a phone rang, and then it went on.
  return [...first, ...decisions, ...ringings, ...rest].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function ringingSaid(ringing: Ringing, words: ContactsWords): string {
  const end = ringing.talkFrom ?? ringing.until;
  return words.ringing({
    name: whoRang(ringing, words),
    cameOf: words.cameOf[ringing.cameOf],
    seconds: end === null ? null : Math.round((Date.parse(end) - Date.parse(ringing.at)) / 1000),
  });
}

function decisionRow(decision: Decision, steps: readonly { at: string }[], telling: Telling): ToldRow {
  const { words, time, clock, spoken } = telling;
  if (decision.kind !== 'told') return { at: decision.at, what: [words[decision.kind]], notAsked: [] };
  const { at, until, asked, free, keptBack, over } = decision;
  const named = asked.map(({ name, as }) => (words.as[as] ? `${name} (${words.as[as]})` : name));
  const nobody = free.length + keptBack.length === 0 ? words.nobodyOn : words.nobodyNew;
  const firstStep = steps.findIndex((one) => one.at === at);
  const isLong = time(until) !== time(at);
  return {
    at,
    what: [
      named.length > 0 ? words.asked({ names: named.join(', ') }) : nobody,
      ...decision.steps.map((step, index) => words.stepOf({ number: firstStep + index + 1, what: words.steps[step] })),
      ...(over ? [words.over] : []),
      ...(isLong ? [words.until({ time: time(until) })] : []),
    ],
    notAsked: [
      ...free.map((name) => words.freeToo({ name })),
      ...keptBack.flatMap(({ name, reasons }) =>
        reasons.map((reason) =>
          words.reasons[reason.kind]({
            name,
            until: reason.until === null ? null : clock(reason.until),
            language: spoken,
          }),
        ),
      ),
    ],
  };
}
