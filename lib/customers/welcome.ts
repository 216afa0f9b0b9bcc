/**
 * One welcome bonus a phone, also after its account was deleted or moved to
 * another phone. What is kept of the phone is a keyed hash, under a unique key.
 */
import { createHmac } from 'node:crypto';
import type { Context } from '../context';

/** Keeps the phone for this customer; false when an earlier customer had it. */
export async function claimWelcome(
  ctx: Context,
  secret: string,
  phone: string,
  userId: number,
): Promise<boolean> {
  const hash = createHmac('sha256', secret).update(`welcome:${phone}`).digest('hex');
  return (await ctx.store.welcomes.claim(hash, userId, ctx.now())) === userId;
}
