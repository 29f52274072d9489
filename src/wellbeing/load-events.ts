/** What a volunteer did, as the load score reads it: the events, cut at now, and the duties that touching shifts form. */

/** Instants are milliseconds since the Unix epoch; something still running ends in the future (`Infinity` will do). */
/** Beyond this nothing weighs any more: the nights' half-life is two weeks. */
export const loadMemoryMs = 90 * 24 * 3_600_000;

export type LoadEvent =
  | { kind: 'contact'; startMs: number; endMs: number; heavy?: boolean; abusive?: boolean; crisis?: boolean }
  | { kind: 'shift'; startMs: number; endMs: number }
  | { kind: 'check-in'; atMs: number; answer: number }
  | { kind: 'break'; startMs: number; endMs: number };

export type Contact = Extract<LoadEvent, { kind: 'contact' }>;
export type CheckIn = Extract<LoadEvent, { kind: 'check-in' }>;
export type Span = { startMs: number; endMs: number };

/** What had begun by now, running events cut at now, each list sorted so that the order of the events changes nothing. */
export type History = { contacts: Contact[]; duties: Span[]; breaks: Span[]; checkIns: CheckIn[] };

/** The history behind a load at `nowMs`; touching or overlapping shifts are one duty. */
export function historyAt(events: readonly LoadEvent[], nowMs: number): History {
  const contacts: Contact[] = [];
  const shifts: Span[] = [];
  const breaks: Span[] = [];
  const checkIns: CheckIn[] = [];
  for (const event of events) {
    if (event.kind === 'check-in') {
      if (event.atMs <= nowMs) checkIns.push(event);
      continue;
    }
    if (event.startMs > nowMs) continue;
    const endMs = Math.min(event.endMs, nowMs);
    if (event.kind === 'contact') contacts.push(event.endMs <= nowMs ? event : { ...event, endMs });
    else (event.kind === 'shift' ? shifts : breaks).push({ startMs: event.startMs, endMs });
  }
  contacts.sort(byContact);
  checkIns.sort(byCheckIn);
  return { contacts, duties: union(shifts), breaks: union(breaks), checkIns };
}

/** How much a contact weighs in `heavy-contacts`: heavy 1, abusive 1, crisis hand-over 2; points add. */
export function heavyPoints(contact: Omit<Contact, 'kind'>): number {
  return (contact.heavy ? 1 : 0) + (contact.abusive ? 1 : 0) + (contact.crisis ? 2 : 0);
}

/** The parts of `spans` that lie within `frame`. */
export function within(frame: Span, spans: readonly Span[]): Span[] {
  return spans
    .filter((span) => span.startMs < frame.endMs && span.endMs > frame.startMs)
    .map((span) => ({ startMs: Math.max(span.startMs, frame.startMs), endMs: Math.min(span.endMs, frame.endMs) }));
}

/** `spans` in order of time, those merged whose gap `joins`: touching and overlapping ones unless told otherwise. */
export function union(spans: readonly Span[], joins: (gapMs: number) => boolean = (gapMs) => gapMs <= 0): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort(byTime)) {
    const last = merged.at(-1);
    if (last && joins(span.startMs - last.endMs)) last.endMs = Math.max(last.endMs, span.endMs);
    else merged.push({ startMs: span.startMs, endMs: span.endMs });
  }
  return merged;
}

/** The length of all spans together, in milliseconds. */
export function totalMs(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + span.endMs - span.startMs, 0);
}

/** Contacts in order of time; of two at the same time the heavier comes last. */
export function byContact(a: Omit<Contact, 'kind'>, b: Omit<Contact, 'kind'>): number {
  return byTime(a, b) || heavyPoints(a) - heavyPoints(b) || Number(a.heavy ?? false) - Number(b.heavy ?? false);
}

/** Check-ins in order of time; of two in one instant the heavier comes last. */
export function byCheckIn(a: CheckIn, b: CheckIn): number {
  return a.atMs - b.atMs || a.answer - b.answer;
}

function byTime(a: Span, b: Span): number {
  return a.startMs - b.startMs || a.endMs - b.endMs;
}
