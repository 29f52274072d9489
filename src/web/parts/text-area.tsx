/** A labelled field for many words; what is typed stays, and the hint is read with it. */
import { useId, type ReactNode, type TextareaHTMLAttributes } from 'react';
import looks from './controls.module.css';

export function TextArea({
  label,
  hint,
  ...rest
}: TextareaHTMLAttributes<HTMLTextAreaElement> & { label: string; hint: string }): ReactNode {
  const id = useId();
  return (
    <div className={looks['field']}>
      <label className={looks['label']} htmlFor={id}>
        {label}
      </label>
      <textarea id={id} rows={3} className={looks['input']} aria-describedby={`${id}-hint`} {...rest} />
      <span className={looks['hint']} id={`${id}-hint`}>
        {hint}
      </span>
    </div>
  );
}
