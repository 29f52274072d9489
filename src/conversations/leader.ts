/** Which shift leader a volunteer can be put in touch with at this moment. */
import { createHash } from 'node:crypto';
import { raise } from '../attention/need-attention.ts';
import type { Directory, DirectoryLine } from '../organisation/directory.ts';
import type { Records } from '../organisation/records.ts';
import { laneOfPerson, writeTexts } from './texts.ts';
import { textingLeaderFor, textingNow } from './world.ts';

/** A leader of the line who takes texts, other than `personId` themselves; null where none can be asked now. */
export async function leaderNow(
  room: Records,
  directory: Directory,
  line: DirectoryLine,
  personId: string,
): Promise<string | null> {
  return textingLeaderFor(
    directory,
    line,
    await textingNow(room, room.pool, await room.loads()),
    personId,
    room.clock.nowMs(),
  );
}

/**
 * `TALK`: the leader who can be asked now reads that the person would like a word; where none can, a coordinator sees it
 * (W3). The same `askId` twice is one asking. Answers who knows of it.
 */
export async function askForWord(
  room: Records,
  directory: Directory,
  line: DirectoryLine,
  personId: string,
  askId: string,
): Promise<'leader' | 'coordinators'> {
  const leaderId = await leaderNow(room, directory, line, personId);
  if (leaderId === null) {
    await raise(room, { kind: 'talk-wanted', lineId: line.id, personId, key: `talk-wanted ${askId}` });
    return 'coordinators';
  }
  await writeTexts(room, [
    {
      id: textIdOf(askId),
      direction: 'out',
      lane: laneOfPerson(leaderId),
      lineId: line.id,
      channel: 'sms',
      personId: leaderId,
      sentence: 'leaderTalkWanted',
      slots: { nameOf: personId },
    },
  ]);
  return 'leader';
}

/** The carrier gets a text's id in an address, so it says nothing of who asked, and in letters that an address may have. */
function textIdOf(askId: string): string {
  return `talk-${createHash('sha256').update(askId).digest('base64url')}`;
}
