/** Lets a test make the carrier misbehave: webhooks late, doubled, lost or out of order, and a REST interface that fails. */

export type WebhookFault = {
  /** Tested against the webhook's URL. */
  url?: string | RegExp;
  /** Documents are answered with TwiML, callbacks only tell. */
  on?: 'document' | 'callback';
  /** Only webhooks whose form matches, for example `{ CallStatus: 'completed' }`. */
  params?: Record<string, string>;
  does:
    | { kind: 'late'; ms: number }
    | { kind: 'repeat'; copies: number }
    | { kind: 'lost' }
    | { kind: 'answer-lost' }
    | { kind: 'reorder' };
};

export type RestFault = {
  /** Tested against the path below the account, for example `Calls` or /^Calls\/CA/. */
  path?: string | RegExp;
  method?: 'GET' | 'POST' | 'DELETE';
  does:
    | { kind: 'status'; status: 401 | 429 | 500 | 503 }
    | { kind: 'hang' }
    | { kind: 'drop' }
    | { kind: 'act-and-hang' }
    | { kind: 'act-and-drop' };
};

/** How often a fault strikes: the next `times` matches (1 unless told), each with this `chance` (1 unless told). */
export type Strikes = { times?: number; chance?: number };

export type Faults = {
  webhook(fault: WebhookFault & Strikes): void;
  /** Gives how often it has struck by now. */
  rest(fault: RestFault & Strikes): () => number;
  clear(): void;
  takeWebhook(
    kind: 'document' | 'callback',
    url: string,
    params: Record<string, unknown>,
  ): WebhookFault['does'] | undefined;
  takeRest(method: string, path: string): RestFault['does'] | undefined;
};

/** A small seeded generator (mulberry32): the same seed gives the same faults. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const fits = (wanted: string | RegExp | undefined, text: string): boolean =>
  wanted === undefined || (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text));

export function createFaults(seed: number): Faults {
  const random = seededRandom(seed);
  let webhooks: (WebhookFault & { left: number; chance: number })[] = [];
  let rests: (RestFault & { left: number; chance: number })[] = [];

  function take<T extends { left: number; chance: number; does: unknown }>(
    list: T[],
    matches: (fault: T) => boolean,
  ): T['does'] | undefined {
    for (const fault of list) {
      if (fault.left <= 0 || !matches(fault)) continue;
      if (random() >= fault.chance) continue;
      fault.left -= 1;
      return fault.does;
    }
    return undefined;
  }

  return {
    webhook: ({ times = 1, chance = 1, ...fault }) => void webhooks.push({ ...fault, left: times, chance }),
    rest({ times = 1, chance = 1, ...fault }) {
      const kept = { ...fault, left: times, chance };
      rests.push(kept);
      return () => times - kept.left;
    },
    clear() {
      webhooks = [];
      rests = [];
    },
    takeWebhook: (kind, url, params) =>
      take(webhooks, (fault) => {
        const named = Object.entries(fault.params ?? {}).every(([name, value]) => params[name] === value);
        return named && fits(fault.url, url) && (fault.on === undefined || fault.on === kind);
      }),
    takeRest: (method, path) =>
      take(rests, (fault) => fits(fault.path, path) && (fault.method === undefined || fault.method === method)),
  };
}
