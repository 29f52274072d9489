/** A proof that it is really you: a passkey, or the code of an authenticator app (A2, A3). */
import { startAuthentication } from '@simplewebauthn/browser';
import { useState, type ReactNode } from 'react';
import { ask, AskFailed } from '../client.ts';
import type { SignedIn } from '../session.tsx';
import { useWords } from '../words/words.tsx';
import { Button, Field, Notice, Stack } from './controls.tsx';

/** `proved` takes what the service says of the session then. `beside`: what one can do instead. */
export function Prove({
  signedIn,
  proved,
  beside,
}: {
  signedIn: SignedIn;
  proved: (signedIn: SignedIn) => void;
  beside: ReactNode;
}): ReactNode {
  const { words } = useWords();
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const { passkey, app } = signedIn.proofs;
  const canPasskey = 'PublicKeyCredential' in window;
  const doing = (work: () => Promise<SignedIn>) => {
    setWrong(null);
    void work().then(proved, (problem: unknown) => {
      const seconds = problem instanceof AskFailed ? problem.retryAfterSeconds : null;
      const isAway = problem instanceof AskFailed && problem.kind !== 'proof-wrong' && problem.kind !== 'invalid';
      if (seconds !== null) setWrong(words.tooMany({ minutes: Math.max(1, Math.ceil(seconds / 60)) }));
      else setWrong(isAway ? words.failed : words.proofWrong);
    });
  };
  const usePasskey = async () => {
    const optionsJSON = (await ask('passkey.ask', {})) as never;
    const response = await startAuthentication({ optionsJSON });
    return ask('passkey.prove', { body: { response: response as never } });
  };
  return (
    <>
      {passkey && !canPasskey && <Notice kind="plain">{words.passkeyUnavailable}</Notice>}
      <Stack>
        {passkey && canPasskey && (
          <Button kind="primary" wide onClick={() => doing(usePasskey)}>
            {words.usePasskey}
          </Button>
        )}
        {app && (
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              doing(() => ask('app.prove', { body: { code: code.replaceAll(/\D/g, '') } }));
            }}
          >
            <Field
              label={words.appCode}
              wrong={wrong}
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
            <Button type="submit" kind={passkey ? 'plain' : 'primary'} wide>
              {words.useApp}
            </Button>
          </form>
        )}
        {wrong && !app && <Notice kind="trouble">{wrong}</Notice>}
        {beside}
      </Stack>
    </>
  );
}
