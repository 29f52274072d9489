/**
 * For each operation with an object in its address, an object that exists: `own` ones are Ana's, of whom nobody else may
 * learn even that they exist; `shared` ones are anybody's who has the right.
 */
import { randomUUID } from 'node:crypto';
import { listAttention } from '../../src/attention/attention-list.ts';
import { raise } from '../../src/attention/need-attention.ts';
import { keepHandover } from '../../src/board/handover.ts';
import { makeKey } from '../../src/access/keys.ts';
import { sessionsOf } from '../../src/access/sessions.ts';
import { sessionHeaders } from './api-askers.ts';
import { blockCaller } from '../../src/contacts/block-caller.ts';
import { conversationsOf } from '../../src/conversations/inbox.ts';
import { addPerson } from '../../src/organisation/change-person.ts';
import { addResource } from '../../src/resources/resources.ts';
import { goAway } from '../../src/roster/own-times.ts';
import { addCommand, openDraft } from '../../src/roster/drafts.ts';
import type { Stage } from './stage.ts';

type Params = Record<string, string>;
export type ApiObject = { whose: 'own' | 'shared'; make: (stage: Stage) => Promise<Params> };

const theLine = async (): Promise<Params> => ({ id: 'main' });
/** What the board shows has a key for as long as it lasts; none is talking or writing there while the walk is made. */
const nothingThere = async (): Promise<Params> => ({ key: 'over' });

const somethingToSee = async (stage: Stage): Promise<Params> => {
  const { room } = stage.service.deps;
  await raise(room, { kind: 'talk-wanted', personId: 'ana', lineId: 'main' });
  const [entry] = await listAttention(room);
  return { id: entry!.id };
};

const conversationOfAna = async (stage: Stage): Promise<Params> => {
  const [conversation] = await conversationsOf(stage.service.deps.room, 'ana');
  return { id: conversation?.id ?? 'over' };
};

/** Farid has evenings of his own, and offers one to Ana anew each time. */
const offeredToAna = async (stage: Stage): Promise<string> => {
  const id = randomUUID();
  await stage.rows(
    `INSERT INTO open_shifts (id, number, shift_id, occurrence, line_id, holder_id, start_at, end_at, state, opened_at, offered_to, expires_at)
      VALUES ($1, 900, 'evening', '2027-01-05T17:00', 'main', 'farid', '2027-01-05T23:00Z', '2027-01-06T05:00Z', 'offered', now(), 'ana', '2027-01-04T00:00Z')`,
    [id],
  );
  return id;
};

/** Ben would take an evening of Farid's, once a coordinator says yes. */
const aMove = async (stage: Stage): Promise<Params> => {
  const id = randomUUID();
  await stage.rows(
    `INSERT INTO open_shifts (id, number, shift_id, occurrence, line_id, holder_id, start_at, end_at, state, opened_at, taken_by)
      VALUES ($1, 901, 'evening', '2027-01-06T17:00', 'main', 'farid', '2027-01-06T23:00Z', '2027-01-07T05:00Z', 'waiting', now(), 'ben')`,
    [id],
  );
  await stage.rows(`INSERT INTO shift_moves (id, open_shift_id, person_id, asked_at) VALUES ($1, $1, 'ben', now())`, [
    id,
  ]);
  return { id };
};

/** The line asks for the wishes of a month far ahead, anew each time. */
const aWishRound = async (stage: Stage): Promise<Params> => {
  const id = randomUUID();
  await stage.rows(
    `INSERT INTO wish_rounds (id, line_id, month, opened_by, opened_at, until_at) VALUES ($1, 'main', $1, 'cleo', now(), '2027-06-01T00:00Z')`,
    [id],
  );
  return { id };
};

const aResource = async (stage: Stage): Promise<Params> => {
  const words = [{ language: 'en', text: 'Food bank: 1 Main Street' }];
  const { id } = await addResource(
    stage.service.deps.room,
    { name: 'Food bank', area: '', tags: [], words, checkedOn: '2026-11-01', holdsMonths: 6 },
    'cleo',
  );
  return { id };
};

/** Nobody waits for it any more. */
const aBulletin = async (stage: Stage): Promise<Params> => {
  await stage.rows(
    `INSERT INTO bulletins (id, by_whom, at, choice) VALUES ('a-word', 'cleo', now(), '{"onThisWeek": false}') ON CONFLICT DO NOTHING`,
  );
  return { id: 'a-word' };
};

/** One that was ended before anybody was at it. */
const aReplay = async (stage: Stage): Promise<Params> => {
  const id = randomUUID();
  const request = { from: '2026-11-02', to: '2026-11-08', line: null, morePeople: [], policy: {}, draft: null };
  await stage.rows(
    `INSERT INTO replays (id, asked_by, asked_at, request, state) VALUES ($1, 'cleo', now(), $2, 'stopped')`,
    [id, JSON.stringify({ ...request, runs: 2, seed: 1 })],
  );
  return { id };
};

/** Open, with something in it. */
const aDraft = async (stage: Stage): Promise<Params> => {
  const days = { line: 'main', from: '2026-11-16', to: '2026-11-22' };
  const draft = await openDraft(stage.service.deps, days, 'cleo');
  const at = { shift: 'evening', occurrence: '2026-11-16T17:00' };
  if (draft)
    await addCommand(stage.service.deps, draft.id, { kind: 'assign', at, person: 'ben', as: 'backup' }, 'cleo');
  return { id: draft?.id ?? 'over' };
};

const aMessage = async (stage: Stage): Promise<Params> => {
  await stage.rows(
    `INSERT INTO voicemails (id, line_id, contact_id, language, seconds, left_at, erase_at) VALUES ('a-message', 'main', 'over', 'en', 3, now(), now() + interval '3 days') ON CONFLICT DO NOTHING`,
  );
  return { id: 'a-message' };
};

/** A call that is over, of a caller who is known by a key alone; anew each time, so that nobody has blocked them yet. */
const aContact = async (stage: Stage): Promise<Params> => {
  const id = randomUUID();
  await stage.rows(
    `INSERT INTO contacts (id, line_id, channel, state, outcome, caller_key, language, script, arrived_at, rank_at, ended_at)
      VALUES ($1, 'main', 'voice', 'ended', 'talked', $1, 'en', 'hold', $2, $2, $2)`,
    [id, new Date(stage.clock.nowMs())],
  );
  return { id };
};

const aBlock = async (stage: Stage): Promise<Params> => {
  const { id } = await aContact(stage);
  const terms = { contactId: id!, reason: 'Threats', untilMs: stage.clock.nowMs() + 3_600_000, review: null };
  const set = await blockCaller(stage.service.deps.room, { ...terms, everywhere: false }, 'person:cleo');
  return { id: set.kind === 'done' ? String(set.block.id) : '0' };
};

const cleo = async (): Promise<Params> => ({ id: 'cleo' });

/** Whoever is erased is gone: there is somebody to erase only once. */
const nobodyWhoLeft = async (): Promise<Params> => ({ id: 'over' });

/** Somebody who can go, with a number of their own. */
const aNewcomer = async (stage: Stage): Promise<Params> => {
  const id = randomUUID();
  const phone = `+1555081${String(parseInt(id.slice(0, 6), 16) % 10_000).padStart(4, '0')}`;
  await addPerson(stage.service.deps, id, { name: 'Newcomer', phone }, 'elena');
  return { id };
};

/** A new operation with an object in its address needs a line here. */
export const apiObjects: Record<string, ApiObject> = {
  'sessions.end': {
    whose: 'own',
    async make(stage) {
      await sessionHeaders(stage, 'ana', { strength: 'code', provedMinutesAgo: 0 });
      const [session] = await sessionsOf(stage.service.deps.room, 'ana');
      return { id: session!.id };
    },
  },
  'replays.read': { whose: 'shared', make: aReplay },
  'replays.cancel': { whose: 'shared', make: aReplay },
  'replays.follow': { whose: 'shared', make: aReplay },
  'go-live.tick': { whose: 'shared', make: async () => ({ check: 'secret' }) },
  'inbox.read': { whose: 'own', make: conversationOfAna },
  'inbox.write': { whose: 'own', make: conversationOfAna },
  'inbox.act': { whose: 'own', make: conversationOfAna },
  'inbox.draft': { whose: 'own', make: conversationOfAna },
  'passkey.end': {
    whose: 'own',
    async make(stage) {
      const id = randomUUID();
      await stage.rows(
        `INSERT INTO passkeys (id, person_id, public_key, counter, transports, made_at) VALUES ($1, 'ana', '', 0, '{}', now())`,
        [id],
      );
      return { id };
    },
  },
  'away.end': {
    whose: 'own',
    async make(stage) {
      await goAway(stage.service.deps.room, 'ana', { from: '2027-03-01', to: '2027-03-02' }, null);
      return { id: '2027-03-01..2027-03-02' };
    },
  },
  'offers.answer': { whose: 'own', make: async (stage) => ({ id: await offeredToAna(stage) }) },
  'line.pause': { whose: 'shared', make: theLine },
  'line.resume': { whose: 'shared', make: theLine },
  'line.hidden': { whose: 'shared', make: theLine },
  'callIn.read': { whose: 'shared', make: theLine },
  'callIn.ask': { whose: 'shared', make: theLine },
  'callIn.takeBack': { whose: 'shared', make: theLine },
  'callIn.answer': {
    whose: 'own',
    async make(stage) {
      // The walk only learns whether it is said that there is one.
      await stage.rows(
        `INSERT INTO call_ins (id, line_id, asked_by, asked_at, expires_at, until_at) VALUES ('of-ana', 'main', 'test', now(), now(), now()) ON CONFLICT DO NOTHING`,
      );
      await stage.rows(
        `INSERT INTO call_in_asks (call_in_id, person_id, asked_at) VALUES ('of-ana', 'ana', now()) ON CONFLICT DO NOTHING`,
      );
      return { id: 'of-ana' };
    },
  },
  'talk.join': { whose: 'shared', make: nothingThere },
  'number.unseal': { whose: 'shared', make: nothingThere },
  'contacts.read': { whose: 'shared', make: aContact },
  'blocks.set': { whose: 'shared', make: aContact },
  'blocks.change': { whose: 'shared', make: aBlock },
  'blocks.end': { whose: 'shared', make: aBlock },
  'blocks.objection': { whose: 'shared', make: aBlock },
  'text.peers': { whose: 'shared', make: nothingThere },
  'text.give': { whose: 'shared', make: nothingThere },
  'person.override': { whose: 'shared', make: cleo },
  'attention.done': { whose: 'shared', make: somethingToSee },
  'attention.undo': { whose: 'shared', make: somethingToSee },
  'handover.takeBack': {
    whose: 'own',
    async make(stage) {
      const kept = await keepHandover(stage.service.deps.room, 'ana', 'The kettle is broken');
      return { id: kept.kind === 'kept' ? kept.id : 'nothing' };
    },
  },
  'roster.read': { whose: 'shared', make: async () => ({ line: 'main' }) },
  'lineFeed.read': { whose: 'shared', make: async () => ({ line: 'main' }) },
  'lineFeed.make': { whose: 'shared', make: async () => ({ line: 'main' }) },
  'lineFeed.end': { whose: 'shared', make: async () => ({ line: 'main' }) },
  'roster.source': { whose: 'shared', make: async () => ({ line: 'main' }) },
  'drafts.read': { whose: 'shared', make: aDraft },
  'drafts.command': { whose: 'shared', make: aDraft },
  'drafts.undo': { whose: 'shared', make: aDraft },
  'drafts.redo': { whose: 'shared', make: aDraft },
  'drafts.copyWeek': { whose: 'shared', make: aDraft },
  'drafts.publish': { whose: 'shared', make: aDraft },
  'drafts.takeBack': { whose: 'shared', make: aDraft },
  'drafts.drop': { whose: 'shared', make: aDraft },
  'voicemails.sound': { whose: 'shared', make: aMessage },
  'people.read': { whose: 'shared', make: cleo },
  'people.change': { whose: 'shared', make: cleo },
  'people.opens': { whose: 'shared', make: cleo },
  'people.timeOff': { whose: 'shared', make: cleo },
  'people.timeOffOpens': { whose: 'shared', make: cleo },
  'people.addTimeOff': { whose: 'shared', make: cleo },
  'people.endTimeOff': { whose: 'shared', make: async () => ({ ...(await cleo()), days: '2030-12-24..2030-12-26' }) },
  'people.retire': { whose: 'shared', make: aNewcomer },
  'people.held': { whose: 'shared', make: cleo },
  'people.merge': { whose: 'shared', make: cleo },
  'merge.look': {
    whose: 'shared',
    make: async (stage) => ({ ...(await cleo()), other: (await aNewcomer(stage))['id']! }),
  },
  'people.erase': { whose: 'shared', make: nobodyWhoLeft },
  'lines.read': { whose: 'shared', make: theLine },
  'lines.sentences': { whose: 'shared', make: theLine },
  'lines.change': { whose: 'shared', make: theLine },
  'lines.retire': { whose: 'shared', make: theLine },
  'lines.planned': { whose: 'shared', make: theLine },
  'lines.addClosure': { whose: 'shared', make: theLine },
  'lines.endClosure': { whose: 'shared', make: async () => ({ ...(await theLine()), days: '2030-12-24..2030-12-26' }) },
  'lines.states': { whose: 'shared', make: theLine },
  'lines.restore': { whose: 'shared', make: theLine },
  'reports.read': { whose: 'shared', make: async () => ({ figures: 'calls' }) },
  'reports.export': { whose: 'shared', make: async () => ({ figures: 'texts' }) },
  'people.invite': { whose: 'shared', make: cleo },
  'drafts.stream': { whose: 'shared', make: aDraft },
  'drafts.fill': { whose: 'shared', make: aDraft },
  'drafts.startFill': { whose: 'shared', make: aDraft },
  'drafts.stopFill': { whose: 'shared', make: aDraft },
  'drafts.applyFill': { whose: 'shared', make: aDraft },
  'drafts.discardFill': { whose: 'shared', make: aDraft },
  'drafts.whyNot': { whose: 'shared', make: aDraft },
  'moves.approve': { whose: 'shared', make: aMove },
  'moves.refuse': { whose: 'shared', make: aMove },
  'resources.change': { whose: 'shared', make: aResource },
  'bulletins.people': { whose: 'shared', make: aBulletin },
  'bulletins.cancel': { whose: 'shared', make: aBulletin },
  'approvals.set': { whose: 'shared', make: theLine },
  'wishes.end': { whose: 'shared', make: aWishRound },
  'keys.end': {
    whose: 'shared',
    make: async (stage) => ({
      id: (await makeKey(stage.service.deps.room, { name: 'x', scopes: ['board.read'], days: 1, by: 'test' })).id,
    }),
  },
};

/** The organisation file is for admins alone because it has every number. */
export const hasEveryNumber = (operation: string): boolean => operation === 'organisation.export';
