/** A one-time link: spent by a press, since previews fetch links; then a passkey or an app is set up (A2). */
import { startRegistration } from '@simplewebauthn/browser';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { ask, AskFailed } from '../client.ts';
import { Button, Card, Field, Notice, Stack } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { useSession, useTakeOn, type SignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';

export function Invitation({ token }: { token: string }): ReactNode {
  const { words } = useWords();
  const { signedIn } = useSession();
  const takeOn = useTakeOn();
  const [wrong, setWrong] = useState<string | null>(null);
  if (signedIn?.strength === 'invited') return <SetUp />;
  const accept = () =>
    void ask('invitation.accept', { body: { token } }).then(takeOn, (problem: unknown) =>
      setWrong(problem instanceof AskFailed && problem.kind === 'link-over' ? words.linkOver : words.failed),
    );
  return (
    <Page title={words.inviteTitle}>
      <p>{words.inviteLead}</p>
      {wrong && <Notice kind="trouble">{wrong}</Notice>}
      <Button kind="primary" onClick={accept}>
        {words.inviteGo}
      </Button>
    </Page>
  );
}

/** Where a passkey or an app is set up; then it goes on at `to`. `beside`: another way on. */
export function SetUp({ to = '/', beside }: { to?: string; beside?: ReactNode }): ReactNode {
  const { words } = useWords();
  const takeOn = useTakeOn();
  const navigate = useNavigate();
  const [app, setApp] = useState<{ secret: string; picture: string } | null>(null);
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const canPasskey = 'PublicKeyCredential' in window;
  const doing = (work: () => Promise<SignedIn>) => {
    setWrong(null);
    void work().then(
      (signedIn) => {
        takeOn(signedIn);
        void navigate(to, { replace: true });
      },
      () => setWrong(words.proofWrong),
    );
  };
  const makePasskey = async () => {
    const optionsJSON = (await ask('passkey.make', {})) as never;
    const response = await startRegistration({ optionsJSON });
    return ask('passkey.keep', { body: { response: response as never } });
  };
  return (
    <Page title={words.setUpTitle}>
      <p>{words.setUpLead}</p>
      {wrong && <Notice kind="trouble">{wrong}</Notice>}
      {!canPasskey && <Notice kind="plain">{words.passkeyUnavailable}</Notice>}
      <Card>
        <Stack>
          {canPasskey && (
            <Button {...(app === null && { kind: 'primary' as const })} wide onClick={() => doing(makePasskey)}>
              {words.makePasskey}
            </Button>
          )}
          {app === null ? (
            <Button
              kind={canPasskey ? 'quiet' : 'primary'}
              onClick={() => void ask('app.make', {}).then(setApp, () => setWrong(words.failed))}
            >
              {words.makeApp}
            </Button>
          ) : (
            <form
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                doing(() => ask('app.confirm', { body: { code: code.replaceAll(/\D/g, '') } }));
              }}
            >
              <p>{words.appScan}</p>
              <img alt="" width={200} height={200} src={`data:image/svg+xml;utf8,${encodeURIComponent(app.picture)}`} />
              <p>
                {words.appKey}: <code>{app.secret}</code>
              </p>
              <Field
                label={words.appCode}
                inputMode="numeric"
                autoComplete="one-time-code"
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
              <Button kind="primary" type="submit" wide>
                {words.appConfirm}
              </Button>
            </form>
          )}
          {beside}
        </Stack>
      </Card>
    </Page>
  );
}
