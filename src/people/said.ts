/**
 * What everybody said of being available, kept at hand: a question asks only for what was written since the answer before, so
 * that it costs the same however many people are on shift.
 *
 * An answer is that of a snapshot, and tells the oldest transaction that was still under way in it. Whatever a later snapshot sees
 * beyond it was written by that transaction or a later one, and the trigger of the table noted its number (ADR 0014).
 */
import type { SetAside } from '../attention/set-aside.ts';
import type { Availability } from '../calls/model.ts';
import { availabilityOf } from './availability-row.ts';

/** What somebody said, by person; undefined for whoever never said anything. */
export type SaidByPerson = { get(personId: string): Availability | undefined };

/** From where on an answer is wanted; `turn` tells which answer was the last one then. */
export type AskedSince = { source: string; since: string; turn: number };

/** The answer to `saidSql`: all rows, or those that changed, null where one was removed. */
export type SaidAnswer = {
  source: string;
  since: string;
  all: unknown[] | null;
  changed: { id: string; said: unknown }[] | null;
};

export type Said = {
  /** What is to be told to the database, for the parameters of `saidSql`. */
  asked(): AskedSince;
  /** What everybody said as of the answer, or later. */
  answered(asked: AskedSince, answer: SaidAnswer): SaidByPerson;
};

/** Whose change says that what somebody said was erased, and that they did. */
export const nobody = '';

/** The server that runs and the file that holds the rows, in another of which numbers of transactions say nothing; and the latest erasure, which leaves no name to ask for. */
const sourceSql = `concat_ws(' ', pg_postmaster_start_time(), pg_relation_filenode('availability'), (SELECT changed_in FROM availability_changes WHERE person_id = '${nobody}'))`;

/** SQL that answers as one JSON value, for use inside a bigger question; the parameters are texts, `source` and `since` of `AskedSince`. */
export const saidSql = (source: `$${number}`, since: `$${number}`) => `(SELECT json_build_object('source', now.source,
    'since', pg_snapshot_xmin(pg_current_snapshot())::text,
    'all', CASE WHEN now.source <> ${source} THEN (SELECT coalesce(json_agg(to_json(a)), '[]') FROM availability a) END,
    'changed', CASE WHEN now.source = ${source} THEN (SELECT coalesce(json_agg(json_build_object('id', c.person_id, 'said', to_json(a))), '[]')
      FROM availability_changes c LEFT JOIN availability a ON a.person_id = c.person_id
      WHERE c.changed_in BETWEEN ${since}::bigint AND pg_snapshot_xmax(pg_current_snapshot())::text::bigint) END)
  FROM (SELECT ${sourceSql} AS source) now)`;

/** What one process knows of it; nothing, until it has asked. A word that cannot be read counts as `OFF`, and is set aside. */
export function openSaid(aside: Pick<SetAside, 'note'>): Said {
  let known = { source: '', since: '0', turn: 0 };
  let rows = new Map<string, Availability>();
  const damaged = new Set<string>();
  const read = (row: unknown) => availabilityOf(row, (personId) => damaged.add(personId));
  return {
    asked: () => known,
    answered(asked, { source, since, all, changed }) {
      // Of several who asked at once, the first answer is kept: what the others were told is laid over it for them alone.
      const isNext = asked.turn === known.turn;
      if (isNext) {
        known = { source, since, turn: known.turn + 1 };
        if (all) damaged.clear();
        for (const { id } of changed ?? []) damaged.delete(id);
      }
      const whole = all && new Map(all.map(read).map((said) => [said.personId, said]));
      if (whole && isNext) rows = whole;
      const written = new Map((changed ?? []).map(({ id, said }) => [id, said === null ? undefined : read(said)]));
      if (isNext) {
        for (const [id, said] of written) {
          if (said) rows.set(id, said);
          else rows.delete(id);
        }
      }
      for (const id of damaged) aside.note({ record: 'person', id, field: 'availability' });
      if (isNext) return rows;
      const under = whole ?? rows;
      return { get: (personId) => (written.has(personId) ? written.get(personId) : under.get(personId)) };
    },
  };
}
