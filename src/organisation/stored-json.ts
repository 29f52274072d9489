/**
 * Reads the parts of an organisation that are stored as JSON. They were written by whatever release made the last import:
 * a key that came later has its default, and one thing that cannot be understood takes nothing else with it.
 */
import type { z } from 'zod';
import { storedShapes, type Line, type Person, type Shift } from './organisation-file.ts';
import { callbackFields, defaultPolicy, limitFields, plainPolicyFields } from './policy.ts';
import type { Policy, PolicyOverride } from './policy.ts';

/** The organisation's policy, laid over the defaults of the code that reads it. */
export function policyFromStore(stored: unknown): Policy {
  const { callback, limits, ...plain } = overrideFromStore(stored);
  return {
    ...defaultPolicy,
    ...plain,
    callback: { ...defaultPolicy.callback, ...callback },
    limits: { ...defaultPolicy.limits, ...limits },
  };
}

/** What a line has of its own in place of the organisation's policy. */
export function overrideFromStore(stored: unknown): PolicyOverride {
  const { callback, limits } = fieldsOf(stored);
  const own = { callback: understood(callbackFields, callback), limits: understood(limitFields, limits) };
  return {
    ...understood(plainPolicyFields, stored),
    ...(callback !== undefined && { callback: own.callback }),
    ...(limits !== undefined && { limits: own.limits }),
  };
}

export function wishesFromStore(stored: unknown): Line['wishes'] {
  return items(storedShapes.wish, stored);
}

export function openingHoursFromStore(stored: unknown): Line['openingHours'] {
  return items(storedShapes.openingHours, stored);
}

export function wordingFromStore(stored: unknown): Line['wording'] {
  const sentences = Object.entries(fieldsOf(stored)).flatMap(([key, own]) =>
    Object.entries(storedShapes.wording.safeParse({ [key]: own }).data ?? {}),
  );
  return Object.fromEntries(sentences);
}

export function rolesFromStore(stored: unknown): Person['roles'] {
  return items(storedShapes.role, stored);
}

export function channelsFromStore(stored: unknown): Person['channels'] {
  return items(storedShapes.channel, stored);
}

export function personLimitsFromStore(stored: unknown): Person['limits'] {
  return understood(storedShapes.personLimits, stored);
}

export function availabilityFromStore(stored: unknown): Person['availability'] {
  return items(storedShapes.availability, stored);
}

export function requiresFromStore(stored: unknown): Shift['requires'] {
  return items(storedShapes.requirement, stored);
}

/** Each item as its shape has it, defaults filled in. */
function items<Item>(shape: z.ZodType<Item>, stored: unknown): Item[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((item) => {
    const { data, success } = shape.safeParse(item);
    return success ? [data] : [];
  });
}

/** The fields of `shape` that are there and can be understood, in the order of the shape. */
function understood<Shape extends Readonly<Record<string, z.ZodType>>>(
  shape: Shape,
  stored: unknown,
): { [Field in keyof Shape]?: z.output<Shape[Field]> } {
  const fields = fieldsOf(stored);
  const found = Object.entries(shape).flatMap(([name, schema]) => {
    const { data, success } = schema.safeParse(fields[name]);
    return success && data !== undefined ? [[name, data]] : [];
  });
  return Object.fromEntries(found) as { [Field in keyof Shape]?: z.output<Shape[Field]> };
}

function fieldsOf(stored: unknown): Record<string, unknown> {
  return typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
}
