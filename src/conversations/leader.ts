/** Which shift leader a volunteer can be put in touch with at this moment. */
import type { ContactsRoom } from '../contacts/room.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import { leaderFor, textingNow } from './world.ts';

/** A leader of the line who takes texts, other than `personId` themselves; null where none can be asked now. */
export async function leaderNow(
  room: ContactsRoom,
  directory: Directory,
  line: DirectoryLine,
  personId: string,
): Promise<string | null> {
  return leaderFor(
    directory,
    line,
    await textingNow(room, room.pool, await room.loads()),
    personId,
    room.clock.nowMs(),
  );
}
