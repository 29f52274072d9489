/** Founding: the steps, then what the founder proves themselves with, then the first call of their line (O1, A2). */
import { useState, type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useFoundWords } from '../found/words.ts';
import { Wizard } from '../found/wizard.tsx';
import controls from '../parts/controls.module.css';
import { Button, Card } from '../parts/controls.tsx';
import { Page } from '../parts/page.tsx';
import { useSession } from '../session.tsx';
import { SetUp } from './invitation.tsx';

export function FoundPage(): ReactNode {
  const words = useFoundWords();
  const { signedIn, founding } = useSession();
  const { hash } = useLocation();
  const [later, setLater] = useState(false);
  const token = hash.slice(1) || null;
  if (founding === 'link' && token === null) return <NeedsLink />;
  if (founding !== 'no') return <Wizard token={token} replacesDemo={founding === 'replaces-demo'} />;
  if (signedIn?.strength === 'invited' && !later)
    return (
      <SetUp
        to="/found"
        beside={
          <Button kind="quiet" onClick={() => setLater(true)}>
            {words.setUpLater}
          </Button>
        }
      />
    );
  return signedIn ? <Founded setUp={() => setLater(false)} /> : <Already />;
}

/** Where founding is for whoever runs the server. */
export function NeedsLink(): ReactNode {
  const words = useFoundWords();
  const { organisation } = useSession();
  return (
    <Page title={words.linkTitle}>
      <p>{words.linkLead}</p>
      {organisation !== '' && (
        <p>
          <Link to="/sign-in">{words.signInInstead}</Link>
        </p>
      )}
    </Page>
  );
}

function Already(): ReactNode {
  const words = useFoundWords();
  return (
    <Page title={words.alreadyTitle}>
      <p>{words.already}</p>
      <p>
        <Link to="/sign-in">{words.signInInstead}</Link>
      </p>
    </Page>
  );
}

function Founded({ setUp }: { setUp: () => void }): ReactNode {
  const words = useFoundWords();
  const { signedIn, organisation, demo } = useSession();
  const primary = `${controls['button']} ${controls['primary']}`;
  const next = [
    ['/roster', words.nextRoster],
    ['/people', words.nextPeople],
    ['/lines', words.nextLines],
    ['/go-live', words.nextGoLive],
  ] as const;
  return (
    <Page title={words.doneTitle({ name: organisation })}>
      <p>{demo ? words.doneLab : words.doneLive}</p>
      {demo && (
        <p>
          <a href="/lab" className={primary}>
            {words.callLine}
          </a>
        </p>
      )}
      <Card>
        <h2>{words.nextTitle}</h2>
        {signedIn?.strength === 'second' ? (
          <ul className={controls['ways']}>
            {next.map(([address, name]) => (
              <li key={address}>
                <Link to={address}>{name}</Link>
              </li>
            ))}
          </ul>
        ) : (
          <>
            <p>{words.nextSetUp}</p>
            <Button onClick={setUp}>{words.setUpNow}</Button>
          </>
        )}
      </Card>
    </Page>
  );
}
