/** A roster beside the one that people know of: what differs is a change to them. */
import type { RosterModel } from './model.ts';

/** The model with what is published in `known`, a model of the same days; an occurrence that is not in it has nobody. */
export function besidePublished(model: RosterModel, known: RosterModel): RosterModel {
  if (model === known) return model;
  const published = new Map(known.occurrences.map((one) => [keyOf(one), one.primaries]));
  return {
    ...model,
    occurrences: model.occurrences.map((one) => ({ ...one, published: published.get(keyOf(one)) ?? [] })),
  };
}

const keyOf = ({ shift, occurrence }: { shift: string; occurrence: string }) => JSON.stringify([shift, occurrence]);
