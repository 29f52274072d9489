/** `<Message>` and `<Sms>` within a call: a text from the line to the caller, or to the number given. */
import { sendText } from './messages.ts';
import type { Params } from './model.ts';
import type { Scope, Step } from './state.ts';
import { contentOf, methodOf, type Verb } from './twiml-parse.ts';
import { goTo, type Document } from './twiml-scope.ts';

export async function sendFromCall({ lab, call }: Scope, verb: Verb, document: Document): Promise<Step | undefined> {
  const [line, other] = call.direction === 'inbound' ? [call.to, call.from] : [call.from, call.to];
  const message = sendText(lab, {
    from: verb.attributes['from'] ?? line,
    to: verb.attributes['to'] ?? other,
    ...contentOf(verb),
    direction: 'outbound-reply',
  });
  const action = verb.attributes['action'];
  const outcome: Params =
    'sid' in message ? { MessageSid: message.sid, MessageStatus: message.status } : { MessageStatus: 'failed' };
  return action === undefined ? undefined : goTo(document, action, methodOf(verb), outcome);
}
