/**
 * What the process counts, in Prometheus' text form at GET /api/metrics
 * (docs/observability.md). Labels have few values: never an id, never an address.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { NocoRequest } from '../store/nocodb/client';

function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: 'kopilka_http_request_seconds',
      help: 'API requests by endpoint and status',
      labelNames: ['method', 'endpoint', 'status'] as const,
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    limited: new Counter({
      name: 'kopilka_http_limited_total',
      help: 'Requests refused with 429, by the limit that was reached',
      labelNames: ['limit'] as const,
      registers,
    }),
    noco: new Histogram({
      name: 'kopilka_nocodb_request_seconds',
      help: 'Requests to NocoDB by method and outcome',
      labelNames: ['method', 'outcome'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    nocoRetries: new Counter({
      name: 'kopilka_nocodb_retries_total',
      help: 'Reads that NocoDB was asked again after a failure',
      registers,
    }),
    conflicts: new Counter({
      name: 'kopilka_ledger_conflicts_total',
      help: 'Appends to a ledger chain that lost to a faster writer and were judged again',
      registers,
    }),
    points: new Counter({
      name: 'kopilka_points_total',
      help: 'Points in completed ledger rows, by type and direction',
      labelNames: ['type', 'direction'] as const,
      registers,
    }),
    events: new Counter({
      name: 'kopilka_log_events_total',
      help: 'Warnings and errors among log lines worth an alert, by event',
      labelNames: ['event'] as const,
      registers,
    }),
    jobRows: new Counter({
      name: 'kopilka_job_rows_total',
      help: 'What jobs looked at, by job and result',
      labelNames: ['job', 'result'] as const,
      registers,
    }),
    jobRuns: new Counter({
      name: 'kopilka_job_runs_total',
      help: 'Runs of jobs, by job and how they ended',
      labelNames: ['job', 'outcome'] as const,
      registers,
    }),
    jobEnd: new Gauge({
      name: 'kopilka_job_last_success_timestamp_seconds',
      help: 'When a job last came to its end in this process',
      labelNames: ['job'] as const,
      registers,
    }),
    cache: new Counter({
      name: 'kopilka_cache_reads_total',
      help: 'Reads that pages repeat, by what was read and whether the cache had it',
      labelNames: ['what', 'outcome'] as const,
      registers,
    }),
  };
}

// Next may load this module once per bundle; the counters are one per process.
const holder = globalThis as typeof globalThis & {
  kopilkaMetrics?: ReturnType<typeof createMetrics>;
};
holder.kopilkaMetrics ??= createMetrics();
export const metrics = holder.kopilkaMetrics;

/** Log events that are a metric as well: the ledger writes them and knows nothing of metrics. */
export function countEvent(event: string, fields: Record<string, unknown>): void {
  if (event === 'ledger.conflict') metrics.conflicts.inc();
  else if (event === 'ledger.appended') {
    const { type, status, points } = fields;
    if (status !== 'completed' || typeof points !== 'number' || points === 0) return;
    const direction = points > 0 ? 'in' : 'out';
    metrics.points.inc({ type: String(type), direction }, Math.abs(points));
  } else if (event === 'job.ended') countJob(fields);
  else if (alarming.has(event)) metrics.events.inc({ event });
  if (event === 'job.broke_off') {
    metrics.jobRuns.inc({ job: String(fields.job), outcome: 'broke_off' });
  }
}

const alarming = new Set([
  'request.failed',
  'request.unavailable',
  'request.ledger_stopped',
  'request.code_not_sent',
  'later.failed',
  'job.broke_off',
  'redis.away',
]);

export function countNocoRequest({ method, startedAt, endedAt, ok, attempt }: NocoRequest): void {
  const outcome = ok ? 'ok' : 'failed';
  metrics.noco.observe({ method, outcome }, (endedAt - startedAt) / 1000);
  if (attempt > 0) metrics.nocoRetries.inc();
}

function countJob({ job: name, lookedAt, done, skipped, failed }: Record<string, unknown>): void {
  const job = String(name);
  metrics.jobRuns.inc({ job, outcome: 'ended' });
  for (const [result, count] of Object.entries({ looked_at: lookedAt, done, skipped, failed })) {
    metrics.jobRows.inc({ job, result }, Number(count));
  }
  metrics.jobEnd.setToCurrentTime({ job });
}

/** Shows from now on whether Redis answers. */
export function watchRedis(isUp: () => boolean): void {
  const name = 'kopilka_redis_up';
  metrics.registry.removeSingleMetric(name);
  new Gauge({
    name,
    help: '1 while Redis answers; absent where there is none',
    registers: [metrics.registry],
    collect() {
      this.set(isUp() ? 1 : 0);
    },
  });
}
