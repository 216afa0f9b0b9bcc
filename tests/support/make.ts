/** Requests and codes for tests of operations: complete, so that each says only what matters to it. */
import { placeRequest } from '@/lib/api/orders';
import { placeOrderBody } from '@/lib/api/requests';
import type { PlaceRequest } from '@/lib/orders/place';
import type { MenuItem } from '@/lib/store/port-menu';
import type { NewPromoCode } from '@/lib/store/port-promo';
import { promoCode } from '../contract/samples';

/** One of a dish, picked up, without points, code or method. */
export function placing(
  dish: Pick<MenuItem, 'id'>,
  change: Partial<PlaceRequest> = {},
): PlaceRequest {
  const body = placeOrderBody.parse({ items: [{ menuItemId: dish.id, quantity: 1 }] });
  return { ...placeRequest(body), ...change };
}

/** A code that takes 100 rubles off, for everybody and for ever. */
export function newCode(code: string, change: Partial<NewPromoCode> = {}): NewPromoCode {
  const terms = { discountType: 'fixed', value: 10_000, minOrderKopecks: null } as const;
  return promoCode({ code, ...terms, validFrom: null, ...change });
}
