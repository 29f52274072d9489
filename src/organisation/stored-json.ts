/**
 * Reads the parts of an organisation that are stored as JSON. They were written by whatever release made the last import:
 * a key that came later has its default, and one thing that cannot be understood takes nothing else with it.
 */
import type { z } from 'zod';
import { storedShapes, type Line, type Person, type Shift } from './organisation-file.ts';
import { callbackFields, defaultPolicy, limitFields, plainPolicyFields } from './policy.ts';
import type { Policy, PolicyOverride } from './policy.ts';

/** Told of a field that is stored and cannot be understood, or not all of it. */
export type Tell = (field: string) => void;

const nobody: Tell = () => {};

/** The organisation's policy, laid over the defaults of the code that reads it. */
export function policyFromStore(stored: unknown, tell: Tell = nobody): Policy {
  const { callback, limits, ...plain } = overrideFromStore(stored, tell);
  return {
    ...defaultPolicy,
    ...plain,
    callback: { ...defaultPolicy.callback, ...callback },
    limits: { ...defaultPolicy.limits, ...limits },
  };
}

/** What a line has of its own in place of the organisation's policy. */
export function overrideFromStore(stored: unknown, tell: Tell = nobody): PolicyOverride {
  const { callback, limits } = fieldsOf(stored, () => tell('policy'));
  const within = <Shape extends Fields>(shape: Shape, field: string, group: unknown) =>
    group === undefined ? {} : understood(shape, group, () => tell(field));
  const own = { callback: within(callbackFields, 'callback', callback), limits: within(limitFields, 'limits', limits) };
  return {
    ...understood(plainPolicyFields, stored, (field) => field !== '' && tell(field)),
    ...(callback !== undefined && { callback: own.callback }),
    ...(limits !== undefined && { limits: own.limits }),
  };
}

/** The wishes of a line that can be understood. */
export function wishesFromStore(stored: unknown, tell: Tell = nobody): Line['wishes'] {
  return items(storedShapes.wish, stored, () => tell('wishes'));
}

/** The opening hours of a line that can be understood. */
export function openingHoursFromStore(stored: unknown, tell: Tell = nobody): Line['openingHours'] {
  return items(storedShapes.openingHours, stored, () => tell('openingHours'));
}

/** A line's own words that can be understood. */
export function wordingFromStore(stored: unknown, tell: Tell = nobody): Line['wording'] {
  const onSpoilt = () => tell('wording');
  const sentences = Object.entries(fieldsOf(stored, onSpoilt)).flatMap(([key, own]) => {
    const { data, success } = storedShapes.wording.safeParse({ [key]: own });
    if (!success) onSpoilt();
    return Object.entries(data ?? {});
  });
  return Object.fromEntries(sentences);
}

/** The roles of a person that this release knows. */
export function rolesFromStore(stored: unknown, tell: Tell = nobody): Person['roles'] {
  return items(storedShapes.role, stored, () => tell('roles'));
}

/** The channels of a person that this release knows. */
export function channelsFromStore(stored: unknown, tell: Tell = nobody): Person['channels'] {
  return items(storedShapes.channel, stored, () => tell('channels'));
}

/** A person's own limits that can be understood. */
export function personLimitsFromStore(stored: unknown, tell: Tell = nobody): Person['limits'] {
  return understood(storedShapes.personLimits, stored, () => tell('limits'));
}

/** The availability of a person that can be understood. */
export function availabilityFromStore(stored: unknown, tell: Tell = nobody): Person['availability'] {
  return items(storedShapes.availability, stored, () => tell('availability'));
}

/** What a shift requires, as far as it can be understood. */
export function requiresFromStore(stored: unknown, tell: Tell = nobody): Shift['requires'] {
  return items(storedShapes.requirement, stored, () => tell('requires'));
}

type Fields = Readonly<Record<string, z.ZodType>>;

/** Each item as its shape has it, defaults filled in. */
function items<Item>(shape: z.ZodType<Item>, stored: unknown, onSpoilt: () => void): Item[] {
  const given: unknown[] = Array.isArray(stored) ? stored : [];
  const found = given.flatMap((item) => {
    const { data, success } = shape.safeParse(item);
    return success ? [data] : [];
  });
  if (!Array.isArray(stored) || found.length < given.length) onSpoilt();
  return found;
}

/** The fields of `shape` that are there and can be understood, in the order of the shape. */
function understood<Shape extends Fields>(
  shape: Shape,
  stored: unknown,
  tell: Tell,
): { [Field in keyof Shape]?: z.output<Shape[Field]> } {
  const fields = fieldsOf(stored, () => tell(''));
  const found = Object.entries(shape).flatMap(([name, schema]) => {
    const { data, success } = schema.safeParse(fields[name]);
    if (!success && fields[name] !== undefined) tell(name);
    return success && data !== undefined ? [[name, data]] : [];
  });
  return Object.fromEntries(found) as { [Field in keyof Shape]?: z.output<Shape[Field]> };
}

function fieldsOf(stored: unknown, onSpoilt: () => void): Record<string, unknown> {
  if (typeof stored === 'object' && stored !== null && !Array.isArray(stored)) return stored as Record<string, unknown>;
  onSpoilt();
  return {};
}
