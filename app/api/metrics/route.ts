import { route } from '@/lib/server/handler';
import { metrics } from '@/lib/server/metrics';

/** This process's counters in Prometheus' text form (docs/observability.md). */
export const GET = route({ access: 'metrics' }, async () => {
  const headers = { 'content-type': metrics.registry.contentType, 'cache-control': 'no-store' };
  return new Response(await metrics.registry.metrics(), { headers });
});
