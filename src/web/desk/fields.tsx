/** Fields of the coordinators' forms beside the plain one: a choice, ticks, and many words. */
import { useId, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from 'react';
import controls from '../parts/controls.module.css';
import looks from './desk.module.css';

type Said = { label: string; hint?: string; wrong?: string | null };

function Around({ id, label, hint, wrong, children }: Said & { id: string; children: ReactNode }): ReactNode {
  return (
    <div className={controls['field']}>
      <label className={controls['label']} htmlFor={id}>
        {label}
      </label>
      {hint && (
        <span className={controls['hint']} id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {children}
      {wrong && (
        <span className={controls['wrong']} id={`${id}-wrong`}>
          {wrong}
        </span>
      )}
    </div>
  );
}

const about = (id: string, { hint, wrong }: Said) =>
  [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ') || undefined;

/** One of several: the value and the word for each. */
export function Choice({
  label,
  hint,
  wrong,
  from,
  ...rest
}: SelectHTMLAttributes<HTMLSelectElement> & Said & { from: readonly (readonly [string, string])[] }): ReactNode {
  const id = useId();
  const said = { label, ...(hint ? { hint } : {}), ...(wrong ? { wrong } : {}) };
  return (
    <Around id={id} {...said}>
      <select
        id={id}
        className={controls['input']}
        aria-describedby={about(id, said)}
        aria-invalid={wrong ? true : undefined}
        {...rest}
      >
        {from.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </Around>
  );
}

/** Many words. */
export function Area({ label, hint, wrong, ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement> & Said): ReactNode {
  const id = useId();
  const said = { label, ...(hint ? { hint } : {}), ...(wrong ? { wrong } : {}) };
  return (
    <Around id={id} {...said}>
      <textarea
        id={id}
        rows={4}
        className={controls['input']}
        aria-describedby={about(id, said)}
        aria-invalid={wrong ? true : undefined}
        {...rest}
      />
    </Around>
  );
}

export function Tick({
  label,
  hint,
  checked,
  disabled = false,
  set,
}: {
  label: ReactNode;
  hint?: string;
  checked: boolean;
  disabled?: boolean;
  set: (checked: boolean) => void;
}): ReactNode {
  return (
    <div>
      <label className={looks['tick']}>
        <input type="checkbox" checked={checked} disabled={disabled} onChange={(event) => set(event.target.checked)} />
        <span>{label}</span>
      </label>
      {hint && <p className={looks['soft']}>{hint}</p>}
    </div>
  );
}

/** Any of several, in the order in which they stand. */
export function Ticks<Value extends string>({
  label,
  hint,
  wrong,
  from,
  chosen,
  locked = () => false,
  set,
}: Said & {
  from: readonly (readonly [Value, string])[];
  chosen: readonly Value[];
  locked?: (value: Value) => boolean;
  set: (chosen: Value[]) => void;
}): ReactNode {
  return (
    <fieldset className={looks['ticks']}>
      <legend>{label}</legend>
      {hint && <p className={looks['soft']}>{hint}</p>}
      {from.map(([value, word]) => (
        <Tick
          key={value}
          label={word}
          checked={chosen.includes(value)}
          disabled={locked(value)}
          set={(on) => set(on ? [...chosen, value] : chosen.filter((one) => one !== value))}
        />
      ))}
      {wrong && <p className={looks['wrong']}>{wrong}</p>}
    </fieldset>
  );
}
