/** The few controls every page is made of; native ones, so that keyboards and screen readers know them. */
import {
  useId,
  type ButtonHTMLAttributes,
  type InputHTMLAttributes,
  type ReactNode,
  type RefAttributes,
  type SelectHTMLAttributes,
} from 'react';
import looks from './controls.module.css';

type Kind = 'plain' | 'primary' | 'quiet';

const classes = (...names: (string | false | undefined)[]) => names.filter(Boolean).join(' ');

export function Button({
  kind = 'plain',
  wide = false,
  busy = false,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> &
  RefAttributes<HTMLButtonElement> & { kind?: Kind; wide?: boolean; busy?: boolean }): ReactNode {
  return (
    <button
      type="button"
      {...rest}
      className={classes(looks['button'], kind !== 'plain' && looks[kind], wide && looks['wide'])}
      aria-disabled={busy || undefined}
      onClick={(event) => (busy ? event.preventDefault() : rest.onClick?.(event))}
    />
  );
}

/** A labelled field: what is wrong with it stands at it, and what was typed stays. */
export function Field({
  label,
  hint,
  wrong,
  ...rest
}: InputHTMLAttributes<HTMLInputElement> & { label: string; hint?: string; wrong?: string | null }): ReactNode {
  const id = useId();
  const about = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ');
  return (
    <div className={looks['field']}>
      <label className={looks['label']} htmlFor={id}>
        {label}
      </label>
      {hint && (
        <span className={looks['hint']} id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <input
        id={id}
        className={looks['input']}
        aria-describedby={about || undefined}
        aria-invalid={wrong ? true : undefined}
        {...rest}
      />
      {wrong && (
        <span className={looks['wrong']} id={`${id}-wrong`}>
          {wrong}
        </span>
      )}
    </div>
  );
}

/** A labelled choice of one among a few; `inline` beside its label, which then is no heading of its own. */
export function Select({
  label,
  inline = false,
  children,
  ...rest
}: SelectHTMLAttributes<HTMLSelectElement> & { label: string; inline?: boolean }): ReactNode {
  return (
    <label className={looks[inline ? 'beside' : 'field']}>
      <span className={looks[inline ? 'hint' : 'label']}>{label}</span>
      <select className={looks['select']} {...rest}>
        {children}
      </select>
    </label>
  );
}

/** What is wrong with something that is no field of its own. */
export function Wrong({ children }: { children: ReactNode }): ReactNode {
  return <p className={looks['wrong']}>{children}</p>;
}

/** A word on what happened; trouble is announced at once. */
export function Notice({ kind, children }: { kind: 'plain' | 'calm' | 'trouble'; children: ReactNode }): ReactNode {
  return (
    <div
      className={classes(looks['notice'], kind !== 'plain' && looks[kind])}
      role={kind === 'trouble' ? 'alert' : 'status'}
    >
      {children}
    </div>
  );
}

export function Card({ children }: { children: ReactNode }): ReactNode {
  return <section className={looks['card']}>{children}</section>;
}

/** Things below each other with even room between them. */
export function Stack({ children }: { children: ReactNode }): ReactNode {
  return <div className={looks['stack']}>{children}</div>;
}

/** Buttons beside each other, as many as there is room for. */
export function Buttons({ children }: { children: ReactNode }): ReactNode {
  return <div className={looks['buttons']}>{children}</div>;
}

/** Things of one kind below each other. */
export function Rows({ children }: { children: ReactNode }): ReactNode {
  return <ul className={looks['rows']}>{children}</ul>;
}

/** One of them: what it is, and at its end what can be done with it. */
export function Row({ children }: { children: ReactNode }): ReactNode {
  return <li className={looks['row']}>{children}</li>;
}

/** A day that unfolds to what is on it: where there are many days, each is a row of a list. */
export function DayFold({
  name,
  open,
  isToday = false,
  children,
}: {
  name: ReactNode;
  open: boolean;
  isToday?: boolean;
  children: ReactNode;
}): ReactNode {
  return (
    <details open={open} className={`${looks['day']} ${isToday ? looks['today'] : ''}`}>
      <summary className={looks['dayHead']}>
        <h2>{name}</h2>
      </summary>
      {children}
    </details>
  );
}
