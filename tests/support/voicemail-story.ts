/** What stories about messages share: a caller brought to the tone, and the stored messages as they are. */
import { caller, line, smallOrganisation } from './small-organisation.ts';
import { setStage, type Stage, type StageOptions } from './stage.ts';

export const evening = '2026-11-10T18:00:00-06:00';

export type StoredVoicemail = {
  id: string;
  objection: boolean;
  seconds: number;
  recording_sealed: string | null;
  audio_sealed: Buffer | null;
  kept_at: Date | null;
  alerted_at: Date | null;
  heard_at: Date | null;
  left_at: Date;
  erase_at: Date;
  erased_at: Date | null;
};

export const voicemails = (stage: Stage) => stage.rows<StoredVoicemail>('SELECT * FROM voicemails ORDER BY left_at');

/** Somebody who phones the line. */
export async function callLine(
  options: Partial<StageOptions> = {},
): Promise<{ stage: Stage; someone: ReturnType<Stage['phone']> }> {
  const stage = await setStage({ organisation: smallOrganisation({ ana: {} }), at: evening, ...options });
  const someone = stage.phone(caller);
  someone.call(line);
  return { stage, someone };
}

/** Waits until the tone: from now on the caller is recorded. */
export async function untilTone(stage: Stage): Promise<void> {
  const someone = stage.phone(caller);
  const before = someone.heard().filter((heard) => heard.kind === 'beep').length;
  await stage.until('the tone', () => someone.heard().filter((heard) => heard.kind === 'beep').length > before, 90);
}

/** Makes what was planned for later due at once, so that a story of days does not take days. */
export async function makeDue(stage: Stage, kind: string): Promise<void> {
  await stage.rows('UPDATE effects SET due_at = $2 WHERE kind = $1', [kind, new Date(stage.clock.nowMs())]);
  await stage.pass(3);
}
