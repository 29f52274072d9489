/**
 * What a replay says is the decisions' doing and not that of how they are reckoned: quicker code says the same to the last
 * figure. The figures below change only where a rule changes, and are then read again from the failure.
 */
import { expect, test } from '@jest/globals';
import { defaultPolicy } from '../../src/organisation/policy.ts';
import type { CallBack, PastCall, ReplayInput, ReplayRoster, Side } from '../../src/planning/replay/model.ts';
import { replay } from '../../src/planning/replay/replay.ts';
import { chance } from '../../src/planning/simulation/random.ts';
import { usualBehaviour } from '../../src/planning/simulation/plan.ts';
import type { LoadEvent } from '../../src/wellbeing/load.ts';

const hour = 3_600_000;
const minute = 60_000;
const zone = 'America/Chicago';
/** The clocks of the zone go back on the last day. */
const fromMs = Date.parse('2026-10-26T00:00:00-05:00');
const untilMs = Date.parse('2026-11-02T00:00:00-06:00');

const policy = {
  ...defaultPolicy,
  training: ['core'],
  overflow: [
    { afterSeconds: 45, do: 'widen-wave' as const },
    { afterSeconds: 90, do: 'ring-backups' as const },
    { afterSeconds: 240, do: 'offer-callback' as const },
    { afterSeconds: 600, do: 'voicemail' as const },
  ],
};
const line = { timeZone: zone, languages: ['en', 'es'], automaticAvailability: true, policy };
const ids = ['ana', 'ben', 'cho', 'dee', 'eli', 'fay', 'gus', 'hal', 'ivy', 'joy', 'kim', 'leo'];
const daily = (id: string, lineId: string, start: string, end: string, people: readonly string[], backup: string) => ({
  id,
  line: lineId,
  start: `2026-10-20T${start}`,
  end: `2026-10-${end < start ? 21 : 20}T${end}`,
  repeat: 'FREQ=DAILY',
  need: people.length,
  assigned: [
    ...people.map((person) => ({ person, as: 'primary' as const })),
    { person: backup, as: 'backup' as const },
  ],
});

/** Two lines that share people, of several languages, wishes and roles. */
const roster: ReplayRoster = {
  organisation: { timeZone: zone },
  lines: [
    { ...line, id: 'day' },
    { ...line, id: 'night', automaticAvailability: false },
  ],
  people: ids.map((id, index) => ({
    id,
    timeZone: index % 4 === 3 ? 'Europe/Berlin' : zone,
    languages: index % 3 === 0 ? ['en', 'es'] : ['en'],
    tags: index % 5 === 0 ? ['veteran'] : [],
    roles: index === 4 ? ['shift-leader'] : ['volunteer'],
    trainee: index === 7,
    training: [{ course: 'core', until: index === 8 ? '2026-10-28' : null }],
  })),
  shifts: [
    daily('early', 'day', '06:00', '10:00', ['ana', 'ben', 'cho'], 'dee'),
    daily('noon', 'day', '10:00', '14:00', ['dee', 'eli', 'fay', 'hal'], 'gus'),
    daily('late', 'day', '14:00', '22:00', ['gus', 'hal', 'ivy', 'joy'], 'kim'),
    daily('evening', 'night', '20:00', '23:30', ['joy', 'kim'], 'leo'),
    daily('night', 'night', '23:00', '06:30', ['leo', 'kim'], 'ana'),
  ],
};

const draw = (purpose: number, index: number) => chance(77, purpose, index);
const calls = Array.from({ length: 700 }, (_, index): PastCall => {
  const kind = draw(1, index);
  const end = kind < 0.7 ? 'talked' : kind < 0.85 ? 'hung-up' : kind < 0.93 ? 'callback' : 'other';
  const arrivesMs = fromMs + Math.floor(draw(2, index) * (untilMs - fromMs));
  return {
    lineId: new Date(arrivesMs).getUTCHours() < 12 || draw(3, index) < 0.2 ? 'night' : 'day',
    language: draw(4, index) < 0.2 ? 'es-MX' : 'en',
    wish: draw(5, index) < 0.1 ? 'veteran' : null,
    arrivesMs,
    end,
    waitedMs: end === 'other' ? null : Math.round(draw(6, index) * (end === 'callback' ? 420 : 300)) * 1000,
    talkMs: end === 'talked' ? Math.round(2 * minute + draw(7, index) ** 2 * 50 * minute) : null,
    crisis: end === 'talked' && draw(8, index) < 0.03,
    abusive: end === 'talked' && draw(9, index) < 0.04,
    weight: end === 'talked' && draw(10, index) < 0.6 ? 1 + Math.floor(draw(11, index) * 5) : null,
  };
});
const callsBack = Array.from({ length: 30 }, (_, index): CallBack => {
  const startsMs = fromMs + Math.floor(draw(12, index) * (untilMs - fromMs));
  return { lineId: index % 2 ? 'day' : 'night', language: 'en', startsMs, talkMs: Math.round(draw(13, index) * hour) };
});
const before = new Map(
  ids.map((id, person) => [
    id,
    Array.from({ length: 24 }, (_, index): LoadEvent[] => {
      const startMs = fromMs - Math.round((1 + draw(14, person * 100 + index) * 60 * 24) * hour);
      const duty = { startMs, endMs: startMs + 4 * hour };
      const endMs = startMs + Math.round(draw(15, person * 100 + index) * 90) * minute;
      return [
        { kind: 'shift', ...duty },
        {
          kind: 'contact',
          startMs,
          endMs,
          heavy: index % 6 === 0,
          abusive: index % 11 === 0,
          crisis: index % 13 === 0,
        },
        { kind: 'break', startMs: endMs, endMs: endMs + 15 * minute },
        { kind: 'check-in', atMs: endMs, answer: 1 + (index % 6) },
      ];
    }).flat(),
  ]),
);
const input: ReplayInput = {
  ...{ fromMs, untilMs, lineIds: ['day', 'night'], roster, before, callsBack },
  callers: { kind: 'recorded', calls },
  change: {
    morePeople: [{ lineId: 'day', weekday: 1, fromMinute: 1080, toMinute: 1320, count: 2 }],
    policy: { restAfterHeavyMinutes: 45, waves: [{ afterSeconds: 0, size: 2 }] },
  },
  ...{ runs: 3, seed: 9, behaviour: { ...usualBehaviour, readyShare: 0.3 } },
};

/** Some figures of a side: whoever is asked once otherwise moves several of them. */
function figuresOf({ answered, hungUp, promised, nobodyOn, meanWaitSeconds, wait90Seconds, people }: Side) {
  const callers = [answered, hungUp, promised, nobodyOn, meanWaitSeconds, wait90Seconds].map(({ mean }) => mean);
  const sum = (of: (person: Side['people'][number]) => number) =>
    Number(people.reduce((total, person) => total + of(person), 0).toFixed(3));
  const own = [sum((one) => one.talks), sum((one) => one.restMinutes), sum((one) => one.load)];
  return [...callers, ...own, sum((one) => one.highestLoad)];
}

function said(given: ReplayInput): Record<'without' | 'with', number[] | null> {
  const replayed = replay(given);
  if (!replayed) throw new Error('nobody cancelled');
  return { without: figuresOf(replayed.without), with: replayed.with && figuresOf(replayed.with) };
}

test('a recorded week of two lines says what it always said', () => {
  expect(said(input)).toEqual({
    without: [296, 143.333, 147.667, 113, 45.614, 71.056, 308.668, 1492.134, 574.09, 873.005],
    with: [285, 151.667, 150.333, 113, 53.394, 77.685, 298.335, 3968.262, 563.051, 860.574],
  });
});

test('a week foreseen says what it always said', () => {
  const halfHours = Array.from({ length: 7 * 48 }, (_, index) => {
    const expected = 0.5 + (index % 48) / 16;
    const startMs = fromMs + index * 30 * minute;
    return { lineId: index % 5 === 0 ? 'night' : 'day', startMs, expected, variance: ((expected * 2.5) / 2.563) ** 2 };
  });
  expect(said({ ...input, callers: { kind: 'foreseen', halfHours, past: calls } })).toEqual({
    without: [344.667, 59, 34.667, 187, 48.746, 104.228, 357.668, 779.278, 543.677, 776.127],
    with: [345, 60, 33.333, 187, 50.248, 105.822, 359.333, 2061.896, 540.261, 782.658],
  });
});
