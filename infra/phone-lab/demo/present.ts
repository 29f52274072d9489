/** What waits for somebody when the demo is first looked at: promises of today, what needs a coordinator, texts for callers, a word from the last shift. */
import { DateTime } from 'luxon';
import type { Organisation } from '../../../src/organisation/organisation-file.ts';
import { callerKey, lastingKey, pepperIdAt } from '../../../src/platform/caller-key.ts';
import { toRow } from '../../../src/platform/rows.ts';
import { seal } from '../../../src/platform/sealing.ts';
import type { Secrets } from '../../../src/platform/secrets.ts';
import { newPromise } from '../../../src/promises/request.ts';
import { compileSchedule } from '../../../src/schedule/compile.ts';
import { nextShifts } from '../../../src/schedule/duties.ts';
import { zone } from './cast.ts';
import type { Past } from './making.ts';

export type Rows = Record<string, unknown>[];
type Told = { organisation: Organisation; past: Past; secrets: Secrets; nowMs: number };

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** What was longer ago somebody has seen to. */
const recentMs = 9 * dayMs;
/** Of the lab's own second caller: when the promise is due, a phone of the lab rings. */
const calledBack = '+15550900002';

/** By table, what is there at `nowMs`. */
export function presentOf(told: Told): Record<string, Rows> {
  const { past, secrets, nowMs } = told;
  return {
    callbacks: promisesOfToday(told),
    resources: resources(nowMs),
    resource_sendings: resources(nowMs).flatMap(({ id }, index) => sendings(String(id), index, nowMs)),
    handover_notes: [
      {
        id: 'demo-note-1',
        at: iso(nowMs - 70 * minuteMs),
        person_id: 'lena',
        words_sealed: seal(secrets.sealingKey, 'A quiet start. The music on hold sounds thin today; Dora knows.'),
      },
      {
        id: 'demo-note-2',
        at: iso(nowMs - 26 * 60 * minuteMs),
        person_id: 'aldo',
        words_sealed: seal(secrets.sealingKey, 'Busy after eight again. A third peer on Tuesdays would help.'),
      },
    ],
    availability: [
      {
        ...{ person_id: 'ines', setting: 'on', setting_at: iso(nowMs - 40 * minuteMs), waived: [], missed_in_row: 0 },
        ...{ rest_until: iso(nowMs + 12 * minuteMs), rest_reason: 'heavy' },
      },
    ],
    time_off_asks: [asked(nowMs)],
    open_shifts: putUp(told),
    felt_heard: feltHeard(past),
    attention: attention(told),
  };
}

const iso = (ms: number) => new Date(ms).toISOString();
const dateOf = (ms: number) => DateTime.fromMillis(ms, { zone }).toFormat('yyyy-MM-dd');

/** Three that somebody asked for at a time of their own, the next three such times. */
function promisesOfToday({ organisation, secrets, nowMs }: Told): Rows {
  const schedule = compileSchedule(organisation);
  const today = DateTime.fromMillis(nowMs, { zone }).startOf('day');
  const times = [0, 1]
    .flatMap((day) =>
      [10.5, 13, 15.5, 17.25, 18.75].map((hour) => today.plus({ days: day, minutes: hour * 60 }).toMillis()),
    )
    .filter((atMs) => atMs > nowMs + 75 * minuteMs);
  return ['harbour', 'puerto', 'veterans'].map((line, index) => {
    const atMs = times[index] ?? nowMs + 6 * 60 * minuteMs;
    const language = line === 'puerto' ? 'es' : 'en';
    const request = { lineId: line, number: calledBack, via: 'coordinator' as const, atMs, language };
    const world = { policy: organisation.policy.callback, schedule, lineId: line, timeZone: zone };
    const promise = newPromise(request, world, {
      id: `demo-promise-today-${index}`,
      language,
      callerKey: callerKey(secrets, pepperIdAt(nowMs), line, calledBack),
      lastingKey: lastingKey(secrets, line, calledBack),
      numberKey: lastingKey(secrets, '', calledBack),
      numberSealed: seal(secrets.sealingKey, calledBack),
      nowMs: nowMs - (40 + 25 * index) * minuteMs,
    });
    return toRow(promise);
  });
}

const texts: { id: string; name: string; area: string; tags: string[]; days: number; en: string; es?: string }[] = [
  {
    ...{ id: 'demo-resource-1', name: 'Food pantries', area: 'Harbour County', tags: ['food'], days: 40 },
    en: 'Harbour County food pantries, most open without an appointment: 555 0141, weekdays 9 to 5.',
    es: 'Despensas de alimentos del condado de Harbour, casi todas sin cita: 555 0141, de lunes a viernes de 9 a 17.',
  },
  {
    ...{ id: 'demo-resource-2', name: 'Vet Center', area: 'Harbour County', tags: ['veteran'], days: 95 },
    en: 'The Vet Center listens and helps with papers, free for veterans and their families: 555 0157.',
  },
  {
    ...{ id: 'demo-resource-3', name: 'Grief group', area: 'Harbour', tags: ['grief'], days: 300 },
    en: 'The grief group meets Thursdays at 7 pm in the library. Nobody has to speak. No sign-up.',
  },
];

/** One of them nobody has looked at for too long. */
function resources(nowMs: number): Rows {
  return texts.map(({ id, name, area, tags, days, en, es }) => ({
    ...{ id, version: 1, name, area, tags, holds_months: 6, archived_at: null },
    words: [{ language: 'en', text: en }, ...(es === undefined ? [] : [{ language: 'es', text: es }])],
    checked_on: dateOf(nowMs - days * dayMs),
    told_stale: days > 190,
  }));
}

function sendings(id: string, index: number, nowMs: number): Rows {
  const now = DateTime.fromMillis(nowMs, { zone });
  return [0, 1, 2].map((back) => ({
    resource_id: id,
    month: now.minus({ months: back }).toFormat('yyyy-MM'),
    count: 9 - 2 * index + back,
  }));
}

function asked(nowMs: number) {
  const [from, to] = [dateOf(nowMs + 24 * dayMs), dateOf(nowMs + 26 * dayMs)];
  const ask = { id: 'demo-days-1', person_id: 'hana', from_date: from, to_date: to, line_id: 'puerto' };
  return { ...ask, asked_at: iso(nowMs - 5 * 60 * minuteMs), state: 'waiting' };
}

/** A shift of next week that its holder cannot come to. */
function putUp({ organisation, nowMs }: Told): Rows {
  const schedule = compileSchedule(organisation);
  const next = nextShifts(schedule, 'uma', nowMs + 6 * dayMs, 1)[0];
  if (!next) return [];
  const { shift, occurrence, line, startMs, endMs } = next;
  const times = { start_at: iso(startMs), end_at: iso(endMs), opened_at: iso(nowMs - 20 * 60 * minuteMs) };
  return [
    {
      id: 'demo-open-1',
      number: 1,
      shift_id: shift,
      occurrence,
      line_id: line,
      holder_id: 'uma',
      ...times,
      state: 'open',
      asked_many: false,
    },
  ];
}

/** About half of those who talked say whether they felt heard. */
function feltHeard({ contacts }: Past): Rows {
  const days = new Map<string, { line_id: string; date: string; heard: number; not_heard: number }>();
  for (const [index, { lineId, outcome, arrivedAtMs }] of contacts.entries()) {
    if (outcome !== 'talked' || index % 2 === 0) continue;
    const date = dateOf(arrivedAtMs);
    const day = days.get(`${lineId} ${date}`) ?? { line_id: lineId, date, heard: 0, not_heard: 0 };
    if (index % 13 === 0) day.not_heard += 1;
    else day.heard += 1;
    days.set(`${lineId} ${date}`, day);
  }
  return [...days.values()];
}

/** What happened lately, as the rooms that notice it put it on the list. */
function attention({ past, nowMs }: Told): Rows {
  const abuse = past.contacts.findLast(({ outcome }) => outcome === 'abuse');
  const failed = past.promises.findLast(({ state }) => state === 'failed');
  const unanswered = past.conversations.findLast(({ outcome }) => outcome === 'unanswered');
  const stale = texts.find(({ days }) => days > 190);
  const { from_date: from, to_date: to, id: askId } = asked(nowMs);
  const items = [
    abuse && { kind: 'abuse-reported', atMs: abuse.endedAtMs, line_id: abuse.lineId, subject: abuse.id },
    failed && {
      kind: 'callback-failed',
      atMs: failed.settledAtMs,
      line_id: failed.lineId,
      subject: failed.id,
      key: `callback ${failed.id}`,
    },
    unanswered && {
      kind: 'text-unanswered',
      atMs: unanswered.closedAtMs,
      line_id: unanswered.lineId,
      subject: unanswered.id,
    },
    {
      kind: 'talk-wanted',
      atMs: nowMs - 15 * 60 * minuteMs,
      line_id: 'harbour',
      person_id: 'sam',
      subject: null,
      key: 'talk-wanted demo',
    },
    {
      kind: 'time-off-asked',
      atMs: nowMs - 5 * 60 * minuteMs,
      line_id: 'puerto',
      person_id: 'hana',
      subject: `${from} ${to}`,
      key: `time-off-ask ${askId}`,
    },
    stale && { kind: 'resource-stale', atMs: nowMs - 4 * dayMs, subject: stale.id },
  ];
  return items.flatMap((item, index) => {
    if (!item || item.atMs === null || nowMs - item.atMs > recentMs) return [];
    const { atMs, ...told } = item;
    const key = `${item.kind} ${item.subject}`;
    return [{ id: `demo-attention-${index}`, at: iso(atMs), line_id: null, person_id: null, key, ...told }];
  });
}
