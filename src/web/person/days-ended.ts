/** Which days away are none any more once they were ended. Pure. */
export type Days = { from: string; to: string };

/** Of `days`, what is over stays, and today too where its shift had begun: then it is still among those of the answer. */
export function daysEnded({ from, to }: Days, { today, away }: { today: string; away: readonly Days[] }): Days {
  const kept = away.find((one) => one.from === from);
  if (kept) return { from: dateAfter(kept.to), to };
  return { from: from < today ? today : from, to };
}

function dateAfter(date: string): string {
  return new Date(Date.parse(date) + 24 * 3_600_000).toISOString().slice(0, 10);
}
