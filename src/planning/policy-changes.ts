/** What a change of a line's numbers, languages and wishes means for who calls and who answers, before it is made (O3). Pure. */
import type { RoutingPolicy } from '../calls/model.ts';

/** Numbers that are told by themselves, in the order in which they matter to a caller and then to a peer. */
export const toldNumbers = [
  'ringSeconds',
  'callsPerDay',
  'softLimitMinutes',
  'wrapUpMinutes',
  'restAfterHeavyMinutes',
  'restAfterCrisisMinutes',
] as const;
/** Every field of which a change is told. */
export const toldFields: readonly string[] = [...toldNumbers, 'waves', 'overflow', 'languages', 'wishes'];

export type ToldNumber = (typeof toldNumbers)[number];
type Wish = { key: string; tag: string; name: string };
type Told = Record<ToldNumber, number> & Pick<RoutingPolicy, 'waves' | 'overflow'>;
/** The organisation itself has no languages and no wishes. */
export type Runs = Told & { languages?: readonly string[]; wishes?: readonly Wish[] };
/** A step that is something of its own for the caller; one that widens the wave counts among the phones. */
export type ToldStep = Exclude<RoutingPolicy['overflow'][number]['do'], 'widen-wave'>;

export type PolicyChange =
  | { kind: 'number'; of: ToldNumber; before: number; after: number }
  /** How many phones ring at once at a wait of `fromSeconds` and more, below `untilSeconds`. */
  | { kind: 'phones'; fromSeconds: number; untilSeconds: number | null; before: number; after: number }
  /** Seconds of waiting until the step; null: it is not taken. */
  | { kind: 'step'; do: ToldStep; before: number | null; after: number | null }
  | { kind: 'partner'; afterSeconds: number }
  | { kind: 'language'; language: string; isOffered: boolean }
  | { kind: 'first-language'; before: string; after: string }
  /** What a key is for; null: nothing. */
  | { kind: 'wish'; key: string; before: string | null; after: string | null }
  | { kind: 'wish-tag'; name: string; before: string; after: string };

/** Everything that will be another way; nothing where it comes to the same. */
export function policyChanges(before: Runs, after: Runs): PolicyChange[] {
  return [
    ...phoneChanges(before, after),
    ...stepChanges(before.overflow, after.overflow),
    ...numberChanges(before, after),
    ...languageChanges(before.languages ?? [], after.languages ?? []),
    ...wishChanges(before.wishes ?? [], after.wishes ?? []),
  ];
}

/** Whom a change of the organisation's numbers reaches: lines for which it comes to the same, together, in their order. */
export function policyReach<Line extends { own: object }>(
  before: Told,
  after: Told,
  lines: readonly Line[],
): { lines: Line[]; changes: PolicyChange[] }[] {
  const groups = new Map<string, { lines: Line[]; changes: PolicyChange[] }>();
  for (const line of lines) {
    const changes = policyChanges({ ...before, ...line.own }, { ...after, ...line.own });
    const key = JSON.stringify(changes);
    const group = groups.get(key);
    if (group) group.lines.push(line);
    else groups.set(key, { lines: [line], changes });
  }
  return [...groups.values()];
}

function numberChanges(before: Told, after: Told): PolicyChange[] {
  return toldNumbers
    .filter((of) => Number.isFinite(after[of]) && before[of] !== after[of])
    .map((of) => ({ kind: 'number', of, before: before[of], after: after[of] }));
}

/** Phones at once are those of the wave and one for each step that widened it (V3). */
function phonesAt({ waves, overflow }: Told, seconds: number): number {
  const wave = waves.filter(({ afterSeconds }) => afterSeconds <= seconds).at(-1)?.size ?? 1;
  return wave + overflow.filter((step) => step.do === 'widen-wave' && step.afterSeconds <= seconds).length;
}

function phoneChanges(before: Told, after: Told): PolicyChange[] {
  const turns = [before, after].flatMap(({ waves, overflow }) =>
    [...waves, ...overflow.filter((step) => step.do === 'widen-wave')].map(({ afterSeconds }) => afterSeconds),
  );
  if (![...turns, ...after.waves.map(({ size }) => size)].every(Number.isFinite)) return [];
  const times = [...new Set([0, ...turns])].sort((a, b) => a - b);
  const found: Extract<PolicyChange, { kind: 'phones' }>[] = [];
  for (const [index, fromSeconds] of times.entries()) {
    const [was, is] = [phonesAt(before, fromSeconds), phonesAt(after, fromSeconds)];
    const last = found.at(-1);
    const untilSeconds = times[index + 1] ?? null;
    if (was === is) continue;
    if (last?.untilSeconds === fromSeconds && last.before === was && last.after === is)
      last.untilSeconds = untilSeconds;
    else found.push({ kind: 'phones', fromSeconds, untilSeconds, before: was, after: is });
  }
  return found;
}

type Step = RoutingPolicy['overflow'][number] & { do: ToldStep };

/** Steps that stay as they are stand for themselves; of the others of a kind the first is taken for the first, and so on. */
function stepChanges(before: Told['overflow'], after: Told['overflow']): PolicyChange[] {
  const isTold = (step: Told['overflow'][number]): step is Step =>
    step.do !== 'widen-wave' && Number.isFinite(step.afterSeconds);
  const isSame = (one: Step, other: Step) => one.do === other.do && one.afterSeconds === other.afterSeconds;
  const [were, are] = [before.filter(isTold), after.filter(isTold)];
  const stay = are.flatMap((step) => {
    const was = were.find((one) => isSame(one, step));
    return was && was.number !== step.number ? [{ kind: 'partner' as const, afterSeconds: step.afterSeconds }] : [];
  });
  const gone = were.filter((step) => !are.some((one) => isSame(one, step)));
  const come = are.filter((step) => !were.some((one) => isSame(one, step)));
  const kinds = [...new Set([...gone, ...come].map((step) => step.do))];
  return [
    ...kinds.flatMap((kind) => {
      const [from, to] = [gone.filter((step) => step.do === kind), come.filter((step) => step.do === kind)];
      return Array.from({ length: Math.max(from.length, to.length) }, (_, index): PolicyChange[] => {
        const [was, is] = [from[index], to[index]];
        const moved: PolicyChange = {
          kind: 'step',
          do: kind,
          before: was?.afterSeconds ?? null,
          after: is?.afterSeconds ?? null,
        };
        const isOther = was && is && was.number !== is.number;
        return isOther ? [moved, { kind: 'partner', afterSeconds: is.afterSeconds }] : [moved];
      }).flat();
    }),
    ...stay,
  ];
}

function languageChanges(before: readonly string[], after: readonly string[]): PolicyChange[] {
  const [was, is] = [before[0], after[0]];
  return [
    ...after
      .filter((language) => !before.includes(language))
      .map((language) => ({ kind: 'language', language, isOffered: true }) as const),
    ...before
      .filter((language) => !after.includes(language))
      .map((language) => ({ kind: 'language', language, isOffered: false }) as const),
    ...(was !== undefined && is !== undefined && was !== is
      ? [{ kind: 'first-language', before: was, after: is } as const]
      : []),
  ];
}

/** A wish without a name is one that is still being written. */
function wishChanges(before: readonly Wish[], after: readonly Wish[]): PolicyChange[] {
  const byKey = (wishes: readonly Wish[]) =>
    new Map(wishes.filter(({ name }) => name.trim() !== '').map((wish) => [wish.key, wish]));
  const [were, are] = [byKey(before), byKey(after)];
  return [...new Set([...were.keys(), ...are.keys()])].sort().flatMap((key): PolicyChange[] => {
    const [was, is] = [were.get(key), are.get(key)];
    if (was?.name !== is?.name) return [{ kind: 'wish', key, before: was?.name ?? null, after: is?.name ?? null }];
    return was && is && was.tag !== is.tag ? [{ kind: 'wish-tag', name: is.name, before: was.tag, after: is.tag }] : [];
  });
}
