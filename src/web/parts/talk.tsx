/** A word with the shift leader, for the asking (W3). */
import { useState, type ReactNode } from 'react';
import { useChange } from '../change.ts';
import { useWords } from '../words/words.tsx';
import { Button, Notice } from './controls.tsx';

export function Talk(): ReactNode {
  const { words } = useWords();
  const [known, setKnown] = useState<'leader' | 'coordinators' | null>(null);
  const talk = useChange('talk.ask', (answer) => setKnown(answer.known));
  if (known) return <Notice kind="calm">{known === 'leader' ? words.talkToLeader : words.talkToCoordinators}</Notice>;
  return (
    <>
      {talk.wrong && <Notice kind="trouble">{talk.wrong}</Notice>}
      <Button busy={talk.busy} onClick={() => talk.begin({ body: {} })}>
        {words.talk}
      </Button>
    </>
  );
}
