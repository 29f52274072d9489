/** What a person looking at the phone lab sees: each phone's state and story in words, and who talks with whom. */
import { stateOf, type PhoneState } from './control-phone.ts';
import { namesOf, type LabLine, type Names, type Owner, type Role } from './lab-names.ts';
import { soundOf, type Sound } from './lab-sound.ts';
import type { Behaviour, Conference, Heard, LabEvent, Message, Phone, PhoneText } from './model.ts';
import type { Lab } from './state.ts';

export type Entry = {
  id: string;
  atMs: number;
  kind: Heard['kind'] | 'text-in' | 'text-out';
  text: string;
  language?: string;
  /** Of a note of the lab: what its sentence names, for whoever reads another language than English. */
  slots?: string[];
  /** Of a text: its words alone, and who is at the other end. */
  written?: { body: string; other: string };
};
/** An entry as it happens, with whose phone it belongs to. */
export type StoryLine = Entry & { number: string; name: string; role: Role };
export type PhoneView = {
  number: string;
  name: string;
  role: Role;
  state: PhoneState;
  /** Who this phone is in a call with, as its owner sees it. */
  other: string | null;
  talkingWith: string[];
  automatic: boolean;
  /** What it does when it rings, and what becomes of texts to it. */
  rings: Behaviour['kind'];
  texts: Phone['textBehaviour'];
  /** What is heard at it now; null where it is in no call. */
  hears: Sound | null;
  personId: string | null;
  leads: boolean;
  story: Entry[];
};
export type Room = { kind: 'talking' | 'waiting'; people: { name: string; number: string; onHold: boolean }[] };
/** Whose line this is, and where its pages are. */
export type LabPlace = { organisation: string; timeZone: string; pagesUrl: string | null };
export type LabState = LabPlace & {
  nowMs: number;
  lines: LabLine[];
  phones: PhoneView[];
  rooms: Room[];
  queuedCalls: number;
};

const LONGEST_STORY = 60;

const list = (names: string[]): string =>
  names.length < 2 ? (names[0] ?? 'nobody') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** One thing a phone heard or did, as a sentence. */
export function inWords(heard: Heard, { nameOf }: Names): string {
  switch (heard.kind) {
    case 'say':
    case 'carrier-error':
    case 'said':
      return heard.text;
    case 'play':
      return isMusic(heard.url) ? 'Music plays.' : `A recording plays: ${fileOf(heard.url)}`;
    case 'hold-music':
      return heard.on ? 'Music plays.' : 'The music stops.';
    case 'rings':
      return `Rings: ${nameOf(heard.from)} is calling.`;
    case 'picked-up':
      return 'Picked up.';
    case 'dials':
      return `Calls ${nameOf(heard.to)}.`;
    case 'ringing':
      return 'It rings at the other end.';
    case 'beep':
      return 'Beep.';
    case 'pressed':
      return `Presses ${heard.key === '*' ? 'star' : heard.key === '#' ? 'hash' : heard.key}.`;
    case 'tone':
      return `A key tone from ${nameOf(heard.from)}.`;
    case 'voice':
      return `${nameOf(heard.from)}: ${heard.text}`;
    case 'connected':
      return `Now talking with ${list(heard.with.map(nameOf))}.`;
    case 'alone':
      return 'Nobody else is on the line now.';
    case 'ended':
      return `Call over: ${heard.why}.`;
  }
}

/** What the sentence of a note names; nothing for words that somebody said. */
function slotsOf(heard: Heard, { nameOf }: Names): { slots?: string[] } {
  switch (heard.kind) {
    case 'say':
    case 'carrier-error':
    case 'said':
    case 'voice':
      return {};
    case 'play':
      return { slots: isMusic(heard.url) ? [] : [fileOf(heard.url)] };
    case 'hold-music':
      return { slots: [heard.on ? 'on' : 'off'] };
    case 'rings':
    case 'tone':
      return { slots: [nameOf(heard.from)] };
    case 'dials':
      return { slots: [nameOf(heard.to)] };
    case 'pressed':
      return { slots: [heard.key] };
    case 'connected':
      return { slots: heard.with.map(nameOf) };
    case 'ended':
      return { slots: [heard.why] };
    case 'picked-up':
    case 'ringing':
    case 'beep':
    case 'alone':
      return { slots: [] };
  }
}

const isMusic = (url: string): boolean => /hold|music|wait/i.test(url);
const fileOf = (url: string): string => url.split('/').at(-1)?.split('?')[0] ?? '';

const bare = (address: string): string => address.replace(/^whatsapp:/, '');

const heardEntry = (heard: Heard, index: number, names: Names): Entry => {
  const language = heard.kind === 'say' ? heard.language : undefined;
  return {
    id: `h${index}`,
    atMs: heard.atMs,
    kind: heard.kind,
    text: inWords(heard, names),
    ...slotsOf(heard, names),
    ...(language ? { language } : {}),
  };
};

const sentEntry = ({ sid, createdMs, to, body }: Message, { nameOf }: Names): Entry => ({
  id: sid,
  atMs: createdMs,
  kind: 'text-out',
  text: `To ${nameOf(to)}: ${body}`,
  written: { body, other: nameOf(to) },
});

const receivedEntry = ({ sid, atMs, from, body }: PhoneText, { nameOf }: Names): Entry => ({
  id: sid,
  atMs,
  kind: 'text-in',
  text: `${nameOf(from)}: ${body}`,
  written: { body, other: nameOf(from) },
});

function storyOf(lab: Lab, phone: Phone, names: Names): Entry[] {
  const sent = [...lab.messages.values()].filter(
    (message) => message.direction === 'inbound' && bare(message.from) === phone.number,
  );
  return [
    ...phone.heard.map((heard, index) => heardEntry(heard, index, names)),
    ...sent.map((message) => sentEntry(message, names)),
    ...phone.texts.map((text) => receivedEntry(text, names)),
  ]
    .sort((one, other) => one.atMs - other.atMs)
    .slice(-LONGEST_STORY);
}

/** What just happened on a phone, where it happened on one: heard, pressed, or a text sent or received. */
export function storyLine(lab: Lab, event: LabEvent, names: Names, owners: Owner[]): StoryLine | undefined {
  const on = (number: string, entry: Entry | undefined): StoryLine | undefined => {
    const role = owners.find((owner) => owner.number === number)?.role ?? 'other';
    return entry && { ...entry, number, name: names.nameOf(number), role };
  };
  if (event.kind === 'heard' && event.call.phone) {
    const { phone } = event.call;
    return on(phone.number, heardEntry(event.heard, phone.heard.length - 1, names));
  }
  if (event.kind !== 'text') return undefined;
  const { message } = event;
  if (message.direction === 'inbound') return on(bare(message.from), sentEntry(message, names));
  const text =
    message.status === 'delivered'
      ? lab.phones.get(bare(message.to))?.texts.findLast(({ sid }) => sid === message.sid)
      : undefined;
  return on(bare(message.to), text && receivedEntry(text, names));
}

function viewPhone(lab: Lab, phone: Phone, owner: Owner | undefined, names: Names): PhoneView {
  const { call } = phone;
  return {
    number: phone.number,
    name: owner?.name ?? phone.number,
    role: owner?.role ?? 'other',
    state: stateOf(phone),
    other: call ? names.nameOf(call.direction === 'inbound' ? call.to : call.from) : null,
    talkingWith: (call?.talkingWith ?? []).map((other) => names.nameOf(other.phone?.number ?? other.to)),
    automatic: phone.behaviour.kind !== 'waits',
    rings: phone.behaviour.kind,
    texts: phone.textBehaviour,
    hears: soundOf(lab, phone, names),
    personId: owner?.personId ?? null,
    leads: owner?.leads ?? false,
    story: storyOf(lab, phone, names),
  };
}

function roomOf(conference: Conference, names: Names): Room {
  const people = [...conference.participants.values()].map(({ call, hold }) => {
    const number = call.phone?.number ?? call.to;
    return { name: names.nameOf(number), number, onHold: hold };
  });
  return { kind: conference.status === 'in-progress' ? 'talking' : 'waiting', people };
}

function bridges(lab: Lab, names: Names): Room[] {
  const direct = [...lab.calls.values()].filter(
    (call) =>
      call.endedMs === undefined && !call.conference && call.talkingWith[0] && call.sid < call.talkingWith[0].sid,
  );
  const person = (number: string) => ({ name: names.nameOf(number), number, onHold: false });
  return direct.map((call) => ({
    kind: 'talking',
    people: [call, ...call.talkingWith].map((one) => person(one.phone?.number ?? one.to)),
  }));
}

/** Everything the page shows at this instant. */
export function viewLab(lab: Lab, place: LabPlace, lines: LabLine[], owners: Owner[]): LabState {
  const names = namesOf(lines, owners);
  const byNumber = new Map(owners.map((owner) => [owner.number, owner]));
  const open = [...lab.conferences.values()].filter((conference) => conference.status !== 'completed');
  return {
    ...place,
    nowMs: lab.clock.nowMs(),
    lines,
    phones: [...lab.phones.values()].map((phone) => viewPhone(lab, phone, byNumber.get(phone.number), names)),
    rooms: [...open.map((conference) => roomOf(conference, names)), ...bridges(lab, names)],
    queuedCalls: [...lab.calls.values()].filter((call) => call.status === 'queued' && call.direction === 'outbound-api')
      .length,
  };
}
