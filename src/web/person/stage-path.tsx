/** The path from applicant to having left, with where somebody is, and what that means. */
import type { ReactNode } from 'react';
import inPath from './stage-path.module.css';
import type { Person } from './draft.ts';
import { usePeopleWords } from './words.ts';

const steps = ['applicant', 'training', 'shadow', 'active', 'resting', 'left'] as const;

export function StagePath({ person: { stage, missing } }: { person: Person }): ReactNode {
  const words = usePeopleWords();
  return (
    <>
      <ol className={inPath['path']} aria-label={words.path}>
        {steps.map((step) => (
          <li key={step} {...(step === stage ? { 'aria-current': 'step' as const } : {})}>
            <span>
              {words.stages[step]}
              {step === stage && ` · ${words.hereNow}`}
            </span>
          </li>
        ))}
      </ol>
      <p>
        {words.stageSays[stage]} {missing.length > 0 && words.missing({ courses: missing.join(', ') })}
      </p>
    </>
  );
}
