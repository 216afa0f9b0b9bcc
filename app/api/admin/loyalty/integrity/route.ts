import { integrityQuery, integrityView } from '@/lib/api/admin-loyalty';
import type { AuditCursor } from '@/lib/loyalty/audit/audit-state';
import { runAudit } from '@/lib/loyalty/audit/run';
import { route } from '@/lib/server/handler';

/** Most seconds of one answer: a page waits for it. */
const MOST_SECONDS = 25;

/** The audit, of everything or of one customer; a long one is gone on with by `next`. */
export const GET = route(
  { access: 'manager', query: integrityQuery },
  async ({ ctx, site, query }) => {
    const { user: userId, phase, after } = query;
    const from: AuditCursor | null =
      phase !== undefined && after !== undefined ? { phase, after } : null;
    const report = await runAudit(ctx, {
      ...(userId !== undefined && { userId }),
      ...(from && { from }),
      milliseconds: Math.min(site.config.JOB_SECONDS, MOST_SECONDS) * 1000,
    });
    return Response.json(integrityView(report));
  },
);
