/** Blocks of callers as coordinators set, change and end them: by a contact, never by a number (V9, O4). */
import type { Deps } from '../deps.ts';
import { blockCaller, longestBlockMs } from '../contacts/block-caller.ts';
import {
  blocksNow,
  changeBlock,
  endBlock,
  noteObjection,
  versionOfBlock,
  type BlockChanged,
  type StandingBlock,
} from '../organisation/blocks.ts';
import { standardBlockMs } from '../organisation/import-organisation.ts';
import type { Directory } from '../organisation/directory.ts';
import { localDate } from '../schedule/zone-clock.ts';
import { personIn, type Asker } from './asker.ts';
import type { contactOperations } from './contract/contacts.ts';
import { pageOf } from './listing.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';
import type { Says } from './wording/problem-words.ts';

type BlockOperation = 'blocks.list' | 'blocks.set' | 'blocks.change' | 'blocks.end' | 'blocks.objection';
type Terms = { reason?: string | undefined; until?: string | undefined; review?: string | null | undefined };

const iso = (ms: number) => new Date(ms).toISOString();
const maybeIso = (ms: number | null) => (ms === null ? null : iso(ms));
/** So many digits, whatever stands between them, may be somebody's number. */
const numberLike = /\p{N}(?:[\s().-]*\p{N}){4,}/u;

export function blockHandlers({
  room,
  directories,
  clock,
}: Pick<Deps, 'room' | 'directories' | 'clock'>): Pick<Handlers<typeof contactOperations>, BlockOperation> {
  const directory = async (): Promise<Directory> => {
    const current = await directories.current();
    if (!current) throw new Problem('not-found', { detail: (words) => words.noOrganisation });
    return current;
  };
  const by = (asker: Asker) => `person:${personIn(asker)}`;
  const done = async (changed: BlockChanged) => {
    if (changed.kind === 'gone') throw new Problem('not-found');
    const answer = blockAnswer(await directory(), changed.block);
    if (changed.kind === 'changed') throw new Problem('conflict', { extra: { current: answer } });
    return answer;
  };
  const wrong = (field: string, message: Says) =>
    new Problem('invalid', { fields: [{ path: `body.${field}`, message }] });
  /** `zone`: of the line's clock, by which days are counted. */
  const checkTerms = ({ reason, until, review }: Terms, untilMs: number, zone: string) => {
    if (reason !== undefined && numberLike.test(reason)) throw wrong('reason', ({ fields }) => fields.digits);
    if (until !== undefined && untilMs <= clock.nowMs()) throw wrong('until', ({ fields }) => fields.stillToCome);
    if (until !== undefined && untilMs > clock.nowMs() + longestBlockMs)
      throw wrong('until', ({ fields }) => fields.nextYear);
    if (!review) return;
    const day = (ms: number) => localDate(ms, zone);
    if (review < day(clock.nowMs())) throw wrong('review', ({ fields }) => fields.notPast);
    if (review > day(untilMs)) throw wrong('review', ({ fields }) => fields.whileBlocked);
  };
  return {
    'blocks.list': async ({ query }) => {
      const [current, blocks] = await Promise.all([directory(), blocksNow(room)]);
      const { page, next } = pageOf(
        blocks,
        query,
        'up',
        ({ untilMs, id }) => `${iso(untilMs)} ${String(id).padStart(10, '0')}`,
      );
      return { next, blocks: page.map((block) => blockAnswer(current, block)) };
    },
    'blocks.set': async ({ asker, params, body }) => {
      const { reason, review, everywhere } = body;
      const untilMs = body.until === undefined ? clock.nowMs() + standardBlockMs : Date.parse(body.until);
      checkTerms(body, untilMs, (await directory()).organisation.timeZone);
      const set = await blockCaller(room, { contactId: params.id, reason, untilMs, review, everywhere }, by(asker));
      if (set.kind !== 'refused') return done(set);
      switch (set.why) {
        case 'unknown':
          throw new Problem('not-found');
        case 'forgotten':
          throw new Problem('not-possible', { detail: (words) => words.callerForgotten });
        case 'not-everywhere':
          throw wrong('everywhere', ({ fields }) => fields.numberForgotten);
        case 'too-late':
          throw wrong('until', ({ fields }) => fields.callerForgotten);
      }
    },
    'blocks.change': async ({ asker, params, body, ifMatch }) => {
      const id = Number(params.id);
      const [current, blocks] = await Promise.all([directory(), blocksNow(room)]);
      const block = blocks.find((one) => one.id === id);
      if (!block) throw new Problem('not-found');
      const untilMs = body.until === undefined ? block.untilMs : Date.parse(body.until);
      checkTerms(body, untilMs, zoneOf(current, block));
      if (untilMs > (block.knownUntilMs ?? Infinity)) throw wrong('until', ({ fields }) => fields.callerForgotten);
      const { reason, review } = body;
      const terms = {
        ...(reason === undefined ? {} : { reason }),
        ...(body.until === undefined ? {} : { untilMs }),
        ...(review === undefined ? {} : { review }),
      };
      return done(await changeBlock(room, id, terms, { by: by(asker), seen: ifMatch }));
    },
    'blocks.end': async ({ asker, params, ifMatch }) => {
      await done(await endBlock(room, Number(params.id), { by: by(asker), seen: ifMatch }));
      return null;
    },
    'blocks.objection': async ({ asker, params }) => done(await noteObjection(room, Number(params.id), by(asker))),
  };
}

function zoneOf({ lines, organisation }: Directory, { lineId }: Pick<StandingBlock, 'lineId'>): string {
  return lines.get(lineId ?? '')?.timeZone ?? organisation.timeZone;
}

/** A block as it is shown: who set it, until when, and nothing of whom it is about. */
export function blockAnswer(current: Directory, block: StandingBlock) {
  const nameOf = (who: string | null) =>
    who === null ? null : (current.people.get(who.replace(/^person:/, ''))?.name ?? who);
  const { lineId, reason, review, contactId } = block;
  return {
    id: String(block.id),
    version: versionOfBlock(block),
    line: lineId === null ? null : (current.lines.get(lineId)?.name ?? lineId),
    timeZone: zoneOf(current, block),
    reason,
    until: iso(block.untilMs),
    review,
    setBy: nameOf(block.setBy),
    setAt: maybeIso(block.setAtMs),
    latest: maybeIso(block.knownUntilMs),
    contact: contactId,
    objectedAt: maybeIso(block.objectedAtMs),
    objectionBy: nameOf(block.objectionBy),
  };
}
