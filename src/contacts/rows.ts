/** Carries values between the thinking rooms and the tables by one naming rule: `arrivedAtMs` ↔ `arrived_at`. */
import type { Availability, Contact, Leg } from '../routing/model.ts';

type Row = Record<string, unknown>;

/** Columns that hold instants end in one of these; their fields in values end in `Ms`. */
const instantColumn = /_(at|since|until)$/;

/** The columns of a value's table, made from a value that has every field. */
export function toRow(value: object): Row {
  return Object.fromEntries(
    Object.entries(value).map(([field, content]) => {
      if (!field.endsWith('Ms')) return [snake(field), content];
      return [snake(field.slice(0, -'Ms'.length)), typeof content === 'number' ? new Date(content).toISOString() : null];
    }),
  );
}

/** A value from `to_jsonb(row)`. */
export function fromRow<Value>(row: Row): Value {
  return Object.fromEntries(
    Object.entries(row).map(([column, content]) => {
      if (!instantColumn.test(column)) return [camel(column), content];
      return [`${camel(column)}Ms`, typeof content === 'string' ? Date.parse(content) : null];
    }),
  ) as Value;
}

export const contactOf = (row: unknown): Contact => fromRow<Contact>(row as Row);
export const legOf = (row: unknown): Leg => fromRow<Leg>(row as Row);
export const availabilityOf = (row: unknown): Availability => fromRow<Availability>(row as Row);

function snake(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function camel(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
