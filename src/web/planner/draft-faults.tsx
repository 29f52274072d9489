/** What keeps a draft from being published, in the language of the page; fetched where there is anything, since a draft hardly ever has faults. */
import type { ReactNode } from 'react';
import { faultIn, type FaultKey } from '../../reading/fault-words.ts';
import { faultsEn } from '../../reading/faults/en.ts';
import { faultsEs } from '../../reading/faults/es.ts';
import type { Answered } from '../client.ts';
import { Notice } from '../parts/controls.tsx';
import { useWords, type Language } from '../words/words.tsx';
import { useRosterWords } from './words.ts';

type DraftFault = Answered<'drafts.read'>['faults'][number];

const sentences = { en: faultsEn, es: faultsEs };

export function DraftFaults({ faults }: { faults: readonly DraftFault[] }): ReactNode {
  const words = useRosterWords();
  const { language } = useWords();
  return (
    <Notice kind="trouble">
      <p>{words.faultsTitle}</p>
      <ul>
        {faults.map((fault) => (
          <li key={JSON.stringify(fault)}>{inWords(fault, language)}</li>
        ))}
      </ul>
    </Notice>
  );
}

/** The shift, the place in it and what is wrong there; what only a newer service can say is told by its key. */
function inWords({ shift, path, problem: { key, slots } }: DraftFault, language: Language): string {
  const where = [shift, path].filter(Boolean).join(', ');
  const isKnown = Object.hasOwn(faultsEn, key);
  const what = isKnown ? faultIn(sentences[language], { key: key as FaultKey, ...(slots && { slots }) }) : key;
  return `${where}: ${what}`;
}
