/** Makes spans and sends them to a collector, OTLP over HTTP; loaded only where one is set. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { spanFields, traceWith, type SpanField, type SpanValues, type Tracing } from './traces.ts';

/** Spans that the collector does not take in time are dropped: nobody on the phone waits for them. */
const exportMs = 5_000;
const everyMs = 2_000;

/** Begins to trace this process to `endpoint` (without the path); the function ends it and sends what is left. */
export function openTraces(endpoint: string, release: string): () => Promise<void> {
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: exportMs });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'warmline', 'service.version': release }),
    spanProcessors: [
      new BatchSpanProcessor(exporter, { scheduledDelayMillis: everyMs, exportTimeoutMillis: exportMs }),
    ],
  });
  traceWith(tracingBy(provider));
  return async () => {
    traceWith(null);
    await provider.shutdown().catch(() => undefined);
  };
}

function tracingBy(provider: BasicTracerProvider): Tracing {
  const tracer = provider.getTracer('warmline');
  const open = new AsyncLocalStorage<Span>();
  return {
    inSpan(name, values, parent, work) {
      const span = tracer.startSpan(name, { attributes: allowed(values) }, parentOf(parent, open.getStore()));
      const tell = (more: SpanValues) => void span.setAttributes(allowed(more));
      const failed = (problem: unknown): never => {
        const { name: word = 'Error', kind } = (problem ?? {}) as { name?: string; kind?: string };
        tell({ 'warmline.problem': kind ?? word });
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw problem;
      };
      const result = open.run(span, work, tell);
      if (!(result instanceof Promise)) return result;
      return result.catch(failed).finally(() => span.end()) as typeof result;
    },
    now() {
      const span = open.getStore()?.spanContext();
      return span === undefined ? null : `00-${span.traceId}-${span.spanId}-0${span.traceFlags & 1}`;
    },
  };
}

function parentOf(parent: string | null, open: Span | undefined): Context {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(parent ?? '') ?? [];
  if (traceId !== undefined && spanId !== undefined)
    return trace.setSpanContext(ROOT_CONTEXT, {
      traceId,
      spanId,
      traceFlags: Number.parseInt(flags ?? '01', 16),
      isRemote: true,
    });
  return open === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, open);
}

const fields: readonly string[] = spanFields;
/** A word or a path of words, a number of few digits: nothing that could be somebody's. */
const isPlain = (value: string | number) =>
  typeof value === 'number' ? Math.abs(value) < 10_000 : /^[\w/:.-]{1,80}$/.test(value) && !/\d{5}/.test(value);

/** What may leave; the rest is left out, whoever put it there. */
function allowed(values: SpanValues): Record<string, string | number> {
  return Object.fromEntries(
    (Object.entries(values) as [SpanField, string | number][]).filter(
      ([field, value]) => fields.includes(field) && isPlain(value),
    ),
  );
}
