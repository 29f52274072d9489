/** Lines that share people are routed together, all others apart: nobody of one group can be taken by another (ADR 0013). */

/** A line, and everybody who may be asked on it. */
export type Served = { lineId: string; people: Iterable<string> };

/**
 * The lines in groups, each in the order of its ids: two lines are in one group where somebody may be asked on both, or
 * where a chain of such lines leads from one to the other.
 */
export function groupsOf(lines: readonly Served[]): string[][] {
  const leads = new Map<string, string>();
  const leadOf = (lineId: string): string => {
    const lead = leads.get(lineId) ?? lineId;
    if (lead === lineId) return lineId;
    const last = leadOf(lead);
    leads.set(lineId, last);
    return last;
  };
  const firstLine = new Map<string, string>();
  for (const { lineId, people } of lines) {
    for (const personId of people) {
      const first = firstLine.get(personId);
      if (first === undefined) firstLine.set(personId, lineId);
      else leads.set(leadOf(lineId), leadOf(first));
    }
  }
  const groups = new Map<string, string[]>();
  for (const { lineId } of lines) {
    const lead = leadOf(lineId);
    groups.set(lead, [...(groups.get(lead) ?? []), lineId]);
  }
  return [...groups.values()].map((group) => group.sort());
}
