/** Wishes: a short list, a row each. */
import type { ReactNode } from 'react';
import looks from '../desk/desk.module.css';
import { Choice } from '../desk/fields.tsx';
import { Button, Field } from '../parts/controls.tsx';
import type { WrongAt } from './hours-fields.tsx';
import type { LineDraft } from './line-draft.ts';
import { useLinesWords } from './words.ts';

/** A list with one row changed. */
function withRow<Row>(rows: readonly Row[], index: number, part: Partial<Row>): Row[] {
  return rows.map((row, place) => (place === index ? { ...row, ...part } : row));
}
const without = <Row,>(rows: readonly Row[], index: number): Row[] => rows.filter((_, place) => place !== index);

const keys = ['1', '2', '3', '4', '5', '6', '7', '8'] as const;

export function WishFields({
  wishes,
  set,
  wrong,
}: {
  wishes: LineDraft['wishes'];
  set: (wishes: LineDraft['wishes']) => void;
  wrong: WrongAt;
}): ReactNode {
  const words = useLinesWords();
  const free = keys.find((key) => wishes.every((wish) => wish.key !== key));
  return (
    <>
      {wishes.length === 0 && <p>{words.wishesNone}</p>}
      {wishes.map((wish, index) => (
        <div key={index} className={looks['row']}>
          <Choice
            label={words.wishKey}
            from={keys.map((key) => [key, key] as const)}
            value={wish.key}
            wrong={wrong(`wishes[${index}].key`)}
            onChange={(event) => set(withRow(wishes, index, { key: event.target.value }))}
          />
          <Field
            label={words.wishName}
            value={wish.name}
            wrong={wrong(`wishes[${index}].name`)}
            onChange={(event) => set(withRow(wishes, index, { name: event.target.value }))}
          />
          <Field
            label={words.wishTag}
            value={wish.tag}
            wrong={wrong(`wishes[${index}].tag`)}
            onChange={(event) => set(withRow(wishes, index, { tag: event.target.value }))}
          />
          <Button onClick={() => set(without(wishes, index))}>{words.wishRemove}</Button>
        </div>
      ))}
      <div className={looks['acts']}>
        {free && <Button onClick={() => set([...wishes, { key: free, tag: '', name: '' }])}>{words.wishAdd}</Button>}
      </div>
    </>
  );
}
