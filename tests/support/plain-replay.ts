/** A replay of nothing but a queue: phones are picked up at once, nobody rests, nothing is heavy; one line, open always. */
import { defaultPolicy } from '../../src/organisation/policy.ts';
import type { PastCall, ReplayInput, ReplayPolicy, ReplayRoster } from '../../src/planning/replay/model.ts';
import { replay } from '../../src/planning/replay/replay.ts';
import { usualBehaviour, type Behaviour } from '../../src/planning/simulation/plan.ts';
import type { Queued } from './queue-alone.ts';

export const hour = 3_600_000;
export const fromMs = Date.parse('2026-06-01T00:00:00Z');

/** Nothing but a queue: phones are picked up at once, nobody rests, nothing is heavy. */
export const plainBehaviour: Behaviour = {
  ...usualBehaviour,
  messageShare: 0,
  heavyShare: 0,
  abusiveShare: 0,
  crisisShare: 0,
  checkInShare: 0,
  missedShare: { least: 0, most: 0 },
  pickUpSeconds: { least: 0, most: 0 },
  passedShare: 0,
  diallingSeconds: 0,
  keySeconds: 0,
  staysOnShare: 1,
};
export const plainPolicy: ReplayPolicy = {
  ...defaultPolicy,
  waves: [{ afterSeconds: 0, size: 1 }],
  overflow: [{ afterSeconds: 1_000_000, do: 'voicemail' }],
  wrapUpMinutes: 0,
};

type Part = { policy?: ReplayPolicy; people?: Record<string, object>; line?: object; shifts?: ReplayRoster['shifts'] };

export function rosterWith(count: number, part: Part = {}): ReplayRoster {
  const ids = Array.from({ length: count }, (_, index) => `p${index + 1}`);
  return {
    organisation: { timeZone: 'UTC' },
    lines: [
      {
        id: 'main',
        timeZone: 'UTC',
        languages: ['en'],
        automaticAvailability: true,
        policy: part.policy ?? plainPolicy,
        ...part.line,
      },
    ],
    people: ids.map((id) => ({
      id,
      timeZone: 'UTC',
      languages: ['en'],
      tags: [],
      roles: ['volunteer'],
      trainee: false,
      training: [],
      ...part.people?.[id],
    })),
    shifts: part.shifts ?? [
      {
        id: 'always',
        line: 'main',
        start: '2026-06-01T00:00',
        end: '2026-07-01T00:00',
        need: count,
        assigned: ids.map((person) => ({ person, as: 'primary' as const })),
      },
    ],
  };
}

export function asPast({ arrivesMs, talkMs, waitedMs, isServed }: Queued): PastCall {
  return {
    lineId: 'main',
    language: 'en',
    wish: null,
    arrivesMs: Math.round(fromMs + arrivesMs),
    end: isServed ? 'talked' : 'hung-up',
    waitedMs,
    talkMs: isServed ? talkMs : null,
    crisis: false,
    abusive: false,
    weight: null,
  };
}

export function inputOf(calls: readonly PastCall[], part: Partial<ReplayInput>): ReplayInput {
  return {
    fromMs,
    untilMs: fromMs + 14 * 24 * hour,
    lineIds: ['main'],
    roster: rosterWith(1),
    callers: { kind: 'recorded', calls },
    change: null,
    runs: 2,
    seed: 1,
    behaviour: plainBehaviour,
    ...part,
  };
}

export function replayed(input: ReplayInput) {
  const result = replay(input);
  if (!result) throw new Error('nobody cancelled');
  return result;
}
