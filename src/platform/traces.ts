/**
 * What follows from what, as OpenTelemetry traces: webhook, decision, effect, carrier. Where no collector is set none of it
 * is loaded and each function here does nothing but the work itself.
 */

/** The steps that are told of; a span has no other name. */
export type SpanName = 'webhook' | 'decision' | 'routing' | 'effect' | 'carrier';

/** All that is ever told of a step: what kind it is and how it ended, never whom it is about. */
export const spanFields = [
  'http.request.method',
  'http.route',
  'http.response.status_code',
  'warmline.event',
  'warmline.state',
  'warmline.effect',
  'warmline.attempt',
  'warmline.operation',
  'warmline.problem',
] as const;

export type SpanField = (typeof spanFields)[number];
export type SpanValues = Partial<Record<SpanField, string | number>>;

/** What makes spans; `open-traces` has the one that there is. */
export type Tracing = {
  /** Does `work` inside a span below `parent` (a W3C traceparent), or below the one that is open; `tell` adds to what is told. */
  inSpan<Result>(
    name: SpanName,
    values: SpanValues,
    parent: string | null,
    work: (tell: (more: SpanValues) => void) => Result,
  ): Result;
  /** The open span as a W3C traceparent; null where none is. */
  now(): string | null;
};

let tracing: Tracing | null = null;

/** From now on spans are made by `made`; null: none any more. */
export function traceWith(made: Tracing | null): void {
  tracing = made;
}

const nothing = () => undefined;

/** Does `work` as one step of a trace; it ends with the promise it gives. */
export function inSpan<Result>(
  name: SpanName,
  values: SpanValues,
  work: (tell: (more: SpanValues) => void) => Promise<Result>,
  parent: string | null = null,
): Promise<Result> {
  return tracing === null ? work(nothing) : tracing.inSpan(name, values, parent, work);
}

/** Whether traces are made in this process. */
export const isTracing = (): boolean => tracing !== null;

/** Where what is written down now belongs; null where no traces are made. */
export const traceNow = (): string | null => (tracing === null ? null : tracing.now());
