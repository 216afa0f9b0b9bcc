/**
 * Spans of what the site asks others, for OpenTelemetry (docs/observability.md).
 * Without an exporter the API does nothing.
 */
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { NocoRequest } from '../store/nocodb/client';
import { currentRequestId } from './request-scope';

const tracer = trace.getTracer('kopilka');

/** A request to NocoDB that is over. Table ids in the path are no secret; values are not in it. */
export function traceNocoRequest({ method, path, startedAt, endedAt, ok, attempt }: NocoRequest) {
  const at = (ticks: number) => performance.timeOrigin + ticks;
  const span = tracer.startSpan(`NocoDB ${method}`, {
    kind: SpanKind.CLIENT,
    startTime: at(startedAt),
    attributes: {
      'http.request.method': method,
      'url.path': path,
      'http.request.resend_count': attempt,
      'kopilka.request_id': currentRequestId() ?? '',
    },
  });
  if (!ok) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(at(endedAt));
}

/** Runs a command of Redis inside a span. */
export async function traceRedis<T>(run: () => Promise<T>): Promise<T> {
  return tracer.startActiveSpan('Redis', { kind: SpanKind.CLIENT }, async (span) => {
    try {
      return await run();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
