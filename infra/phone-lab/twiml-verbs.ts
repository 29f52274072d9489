/** The one table of verbs the carrier understands. */
import { dial } from './twiml-dial.ts';
import { enqueue } from './twiml-enqueue.ts';
import { gather } from './twiml-gather.ts';
import { sendFromCall } from './twiml-message.ts';
import { methodOf } from './twiml-parse.ts';
import { record } from './twiml-record.ts';
import { goTo, type RunVerb } from './twiml-scope.ts';
import { pause, play, say } from './twiml-speak.ts';

export const verbs: Readonly<Record<string, RunVerb>> = {
  Say: say,
  Play: play,
  Pause: pause,
  Gather: gather,
  Dial: dial,
  Enqueue: enqueue,
  Record: record,
  Sms: sendFromCall,
  Message: sendFromCall,
  Redirect: async (_scope, verb, document) => goTo(document, verb.text, methodOf(verb)),
  Hangup: async () => ({ kind: 'hang-up' }),
  Leave: async () => ({ kind: 'leave' }),
  Reject: async (_scope, verb) => ({
    kind: 'reject',
    status: verb.attributes['reason'] === 'busy' ? 'busy' : 'no-answer',
  }),
};
