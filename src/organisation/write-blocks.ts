/** Writes the blocks of a file: one that stands already keeps who set it and what was said of it since. */
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Block } from './organisation-file.ts';
import type { Change } from './write-records.ts';

/** Makes the table hold `blocks`, in their order. */
export async function writeBlocks(
  transaction: Prisma.TransactionClient,
  blocks: readonly Block[],
  { by, at }: Pick<Change, 'by' | 'at'>,
): Promise<void> {
  const stored = await transaction.block.findMany();
  const wanted = blocks.map(({ key = '', line, reason, until = '', review }, position) => {
    const standing = stored.find((one) => one.key === key && one.lineId === (line ?? null));
    const row = { key, lineId: line ?? null, reason, until: new Date(until), review: review ?? null, position };
    return { standing, row };
  });
  const kept = wanted.flatMap(({ standing }) => standing?.id ?? []);
  await transaction.block.deleteMany({ where: { id: { notIn: kept } } });
  await transaction.block.createMany({
    data: wanted.flatMap(({ standing, row }) => (standing ? [] : [{ ...row, setBy: by, setAt: at }])),
  });
  for (const { standing, row } of wanted)
    if (standing) await transaction.block.update({ where: { id: standing.id }, data: row });
}
