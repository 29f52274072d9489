/** The numbers a line or the organisation runs by, as fields; on a line the organisation's stand below each. */
import type { ReactNode } from 'react';
import looks from '../desk/desk.module.css';
import { Choice } from '../desk/fields.tsx';
import { Field } from '../parts/controls.tsx';
import type { WrongAt } from './hours-fields.tsx';
import { listFields, numberFields, timeFields, type NumberField, type Numbers } from './numbers.ts';
import { useLinesWords } from './words.ts';

/** Where the service says that it is wrong. */
const pathOf = (field: NumberField): string =>
  field === 'callback.start' || field === 'callback.end' ? field.replace('.', '.quietHours.') : field;

/** `above`: what holds where nothing is typed; null for the organisation itself. */
export function NumberFields({
  numbers,
  above,
  set,
  wrong,
}: {
  numbers: Numbers;
  above: Numbers | null;
  set: (numbers: Numbers) => void;
  wrong: WrongAt;
}): ReactNode {
  const words = useLinesWords();
  const escalations = Object.entries(words.escalations);
  return (
    <div className={looks['pair']}>
      {numberFields.map((field) => {
        const said = above === null ? '' : above[field];
        const inWords = escalations.find(([value]) => value === said)?.[1] ?? said;
        const shared = {
          label: words.policy[field],
          ...(inWords === '' ? {} : { hint: words.organisationHas({ value: inWords }) }),
          wrong: wrong(pathOf(field)),
          value: numbers[field],
          onChange: (event: { target: { value: string } }) => set({ ...numbers, [field]: event.target.value }),
        };
        if (field === 'escalation')
          return (
            <Choice
              key={field}
              {...shared}
              from={[...(above === null ? [] : [['', words.asOrganisation] as const]), ...escalations]}
            />
          );
        const isTime = timeFields.includes(field);
        const isList = listFields.includes(field);
        return (
          <Field
            key={field}
            {...shared}
            {...(isTime
              ? { type: 'time' }
              : isList
                ? { autoComplete: 'off' }
                : { type: 'number', min: 0, step: 'any' })}
          />
        );
      })}
    </div>
  );
}
