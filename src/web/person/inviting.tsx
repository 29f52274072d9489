/** A one-time link for coordinators and admins (A2). */
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import inLink from './inviting.module.css';
import { Tick } from '../desk/fields.tsx';
import { Trouble } from '../desk/trouble.tsx';
import { moment } from '../moments.ts';
import { Button, Card } from '../parts/controls.tsx';
import { useWords } from '../words/words.tsx';
import type { Person } from './draft.ts';
import { usePeopleWords } from './words.ts';

export function Inviting({ person: { id, timeZone } }: { person: Person }): ReactNode {
  const words = usePeopleWords();
  const { language } = useWords();
  const [forget, setForget] = useState(false);
  const [made, setMade] = useState<{ link: string; until: string } | null>(null);
  const [copied, setCopied] = useState(false);
  const invite = useChange('people.invite', setMade);
  const begin = () => invite.begin({ params: { id }, body: { forget } });
  const [now] = useState(() => new Date().toISOString());
  return (
    <>
      <h2>{words.inviteTitle}</h2>
      <Card>
        <p>{words.inviteLead}</p>
        {made ? (
          <div role="status">
            <p>{words.inviteMade({ until: moment(made.until, now, { language, zone: timeZone }) })}</p>
            <p className={inLink['link']}>{made.link}</p>
            {'clipboard' in navigator && (
              <Button
                onClick={() =>
                  void navigator.clipboard.writeText(made.link).then(
                    () => setCopied(true),
                    () => undefined,
                  )
                }
              >
                {copied ? words.inviteCopied : words.inviteCopy}
              </Button>
            )}
          </div>
        ) : (
          <>
            <Tick label={words.inviteForget} checked={forget} set={setForget} />
            <Trouble change={invite} again={begin} />
            <Button busy={invite.busy} onClick={begin}>
              {words.invite}
            </Button>
          </>
        )}
      </Card>
    </>
  );
}
