/** Whatever somebody signed in with is gone. */
import type { Prisma } from '../../prisma/generated/client.ts';

/** Sessions, codes, passkeys, the app and links of somebody; the keys they made for programs were made by `as`. */
export async function eraseAccess(transaction: Prisma.TransactionClient, personId: string, as: string): Promise<void> {
  const theirs = { where: { personId } };
  await transaction.session.deleteMany(theirs);
  await transaction.signInCode.deleteMany(theirs);
  await transaction.passkey.deleteMany(theirs);
  await transaction.authenticator.deleteMany(theirs);
  await transaction.invitation.deleteMany(theirs);
  await transaction.idempotentAnswer.deleteMany({ where: { owner: `person:${personId}` } });
  await transaction.apiKey.updateMany({ where: { madeBy: `person:${personId}` }, data: { madeBy: `person:${as}` } });
}
