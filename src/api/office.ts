/** The coordinator's office: promises, messages, and who did what (O4, O6). */
import type { Deps } from '../deps.ts';
import { subjectKind } from '../audit/actions.ts';
import { exportAudit, readAudit, type AuditRow } from '../audit/read-audit.ts';
import { keptShare, readLedger, type LedgerEntry } from '../callbacks/ledger.ts';
import type { Directory } from '../organisation/directory.ts';
import { placeInLedger } from '../promises/ledger-place.ts';
import { dayMs } from '../schedule/wall-clock.ts';
import { listenTo, listVoicemails } from '../voicemail/voicemails.ts';
import { personIn } from './asker.ts';
import type { officeOperations } from './contract/office.ts';
import { lineOf } from './csv.ts';
import { answerFile } from './file-answer.ts';
import { inOrder, keyIn, noCursor, pageOf, type Paging } from './listing.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const maybeIso = (ms: number | null) => (ms === null ? null : iso(ms));
const shareOverMs = 30 * dayMs;

export function officeHandlers(deps: Pick<Deps, 'room' | 'directories' | 'clock'>): Handlers<typeof officeOperations> {
  const { room, directories, clock } = deps;
  const nameOfLine = async () => {
    const current = await directories.current();
    return (line: string) => current?.lines.get(line)?.name ?? line;
  };
  return {
    'promises.list': async ({ query }) => {
      const [name, ledger, share] = await Promise.all([
        nameOfLine(),
        readLedger(room),
        keptShare(room, clock.nowMs() - shareOverMs, clock.nowMs()),
      ]);
      const { page, next } = pageOfLedger(ledger, query, clock.nowMs());
      const promises = page.map((one) => ({
        id: one.id,
        line: name(one.lineId),
        state: one.state,
        promisedAt: iso(one.promisedAtMs),
        dueAt: iso(one.dueAtMs),
        untilAt: iso(one.untilAtMs),
        keptAt: maybeIso(one.keptAtMs),
        timed: one.timed,
        attempts: one.attempts.map(({ startedAtMs, endedAtMs, outcome }) => ({
          at: iso(startedAtMs),
          until: maybeIso(endedAtMs),
          outcome,
        })),
      }));
      return { next, keptOnTime: { due: share.due, share: share.share }, promises };
    },
    'voicemails.list': async ({ query }) => {
      const [name, messages] = await Promise.all([nameOfLine(), listVoicemails(room)]);
      const { page, next } = pageOf(messages, query, 'up', ({ leftAt, id }) => `${leftAt.toISOString()} ${id}`);
      const voicemails = page.map(({ line, leftAt, heardAt, eraseAt, ...message }) => ({
        ...message,
        line: name(line),
        leftAt: leftAt.toISOString(),
        heardAt: heardAt?.toISOString() ?? null,
        eraseAt: eraseAt.toISOString(),
      }));
      return { next, voicemails };
    },
    'voicemails.sound': async ({ asker, params, request, response }) => {
      const range = request.headers.range;
      const listening = await listenTo(room, params.id, `person:${personIn(asker)}`);
      if (listening.kind === 'none') throw new Problem('not-found');
      if (listening.kind === 'not-here-yet')
        throw new Problem('not-possible', { detail: (words) => words.stillOnItsWay });
      const { audio } = listening;
      response.set({ 'Content-Type': 'audio/mpeg', 'Accept-Ranges': 'bytes', 'Cache-Control': 'no-store' });
      const part = range === undefined ? null : partOf(range, audio.length);
      if (part === null) response.status(200).send(audio);
      else if (part === 'none') response.status(416).set('Content-Range', `bytes */${audio.length}`).end();
      else {
        response.status(206).set('Content-Range', `bytes ${part.from}-${part.to}/${audio.length}`);
        response.send(audio.subarray(part.from, part.to + 1));
      }
      return null;
    },
    'audit.list': async ({ query }) => {
      const { by, action, subject, from, to, cursor, limit } = query;
      if (cursor !== undefined && !/^\d{1,18}$/.test(cursor)) throw noCursor();
      const wanted = { by, action, subject, before: cursor, limit: limit + 1, fromMs: msOf(from), toMs: msOf(to) };
      const [rows, current] = await Promise.all([readAudit(room, wanted), directories.current()]);
      const entries = rows.slice(0, limit).map(({ at, ...entry }) => ({
        ...entry,
        at: at.toISOString(),
        name: nameIn(current, entry.by),
        subjectName: subjectIn(current, entry),
      }));
      return { next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null, entries };
    },
    'audit.export': async ({ asker, query: { from, to, ...query }, response }) => {
      const current = await directories.current();
      const wanted = { ...query, fromMs: msOf(from), toMs: msOf(to) };
      const entries = await exportAudit(room, wanted, `person:${personIn(asker)}`);
      const rows = auditCsv(entries, (by) => nameIn(current, by));
      await answerFile(response, { name: 'audit.csv', type: 'text/csv; charset=utf-8' }, rows);
      return null;
    },
  };
}

/** The names of the columns are those of the API. */
async function* auditCsv(
  entries: AsyncIterable<AuditRow>,
  nameOf: (by: string) => string | null,
): AsyncGenerator<string> {
  yield lineOf(['at', 'by', 'name', 'action', 'subject', 'reason']);
  for await (const { at, by, action, subject, reason } of entries)
    yield lineOf([at.toISOString(), by, nameOf(by) ?? '', action, subject, reason ?? '']);
}

/** The name of whoever did it, where they are still with us. */
function nameIn(current: Directory | null, by: string): string | null {
  return current?.people.get(/^person:(.*)$/s.exec(by)?.[1] ?? '')?.name ?? null;
}

/** The name of whom or what it was done to, where that is a person or a line and still with us. */
function subjectIn(
  current: Directory | null,
  { action, subject }: Pick<AuditRow, 'action' | 'subject'>,
): string | null {
  const kind = subjectKind(action);
  const found = { person: current?.people, line: current?.lines };
  return kind === null ? null : (found[kind]?.get(subject)?.name ?? null);
}

/**
 * A page of the ledger. Its cursor says when the first page was read: what was owed then has its place among what is owed on
 * every later page, so that a promise settled meanwhile is neither there twice nor left out.
 */
function pageOfLedger(ledger: readonly LedgerEntry[], query: Paging, nowMs: number) {
  const key = keyIn(query);
  const asOf = key === null ? iso(nowMs) : key.slice(0, key.indexOf(' '));
  const asOfMs = Date.parse(asOf);
  if (Number.isNaN(asOfMs)) throw noCursor();
  const keyOf = (one: LedgerEntry) => `${asOf} ${placeInLedger(one, asOfMs)}`;
  return pageOf(inOrder(ledger, keyOf), query, 'up', keyOf);
}

const msOf = (instant: string | undefined) => (instant === undefined ? undefined : Date.parse(instant));

/** The bytes that a Range header asks for (RFC 9110, one range); null: all of them. */
function partOf(range: string, length: number): { from: number; to: number } | 'none' | null {
  const found = /^bytes=(\d*)-(\d*)$/.exec(range.trim());
  if (!found || (found[1] === '' && found[2] === '')) return null;
  const [, first = '', last = ''] = found;
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first);
  const to = first === '' || last === '' ? length - 1 : Math.min(Number(last), length - 1);
  return from > to || from >= length ? 'none' : { from, to };
}
