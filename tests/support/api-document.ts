/** The OpenAPI document as a program reads it: its operations, and whether an answer is what it says. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openApiDocument } from '../../src/api/openapi.ts';
import type { Schema } from './from-schema.ts';

export type Parameter = { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: Schema };
export type DocumentedOperation = {
  name: string;
  method: string;
  path: string;
  parameters: Parameter[];
  body: Schema | null;
  /** What an answer of this status lacks or has too much of; empty where it is as described. */
  faults: (status: number, type: string, body: unknown) => string[];
};

type Described = {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
};
type Document = { paths: Record<string, Record<string, Described>>; components: object };

/** Every operation of the document. */
export function documentedOperations(): DocumentedOperation[] {
  const document = openApiDocument('http://localhost', '0') as Document;
  const ajv = new Ajv2020({ strict: false, allErrors: true, code: { optimize: false } });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addSchema({ ...document, $id: 'api' });
  /** Most answers are described in the same words as others, the faulty ones above all: each wording is compiled once. */
  const checks = new Map<string, ReturnType<typeof ajv.getSchema>>();
  const checkOf = (at: string, schema: Schema) => {
    const words = JSON.stringify(schema);
    if (!checks.has(words)) checks.set(words, ajv.getSchema(`api#/${at}`));
    return checks.get(words);
  };
  const pointer = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      name: described.operationId,
      method: method.toUpperCase(),
      path,
      parameters: described.parameters ?? [],
      body: described.requestBody?.content['application/json']?.schema ?? null,
      faults(status: number, type: string, body: unknown) {
        const key = String(status) in described.responses ? String(status) : 'default';
        const content = described.responses[key]?.content;
        if (!content) return body === null ? [] : ['an answer where there is none'];
        const [bare = ''] = type.split(';');
        if (!(bare in content)) return [`${bare || 'no type'} is not described`];
        const at = ['paths', path, method, 'responses', key, 'content', bare, 'schema'].map(pointer).join('/');
        const check = checkOf(at, content[bare]!.schema);
        if (!check) return [`no schema at ${at}`];
        return check(body) ? [] : (check.errors ?? []).map((fault) => `${fault.instancePath} ${fault.message}`);
      },
    })),
  );
}
