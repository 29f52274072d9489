/** What waits for a coordinator, in the words of the list they read; never whom a trouble is about. */
import type { AttentionKind } from './need-attention.ts';

const words: Record<AttentionKind, string> = {
  'abuse-reported': 'a volunteer reported abuse',
  'answering-machine': 'a phone seems to answer our texts by itself, so it is answered nothing until somebody writes',
  'block-objection': 'a blocked caller objects: look at the block again',
  'block-review': 'a block is to be looked at again today',
  'callback-expired': 'a promised call ran out of time',
  'callback-failed': 'a promised call reached nobody',
  'cover-gap-1': 'a gap in the next day',
  'cover-gap-7': 'a gap in the next 7 days',
  'cover-gap-30': 'a gap in the next 30 days',
  'cover-open': 'nobody has taken a shift that is up',
  'cover-thin': 'cover is thin because people rest, and no shift leader was there to be told',
  'leader-wanted': 'a volunteer in a conversation wants a shift leader',
  'move-waits': 'somebody would take a shift, and waits for your yes',
  'nobody-planned':
    'nobody is planned yet from that day on, and everybody on call is rung instead: plan the first week on the page of the roster',
  'number-misconfigured': 'calls or texts to the number do not all lead here: run "warmline twilio check"',
  'resource-stale': 'a text for callers has not been checked for a while: see the page of resources',
  'service-unwell': 'something about the service itself is not as it should be: run "warmline doctor"',
  'shift-unconfirmed': 'a shift nobody has said to come to',
  'talk-wanted': 'a volunteer would like a word',
  'text-not-sent': 'a text with a promise or a number of help stayed with the carrier',
  'text-unanswered': 'a texter got no answer',
  'time-off-asked': 'somebody asks for days away, and waits for your yes',
  'time-off-opens': 'somebody is away, and shifts of theirs are open',
  'volunteer-leaves': 'a volunteer is leaving: take them out of the organisation',
  'voicemail-unheard': 'a voicemail nobody has heard',
  'volunteer-opted-out': 'a volunteer gets no more texts',
  'webhooks-refused': 'calls are refused: the carrier uses another address than PUBLIC_BASE_URL',
  'organisation-set-aside':
    'something in the organisation’s own settings cannot be used, and the default is: put it right in the file and import it again',
  'line-set-aside':
    'something about a line cannot be used, and calls go on without it: put it right in the file and import it again',
  'person-set-aside':
    'something about a person cannot be used, and everybody else goes on: put it right in the file and import it again',
  'shift-set-aside':
    'a shift, or a change of one, cannot be read and is left out of the schedule: put it right in the file and import it again',
  'call-set-aside': 'a call cannot be looked after because its record is damaged: its caller may need a call back',
  'conversation-set-aside': 'a text conversation cannot be looked after because its record is damaged',
  'text-set-aside': 'a text could not be handled or sent because its record is damaged',
  'promise-set-aside': 'a promised call cannot be made as it is written down: enter it again if you know the number',
  'notice-set-aside': 'a reminder about a shift could not be sent: tell the person yourself',
  'voicemail-set-aside': 'a voicemail could not be looked after: its record or recording is damaged',
  'effect-set-aside':
    'a step of the service failed every time and was given up: whoever runs the service finds it in the log',
};

/** An entry's kind in words; one that is older than its words stays as it is. */
export function attentionInWords(kind: string): string {
  return kind in words ? words[kind as AttentionKind] : kind;
}
