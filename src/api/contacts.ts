/** Contacts with their why, for coordinators (O4). */
import { DateTime } from 'luxon';
import type { Deps } from '../deps.ts';
import { listContacts, type ListedContact, type ListPlace } from '../contacts/contact-list.ts';
import { boardKey } from '../board/world.ts';
import { blockableCaller } from '../contacts/block-caller.ts';
import { contactTold, type ToldContact } from '../contacts/one-contact.ts';
import type { ContactStory, StoryDecision } from '../matching/contact-story.ts';
import type { Directory } from '../organisation/directory.ts';
import { blockAnswer } from './blocks.ts';
import type { contactOperations, endings } from './contract/contacts.ts';
import { cursorOf, keyIn, noCursor } from './listing.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const maybeIso = (ms: number | null) => (ms === null ? null : iso(ms));

/** The outcomes of calls and conversations that are one to whoever looks for a contact. */
const outcomesOf: Record<Exclude<(typeof endings)[number], 'live'>, readonly string[]> = {
  talked: ['talked', 'done', 'quiet', 'handed-on'],
  lost: ['abandoned-in-queue', 'abandoned-in-greeting', 'unanswered', 'not-reached', 'ladder-ended'],
  crisis: ['crisis', 'crisis-hand-over'],
  abuse: ['abuse'],
  callback: ['callback'],
  voicemail: ['voicemail'],
  'turned-away': ['closed', 'nobody-on', 'paused', 'blocked', 'withdrawn', 'opted-out'],
};

export function contactHandlers({
  room,
  directories,
}: Pick<Deps, 'room' | 'directories'>): Pick<Handlers<typeof contactOperations>, 'contacts.list' | 'contacts.read'> {
  const directory = async (): Promise<Directory> => {
    const current = await directories.current();
    if (!current) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
    return current;
  };
  return {
    'contacts.list': async ({ query }) => {
      const current = await directory();
      const { line, day, ending, limit } = query;
      const zone = zoneOf(current, line);
      const begin = day === undefined ? null : DateTime.fromISO(day, { zone });
      const { contacts, next } = await listContacts(room, {
        lineId: line ?? null,
        outcomes: ending === undefined || ending === 'live' ? null : outcomesOf[ending],
        live: ending === 'live',
        fromMs: begin?.toMillis() ?? null,
        toMs: begin?.plus({ days: 1 }).toMillis() ?? null,
        after: placeIn(keyIn(query)),
        limit,
      });
      return {
        next: next && cursorOf(`${iso(next.atMs)} ${next.id}`),
        contacts: contacts.map((one) => listed(current, one)),
      };
    },
    'contacts.read': async ({ params }) => {
      const [current, told, blockable] = await Promise.all([
        directory(),
        contactTold(room, params.id),
        blockableCaller(room, params.id),
      ]);
      if (!told || !blockable) throw new Problem('not-found');
      const block =
        blockable.kind === 'forgotten'
          ? { can: false, everywhere: false, latest: null, standing: null }
          : {
              can: true,
              everywhere: blockable.everywhere,
              latest: iso(blockable.latestMs),
              standing: blockable.standing && blockAnswer(current, blockable.standing),
            };
      const isOpen = told.kind !== 'text' && told.endedAtMs === null && !told.hidden;
      const mayUnseal = isOpen && current.lines.get(told.lineId)?.policy.escalation === 'imminent-risk';
      return { ...contactAnswer(current, told), block, unseal: mayUnseal ? boardKey(room, 'call', told.id) : null };
    },
  };
}

function zoneOf({ lines, organisation }: Directory, lineId: string | undefined): string {
  return lines.get(lineId ?? '')?.timeZone ?? organisation.timeZone;
}

function placeIn(key: string | null): ListPlace | null {
  if (key === null) return null;
  const [at = '', id = ''] = key.split(' ');
  const atMs = Date.parse(at);
  if (Number.isNaN(atMs)) throw noCursor();
  return { atMs, id };
}

function listed(current: Directory, { id, kind, lineId, at, language, outcome, answeredAt, endedAt }: ListedContact) {
  const waitedUntil = answeredAt ?? endedAt;
  return {
    id,
    kind,
    line: current.lines.get(lineId)?.name ?? lineId,
    timeZone: zoneOf(current, lineId),
    at: at.toISOString(),
    language,
    outcome: endedAt === null ? null : outcome,
    waitedSeconds: waitedUntil === null ? 0 : Math.max(0, Math.round((waitedUntil.getTime() - at.getTime()) / 1000)),
    ended: endedAt !== null,
  };
}

function contactAnswer(current: Directory, told: ToldContact) {
  const { id, kind, lineId, language, wish, hidden, outcome, endedAtMs, personId, peers, story } = told;
  const nameOf = (person: string) => current.people.get(person)?.name ?? person;
  return {
    id,
    kind,
    line: { id: lineId, name: current.lines.get(lineId)?.name ?? lineId },
    timeZone: zoneOf(current, lineId),
    language,
    wish: current.lines.get(lineId)?.wishes.find(({ tag }) => tag === wish)?.name ?? wish,
    hidden,
    outcome,
    ended: endedAtMs !== null,
    with: kind === 'text' && personId !== null ? nameOf(personId) : null,
    peers,
    story: storyAnswer(story, nameOf),
  };
}

function storyAnswer(story: ContactStory, nameOf: (person: string) => string) {
  return {
    from: iso(story.fromMs),
    waitedUntil: iso(story.waitedUntilMs),
    until: iso(story.untilMs),
    moments: story.moments.map(({ what, atMs }) => ({ what, at: iso(atMs) })),
    ringings: story.ringings.map(({ personId, role, fromMs, talkFromMs, untilMs, cameOf }) => ({
      name: personId === null ? null : nameOf(personId),
      role,
      at: iso(fromMs),
      talkFrom: maybeIso(talkFromMs),
      until: maybeIso(untilMs),
      cameOf,
    })),
    decisions: story.decisions.map((decision) => decisionAnswer(decision, nameOf)),
  };
}

function decisionAnswer(decision: StoryDecision, nameOf: (person: string) => string) {
  const times = { at: iso(decision.atMs), until: iso(decision.untilMs) };
  if (decision.kind !== 'told')
    return { kind: decision.kind, ...times, asked: [], free: [], keptBack: [], steps: [], over: false };
  return {
    kind: decision.kind,
    ...times,
    asked: decision.asked.map(({ personId, as }) => ({ name: nameOf(personId), as })),
    free: decision.free.map(nameOf),
    keptBack: decision.keptBack.map(({ personId, as, reasons }) => ({
      name: nameOf(personId),
      as,
      reasons: reasons.map(({ kind, untilMs }) => ({ kind, until: maybeIso(untilMs) })),
    })),
    steps: decision.steps,
    over: decision.over,
  };
}
