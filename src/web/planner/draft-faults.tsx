/** What keeps a draft from being published: the shift, the place in it, and what is wrong there. */
import type { ReactNode } from 'react';
import type { Answered } from '../client.ts';
import { Notice } from '../parts/controls.tsx';
import { useRosterWords } from './words.ts';

export function DraftFaults({ faults }: { faults: Answered<'drafts.read'>['faults'] }): ReactNode {
  const words = useRosterWords();
  return (
    <Notice kind="trouble">
      <p>{words.faultsTitle}</p>
      <ul>
        {faults.map(({ shift, path, message }) => (
          <li key={`${shift} ${path} ${message}`}>
            {[shift, path].filter(Boolean).join(', ')}: {message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
