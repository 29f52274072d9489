/** The API is one contract: nothing is reachable beside it, its document is valid, and no field of it is made for a number. */
import { describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import type { Router } from 'express';
import { rights } from '../../src/access/rights.ts';
import { contract } from '../../src/api/contract/all.ts';
import type { Operation } from '../../src/api/contract/operation.ts';
import { apiDoor } from '../../src/api/door.ts';
import { openApiDocument } from '../../src/api/openapi.ts';
import type { Deps } from '../../src/deps.ts';

const operations = Object.entries<Operation>(contract);

type Layer = { route?: { path: string; methods: Record<string, boolean> }; handle: unknown };

/** `GET /me/sessions` of a router and those inside it. */
function routesOf(router: Router): string[] {
  return (router.stack as unknown as Layer[]).flatMap((layer) => {
    if (layer.route)
      return Object.keys(layer.route.methods).map((method) => `${method.toUpperCase()} ${layer.route?.path}`);
    const inside = layer.handle as Partial<Router>;
    return Array.isArray(inside.stack) ? routesOf(inside as Router) : [];
  });
}

describe('the contract', () => {
  test('has every route of the door, and the door every operation', () => {
    const config = { publicBaseUrl: 'http://localhost:3000' };
    const door = apiDoor({ config } as unknown as Deps, '0');
    const described = operations.map(
      ([, { method, path }]) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    );
    expect(routesOf(door).toSorted()).toEqual(['GET /openapi.json', ...described].toSorted());
    expect(new Set(described).size).toBe(described.length);
  });

  test.each(operations)('%s needs a right that there is', (_name, { access }) => {
    if (access === 'nobody' || access === 'session') return;
    expect(Object.keys(rights)).toContain(access);
  });

  test('is an OpenAPI 3.1 document', async () => {
    const document = openApiDocument('https://line.example', '1.2.3') as Record<string, unknown>;
    expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true });
    expect(document['openapi']).toBe('3.1.0');
  });

  const publicNumbers = new Set(['phoneNumber', 'callbackNumber', 'crisisNumber', 'number']);

  test('answers with no field for a number', () => {
    const { paths } = openApiDocument('https://line.example', '0') as {
      paths: Record<string, Record<string, { operationId: string; responses: object }>>;
    };
    const found = Object.values(paths)
      .flatMap((path) => Object.values(path))
      .flatMap(({ operationId, responses }) =>
        fieldsOf(responses)
          // Numbers that the organisation publishes, or rings for help, are nobody’s own.
          .filter((field) => !(/^(lines|settings)\./.test(operationId) && publicNumbers.has(field)))
          // The one way in which a caller’s number is opened (V13).
          .filter((field) => !(operationId === 'number.unseal' && field === 'number'))
          .filter((field) => /phone(?!Name)|number|caller(?:Key|Id)|lastingKey/i.test(field))
          .map((field) => `${operationId}: ${field}`),
      );
    expect(found).toEqual([]);
  });
});

/** The names of all fields below a schema. */
function fieldsOf(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'properties'
      ? [...Object.keys(part as object), ...Object.values(part as object).flatMap(fieldsOf)]
      : fieldsOf(part),
  );
}
