/** What the audit says, in the words of the reader: they come with its page. */
import { auditEn, type AuditWords } from '../words/office/audit-en.ts';
import { auditEs } from '../words/office/audit-es.ts';
import { useWords } from '../words/words.tsx';

const wordings: Readonly<Record<'en' | 'es', AuditWords>> = { en: auditEn, es: auditEs };

/** `kinds`: how the actions of each begin, and its name, by name. An action of a newer release is said as it is written. */
export function useAuditWords(): { done: (action: string) => string; kinds: readonly (readonly [string, string])[] } {
  const { language } = useWords();
  const { done, kinds } = wordings[language];
  const said: Readonly<Record<string, string>> = done;
  const byName = new Intl.Collator(language).compare;
  return {
    done: (action) => (Object.hasOwn(said, action) ? said[action] : undefined) ?? action,
    kinds: Object.entries(kinds).toSorted(([, one], [, other]) => byName(one, other)),
  };
}
