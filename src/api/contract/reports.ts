/** The figures of a line over whole months, small numbers of callers hidden (O5). */
import { z } from 'zod';
import { reportKinds } from '../../reports/kinds.ts';
import { id } from './fields.ts';
import { operations } from './operation.ts';

const month = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month, such as 2026-11')
  .describe('A month, such as 2026-11, by the clock of each line.');
const params = z.object({
  figures: z.enum(['calls', 'promises', 'texts', 'heard', 'hours']).describe('Which figures.'),
});
const query = z.object({
  from: month.optional().describe('The first month; the present one where it is absent.'),
  to: month.optional().describe('The last month; the first where it is absent.'),
  line: id.optional().describe('All lines where it is absent; of hours the first by name.'),
  language: z.string().min(2).max(35).optional().describe('All languages where it is absent.'),
  by: z.enum(reportKinds).default('day').describe('What a row of the table is. Hours stand by month alone.'),
});
const value = z
  .union([z.number(), z.literal('hidden'), z.null()])
  .describe(
    '`hidden`: fewer than five callers, or a number that would give one away. Null: there is nothing to say it of.',
  );
const row = z.object({
  key: z.string().describe('A day, the Monday of a week, a month, an hour such as `MO 17`, a line or a language.'),
  values: z.array(value).describe('One for each column.'),
});

export const reportOperations = operations({
  'reports.read': {
    method: 'get',
    path: '/reports/{figures}',
    summary: 'A table of figures, each with the name of its definition.',
    access: 'reports.read',
    params,
    query,
    answer: z.object({
      figures: z.string(),
      from: z.string(),
      to: z.string(),
      by: z.string(),
      line: z.string().nullable(),
      language: z.string().nullable(),
      lines: z.array(z.object({ id: z.string(), name: z.string() })).describe('Those that can be asked about.'),
      languages: z.array(z.string()),
      columns: z.array(
        z.object({
          key: z.string(),
          unit: z.enum(['count', 'share', 'seconds', 'hours', 'index']),
          definition: z.string(),
        }),
      ),
      rows: z.array(row),
      total: row.nullable().describe('Null where the columns cannot be added up.'),
    }),
  },
  'reports.export': {
    method: 'get',
    path: '/reports/{figures}/csv',
    summary: 'The same table as a file of comma-separated values, for spreadsheets; streamed.',
    access: 'reports.export',
    params,
    query,
    answer: null,
    stream: 'text/csv',
  },
});
