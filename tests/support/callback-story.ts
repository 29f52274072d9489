/** Steps that stories about promised calls have in common. */
import type { PhoneControl } from '../../infra/phone-lab/control-phone.ts';
import { numbers } from './small-organisation.ts';
import type { Stage } from './stage.ts';

/** Presses one key after the other, each once its question is being asked. */
export async function answerQuestions(stage: Stage, phone: PhoneControl, keys: string[]): Promise<void> {
  for (const key of keys) {
    phone.press(key);
    await stage.pass(1);
  }
}

/** Somebody in line asks to be called back at the number they call from, hears the promise and hangs up. */
export async function askForCallback(
  stage: Stage,
  phone: PhoneControl,
  answers: { message?: boolean; text?: boolean } = {},
): Promise<void> {
  const { message = false, text = false } = answers;
  await answerQuestions(stage, phone, ['1', '1', message ? '1' : '2', text ? '1' : '2', '1']);
  await stage.pass(3);
  phone.hangUp();
  await stage.settle();
}

/** A volunteer's phone rings for a promised call, they take it, and hear that the caller is dialled. */
export async function takeOffer(stage: Stage, person: string, limitSeconds = 60): Promise<PhoneControl> {
  const phone = stage.phone(numbers[person] ?? '');
  stage.carrier.control.expectCall(phone.number);
  await stage.until(`${person}’s phone rings`, () => phone.state() === 'ringing', limitSeconds);
  phone.answer();
  await stage.pass(2);
  phone.press('1');
  await stage.settle();
  return phone;
}

/** The promises, oldest first. */
export function promises(stage: Stage) {
  return stage.rows<{
    id: string;
    state: string;
    attempts: number;
    settled_by: string | null;
    number_sealed: string | null;
    next_at: Date | null;
    until_at: Date;
    rank_at: Date;
    contact_id: string | null;
  }>('SELECT * FROM callbacks ORDER BY promised_at, id');
}

/** How each attempt ended, oldest first. */
export async function attemptOutcomes(stage: Stage): Promise<(string | null)[]> {
  return (
    await stage.rows<{ outcome: string | null }>('SELECT outcome FROM callback_attempts ORDER BY started_at')
  ).map((row) => row.outcome);
}

/** As many promises that were kept, `kept-0001` first, each made a second after the one before, the first a second from now; the clock is moved behind them. */
export async function writeKept(stage: Stage, count: number): Promise<void> {
  await stage.rows(
    `INSERT INTO callbacks (id, line_id, state, via, timed, keyed_in, message_ok, text_ok, language, caller_key, rank_at, last_in_line, promised_at, due_at, until_at, attempts, settled_at, settled_by, kept_at)
    SELECT 'kept-' || lpad(n::text, 4, '0'), 'main', 'kept', 'key', false, false, true, true, 'en', '', at, false, at, at, at, 1, at, 'talk', at
    FROM generate_series(1, $1::int) n, LATERAL (SELECT $2::timestamptz + n * interval '1 second' AS at) made`,
    [count, new Date(stage.service.deps.clock.nowMs())],
  );
  await stage.jump(count + 1);
}

/** Ends these promises, as callers do who want no call any more. */
export async function stopPromises(stage: Stage, ids: readonly string[]): Promise<void> {
  await stage.rows(
    `UPDATE callbacks SET state = 'stopped', settled_by = 'opt-out', settled_at = $2 WHERE id = ANY($1)`,
    [ids, new Date(stage.service.deps.clock.nowMs())],
  );
}
