/** The messages that callers left: heard here, each listening noted. */
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ask, type Answered } from '../client.ts';
import { Button } from '../parts/controls.tsx';
import { Reading } from '../parts/reading.tsx';
import looks from './office.module.css';
import { useOfficeWords } from './words.ts';

const shownAtMost = 200;

export function Messages(): ReactNode {
  const { words } = useOfficeWords();
  const query = useQuery({
    queryKey: ['voicemails'],
    queryFn: ({ signal }) => ask('voicemails.list', { query: { limit: shownAtMost } }, { signal }),
  });
  return (
    <section aria-labelledby="messages">
      <h2 id="messages">{words.messages}</h2>
      <p className={looks['soft']}>{words.messagesLead}</p>
      <Reading query={query} />
      {query.data?.voicemails.length === 0 && <p>{words.messagesNone}</p>}
      <ul className={looks['messages']}>
        {query.data?.voicemails.map((message) => (
          <Message key={message.id} message={message} />
        ))}
      </ul>
    </section>
  );
}

function Message({ message }: { message: Answered<'voicemails.list'>['voicemails'][number] }): ReactNode {
  const { words, when } = useOfficeWords();
  const [opened, setOpened] = useState(false);
  const what = words.left({ line: message.line, when: when(message.leftAt) });
  return (
    <li>
      <div>
        <strong>{what}</strong> {message.objection && <span>· {words.objects}</span>}
        <div className={looks['soft']}>
          {[
            words.seconds({ seconds: message.seconds }),
            message.heardAt === null ? words.unheard : words.heard({ when: when(message.heardAt) }),
            words.erased({ when: when(message.eraseAt) }),
          ].join(' · ')}
        </div>
      </div>
      {!message.isHere && <span className={looks['soft']}>{words.onItsWay}</span>}
      {message.isHere && !opened && (
        <Button onClick={() => setOpened(true)} aria-label={words.listenLabel({ what })}>
          {words.listen}
        </Button>
      )}
      {opened && (
        // What a caller said is heard by one person and erased: nobody writes it down for captions.
        // oxlint-disable-next-line jsx-a11y/media-has-caption
        <audio
          controls
          autoPlay
          aria-label={words.soundOf({ what })}
          src={`/api/v1/voicemails/${encodeURIComponent(message.id)}/sound`}
        />
      )}
    </li>
  );
}
