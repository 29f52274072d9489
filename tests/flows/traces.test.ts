/** Where a collector is set, a call is one trace from webhook to carrier, with nobody in it; a collector that is away costs the call nothing. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import { spanFields } from '../../src/platform/traces.ts';
import { caller, line, numbers, smallOrganisation } from '../support/small-organisation.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { effectsOf } from '../support/stored.ts';
import { talk } from '../support/talking.ts';
import { evening } from '../support/texting.ts';

type Value = { stringValue?: string; intValue?: number };
type Span = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: { key: string; value: Value }[];
};

let stage: Stage;
let collector: Server | null = null;
const received: object[] = [];
afterEach(async () => {
  await stage.close();
  collector?.close();
  collector = null;
});

async function startCollector(): Promise<string> {
  collector = createServer((request, response) => {
    void json(request).then((body) => {
      if (request.url === '/v1/traces') received.push(body as object);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  }).listen(0);
  await once(collector, 'listening');
  return `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
}

const spansIn = (bodies: object[]) =>
  (bodies as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }[]).flatMap((body) =>
    body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
  );
const valueOf = (span: Span, field: string) => {
  const value = span.attributes.find(({ key }) => key === field)?.value;
  return value?.stringValue ?? value?.intValue;
};

test('the ring of a volunteer’s phone leads back to the webhook of the caller, over decision and effect', async () => {
  const otlpEndpoint = await startCollector();
  const organisation = smallOrganisation({ ana: {} });
  stage = await setStage({ organisation, at: evening, config: { otlpEndpoint }, role: 'web' });
  // Whoever rings is another part of the service: it knows of the trace by the effect alone.
  stage.config.otlpEndpoint = null;
  await stage.beside('worker');
  const [someone, ana] = [stage.phone(caller), stage.phone(numbers['ana']!)];
  await talk(stage, someone, ana, 5);
  someone.hangUp();
  await stage.pass(3);
  const written = await effectsOf(stage);
  expect(written.find(({ kind }) => kind === 'RingVolunteer')?.trace).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  // What is left is sent when the service stops.
  await stage.restart();
  const spans = spansIn(received);
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const wayTo = (span: Span | undefined): string[] =>
    span ? [...wayTo(byId.get(span.parentSpanId ?? '')), span.name] : [];
  const made = spans.find((span) => span.name === 'carrier' && valueOf(span, 'warmline.operation') === 'call');
  expect(wayTo(made)).toEqual(['webhook', 'decision', 'routing', 'effect', 'carrier']);
  expect(spans.filter(({ traceId }) => traceId === made?.traceId).length).toBeGreaterThan(4);
  const pressed = spans.filter((span) => span.name === 'decision').map((span) => valueOf(span, 'warmline.event'));
  expect(pressed).toEqual(expect.arrayContaining(['Arrived', 'LegAnswered', 'CallerHungUp']));

  // Nobody is in them, and nothing but what is told of on purpose.
  const told = JSON.stringify(received);
  for (const number of [caller, line, numbers['ana']!]) expect(told).not.toContain(number.slice(1));
  expect(told).not.toMatch(/ana of|Northside|CA[0-9a-f]{32}/);
  const fields = new Set(spans.flatMap(({ attributes }) => attributes.map(({ key }) => key)));
  expect([...fields].filter((field) => !spanFields.some((known) => known === field))).toEqual([]);
  expect(new Set(spans.map((span) => valueOf(span, 'http.route')))).toContain('/twilio/voice/leg/:x/:x/answered');
});

test('with nobody to take them the call goes on just so', async () => {
  stage = await setStage({
    organisation: smallOrganisation({ ana: {} }),
    at: evening,
    config: { otlpEndpoint: 'http://127.0.0.1:1' },
  });
  const someone = stage.phone(caller);
  await talk(stage, someone, stage.phone(numbers['ana']!), 5);
  someone.hangUp();
  await stage.pass(3);
});
