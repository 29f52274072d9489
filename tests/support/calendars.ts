/** Two calendars that read a feed: one goes by the rules of the zone in the file, the other by the zone's name. */
import ICAL from 'ical.js';
import { sync as nodeIcal } from 'node-ical';

/** An event as a calendar understands it. */
export type Seen = {
  uid: string;
  sequence: number;
  status: string;
  startMs: number;
  endMs: number;
  summary: string;
  description: string | null;
};

const byStart = (a: Seen, b: Seen) => a.startMs - b.startMs || a.uid.localeCompare(b.uid);

/** As ical.js reads it, with nothing but what the file says of zones. */
export function readByRules(file: string): { name: string; events: Seen[] } {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown[]);
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const text = (component: InstanceType<typeof ICAL.Component>, name: string) => {
    const value = component.getFirstPropertyValue(name);
    return value === null ? null : String(value as string | number);
  };
  const events = calendar.getAllSubcomponents('vevent').map((component): Seen => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      sequence: Number(text(component, 'sequence')),
      status: text(component, 'status') ?? '',
      startMs: event.startDate.toUnixTime() * 1000,
      endMs: event.endDate.toUnixTime() * 1000,
      summary: event.summary,
      description: text(component, 'description'),
    };
  });
  // It knows no such property, and leaves it as it is written.
  const name = (text(calendar, 'name') ?? '').replaceAll(/\\([\\;,])/g, '$1');
  return { name, events: events.toSorted(byStart) };
}

/** As node-ical reads it, which knows zones by their names. */
export function readByNames(file: string): Seen[] {
  const events = Object.values(nodeIcal.parseICS(file)).flatMap((one) => (one?.type === 'VEVENT' ? [one] : []));
  const text = (value: unknown): string =>
    typeof value === 'object' && value !== null && 'val' in value ? String(value.val) : String(value as string);
  return events
    .map((event): Seen => ({
      uid: event.uid,
      sequence: Number(event.sequence),
      status: event.status ?? '',
      startMs: event.start.getTime(),
      endMs: event.end?.getTime() ?? Number.NaN,
      summary: text(event.summary),
      description: event.description === undefined ? null : text(event.description),
    }))
    .toSorted(byStart);
}
