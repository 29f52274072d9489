/** Who is signed in, for every page; read once and again after anything that changes it. */
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, type ReactNode } from 'react';
import { ask, signedOut, type Answered } from './client.ts';
import { forgetUnsent, forgetUnsentOfOthers } from './unsent.ts';

/** `ended`: somebody was signed in here, and did not sign out. */
export type SessionAnswer = Answered<'session.read'>;
export type SignedIn = NonNullable<SessionAnswer['signedIn']>;

/** Between the windows of this browser, which share one session: that somebody signed out in one of them. */
let channel: BroadcastChannel | null = null;
const windows = () => (channel ??= new BroadcastChannel('warmline-session'));

const Current = createContext<SessionAnswer | null>(null);

/** Shows `loading` until it is known who is here; `failed` where it cannot be known. */
export function SessionProvider(props: {
  children: ReactNode;
  loading: ReactNode;
  failed: (again: () => void) => ReactNode;
}): ReactNode {
  const queries = useQueryClient();
  const { data, isError, refetch } = useQuery({
    queryKey: ['session'],
    queryFn: async ({ signal }) => {
      const read = await ask('session.read', {}, { signal });
      const before = queries.getQueryData<SessionAnswer>(['session']);
      if (before) keepOnlyOf(queries, before.signedIn, read.signedIn);
      return afterWhat(before, read);
    },
    staleTime: 60_000,
  });
  useEffect(() => {
    const look = () => void queries.invalidateQueries({ queryKey: ['session'] });
    const elsewhere = () => {
      forgetUnsent();
      look();
    };
    signedOut.addEventListener('signed-out', look);
    windows().addEventListener('message', elsewhere);
    return () => {
      signedOut.removeEventListener('signed-out', look);
      windows().removeEventListener('message', elsewhere);
    };
  }, [queries]);
  if (data) return <Current value={data}>{props.children}</Current>;
  return isError ? props.failed(() => void refetch()) : props.loading;
}

/** Whatever was read for somebody else is forgotten, and so is what another began to type here; an ended session's own may come back to it. */
function keepOnlyOf(queries: QueryClient, before: SignedIn | null, now: SignedIn | null): void {
  if (now) forgetUnsentOfOthers(now.person.id);
  if (before?.person.id !== now?.person.id)
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
}

/** A browser that has dropped its cookie says nothing of a session: this window knows that there was one. */
function afterWhat(before: SessionAnswer | undefined, read: SessionAnswer): SessionAnswer {
  const wasHere = before !== undefined && (before.signedIn !== null || before.ended);
  return { ...read, ended: read.signedIn === null && (read.ended || wasHere) };
}

/** What the service said of this browser. */
export function useSession(): SessionAnswer {
  const session = useContext(Current);
  if (!session) throw new Error('a page stands outside of the session');
  return session;
}

/** Who is here; pages that need somebody are shown to nobody else. */
export function useSignedIn(): SignedIn {
  const { signedIn } = useSession();
  if (!signedIn) throw new Error('a page for people who are signed in is shown to nobody');
  return signedIn;
}

/** Takes on what an operation answered about the session, and forgets whatever was read for somebody else. */
export function useTakeOn(): (signedIn: SignedIn | null) => void {
  const queries = useQueryClient();
  return (signedIn) => {
    const before = queries.getQueryData<SessionAnswer>(['session']);
    if (signedIn === null) {
      forgetUnsent();
      windows().postMessage('signed-out');
    }
    keepOnlyOf(queries, before?.signedIn ?? null, signedIn);
    if (before) queries.setQueryData<SessionAnswer>(['session'], { ...before, signedIn, ended: false });
    void queries.invalidateQueries({ queryKey: ['session'] });
  };
}
