/** Shared by the tests of promo codes: codes, orders with them, the job. */
import { reconcileJob } from '@/lib/jobs/reconcile';
import { defaultJobLimits } from '@/lib/jobs/run';
import { type PlaceRequest, placeOrder } from '@/lib/orders/place';
import { createCode, type PromoFields } from '@/lib/promo/manage';
import type { PromoCode } from '@/lib/store/port-promo';
import type { World } from './support';

export const MINUTE = 60_000;

export const fields = (change: Partial<PromoFields> = {}): PromoFields => ({
  code: 'SALE',
  discountType: 'percentage',
  value: 10,
  usageType: 'unlimited',
  usageLimit: null,
  minOrderKopecks: null,
  maxDiscountKopecks: null,
  validFrom: null,
  validUntil: null,
  active: true,
  comment: null,
  campaign: null,
  ...change,
});

export async function make(world: World, change: Partial<PromoFields> = {}): Promise<PromoCode> {
  const made = await createCode(world.ctx, 1, fields(change));
  if (!made.ok) throw new Error(made.code);
  return made.code;
}

let keys = 0;
export const newKey = () => `key-${++keys}-abcdefgh`;

export function wish(dishId: number, change: Partial<PlaceRequest> = {}): PlaceRequest {
  return {
    items: [{ menuItemId: dishId, quantity: 1 }],
    deliveryAddress: null,
    scheduledFor: null,
    method: 'cash',
    promoCode: 'SALE',
    points: 0,
    comment: null,
    expected: null,
    ...change,
  };
}

export const job = (world: World) => reconcileJob(world.ctx, defaultJobLimits);

/** Places and returns the order's id, or the code of the refusal. */
export async function place(world: World, userId: number, request: PlaceRequest) {
  const placed = await placeOrder(world.ctx, userId, newKey(), request);
  await world.drain();
  return placed.ok ? placed.snapshot.order.id : placed.code;
}

export const uses = async (world: World, code: PromoCode) =>
  (await world.store.promo.byId(code.id))?.timesUsed;
