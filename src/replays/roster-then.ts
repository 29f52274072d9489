/** How things stood when a past week began, as far as that is kept: the numbers of the policies of then, and what may be another now. */
import { z } from 'zod';
import { earlierStates, type EarlierState } from '../organisation/earlier-states.ts';
import { isSame } from '../organisation/differences.ts';
import { overridePolicy, policyFields, policyInFile } from '../organisation/policy.ts';
import type { Directory } from '../organisation/directory.ts';
import type { Records } from '../organisation/records.ts';
import type { ReplayRoster } from '../planning/replay/model.ts';
import type { Database } from '../platform/database.ts';
import type { Ground } from './replay-shapes.ts';

type From = { room: Pick<Records, 'pool' | 'secrets'>; database: Pick<Database, 'prisma'> };

const policyOfLine = z.object(policyFields);

/** `roster` with the policies that held at `fromMs` on these lines. */
export async function rosterThen(
  from: From,
  directory: Directory,
  roster: ReplayRoster,
  { lineIds, fromMs }: { lineIds: readonly string[]; fromMs: number },
): Promise<{ roster: ReplayRoster; ground: Omit<Ground, 'ahead'> }> {
  const settings = stoodAt(await earlierStates(from, { record: 'settings', subject: '' }), fromMs);
  const base = policyInFile.safeParse(settings?.['policy']).data ?? directory.policy;
  const policies = new Map(
    await Promise.all(
      lineIds.map(async (id) => {
        const before = stoodAt(await earlierStates(from, { record: 'line', subject: id }), fromMs);
        const own = policyOfLine.safeParse(before ?? directory.lines.get(id)).data ?? {};
        return [id, overridePolicy(base, own)] as const;
      }),
    ),
  );
  const otherPolicy = lineIds.filter((id) => !isSame(policies.get(id), directory.lines.get(id)?.policy));
  const lines = roster.lines.map((line) => ({ ...line, policy: policies.get(line.id) ?? line.policy }));
  return { roster: { ...roster, lines }, ground: { otherPolicy, ...(await sinceThen(from, fromMs)) } };
}

/** What a record was at `atMs`, from the first change after it; null where it has not changed since, or was not there. */
function stoodAt(states: readonly EarlierState[], atMs: number): Record<string, unknown> | null {
  return states.findLast((state) => state.atMs > atMs)?.before ?? null;
}

async function sinceThen({ room: { pool } }: From, fromMs: number): Promise<Pick<Ground, 'filesSince' | 'leftSince'>> {
  const { rows } = await pool.query<{ files: boolean; left: number }>({
    name: 'since-then',
    text: `SELECT EXISTS (SELECT 1 FROM audit WHERE at > $1 AND action = 'organisation.imported') AS files,
      (SELECT count(*)::int FROM people WHERE retired_at > $1) AS left`,
    values: [new Date(fromMs)],
  });
  return { filesSince: rows[0]?.files ?? false, leftSince: rows[0]?.left ?? 0 };
}
