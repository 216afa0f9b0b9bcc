import { paymentHookBody } from '@/lib/api/payments';
import { takeWebhook } from '@/lib/orders/ask-provider';
import { PaymentUnavailable } from '@/lib/payments/provider';
import { problem, route } from '@/lib/server/handler';

/** The payment company tells of a payment or a refund; what became of it is asked back from it. */
export const POST = route({ access: 'public', body: paymentHookBody }, async ({ ctx, body }) => {
  try {
    await takeWebhook(ctx, body);
  } catch (error) {
    if (!(error instanceof PaymentUnavailable)) throw error;
    ctx.log.warn('payment.webhook_unanswered', { error: error.message });
    // Not acknowledged: it is sent again.
    return problem('PAYMENT_UNAVAILABLE', { retryAfter: 30 });
  }
  return new Response(null, { status: 200 });
});
