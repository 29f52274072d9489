/** What a field of a file should hold, or holds. */
export const nounsEn = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};
export const nounsEs: typeof nounsEn = {
  string: 'un texto',
  number: 'un número',
  boolean: 'true o false',
  array: 'una lista',
  object: 'un objeto',
  null: 'null',
};
export type Wanted = keyof typeof nounsEn;
/** `value`: what stands there is written out. */
export type Kind = 'null' | 'array' | 'object' | 'value';
