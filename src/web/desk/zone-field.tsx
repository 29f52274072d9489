/** A time zone, chosen from the world's list or typed. */
import { useId, type ReactNode } from 'react';
import { Field } from '../parts/controls.tsx';

export function ZoneField({
  label,
  hint,
  value,
  wrong,
  set,
}: {
  label: string;
  hint?: string;
  value: string;
  wrong: string | null;
  set: (value: string) => void;
}): ReactNode {
  const id = useId();
  return (
    <>
      <Field
        label={label}
        {...(hint === undefined ? {} : { hint })}
        list={id}
        autoComplete="off"
        value={value}
        wrong={wrong}
        onChange={(event) => set(event.target.value)}
      />
      <datalist id={id}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </datalist>
    </>
  );
}
