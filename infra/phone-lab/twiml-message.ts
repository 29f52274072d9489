/** `<Message>` and `<Sms>` within a call: a text from the line to the caller, or to the number given. */
import { sendText } from './messages.ts';
import type { Params } from './state.ts';
import { methodOf, type Verb } from './twiml-parse.ts';
import { goTo, type Document, type Scope, type Step } from './twiml-scope.ts';

/** What a `<Message>` says, with or without `<Body>` and `<Media>`. */
export function contentOf(verb: Verb): { body: string; mediaUrls: string[] } {
  const body = verb.children.find((child) => child.name === 'Body');
  const mediaUrls = verb.children.filter((child) => child.name === 'Media').map((child) => child.text);
  return { body: body ? body.text : verb.children.length > 0 ? '' : verb.text, mediaUrls };
}

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
