/** Carries values between the thinking rooms and the tables by one naming rule: `arrivedAtMs` ↔ `arrived_at`. */
import type { Availability, Contact, Leg } from '../calls/model.ts';

type Row = Record<string, unknown>;

/** Columns that hold instants end in one of these; their fields in values end in `Ms`. */
const instantColumn = /_(at|since|until)$/;

/** The columns of a value's table, made from a value that has every field. */
export function toRow(value: object): Row {
  const row: Row = {};
  for (const [field, content] of Object.entries(value)) {
    const column = columnOf(field);
    row[column] = field.endsWith('Ms')
      ? typeof content === 'number'
        ? new Date(content).toISOString()
        : null
      : content;
  }
  return row;
}

/** A value from `to_jsonb(row)`. */
export function fromRow<Value>(row: Row): Value {
  const value: Row = {};
  for (const [column, content] of Object.entries(row)) {
    const field = fieldOf(column);
    value[field] = field.endsWith('Ms') ? (typeof content === 'string' ? Date.parse(content) : null) : content;
  }
  return value as Value;
}

export const contactOf = (row: unknown): Contact => fromRow<Contact>(row as Row);
export const legOf = (row: unknown): Leg => fromRow<Leg>(row as Row);
export const availabilityOf = (row: unknown): Availability => fromRow<Availability>(row as Row);

/** Names are few and asked for with every row, so each is worked out once. */
const columnOf = remembered((field) =>
  field.replace(/Ms$/, '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
);
const fieldOf = remembered((column) => {
  const field = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return instantColumn.test(column) ? `${field}Ms` : field;
});

function remembered(work: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const answer = known.get(name) ?? work(name);
    known.set(name, answer);
    return answer;
  };
}
