/** Which records of the organisation were written since a process last looked, as the triggers of its tables noted them. */
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Touched } from './stored-organisation.ts';

/** Up to which change something is known. */
export type ChangesSeen = bigint;

/** `all`: so much, or the order of things, that everything is to be read anew. */
export type ChangedRecords = { seen: ChangesSeen; touched: Touched | 'all' };

/** Where so much was written, everything is read faster. */
const mostNotes = 2_000;

/**
 * What was written after `seen` (null: nothing is known yet), in the snapshot of `transaction`. Where the first of the notes is
 * not the next one, some were erased meanwhile: `all`.
 */
export async function changedRecords(
  transaction: Prisma.TransactionClient,
  seen: ChangesSeen | null,
): Promise<ChangedRecords> {
  const rows =
    seen === null
      ? []
      : await transaction.$queryRaw<Written[]>`SELECT record, subject, min(seq) AS first, max(seq) AS last
          FROM (SELECT record, subject, seq FROM organisation_changes WHERE seq > ${seen} ORDER BY seq LIMIT ${mostNotes}) AS written
          GROUP BY record, subject`;
  const first = rows.reduce<bigint | null>(
    (least, row) => (least !== null && least < row.first ? least : row.first),
    null,
  );
  const last = rows.reduce((most, row) => (row.last > most ? row.last : most), seen ?? 0n);
  const isCut = seen !== null && last - seen >= BigInt(mostNotes);
  if (seen === null || first !== seen + 1n || isCut || rows.some(({ record }) => record === 'order'))
    return { seen: await newest(transaction), touched: 'all' };
  const idsOf = (kind: string) => rows.filter(({ record }) => record === kind).map(({ subject }) => subject);
  return { seen: last, touched: { people: idsOf('person'), shifts: idsOf('shift') } };
}

type Written = { record: string; subject: string; first: bigint; last: bigint };

async function newest(transaction: Prisma.TransactionClient): Promise<ChangesSeen> {
  const rows = await transaction.$queryRaw<
    { last: bigint }[]
  >`SELECT coalesce(max(seq), 0) AS last FROM organisation_changes`;
  return rows[0]?.last ?? 0n;
}
