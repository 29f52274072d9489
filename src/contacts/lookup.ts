/** Small questions about contacts that doors and workers ask. */
import type { Store } from '../platform/store.ts';
import type { Contact, Leg } from '../calls/model.ts';
import {
  contactIdWithCall,
  contactWithLegs,
  legIdWithCall,
  openLegsOf,
  type ContactAsItStands,
} from './contacts-sql.ts';
import { countBefore } from './routing-sql.ts';

/** The contact of a caller's call; null when the call is not known. */
export async function contactIdOfCall(room: Pick<Store, 'pool'>, callSid: string): Promise<string | null> {
  return contactIdWithCall(room.pool, callSid);
}

/** The leg whose call this is; null when the call is not known. */
export async function legOfCall(
  room: Pick<Store, 'pool'>,
  callSid: string,
): Promise<{ contactId: string; legId: string } | null> {
  return legIdWithCall(room.pool, callSid);
}

/** A contact with its legs, as they stand. */
export async function readContact(room: Pick<Store, 'pool'>, contactId: string): Promise<ContactAsItStands | null> {
  return contactWithLegs(room.pool, contactId);
}

/** The caller's place among those who wait on their line, from 1. */
export async function placeInLine(room: Pick<Store, 'pool'>, contact: Contact): Promise<number> {
  return 1 + (await countBefore(room.pool, contact));
}

/** The legs on which somebody is being asked, or talks, now. */
export async function openLegsOfPerson(room: Pick<Store, 'pool'>, personId: string): Promise<Leg[]> {
  return openLegsOf(room.pool, personId);
}
