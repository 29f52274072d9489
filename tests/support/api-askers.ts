/** Everybody who can ask something of the API, each with the headers they send: nobody, people of every role however they came in, programs. */
import { makeKey } from '../../src/access/keys.ts';
import { may, type Action, type Asking, type Role, type Strength } from '../../src/access/rights.ts';
import { beginSession } from '../../src/access/sessions.ts';
import type { Access } from '../../src/api/contract/operation.ts';
import type { Stage } from './stage.ts';

export type Asker = {
  name: string;
  /** As the table of rights asks about them. */
  asking: Asking | null;
  personId: string | null;
  /** A session of its own for each request, so that none spoils the next. */
  headers: () => Promise<Record<string, string>>;
};

type Came = { strength: Strength; provedMinutesAgo: number | null };
const ways: readonly Came[] = [
  { strength: 'invited', provedMinutesAgo: null },
  { strength: 'code', provedMinutesAgo: 0 },
  { strength: 'code', provedMinutesAgo: 11 },
  { strength: 'second', provedMinutesAgo: 0 },
  { strength: 'second', provedMinutesAgo: 11 },
];

/** Headers of a new session of a person, who came in this way. */
export async function sessionHeaders(
  stage: Stage,
  personId: string,
  { strength, provedMinutesAgo }: Came,
): Promise<Record<string, string>> {
  const { room, database } = stage.service.deps;
  const begun = await beginSession(room, { personId, strength, device: '', proved: provedMinutesAgo === 0 });
  if (provedMinutesAgo)
    await database.prisma.session.update({
      where: { id: begun.sessionId },
      data: { provedAt: new Date(room.clock.nowMs() - provedMinutesAgo * 60_000) },
    });
  return { cookie: `warmline=${begun.token}`, origin: stage.service.url! };
}

/** A key with these scopes, as a program sends it. */
export async function programHeaders(stage: Stage, scopes: readonly string[]): Promise<Record<string, string>> {
  const { key } = await makeKey(stage.service.deps.room, { name: 'a program', scopes, days: 1, by: 'test' });
  return { authorization: `Bearer ${key}` };
}

/** Nobody, each of `people` in every way they can have come, a program with all scopes and one with none that exists. */
export function everyAsker(stage: Stage, people: Record<string, readonly Role[]>, scopes: readonly Action[]): Asker[] {
  const nowMs = stage.clock.nowMs();
  const persons = Object.entries(people).flatMap(([personId, roles]) =>
    ways.map(({ strength, provedMinutesAgo }) => ({
      name: `${personId} (${roles.join(' and ')}, ${strength}, proved ${provedMinutesAgo ?? 'never'})`,
      personId,
      asking: {
        kind: 'person' as const,
        roles,
        strength,
        provedAtMs: provedMinutesAgo === null ? null : nowMs - provedMinutesAgo * 60_000,
      },
      headers: () => sessionHeaders(stage, personId, { strength, provedMinutesAgo }),
    })),
  );
  return [
    { name: 'nobody', personId: null, asking: null, headers: async () => ({ origin: stage.service.url! }) },
    {
      name: 'a session that never was',
      personId: null,
      asking: null,
      headers: async () => ({ origin: stage.service.url!, cookie: `warmline=${'x'.repeat(43)}` }),
    },
    ...persons,
    {
      name: 'a program with every scope',
      personId: null,
      asking: { kind: 'program', scopes },
      headers: () => programHeaders(stage, scopes),
    },
    {
      name: 'a program whose key says more than keys can',
      personId: null,
      asking: { kind: 'program', scopes: ['keys.manage', 'people.invite', 'me.read'] },
      headers: () => programHeaders(stage, ['keys.manage', 'people.invite', 'me.read']),
    },
  ];
}

/** What the table of rights says of a request, as the end of a problem's type; null where it is let through. */
export function refusal(asking: Asking | null, access: Access, nowMs: number): string | null {
  if (access === 'nobody') return null;
  if (asking === null) return 'not-signed-in';
  if (access === 'session') return asking.kind === 'person' ? null : 'no-right';
  const verdict = may(asking, access, nowMs);
  return verdict === 'yes' ? null : verdict === 'no' ? 'no-right' : verdict;
}
