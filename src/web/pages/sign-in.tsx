/** Coming in: the phone's code, then one more proof where it is needed; an invitation; or a look around the demo (A1, A2, A5). */
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Link, Navigate, useLocation, useSearchParams } from 'react-router';
import { ask, AskFailed } from '../client.ts';
import { Button, Card, Field, Notice, Stack } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { Prove } from '../parts/prove.tsx';
import { useSession, useTakeOn, type SignedIn } from '../session.tsx';
import { isAnythingUnsent } from '../unsent.ts';
import type { Words } from '../words/en.ts';
import { useWords } from '../words/words.tsx';
import { Invitation } from './invitation.tsx';

/** Says what went wrong, in the words of the field or of the page. */
function inWords(problem: unknown, words: Words): string {
  if (!(problem instanceof AskFailed)) return words.failed;
  if (problem.retryAfterSeconds !== null)
    return words.tooMany({ minutes: Math.max(1, Math.ceil(problem.retryAfterSeconds / 60)) });
  const known: Record<string, string> = {
    invalid: words.phoneWrong,
    'code-wrong': words.codeWrong,
    'code-over': words.codeOver,
    'code-away': words.codeAway,
    'proof-wrong': words.proofWrong,
    'link-over': words.linkOver,
  };
  return known[problem.kind] ?? words.failed;
}

/** Where somebody was going before they had to sign in; never another site. */
export function wayBack(search: URLSearchParams): string {
  const to = search.get('to') ?? '/';
  return /^\/(?![/\\])/.test(to) ? to : '/';
}

/** Whether a coordinator's or an admin's pages still need the second proof. */
export function needsSecond({ strength, person }: SignedIn): boolean {
  return strength === 'code' && person.roles.some((role) => role === 'coordinator' || role === 'admin');
}

export function SignInPage(): ReactNode {
  const { words } = useWords();
  const { signedIn, ended, organisation, demo, founding } = useSession();
  const { hash } = useLocation();
  const [search] = useSearchParams();
  const [content, setContent] = useState(false);
  const token = hash.slice(1);
  if (token && signedIn?.strength !== 'second') return <Invitation token={token} />;
  const asked = demo?.find(({ id }) => id === search.get('as'));
  if (asked && signedIn?.person.id !== asked.id) return <LookingAround person={asked.id} />;
  if (signedIn && needsSecond(signedIn) && !content)
    return <SecondProof signedIn={signedIn} onContent={() => setContent(true)} />;
  if (signedIn) return <Navigate to={wayBack(search)} replace />;
  return (
    <Page title={words.signInTitle}>
      {ended && (
        <Notice kind="calm">
          {words.ended} {isAnythingUnsent() && words.endedKept}
        </Notice>
      )}
      <p>{words.signInLead({ organisation: organisation || words.appName })}</p>
      <Code />
      <Demo />
      {founding !== 'no' && (
        <p>
          <Link to="/found">{words.foundYours}</Link>
        </p>
      )}
    </Page>
  );
}

function Code(): ReactNode {
  const { words } = useWords();
  const takeOn = useTakeOn();
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [minutes, setMinutes] = useState<number | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const doing = async (work: () => Promise<void>) => {
    setBusy(true);
    setWrong(null);
    await work().catch((problem: unknown) => setWrong(inWords(problem, words)));
    setBusy(false);
  };
  const send = (sentBy: 'text' | 'call') =>
    doing(async () => {
      const answer = await ask('code.ask', { body: { phone, sentBy } });
      setCode('');
      setMinutes(answer.minutes);
    });
  const enter = () => doing(async () => takeOn(await ask('code.type', { body: { code: code.replaceAll(/\D/g, '') } })));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void (minutes === null ? send('text') : enter());
  };
  return (
    <Card>
      <form onSubmit={submit} noValidate>
        {minutes === null ? (
          <>
            <Field
              label={words.phone}
              hint={words.phoneHint}
              wrong={wrong}
              type="tel"
              name="phone"
              autoComplete="tel"
              value={phone}
              onChange={(event) => setPhone(event.target.value)}
            />
            <Stack>
              <Button type="submit" kind="primary" wide busy={busy}>
                {words.sendCode}
              </Button>
              <Button kind="quiet" busy={busy} onClick={() => void send('call')}>
                {words.callCode}
              </Button>
            </Stack>
          </>
        ) : (
          <>
            <p role="status">{words.codeLead({ minutes })}</p>
            <Field
              label={words.code}
              wrong={wrong}
              inputMode="numeric"
              autoComplete="one-time-code"
              name="code"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
            <Stack>
              <Button type="submit" kind="primary" wide busy={busy}>
                {words.enter}
              </Button>
              <Button
                kind="quiet"
                onClick={() => {
                  setMinutes(null);
                  setWrong(null);
                }}
              >
                {words.otherNumber}
              </Button>
            </Stack>
          </>
        )}
      </form>
    </Card>
  );
}

/** One click to look around: in the demo, or in the lab of one's own organisation. */
export function Demo(): ReactNode {
  const { words } = useWords();
  const { demo, founding } = useSession();
  const takeOn = useTakeOn();
  const [wrong, setWrong] = useState<string | null>(null);
  if (!demo || demo.length === 0) return null;
  const roles = {
    volunteer: words.roleVolunteer,
    'shift-leader': words.roleLeader,
    coordinator: words.roleCoordinator,
    admin: words.roleAdmin,
  };
  const firsts = demo.filter(({ role }, index) => demo.findIndex((other) => other.role === role) === index);
  const lookAround = (person: string) =>
    void ask('demo.enter', { body: { person } }).then(takeOn, (problem: unknown) => setWrong(inWords(problem, words)));
  return (
    <section>
      <h2>{founding === 'no' ? words.labTitle : words.demoTitle}</h2>
      <p>{words.demoLead}</p>
      {wrong && <Notice kind="trouble">{wrong}</Notice>}
      <Stack>
        {firsts.map(({ id, name, role }) => (
          <Button key={id} wide onClick={() => lookAround(id)}>
            {words.lookAround({ name, role: roles[role] })}
          </Button>
        ))}
      </Stack>
    </section>
  );
}

/** Whoever comes from the phone lab to look around as somebody of the demo is that person at once. */
function LookingAround({ person }: { person: string }): ReactNode {
  const { words } = useWords();
  const takeOn = useTakeOn();
  const begun = useRef(false);
  const [wrong, setWrong] = useState<string | null>(null);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    ask('demo.enter', { body: { person } }).then(takeOn, (problem: unknown) => setWrong(inWords(problem, words)));
  }, [person, takeOn, words]);
  return (
    <Page title={words.demoTitle}>
      {wrong ? <Notice kind="trouble">{wrong}</Notice> : <p role="status">{words.loading}</p>}
    </Page>
  );
}

/** The second proof, on top of a code. */
function SecondProof({ signedIn, onContent }: { signedIn: SignedIn; onContent: () => void }): ReactNode {
  const { words } = useWords();
  const takeOn = useTakeOn();
  const { passkey, app } = signedIn.proofs;
  return (
    <Page title={words.secondTitle}>
      <p>{passkey || app ? words.secondLead : words.noProofYet}</p>
      <Card>
        <Prove
          signedIn={signedIn}
          proved={takeOn}
          beside={
            <Button kind="quiet" onClick={onContent}>
              {words.volunteerOnly}
            </Button>
          }
        />
      </Card>
    </Page>
  );
}
