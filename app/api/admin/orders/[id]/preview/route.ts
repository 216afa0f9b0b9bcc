import { z } from 'zod';
import { orderPreviewView } from '@/lib/api/order-preview';
import { idParam, staffOrderBody } from '@/lib/api/requests';
import { staffRequest } from '@/lib/api/staff-orders';
import { previewOrderChange } from '@/lib/orders/preview';
import { route } from '@/lib/server/handler';

const params = z.object({ id: idParam });

/** What the same body sent as PATCH would do; nothing is written. */
export const POST = route(
  { access: 'operator', params, body: staffOrderBody },
  async ({ ctx, params, body, userId }) => {
    const actor = { kind: 'admin', id: userId } as const;
    const told = await previewOrderChange(ctx, params.id, actor, staffRequest(body));
    return told.ok ? Response.json(orderPreviewView(told, ctx.now())) : told;
  },
);
