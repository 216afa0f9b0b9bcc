/** What the endpoints about payments accept. */
import { z } from 'zod';

/**
 * A payment company's notification. It belongs to that company and grows without
 * asking us, so fields that we do not know are let through; only ids are read of it.
 */
export const paymentHookBody = z.looseObject({
  event: z.string().max(100),
  object: z.looseObject({ id: z.string().max(100) }),
});

export const noBody = z.strictObject({});
