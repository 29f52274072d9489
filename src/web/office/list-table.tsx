/** A long list as a table: on a phone each row is two lines, the first with what names it and how it stands, the second with the rest. */
import type { ReactNode } from 'react';
import looks from './office.module.css';

type Props = {
  /** What the table is called: by words of its own, or by the heading with this id. */
  label?: string;
  labelledBy?: string;
  columns: readonly string[];
  children: ReactNode;
};

/** In each row of `children` a `th` comes first; the cell with the look `ending` goes up to it on a phone, those with `below` come last. */
export function ListTable({ label, labelledBy, columns, children }: Props): ReactNode {
  return (
    <div className={looks['table']}>
      <table aria-label={label} aria-labelledby={labelledBy}>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
