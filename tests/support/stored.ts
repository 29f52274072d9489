/** What the service wrote down, as stories may look at it: the one place of the stories that knows tables and columns. */
import { readRecord } from '../../src/contacts/decision-record.ts';
import type { Database } from '../../src/platform/database.ts';

/** Whatever a story runs on: it gives the database that is in use now. */
export type Stored = { stored(): Database };

const prismaOf = (stage: Stored) => stage.stored().prisma;

/** Calls in, and the promised calls that take their place in line; in order of arrival. */
export const contactsOf = (stage: Stored) =>
  prismaOf(stage).contact.findMany({ orderBy: [{ arrivedAt: 'asc' }, { id: 'asc' }] });

/** Calls out, oldest first. */
export const legsOf = (stage: Stored) =>
  prismaOf(stage).leg.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });

/** What waits for a coordinator, or waited, by kind. */
export const attentionOf = (stage: Stored) =>
  prismaOf(stage).attentionItem.findMany({ orderBy: [{ kind: 'asc' }, { at: 'asc' }] });

/** What waits for a coordinator now, by kind. */
export const openAttentionOf = async (stage: Stored) =>
  (await attentionOf(stage)).filter((item) => item.doneAt === null);

/** Who did what, oldest first; only acts whose name begins so. */
export const auditOf = (stage: Stored, action = '') =>
  prismaOf(stage).auditEntry.findMany({ where: { action: { startsWith: action } }, orderBy: { id: 'asc' } });

/** What holds for each volunteer who said something or rests, by id. */
export const availabilityOf = (stage: Stored) =>
  prismaOf(stage).availability.findMany({ orderBy: { personId: 'asc' } });

/** What the load of the volunteers is computed from, in order of time. */
export const loadEventsOf = (stage: Stored) =>
  prismaOf(stage).loadEvent.findMany({ orderBy: [{ startAt: 'asc' }, { kind: 'asc' }] });

/** Promised calls, in the order they were promised. */
export const callbacksOf = (stage: Stored) =>
  prismaOf(stage).callback.findMany({ orderBy: [{ promisedAt: 'asc' }, { id: 'asc' }] });

/** Answers of callers who are asking for a call back at this moment. */
export const callbackDraftsOf = (stage: Stored) => prismaOf(stage).callbackDraft.findMany();

/** Conversations by text, oldest first. */
export const conversationsOf = (stage: Stored) =>
  prismaOf(stage).conversation.findMany({ orderBy: [{ openedAt: 'asc' }, { id: 'asc' }] });

/** Texts in and out, oldest first. */
export const storedTextsOf = (stage: Stored) => prismaOf(stage).text.findMany({ orderBy: { seq: 'asc' } });

/** Who wants no texts of ours. */
export const textOptOutsOf = (stage: Stored) => prismaOf(stage).textOptOut.findMany();

/** What is to be said of shifts, or was, by person; of one kind where it is given. */
export const noticesOf = async (stage: Stored, kind?: string) =>
  (
    await prismaOf(stage).shiftNotice.findMany({ ...(kind ? { where: { kind } } : {}), orderBy: { personId: 'asc' } })
  ).map(({ kind: what, personId: person, dueAt: due, doneAt }) => ({ kind: what, person, due, done: doneAt !== null }));

/** The reminders of the shifts of `person` that start at `start`, by kind, with how many hours before. */
export const hoursOfReminders = async (stage: Stored, person: string, start: string) =>
  (
    await prismaOf(stage).shiftNotice.findMany({
      where: { personId: person, kind: { in: ['day-before', 'hour-before'] }, start: new Date(start) },
      orderBy: { kind: 'asc' },
    })
  ).map((notice) => [notice.kind, (notice.start.getTime() - notice.dueAt.getTime()) / 3_600_000]);

/** Raised by each change of the organisation. */
export const organisationVersionOf = async (stage: Stored) =>
  (await prismaOf(stage).organisation.findFirstOrThrow()).version;

/** What was changed of single shifts. */
export const shiftChangesOf = (stage: Stored) => prismaOf(stage).shiftChange.findMany();

/** Drafts of rosters, oldest first. */
export const draftsOf = (stage: Stored) =>
  prismaOf(stage).rosterDraft.findMany({ orderBy: [{ madeAt: 'asc' }, { id: 'asc' }] });

/** Searches for people for drafts that nobody has applied or put away. */
export const fillsOf = (stage: Stored) => prismaOf(stage).rosterFill.findMany({ orderBy: { askedAt: 'asc' } });

/** Replays, the oldest first. */
export const replaysOf = (stage: Stored) => prismaOf(stage).replay.findMany({ orderBy: { askedAt: 'asc' } });

/** Everything that was done to drafts. */
export const draftEntriesOf = (stage: Stored) => prismaOf(stage).rosterDraftEntry.findMany();

/** What people are to hear of rosters, or did. */
export const newsOf = (stage: Stored) => prismaOf(stage).rosterNews.findMany({ orderBy: { personId: 'asc' } });

export const openShiftsOf = (stage: Stored) => prismaOf(stage).openShift.findMany();

/** Who is assigned to single occurrences of shifts, in order of time. */
export const takenOver = async (stage: Stored) =>
  (
    await prismaOf(stage).assignment.findMany({
      where: { occurrence: { not: '' } },
      orderBy: [{ occurrence: 'asc' }, { position: 'asc' }],
    })
  ).map(({ occurrence, personId: person }) => ({ occurrence, person }));

export const thankYousOf = (stage: Stored) => prismaOf(stage).thankYou.findMany();

export const overridesOf = (stage: Stored) => prismaOf(stage).override.findMany({ orderBy: { askedAt: 'asc' } });

export const feltHeardOf = (stage: Stored) => prismaOf(stage).feltHeard.findMany();

export const droppedTagsOf = (stage: Stored) => prismaOf(stage).droppedTag.findMany();

export const addedTagsOf = (stage: Stored) => prismaOf(stage).addedTag.findMany();

export const lineStatesOf = (stage: Stored) => prismaOf(stage).lineState.findMany();

export const peopleOf = (stage: Stored) => prismaOf(stage).person.findMany({ orderBy: { id: 'asc' } });

/** What is to be done or was done outside of the database, oldest first. */
export const effectsOf = (stage: Stored) => prismaOf(stage).effect.findMany({ orderBy: { seq: 'asc' } });

/** Why each contact went where it went, oldest first. */
export const decisionsOf = async (stage: Stored) =>
  (await prismaOf(stage).decision.findMany({ orderBy: { at: 'asc' } })).map((record) => readRecord(record));

/** The messages on the answering machine, oldest first. */
export const voicemailsOf = (stage: Stored) => prismaOf(stage).voicemail.findMany({ orderBy: { leftAt: 'asc' } });

/** How long after the first message was left something of this kind is planned, in milliseconds. */
export async function dueAfterVoicemailMs(stage: Stored, kind: string): Promise<number | undefined> {
  const [message] = await voicemailsOf(stage);
  const planned = (await effectsOf(stage)).find((one) => one.kind === kind);
  return message && planned && planned.dueAt.getTime() - message.leftAt.getTime();
}

/** Moves of shifts that wait for a coordinator's yes, or waited, oldest first. */
export const movesOf = (stage: Stored) =>
  prismaOf(stage).shiftMove.findMany({ orderBy: [{ askedAt: 'asc' }, { id: 'asc' }] });

/** Puts so many more entries on the list of what needs attention of a line, a second apart from `fromMs` on. */
export const keepAttention = (stage: Stored, lineId: string, fromMs: number, count: number) =>
  prismaOf(stage).attentionItem.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      id: `kept ${fromMs} ${index}`,
      kind: 'voicemail',
      at: new Date(fromMs + index * 1000),
      lineId,
      subject: 'nothing',
    })),
  });
