/**
 * Lines of `Loyalty_Logs` about what did not become a row: requests for more
 * points than there are, and repeats that were recognised (SPEC 7, 9). Written
 * after the answer; losing one loses nothing.
 */
import type { Context } from '../context';
import type { Refusal, RefusalCode } from '../refusal';
import type { LoyaltyLog } from '../store/port';

const limits: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'POINTS_OVER_CAP',
  'POINTS_UNAVAILABLE',
  'POINTS_ALREADY_USED',
]);

/** Notes a refusal that names a limit on points; any other is not about points. */
export function noteRefusal(
  ctx: Context,
  userId: number,
  { code, maxPoints }: Refusal,
  metadata: Record<string, unknown>,
): void {
  if (!limits.has(code)) return;
  note(ctx, 'limit_exceeded', userId, { ...metadata, code, maxPoints: maxPoints ?? null });
}

/** Notes a request that came again and was answered with what it did before. */
export function noteDuplicate(
  ctx: Context,
  userId: number,
  metadata: Record<string, unknown>,
): void {
  note(ctx, 'duplicate_prevented', userId, metadata);
}

function note(
  ctx: Context,
  type: LoyaltyLog['type'],
  userId: number,
  metadata: Record<string, unknown>,
): void {
  const at = ctx.now();
  ctx.log.info(`loyalty.${type}`, { userId, ...metadata });
  ctx.later(() => ctx.store.journal.log({ type, userId, at, old: null, new: null, metadata }));
}
