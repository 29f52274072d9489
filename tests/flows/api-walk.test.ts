/** Every operation of the API is asked for by everybody: the table of rights decides, each answer is as described, and no number is in any (A4). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { scopes, type Role } from '../../src/access/rights.ts';
import { contract } from '../../src/api/contract/all.ts';
import type { Operation } from '../../src/api/contract/operation.ts';
import { everyAsker, refusal, type Asker } from '../support/api-askers.ts';
import { forgetLimits } from '../support/api-limits.ts';
import { documentedOperations, type DocumentedOperation } from '../support/api-document.ts';
import { apiEvening, apiPeople, secretNumbers, secretWords } from '../support/api-evening.ts';
import { apiObjects, hasEveryNumber } from '../support/api-objects.ts';
import { fitting } from '../support/from-schema.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let askers: Asker[];
const operations = documentedOperations();
const table: Record<string, Operation> = contract;

beforeAll(async () => {
  stage = await apiEvening();
  askers = everyAsker(stage, apiPeople, scopes);
});
afterAll(() => {
  stage.cannotKnow('the whole API is asked for, with whatever it sends');
  return stage.close();
});

/** The walk asks more in a minute than anybody may. */
beforeEach(() => forgetLimits(stage));

/** Numbers that nobody has, so that nothing is sent. */
const named = { phone: '+1 555 090 0999', scopes: ['board.read'] };

async function ask(operation: DocumentedOperation, asker: Pick<Asker, 'headers'>, params: Record<string, string> = {}) {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? 'nobody-has-this'),
  );
  const body = operation.body === null ? undefined : JSON.stringify(fitting(operation.body, named));
  const query = operation.parameters
    .filter(({ in: where, required }) => where === 'query' && required)
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(fitting(schema, named, name)))}`)
    .join('&');
  const response = await fetch(`${stage.service.url}/api/v1${path}${query === '' ? '' : `?${query}`}`, {
    method: operation.method,
    headers: { ...(await asker.headers()), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body }),
  });
  const type = response.headers.get('content-type') ?? '';
  const isStream = type.startsWith('text/event-stream');
  const text = isStream ? await beginningOf(response) : await response.text();
  return {
    status: response.status,
    type,
    cache: response.headers.get('cache-control'),
    text,
    body: isStream || type.startsWith('text/csv') ? text : text === '' ? null : (JSON.parse(text) as unknown),
  };
}

/** What a stream says first; it goes on for as long as somebody listens. */
async function beginningOf(response: Response): Promise<string> {
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

/** How each asker asks: as before, until somebody was let in to change something, which may have ended a session. */
const sessions = new Map<Asker, Record<string, string>>();

const headersOf = async (asker: Asker): Promise<Record<string, string>> => {
  const headers = sessions.get(asker) ?? (await asker.headers());
  sessions.set(asker, headers);
  return headers;
};

const problemOf = ({ status, body }: { status: number; body: unknown }) =>
  status < 400 ? null : (body as { type: string }).type.replace('urn:warmline:problem:', '');

/** What the table of rights answers with; a handler may ask for more proof where a session alone is asked for. */
const ofRights = new Set(['not-signed-in', 'no-right']);

describe.each(operations.map((operation) => [operation.name, operation] as const))('%s', (name, operation) => {
  test('is open to those the table names and to nobody else', async () => {
    const { access } = table[name]!;
    const wrong: string[] = [];
    // Whoever is refused leaves it as it was; whoever is let in may use it up.
    let object: Record<string, string> | null = null;
    for (const asker of askers) {
      object ??= (await apiObjects[name]?.make(stage)) ?? {};
      const headers = await headersOf(asker);
      const answer = await ask(operation, { headers: async () => headers }, object);
      const expected = refusal(asker.asking, access, stage.clock.nowMs());
      const problem = problemOf(answer);
      if (expected === null || problem === null) {
        object = null;
        if (operation.method !== 'GET') sessions.clear();
      }
      const isAsExpected = expected === null ? problem === null || !ofRights.has(problem) : problem === expected;
      if (!isAsExpected || answer.status >= 500) wrong.push(`${asker.name}: ${problem}, expected ${expected ?? 'yes'}`);
      for (const fault of operation.faults(answer.status, answer.type, answer.body))
        wrong.push(`${asker.name}: not as described: ${fault}`);
      if (!answer.cache?.startsWith('no-store')) wrong.push(`${asker.name}: may be kept by whatever is in between`);
      if (!hasEveryNumber(name) && secretNumbers.some((number) => answer.text.includes(number)))
        wrong.push(`${asker.name}: reads a number`);
      if (asker.personId !== 'ana' && answer.text.includes(secretWords)) wrong.push(`${asker.name}: reads Ana’s words`);
    }
    expect(wrong).toEqual([]);
  });
});

const withObject = operations.filter(({ path }) => path.includes('{'));

test('each object in an address has a line in tests/support/api-objects.ts', () => {
  expect(Object.keys(apiObjects).toSorted()).toEqual(withObject.map(({ name }) => name).toSorted());
});

const own = withObject.filter(({ name }) => apiObjects[name]?.whose === 'own');

test.each(own.map((operation) => [operation.name, operation] as const))(
  '%s says of what is somebody else’s what it says of nothing at all',
  async (name, operation) => {
    const others = askers.filter(
      ({ personId, asking }) =>
        personId !== 'ana' && refusal(asking, table[name]!.access, stage.clock.nowMs()) === null,
    );
    expect(others.length).toBeGreaterThan(0);
    const statuses = new Set<string>();
    for (const other of others) {
      const anas = await ask(operation, other, await apiObjects[name]!.make(stage));
      const nothing = await ask(operation, other);
      expect([other.name, anas.status, anas.body]).toEqual([other.name, nothing.status, nothing.body]);
      // More proof may be asked for first, of what there is as of what there is not.
      statuses.add(`${anas.status} ${problemOf(anas)}`);
    }
    statuses.delete('403 second-proof');
    expect([...statuses]).toEqual(['404 not-found']);
  },
);

test('every role that there is walks', () => {
  const walked = new Set(Object.values(apiPeople).flat());
  expect([...walked].toSorted()).toEqual((['admin', 'coordinator', 'shift-leader', 'volunteer'] as Role[]).toSorted());
});
