import { z } from 'zod';
import { orderView } from '@/lib/api/order-view';
import { noBody } from '@/lib/api/payments';
import { idParam } from '@/lib/api/requests';
import { checkPayment } from '@/lib/orders/ask-provider';
import { route } from '@/lib/server/handler';

const params = z.object({ id: idParam });

/** The customer is back from the bank: what does the payment company say? Starts nothing. */
export const POST = route(
  { access: 'customer', params, body: noBody, bodyOptional: true },
  async ({ ctx, params, userId }) => {
    const checked = await checkPayment(ctx, params.id, userId);
    return checked.ok ? Response.json({ order: orderView(checked.snapshot) }) : checked;
  },
);
