/** OpenTelemetry's SDK; loaded only where an exporter is configured. */
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { NodeSDK } from '@opentelemetry/sdk-node';

/** Sends spans to OTEL_EXPORTER_OTLP_ENDPOINT; the SDK's own OTEL_* variables hold. */
export function startTracing(): void {
  const sdk = new NodeSDK({
    serviceName: process.env.OTEL_SERVICE_NAME ?? 'kopilka',
    traceExporter: new OTLPTraceExporter(),
    metricReaders: [],
    logRecordProcessors: [],
  });
  sdk.start();
  const end = () => void sdk.shutdown().catch(() => {});
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}
