/** What has to be right before a line takes its first real call, from what the last look found and what coordinators said (O1). Pure. */

export const ticks = ['opt-out', 'sender-registration', 'secret'] as const;
export type TickName = (typeof ticks)[number];

/** In the order of the list; those that a machine looks at have the name of their finding. */
export const goLiveChecks = [
  'public-address',
  'certificate',
  'carrier',
  'numbers',
  'status-callbacks',
  'fallback',
  'backup',
  'opt-out',
  'sender-registration',
  'secret',
  'test-call',
] as const;
export type GoLiveCheck = (typeof goLiveChecks)[number];

/** `open`: nobody has done it yet; `wrong`: it was looked at, and is not right; `later`: there is nothing to look at without a carrier. */
export type GoLiveState = 'ok' | 'open' | 'wrong' | 'later';

export type GoLiveEntry = {
  check: GoLiveCheck;
  state: GoLiveState;
  /** A word for what was found; null where there is no more to say than the state. */
  why: string | null;
  values: Readonly<Record<string, string | number | null>>;
  /** When it was ticked, or the call was heard. */
  atMs: number | null;
};

type Seen = { check: string; state: 'ok' | 'attention' | 'fail'; why: string; values: GoLiveEntry['values'] };

export type GoLiveFacts = {
  isLab: boolean;
  hasFallback: boolean;
  isHttps: boolean;
  /** Null before the first look. */
  findings: readonly Seen[] | null;
  ticked: ReadonlyMap<string, number>;
  /** When a test call was last answered as it should. */
  heardAtMs: number | null;
};

/** Every check with how it stands. */
export function goLive(facts: GoLiveFacts): GoLiveEntry[] {
  return goLiveChecks.flatMap((check) => {
    if (check === 'test-call') return [said(check, facts.heardAtMs)];
    if (ticks.some((name) => name === check)) return [said(check, facts.ticked.get(check) ?? null)];
    // Without https there is no certificate, which the address says already.
    if (check === 'certificate' && !facts.isLab && !facts.isHttps) return [];
    return [looked(check, facts)];
  });
}

function said(check: GoLiveCheck, atMs: number | null): GoLiveEntry {
  return { check, state: atMs === null ? 'open' : 'ok', why: null, values: {}, atMs };
}

function looked(check: GoLiveCheck, { isLab, hasFallback, findings }: GoLiveFacts): GoLiveEntry {
  const entry = (state: GoLiveState, why: string | null, values: GoLiveEntry['values'] = {}): GoLiveEntry => ({
    check,
    state,
    why,
    values,
    atMs: null,
  });
  if (isLab) return entry('later', null);
  if (check === 'fallback' && !hasFallback) return entry('open', 'not-set');
  const found = findings?.find((one) => one.check === check);
  if (!found) return entry('open', 'not-looked');
  // A service of a few days is well without a backup; one that takes calls is not.
  if (check === 'backup' && found.why === 'not-yet') return entry('open', found.why, found.values);
  return entry(found.state === 'ok' ? 'ok' : 'wrong', found.why, found.values);
}

/** As numbers for who watches: 0 it is right or there is nothing to look at, 1 nobody has done it yet, 2 it is not right. */
export const goLiveFigure: Readonly<Record<GoLiveState, number>> = { ok: 0, later: 0, open: 1, wrong: 2 };
