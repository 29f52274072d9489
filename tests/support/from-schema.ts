/** Values made from the schemas of the OpenAPI document: ones that fit, and ones that do not. */
export type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  minLength?: number;
  minimum?: number;
  pattern?: string;
  format?: string;
};

const formats: Record<string, string> = {
  'date-time': '2026-11-10T18:00:00Z',
  date: '2026-11-10',
  time: '18:00:00',
  uuid: '3f0f2c3a-6d43-4c88-9c3e-0a53d0b1b0c7',
  uri: 'https://example.org/',
};
/** Tried in this order where a pattern is asked for. */
const likely = ['000000', '4711', '2026-11-10', '2026-12', '18:00', 'en', 'main', 'a'];

/** The plainest value that fits; where a field's name says more than its schema, `named` gives the value. */
export function fitting(schema: Schema, named: Record<string, unknown> = {}, name = ''): unknown {
  if (name in named) return named[name];
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
  if (choice) return fitting(choice, named, name);
  switch ((Array.isArray(schema.type) ? schema.type[0] : schema.type) ?? 'string') {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([key]) => schema.required?.includes(key))
          .map(([key, part]) => [key, fitting(part, named, key)]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => fitting(schema.items ?? {}, named, name));
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return false;
    case 'null':
      return null;
    case undefined:
    default: {
      const { pattern, format } = schema;
      if (format !== undefined && format in formats) return formats[format];
      if (pattern !== undefined) return likely.find((text) => new RegExp(pattern, 'u').test(text)) ?? 'a';
      return 'a'.repeat(Math.max(1, schema.minLength ?? 1));
    }
  }
}

/** Values that people, programs and attackers send where something else was meant. */
export const odd: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 1,
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202Eevil\u202C',
  '🙂'.repeat(60),
  'x'.repeat(5_000),
  "'; DROP TABLE people; --",
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%00%0d%0a',
  '__proto__',
  'constructor',
  '9'.repeat(60),
  '-0',
  'NaN',
  '2026-02-30T25:61:00Z',
  '+275760-09-13T00:00:00Z',
  [],
  {},
  [[[[[]]]]],
  { $gt: '' },
  { __proto__: null, toString: 'x' },
  Array.from({ length: 500 }, () => 'x'),
];
