import { z } from 'zod';
import { integrityView } from '@/lib/api/admin-loyalty';
import type { RepairAnswer } from '@/lib/api/openapi/answers-customers';
import { idParam } from '@/lib/api/requests';
import { repairCustomer } from '@/lib/loyalty/audit/repair-customer';
import { problem, route } from '@/lib/server/handler';

const params = z.object({ id: idParam });

/** Writes a customer's copies anew and says what the audit finds afterwards. */
export const POST = route({ access: 'manager', params }, async ({ ctx, params, userId }) => {
  if (!(await ctx.store.users.byId(params.id))) return problem('NOT_FOUND');
  const { repaired, failed, report } = await repairCustomer(ctx, params.id, userId);
  const answer: RepairAnswer = { repaired, failed, integrity: integrityView(report) };
  return Response.json(answer);
});
