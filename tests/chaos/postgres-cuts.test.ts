/**
 * Forty callers wait while backends of Postgres are killed at random: the process stays up, nobody is lost, nobody is rung twice at once.
 * WARMLINE_CUT_SECONDS says for how long (20 unless given).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { eventually } from '../support/patience.ts';
import {
  expectNobodyRungTwiceAtOnce,
  lineOfTwelve as line,
  twelveVolunteers,
  volunteers,
} from '../support/twelve-volunteers.ts';
import { setUpProcesses, type OwnProcesses } from '../support/own-processes.ts';

const cutSeconds = Number(process.env['WARMLINE_CUT_SECONDS'] ?? 20);
const waitingAtOnce = 40;

let house: OwnProcesses;
afterEach(() => house.close());

/** Callers with a number of their own each: on the line, talking since, or done. */
function crowd() {
  const since = new Map<string, number | null>();
  let made = 0;
  const done: string[] = [];
  const lost: string[] = [];
  return {
    since,
    done,
    lost,
    /** Whoever is missing from forty calls. */
    fill() {
      while (since.size < waitingAtOnce) {
        const number = `+1555090${String((made += 1)).padStart(4, '0')}`;
        since.set(number, null);
        house.phone(number).call(line);
      }
    },
    /** Whoever has talked for a second says goodbye; who is cut off without a talk is lost. */
    step() {
      for (const [number, talkingMs] of since) {
        const phone = house.phone(number);
        if (phone.talkingWith().length > 0) since.set(number, talkingMs ?? Date.now());
        else if (phone.state() === 'idle') {
          since.delete(number);
          lost.push(number);
        }
        if (talkingMs === null || Date.now() - talkingMs < 1_000) continue;
        phone.hangUp();
        since.delete(number);
        done.push(number);
      }
    },
  };
}

/** Volunteers pick up and press 1 by themselves, and hang up when their caller has. */
function crew() {
  const talked = new Set<string>();
  for (const { phone } of volunteers)
    house.phone(phone).behaviour = { kind: 'answers', afterSeconds: 1, presses: [{ key: '1', afterSeconds: 1 }] };
  return () => {
    for (const { phone: number } of volunteers) {
      const phone = house.phone(number);
      if (phone.talkingWith().length > 0) talked.add(number);
      else if (talked.delete(number) && phone.state() !== 'idle') phone.hangUp();
    }
  };
}

test(
  'backends killed at random: the process stays up, and whoever waits is led on',
  async () => {
    house = await setUpProcesses(
      twelveVolunteers({ wrapUpMinutes: 0, overflow: [{ afterSeconds: 6_000, do: 'voicemail' }] }),
    );
    house.cannotKnow(
      'who is rung for whom, and how often, while connections break is chance; the story looks at all calls',
    );
    await house.start('all');
    const role = house.rolePid('all');
    const callers = crowd();
    const tendCrew = crew();
    const step = async () => {
      callers.step();
      tendCrew();
      await sleep(100);
    };
    callers.fill();
    let cuts = 0;
    for (const endMs = Date.now() + cutSeconds * 1_000; Date.now() < endMs;) {
      await step();
      callers.fill();
      cuts += await house
        .rows(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1`,
        )
        .then(
          (rows) => rows.length,
          () => 0,
        );
    }
    expect(cuts).toBeGreaterThan(cutSeconds);
    const waiting = [...callers.since.keys()];
    await eventually(
      'everybody who waits has talked',
      async () => {
        await step();
        return waiting.every((number) => callers.done.includes(number) || callers.lost.includes(number));
      },
      () => `${waiting.filter((number) => callers.since.has(number)).length} still wait`,
      330_000,
    );
    expect(callers.lost).toEqual([]);
    expect(house.rolePid('all')).toBe(role);
    expect(house.complaints('all')).toBe('');
    expectNobodyRungTwiceAtOnce(
      house.carrier,
      volunteers.map(({ phone }) => phone),
    );
  },
  (cutSeconds + 360) * 1_000,
);
