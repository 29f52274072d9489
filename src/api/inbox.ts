/** The web inbox: one's own conversations, their words, and what is written and done there (P6). */
import { partsOf } from '../carrier/text-parts.ts';
import { draftIn, dropDraft, keepDraft } from '../conversations/drafts.ts';
import {
  actInInbox,
  conversationsOf,
  inboxSeen,
  wordsIn,
  writeInInbox,
  type InboxConversation,
} from '../conversations/inbox.ts';
import type { Deps } from '../deps.ts';
import type { Directory } from '../organisation/directory.ts';
import type { inboxOperations } from './contract/inbox.ts';
import { personIn } from './asker.ts';
import { keyIn, noCursor, pageOf, type Paging } from './listing.ts';
import { Problem } from './problem.ts';
import type { Handlers } from './serve.ts';

/** Where the words stand that a cursor names; one that no list gave names none. */
function seqIn(paging: Paging): bigint | null {
  const key = keyIn(paging);
  if (key === null) return null;
  if (!/^\d{1,18}$/.test(key)) throw noCursor();
  return BigInt(key);
}

const iso = (ms: number) => new Date(ms).toISOString();

/** A button of the page, and what it says happened: the same as the word by text. */
const events = {
  crisis: 'PeerGaveCrisisNumber',
  leader: 'PeerAskedForLeader',
  pass: 'PeerPassed',
  done: 'PeerDone',
  abuse: 'PeerReportedAbuse',
} as const;

/** The handlers of the web inbox. */
export function inboxHandlers({
  room,
  directories,
}: Pick<Deps, 'room' | 'directories'>): Handlers<typeof inboxOperations> {
  const directory = async (): Promise<Directory> => {
    const current = await directories.current();
    if (!current) throw new Problem('not-found');
    return current;
  };
  const shown = (
    { lines }: Directory,
    { id, lineId, language, channel, via, openedAtMs, lastAtMs, lastFrom }: InboxConversation,
  ) => {
    const line = lines.get(lineId);
    return {
      id,
      line: { id: lineId, name: line?.name ?? lineId, zone: line?.timeZone ?? 'UTC' },
      language,
      channel,
      via,
      openedAt: iso(openedAtMs),
      lastAt: iso(lastAtMs),
      lastFrom,
    };
  };
  return {
    'inbox.list': async ({ asker }) => {
      const [current, own] = await Promise.all([directory(), conversationsOf(room, personIn(asker))]);
      return { conversations: own.map((one) => shown(current, one)) };
    },
    'inbox.seen': async ({ asker }) => {
      await inboxSeen(room, personIn(asker));
      return null;
    },
    'inbox.read': async ({ asker, params, query }) => {
      const personId = personIn(asker);
      const [current, own, read, draft] = await Promise.all([
        directory(),
        conversationsOf(room, personId),
        // One more than a page holds says whether there is more before it.
        wordsIn(room, { conversationId: params.id, personId }, { count: query.limit + 1, beforeSeq: seqIn(query) }),
        draftIn(room, params.id, personId),
      ]);
      const conversation = own.find(({ id }) => id === params.id);
      // Whoever has it no longer learns nothing of it, not even that it goes on.
      if (!conversation || read === null) throw new Problem('not-found');
      const { page, next } = pageOf(read.words.toReversed(), { limit: query.limit }, 'down', ({ seq }) => String(seq));
      return {
        conversation: shown(current, conversation),
        lastOwn: read.lastOwn,
        next,
        words: page.toReversed().map(({ id, from, atMs, body, media, reached }) => ({
          id,
          from,
          at: iso(atMs),
          body,
          media,
          reached,
        })),
        draft,
      };
    },
    'inbox.write': async ({ asker, params, body }) => {
      const personId = personIn(asker);
      const texts = partsOf(body.body).length;
      const { id, after, resources = [] } = body;
      const written = {
        ...{ id, conversationId: params.id, personId, body: body.body, parts: texts, resources },
        ...(after === undefined ? {} : { after }),
      };
      if (!(await writeInInbox(room, await directory(), written))) throw new Problem('not-found');
      await dropDraft(room, params.id, personId);
      return { texts };
    },
    'inbox.act': async ({ asker, params, body }) => {
      const done = { conversationId: params.id, personId: personIn(asker), kind: events[body.act] };
      if (!(await actInInbox(room, await directory(), done))) throw new Problem('not-found');
      return null;
    },
    'inbox.draft': async ({ asker, params, body }) => {
      const draft = { conversationId: params.id, personId: personIn(asker), body: body.body };
      if (!(await keepDraft(room, draft))) throw new Problem('not-found');
      return null;
    },
  };
}
