/** What waits for a coordinator, in the words of the list they read; never whom a trouble is about. */
import type { AttentionKind } from '../contacts/attention.ts';

const words: Record<AttentionKind, string> = {
  'abuse-reported': 'a volunteer reported abuse',
  'callback-expired': 'a promised call ran out of time',
  'callback-failed': 'a promised call reached nobody',
  'cover-gap-1': 'a gap in the next day',
  'cover-gap-7': 'a gap in the next 7 days',
  'cover-gap-30': 'a gap in the next 30 days',
  'cover-open': 'nobody has taken a shift that is up',
  'cover-thin': 'cover is thin because people rest, and no shift leader was there to be told',
  'leader-wanted': 'a volunteer in a conversation wants a shift leader',
  'shift-unconfirmed': 'a shift nobody has said to come to',
  'talk-wanted': 'a volunteer would like a word',
  'text-unanswered': 'a texter got no answer',
  'voicemail-unheard': 'a voicemail nobody has heard',
  'volunteer-opted-out': 'a volunteer gets no more texts',
  'webhooks-refused': 'calls are refused: the carrier uses another address than PUBLIC_BASE_URL',
};

/** An entry's kind in words; one that is older than its words stays as it is. */
export function attentionInWords(kind: string): string {
  return kind in words ? words[kind as AttentionKind] : kind;
}
