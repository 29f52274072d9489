/** Whatever somebody signed in with is gone. */
import type { Prisma } from '../../prisma/generated/client.ts';

/** Sessions, codes, passkeys, the app and links of somebody; the keys and links they made for others were made by `as`. */
export async function eraseAccess(transaction: Prisma.TransactionClient, personId: string, as: string): Promise<void> {
  const theirs = { where: { personId } };
  await transaction.session.deleteMany(theirs);
  await transaction.signInCode.deleteMany(theirs);
  await transaction.passkey.deleteMany(theirs);
  await transaction.authenticator.deleteMany(theirs);
  await transaction.invitation.deleteMany(theirs);
  await transaction.idempotentAnswer.deleteMany({ where: { owner: `person:${personId}` } });
  const made = { where: { madeBy: `person:${personId}` }, data: { madeBy: `person:${as}` } };
  await transaction.apiKey.updateMany(made);
  await transaction.invitation.updateMany(made);
}
