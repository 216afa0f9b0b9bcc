'use client';
/** Everything the cart and the payment window show, put together from cart, menu and balance. */
import type {
  BalanceAnswer,
  LoyaltyRules,
  MaxSpendAnswer,
  MenuAnswer,
  RestaurantView,
} from '../api/answers';
import { toKopecks, toRubles } from '../money';
import { type Amounts, totalKopecks } from '../orders/amounts';
import type { PlaceOrderInput } from './api';
import type { Cart } from './cart';
import { useCart } from './cart-store';
import { restaurantOf } from './contract';
import { isUnauthorized } from './errors';
import { useBalance, useMaxSpend, useMe, useMenu, usePromo } from './hooks';
import {
  deliveryFor,
  earnPercentOf,
  expectedOf,
  type PointsBlock,
  type Preview,
  type PricedLine,
  pointsBlock,
  previewOrder,
  priceLines,
} from './preview';

export type CheckoutBlock = 'items' | 'minimum' | 'closed' | 'time' | 'promo' | 'points';

export interface PromoState {
  /** Rubles; 0 while unknown or refused. */
  discount: number;
  checking: boolean;
  /** Judged only after signing in. */
  waitsForSignIn: boolean;
  error: unknown;
}

export interface PointsState {
  /** Why nothing can be chosen. */
  block: PointsBlock | null;
  balance: number;
  /** undefined while the server has not said. */
  max: MaxSpendAnswer | undefined;
  /** The sums have changed and `max` is still that of the old ones. */
  asking: boolean;
  overMax: boolean;
  error: unknown;
}

export interface Checkout {
  cart: Cart;
  menu: MenuAnswer;
  rules: LoyaltyRules;
  signedIn: boolean;
  lines: PricedLine[];
  preview: Preview;
  promo: PromoState;
  points: PointsState;
  /** Address is missing for a delivery. */
  needsAddress: boolean;
  /** Not agreed yet to the offer and the processing of personal data. */
  needsConsent: boolean;
  /** No consent of this customer is on record. */
  asksConsent: boolean;
  /** undefined: an older server says nothing of hours and smallest order. */
  restaurant: RestaurantView | undefined;
  /** Kopecks of dishes missing to the smallest order. */
  missingToMinimum: number;
  /** What else stops the order. */
  blocks: CheckoutBlock[];
  /** Menu and balance are asked again: after the server named other numbers. */
  refresh(): Promise<unknown>;
}

export type CheckoutState =
  | { status: 'loading' }
  | { status: 'failed'; error: unknown; retry(): void }
  | { status: 'ready'; checkout: Checkout };

/** The live checkout; its numbers are a preview, the server decides. */
export function useCheckout(): CheckoutState {
  const cart = useCart();
  const menu = useMenu();
  const { profile, signedIn } = useMe();
  const balance = useBalance();

  const lines = menu.data ? priceLines(cart.lines, menu.data) : [];
  const orderable = lines.filter((line) => !line.problem).map((line) => line.line);
  const subtotalKopecks = lines.reduce((sum, line) => sum + line.totalKopecks, 0);
  const promo = usePromo(cart.promoCode, orderable, signedIn, menu.data !== undefined);
  const amounts: Amounts = {
    subtotalKopecks,
    deliveryKopecks: menu.data ? deliveryFor(menu.data.delivery, cart.receive, subtotalKopecks) : 0,
    promoDiscountKopecks: Math.min(
      subtotalKopecks,
      cart.promoCode && promo.data ? toKopecks(promo.data.discount) : 0,
    ),
  };
  const rules = menu.data?.loyalty;
  const enabled = rules?.enabled ?? false;
  const max = useMaxSpend(
    toRubles(totalKopecks(amounts)),
    toRubles(amounts.deliveryKopecks),
    signedIn && enabled,
  );

  if (!menu.data || !rules) {
    return menu.error
      ? { status: 'failed', error: menu.error, retry: () => void menu.mutate() }
      : { status: 'loading' };
  }

  const available = profile?.loyaltyPoints ?? 0;
  const block = pointsBlock({
    signedIn,
    enabled,
    balance: available,
    maxPoints: max.data?.maxPoints,
  });
  const pointsUsed = block === null && cart.usePoints ? cart.points : 0;
  const overMax = max.data !== undefined && pointsUsed > max.data.maxPoints;
  const promoUnknown = isUnauthorized(promo.error);
  const promoRefused = Boolean(cart.promoCode && promo.error && !promoUnknown);

  const restaurant = restaurantOf(menu.data);
  const missingToMinimum = Math.max(0, toKopecks(restaurant?.minimumOrder ?? 0) - subtotalKopecks);
  const blocks: CheckoutBlock[] = [];
  if (lines.some((line) => line.problem)) blocks.push('items');
  else if (missingToMinimum > 0) blocks.push('minimum');
  if (restaurant && !restaurant.open && !cart.scheduledFor) blocks.push('closed');
  if (cart.scheduledFor && Date.parse(cart.scheduledFor) < Date.now()) blocks.push('time');
  if (promoRefused) blocks.push('promo');
  if (overMax) blocks.push('points');

  return {
    status: 'ready',
    checkout: {
      cart,
      menu: menu.data,
      rules,
      signedIn,
      lines,
      preview: previewOrder(
        amounts,
        pointsUsed,
        rules,
        earnPercentOf(rules, shownBalance(balance.data, signedIn)),
      ),
      promo: {
        discount: toRubles(amounts.promoDiscountKopecks),
        checking: promo.isLoading,
        waitsForSignIn: Boolean(cart.promoCode) && promoUnknown,
        error: promoRefused ? promo.error : null,
      },
      points: {
        block,
        balance: available,
        max: max.data,
        asking: max.isLoading,
        overMax,
        error: max.error,
      },
      needsAddress: cart.receive === 'delivery' && cart.address.trim() === '',
      asksConsent: !profile?.consentAt,
      needsConsent: !cart.consent && !profile?.consentAt,
      restaurant,
      missingToMinimum,
      blocks,
      refresh: () => Promise.all([menu.mutate(), balance.mutate(), max.mutate()]),
    },
  };
}

/** After signing out the last answer may still be at hand; it is not this visitor's. */
function shownBalance(balance: BalanceAnswer | undefined, signedIn: boolean) {
  return signedIn ? balance : undefined;
}

/** The body of POST /api/orders for what the page shows. */
export function orderBody(
  { cart, preview, restaurant }: Pick<Checkout, 'cart' | 'preview' | 'restaurant'>,
  expected: PlaceOrderInput['expected'] = expectedOf(preview),
): PlaceOrderInput {
  const comment = cart.comment.trim();
  return {
    items: cart.lines.map(({ menuItemId, quantity, addOnIds }) => ({
      menuItemId,
      quantity,
      ...(addOnIds.length > 0 ? { addOnIds } : {}),
    })),
    ...(cart.receive === 'delivery' ? { deliveryAddress: cart.address.trim() } : {}),
    paymentMethod: cart.method,
    ...(cart.promoCode ? { promoCode: cart.promoCode } : {}),
    ...(preview.pointsUsed > 0 ? { loyaltyPointsUsed: preview.pointsUsed } : {}),
    ...(comment ? { comment } : {}),
    ...(cart.scheduledFor ? { scheduledFor: cart.scheduledFor } : {}),
    // An older server refuses fields that it does not know.
    ...(restaurant ? { cutlery: cart.cutlery } : {}),
    ...(restaurant && cart.consent ? { consent: true as const } : {}),
    ...(restaurant && cart.method === 'cash' && cart.changeFrom
      ? { changeFrom: cart.changeFrom }
      : {}),
    expected,
  };
}
