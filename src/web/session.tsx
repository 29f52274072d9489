/** Who is signed in, for every page; read once and again after anything that changes it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, type ReactNode } from 'react';
import { ask, signedOut, type Answered } from './client.ts';
import { forgetUnsent } from './unsent.ts';

/** `ended`: somebody was signed in here, and did not sign out. */
export type SessionAnswer = Answered<'session.read'>;
export type SignedIn = NonNullable<SessionAnswer['signedIn']>;

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
      return afterWhat(queries.getQueryData<SessionAnswer>(['session']), read);
    },
    staleTime: 60_000,
  });
  useEffect(() => {
    const look = () => void queries.invalidateQueries({ queryKey: ['session'] });
    signedOut.addEventListener('signed-out', look);
    return () => signedOut.removeEventListener('signed-out', look);
  }, [queries]);
  if (data) return <Current value={data}>{props.children}</Current>;
  return isError ? props.failed(() => void refetch()) : props.loading;
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
    const isSame = before?.signedIn?.person.id === signedIn?.person.id;
    if (signedIn === null) forgetUnsent();
    if (!isSame) queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    if (before) queries.setQueryData<SessionAnswer>(['session'], { ...before, signedIn, ended: false });
    void queries.invalidateQueries({ queryKey: ['session'] });
  };
}
