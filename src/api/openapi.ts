/** The OpenAPI 3.1 document, made from the same schemas that check requests. */
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi';
import { contract } from './contract/all.ts';
import type { Operation } from './contract/operation.ts';
import { problemKinds } from './problem.ts';

const problem = z
  .looseObject({
    type: z.enum(problemKinds.map((kind) => `urn:warmline:problem:${kind}`)),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'What went wrong (RFC 9457).' });

/** The document; `serverUrl` is where the API is reached. */
export function openApiDocument(serverUrl: string, version: string): object {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [name, operation] of Object.entries<Operation>(contract)) {
    const path = (paths[operation.path] ??= {});
    path[operation.method] = described(name, operation);
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Warmline',
      version,
      description: 'What the pages of a warmline ask for; other programs may ask for it with a key.',
      license: { name: 'AGPL-3.0-only', identifier: 'AGPL-3.0-only' },
    },
    servers: [{ url: `${serverUrl}/api/v1` }],
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'warmline' },
        key: { type: 'http', scheme: 'bearer' },
      },
    },
    paths,
  });
}

function described(name: string, operation: Operation): ZodOpenApiOperationObject {
  const { params, query, body, answer, stream, idempotent, ifMatch } = operation;
  const headers = {
    ...(idempotent ? { 'Idempotency-Key': z.string().max(200).optional() } : {}),
    ...(ifMatch ? { 'If-Match': z.string().max(200).optional() } : {}),
  };
  return {
    operationId: name,
    summary: operation.summary,
    ...(operation.access === 'nobody' ? { security: [] } : { security: [{ session: [] }, { key: [] }] }),
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      ...(Object.keys(headers).length > 0 ? { header: z.object(headers) } : {}),
    },
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: {
      ...(stream
        ? { '200': { description: 'The stream.', content: { [stream]: { schema: streamed(stream) } } } }
        : answer === null
          ? { '204': { description: 'Done.' } }
          : { '200': { description: 'The answer.', content: { 'application/json': { schema: answer } } } }),
      default: { description: 'What went wrong.', content: { 'application/problem+json': { schema: problem } } },
    },
  };
}

/** A file of JSON is an object, whatever else is streamed a text. */
function streamed(stream: NonNullable<Operation['stream']>): z.ZodType {
  return stream === 'application/json' ? z.record(z.string(), z.unknown()) : z.string();
}
