/** Reads what changes from minute to minute: who is busy, what people said, which lines are paused. */
import type { Present } from '../people/facts.ts';
import { textingPauseMs } from '../wellbeing/texting-time.ts';
import { availabilityOf } from '../people/availability-row.ts';
import { saidSql, type SaidAnswer, type SaidByPerson } from '../people/said.ts';

const presentSqlWith = (availability: string) => `json_build_object(
  ${availability},
  'busy', (SELECT coalesce(json_object_agg(person_id, state), '{}') FROM legs WHERE state <> 'ended' AND person_id IS NOT NULL),
  'texting', (SELECT coalesce(json_object_agg(person_id, said_at), '{}') FROM
    (SELECT person_id, max(greatest(last_at, assigned_at)) AS said_at FROM conversations WHERE state = 'active' GROUP BY person_id) t),
  'lines', (SELECT coalesce(json_agg(to_json(s)), '[]') FROM line_states s))`;

/** SQL that gives `present` as one JSON value, for use inside a bigger question. */
export const presentSql = presentSqlWith(
  `'availability', (SELECT coalesce(json_agg(to_json(a)), '[]') FROM availability a)`,
);

/** The same for whoever keeps what people said at hand: of that, what was written since (`saidSql`). */
export const presentSqlSince = (source: `$${number}`, since: `$${number}`) =>
  presentSqlWith(`'said', ${saidSql(source, since)}`);

/** What is read of this moment but what people said. */
export type MomentRow = {
  busy: Record<string, string>;
  /** When the latest words of a conversation went to or from somebody who has one. */
  texting: Record<string, string>;
  lines: {
    line_id: string;
    paused_at: string | null;
    hidden_to_leaders_until: string | null;
    thin_since: string | null;
    thin_have: number | null;
  }[];
};

export type PresentRow = MomentRow & { availability: unknown[] };
export type PresentSinceRow = MomentRow & { said: SaidAnswer };

export const nobodySaidAnything: PresentRow = { availability: [], busy: {}, texting: {}, lines: [] };

/** The values of a `presentSql` answer; `load` comes from the caller's cache. A person whose own word cannot be read counts as off. */
export function presentOf(row: PresentRow, load: Map<string, number>): Present {
  const said = row.availability.map((one) => availabilityOf(one));
  return presentWith(row, new Map(said.map((one) => [one.personId, one])), load);
}

/** The same of this moment and what people said, as it is known. */
export function presentWith(row: MomentRow, availability: SaidByPerson, load: Map<string, number>): Present {
  const busy = Object.entries(row.busy).map(
    ([personId, state]) => [personId, state === 'accepted' || state === 'menu' ? 'in-contact' : 'offered'] as const,
  );
  const leaving = Object.entries(row.busy).flatMap(([personId, state]) => (state === 'ending' ? [personId] : []));
  return {
    leaving: new Set(leaving),
    availability,
    busy: new Map(busy),
    textingUntilMs: new Map(
      Object.entries(row.texting).map(([personId, saidAt]) => [personId, Date.parse(saidAt) + textingPauseMs]),
    ),
    load,
    pausedLines: new Set(row.lines.filter((line) => line.paused_at !== null).map((line) => line.line_id)),
  };
}

/** The lines whose hidden callers go to shift leaders only at `nowMs` (V9). */
export function hiddenToLeaders(row: Pick<MomentRow, 'lines'>, nowMs: number): Set<string> {
  return new Set(
    row.lines
      .filter((line) => line.hidden_to_leaders_until !== null && Date.parse(line.hidden_to_leaders_until) > nowMs)
      .map((line) => line.line_id),
  );
}
