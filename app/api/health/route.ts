import { createReadiness } from '@/lib/health/ready';
import { getSite } from '@/lib/server/site';

const readiness = createReadiness(
  async () => (await getSite()).store,
  () => performance.now(),
);

const headers = { 'cache-control': 'no-store' };

/**
 * For load balancers and supervisors, without sign-in: 200 `{status: "ready"}`, or
 * 503 `{status: "live"}` while the data cannot be reached; `?probe=live` asks only
 * whether the process answers. A Redis that is away is told and takes nothing out of
 * service: the site goes on without it.
 */
export async function GET(request: Request): Promise<Response> {
  const probe = new URL(request.url).searchParams.get('probe');
  if (probe === 'live') return Response.json({ status: 'live' }, { headers });
  const isReady = await readiness.isReady();
  const redis = isReady ? (await getSite()).redis : null;
  return Response.json(
    {
      status: isReady ? 'ready' : 'live',
      ...(redis && { redis: redis.isUsable() ? 'ready' : 'away' }),
    },
    { status: isReady ? 200 : 503, headers },
  );
}
