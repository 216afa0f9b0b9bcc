/** The embedded provider: says yes at once, for demonstrations and tests (SPEC 5). */
import type { ChargeRequest, ChargeResult, PaymentProvider } from './provider';

/** Sums ending in this many kopecks are declined, so that a refusal can be tried out. */
const DECLINED_KOPECKS = 13;

/**
 * It keeps nothing: the same request always gets the same answer, so it is
 * idempotent by nature. It cannot know a charge that it is only asked about.
 */
export function createSandboxProvider(): PaymentProvider {
  const answer = ({ idempotenceKey, amountKopecks }: ChargeRequest): ChargeResult =>
    amountKopecks % 100 === DECLINED_KOPECKS
      ? { status: 'declined', reason: 'sandbox_declined' }
      : { status: 'succeeded', providerId: `sandbox:${idempotenceKey}` };
  return {
    id: 'sandbox',
    charge: async (request) => answer(request),
    find: async () => null,
    payment: async () => null,
    refunds: async () => [],
    refund: async ({ idempotenceKey, amountKopecks }) => ({
      providerId: `sandbox:${idempotenceKey}`,
      status: 'succeeded',
      amountKopecks,
    }),
    readWebhook: () => null,
  };
}
