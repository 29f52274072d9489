/** What a phone does by itself, under the name by which somebody at the lab's page chooses it. */
import { z } from 'zod';
import type { PhoneControl } from './control-phone.ts';
import type { Behaviour } from './model.ts';

type Kind = Behaviour['kind'];

const behaviours: Readonly<Record<Kind, Behaviour>> = {
  waits: { kind: 'waits' },
  answers: { kind: 'answers', afterSeconds: 3, presses: [{ key: '1', afterSeconds: 5 }] },
  'no-answer': { kind: 'no-answer' },
  declines: { kind: 'declines' },
  busy: { kind: 'busy' },
  machine: { kind: 'machine', afterSeconds: 6 },
  screening: { kind: 'screening' },
  unreachable: { kind: 'unreachable' },
};

const asked = z.object({
  rings: z.enum(Object.keys(behaviours) as [Kind, ...Kind[]]).optional(),
  texts: z.enum(['delivered', 'undelivered', 'landline']).optional(),
});

/** Has the phone do so from its next call or text on; what is not named stays as it is. */
export function behave(phone: PhoneControl, body: unknown): void {
  const { rings, texts } = asked.parse(body);
  if (rings) phone.behaviour = behaviours[rings];
  if (texts) phone.textBehaviour = texts;
}
