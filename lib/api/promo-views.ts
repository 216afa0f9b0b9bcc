/** Promo codes as the admin's part of the API shows them (SPEC 5). Money in rubles. */
import type { Context } from '../context';
import type { EditedMeanwhile } from '../edits/chain';
import { localDay } from '../loyalty/calendar';
import { toRubles } from '../money';
import type { PromoFields } from '../promo/manage';
import { fieldsOf } from '../promo/manage';
import { promoState } from '../promo/rules';
import type { PromoClaim, PromoCode } from '../store/port-promo';
import type { EditConflict, OrderView } from './answers';
import { conflictView } from './edit-conflict';
import { orderViews } from './orders';
import type { PromoCodeView, PromoFieldsView, PromoUseView } from './promo-answers';
import { iso, isoOrNull } from './views';

export function promoFieldsView(fields: PromoFields, timeZone: string): PromoFieldsView {
  const { discountType, value, minOrderKopecks, maxDiscountKopecks, validFrom, validUntil } =
    fields;
  return {
    code: fields.code,
    discountType,
    value: discountType === 'fixed' ? toRubles(value) : value,
    usageType: fields.usageType,
    usageLimit: fields.usageLimit,
    minOrder: minOrderKopecks === null ? null : toRubles(minOrderKopecks),
    maxDiscount: maxDiscountKopecks === null ? null : toRubles(maxDiscountKopecks),
    validFrom: isoOrNull(validFrom),
    validUntil: isoOrNull(validUntil),
    validFromDay: validFrom === null ? null : localDay(validFrom, timeZone),
    validUntilDay: validUntil === null ? null : localDay(validUntil, timeZone),
    active: fields.active,
    comment: fields.comment,
    campaign: fields.campaign,
  };
}

export function promoCodeView(code: PromoCode, ctx: Context): PromoCodeView {
  return {
    id: code.id,
    ...promoFieldsView(fieldsOf(code), ctx.timeZone),
    timesUsed: code.timesUsed,
    version: code.version,
    state: promoState(code, ctx.now()),
  };
}

/** What others changed of a code. */
export function promoConflict(ctx: Context, meanwhile: EditedMeanwhile): Promise<EditConflict> {
  return conflictView(ctx, meanwhile, (fields) => ({
    ...promoFieldsView(fields as PromoFields, ctx.timeZone),
  }));
}

/** Claims of a code with the orders that they belong to. */
export async function promoUses(
  ctx: Context,
  claims: readonly PromoClaim[],
): Promise<PromoUseView[]> {
  const keyOf = (claim: PromoClaim) => claim.orderKey.split(':')[0] ?? '';
  const [orders, users] = await Promise.all([
    ctx.store.orders.byKeys([...new Set(claims.map(keyOf))]),
    ctx.store.users.byIds([...new Set(claims.map((c) => c.userId))]),
  ]);
  const views = await orderViews(ctx, orders);
  const viewOf = new Map(orders.map((order, i) => [order.placed.key, views[i] ?? null]));
  return claims.map((claim) => {
    const view = viewOf.get(keyOf(claim)) ?? null;
    const user = users.find((u) => u.id === claim.userId);
    return {
      orderId: view?.id ?? null,
      orderNumber: view?.number ?? null,
      customer: { id: claim.userId, phone: user?.phone ?? '', name: user?.name ?? null },
      at: iso(claim.at),
      state: claim.released ? 'released' : isHeld(view) ? 'held' : 'used',
      discount: claim.released ? null : (view?.promoDiscount ?? null),
    };
  });
}

/** The use may come back by itself: its order is new, and nobody has paid for it. */
function isHeld(order: OrderView | null): boolean {
  if (!order) return true;
  return order.status === 'new' && order.paymentMethod !== 'cash' && order.paymentStatus !== 'paid';
}
