/** The numbers an organisation runs by, their defaults, and which of them hold on a line. */
import { z } from 'zod';
import { faultMessage } from '../reading/fault-words.ts';
import { ladderActions } from '../calls/model.ts';
import { amount, endTime, id, phoneNumber, quoted, time, whole } from './fields.ts';

const wave = z.strictObject({ afterSeconds: amount(0), size: whole(1) });

const waves = z
  .array(wave)
  .min(1)
  .check((context) => {
    for (const [index, { afterSeconds }] of context.value.entries()) {
      const before = context.value[index - 1];
      const path = [index, 'afterSeconds'];
      if (index === 0 && afterSeconds !== 0)
        context.issues.push({ code: 'custom', path, message: faultMessage('firstWave'), input: afterSeconds });
      if (before && afterSeconds <= before.afterSeconds) {
        context.issues.push({
          code: 'custom',
          path,
          message: faultMessage('laterThanWave', { seconds: before.afterSeconds }),
          input: afterSeconds,
        });
      }
    }
  });

const overflowStep = z
  .strictObject({ afterSeconds: amount(0), do: z.enum(ladderActions), number: phoneNumber.optional() })
  .check((context) => {
    const step = context.value;
    if (step.do === 'ring-partner' && step.number === undefined) {
      context.issues.push({
        code: 'custom',
        path: ['number'],
        message: faultMessage('partnerNumber'),
        input: step,
      });
    }
    if (step.do !== 'ring-partner' && step.number !== undefined) {
      context.issues.push({
        code: 'custom',
        path: ['number'],
        message: faultMessage('onlyPartner', { step: step.do }),
        input: step,
      });
    }
  });

const overflow = z
  .array(overflowStep)
  .min(1)
  .check((context) => {
    for (const [index, { afterSeconds }] of context.value.entries()) {
      const before = context.value[index - 1];
      if (before && afterSeconds < before.afterSeconds) {
        context.issues.push({
          code: 'custom',
          path: [index, 'afterSeconds'],
          message: faultMessage('earlierStep', { seconds: before.afterSeconds }),
          input: afterSeconds,
        });
      }
    }
    const last = context.value.at(-1);
    if (last && last.do !== 'offer-callback' && last.do !== 'voicemail') {
      context.issues.push({
        code: 'custom',
        path: [context.value.length - 1, 'do'],
        message: faultMessage('lastStep', { value: quoted(last.do) }),
        input: last.do,
      });
    }
  });

const quietHours = z.strictObject({ start: time, end: endTime });
export const callbackFields = { quietHours, attemptsMinutes: z.array(amount(0)).min(1), expiresHours: amount(0) };
export const limitFields = {
  hoursPerWeek: amount(0),
  shiftHours: amount(0),
  restHours: amount(0),
  daysInRow: whole(1),
  nightsInRow: whole(1),
};

export const plainPolicyFields = {
  callsPerDay: whole(1),
  dayTurnsAt: time,
  ringSeconds: amount(1),
  waves,
  overflow,
  wrapUpMinutes: amount(0),
  restAfterHeavyMinutes: amount(0),
  restAfterCrisisMinutes: amount(0),
  softLimitMinutes: amount(1),
  escalation: z.enum(['consent-only', 'imminent-risk']),
  training: z.array(id),
};

const wholePolicy = z.strictObject({
  ...plainPolicyFields,
  callback: z.strictObject(callbackFields),
  limits: z.strictObject(limitFields),
});

/** Every number of the policy, defaults of the product filled in. */
export type Policy = z.infer<typeof wholePolicy>;
export type OverflowStep = Policy['overflow'][number];
export type Wave = Policy['waves'][number];

/** What holds where a file says nothing else. */
export const defaultPolicy: Policy = {
  callsPerDay: 3,
  dayTurnsAt: '05:00',
  ringSeconds: 20,
  waves: [
    { afterSeconds: 0, size: 1 },
    { afterSeconds: 20, size: 2 },
    { afterSeconds: 45, size: 4 },
  ],
  overflow: [
    { afterSeconds: 60, do: 'ring-backups' },
    { afterSeconds: 120, do: 'offer-callback' },
    { afterSeconds: 600, do: 'voicemail' },
  ],
  wrapUpMinutes: 5,
  restAfterHeavyMinutes: 15,
  restAfterCrisisMinutes: 30,
  softLimitMinutes: 25,
  escalation: 'consent-only',
  training: [],
  callback: { quietHours: { start: '21:00', end: '09:00' }, attemptsMinutes: [0, 15, 120], expiresHours: 24 },
  limits: { hoursPerWeek: 12, shiftHours: 8, restHours: 11, daysInRow: 5, nightsInRow: 2 },
};

/** The fields of the policy as a file may give them, on the organisation or on a line: any, none or all. */
export const policyFields = {
  ...z.strictObject(plainPolicyFields).partial().shape,
  callback: z.strictObject(callbackFields).partial().optional(),
  limits: z.strictObject(limitFields).partial().optional(),
};

const policyOverride = z.strictObject(policyFields);
export type PolicyOverride = z.infer<typeof policyOverride>;
export const policyFieldNames = Object.keys(policyFields) as (keyof PolicyOverride)[];

/** `policy` with everything `override` gives in its place; `callback` and `limits` field by field. */
export function overridePolicy(policy: Policy, override: PolicyOverride): Policy {
  const given = Object.fromEntries(
    policyFieldNames.filter((name) => override[name] !== undefined).map((name) => [name, override[name]]),
  );
  return {
    ...policy,
    ...given,
    callback: { ...policy.callback, ...override.callback },
    limits: { ...policy.limits, ...override.limits },
  };
}

/** The organisation's policy in a file, its gaps filled with the defaults. */
export const policyInFile = policyOverride.transform((given): Policy => overridePolicy(defaultPolicy, given));

/** The policy that holds on the line `lineId`; the organisation's own where there is no such line. */
export function linePolicy(
  organisation: { policy: Policy; lines: readonly (PolicyOverride & { id: string })[] },
  lineId: string,
): Policy {
  const line = organisation.lines.find((candidate) => candidate.id === lineId);
  return line ? overridePolicy(organisation.policy, line) : organisation.policy;
}
