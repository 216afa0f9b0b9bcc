/** Answers of a small restaurant, as the API would give them. */
import type { BalanceAnswer, MenuAnswer, OrderView, UserProfile } from '@/lib/api/answers';
import { type Cart, emptyCart } from '@/lib/client/cart';

export const menu: MenuAnswer = {
  categories: [
    {
      name: 'Супы',
      items: [
        {
          id: 1,
          name: 'Борщ',
          description: 'Со сметаной',
          price: 400,
          portion: '350 г',
          image: '/menu/borsch.svg',
          groups: [],
          addOns: [{ id: 'buns', name: 'Пампушки', price: 80 }],
          available: true,
        },
        {
          id: 2,
          name: 'Уха',
          description: '',
          price: 500,
          portion: '350 г',
          image: '/menu/ukha.svg',
          groups: [],
          addOns: [],
          available: false,
        },
      ],
    },
  ],
  delivery: { fee: 200, freeFrom: 2000, pickupAddress: 'Садовая, 12' },
  restaurant: {
    open: true,
    opensAt: null,
    closesAt: null,
    hours: [],
    timeZone: 'Europe/Moscow',
    minimumOrder: 0,
    leadMinutes: 60,
  },
  loyalty: {
    enabled: true,
    programme: 'standard',
    tiers: [
      { name: 'Bronze', title: 'Бронза', threshold: 0, earnPercent: 3 },
      { name: 'Silver', title: 'Серебро', threshold: 20_000, earnPercent: 5 },
    ],
    spendCap: { percent: 25, delivery: 'excluded' },
    earnBase: { delivery: 'included', promo: 'ignored', points: 'ignored' },
    earnWhen: 'payment',
    cashHoldHours: 24,
    welcomePoints: 1000,
    birthdayPoints: 500,
  },
};

export const profile: UserProfile = {
  id: 7,
  phone: '+79001234567',
  loyaltyPoints: 500,
  totalSpent: 1000,
};

export const balance: BalanceAnswer = {
  enabled: true,
  balance: 500,
  pending: 0,
  totalSpent: 1000,
  tier: { name: 'Bronze', title: 'Бронза', earnPercent: 3 },
  progress: {
    next: { name: 'Silver', title: 'Серебро', earnPercent: 5 },
    sum: 1000,
    threshold: 20_000,
    remaining: 19_000,
    percent: 5,
    windowDays: null,
  },
  expiring: [],
};

/** Two bowls of borsch, 800 ₽, picked up. */
export function fullCart(more: Partial<Cart> = {}): Cart {
  return {
    ...emptyCart('key-of-the-cart'),
    lines: [{ menuItemId: 1, quantity: 2, addOnIds: [] }],
    receive: 'pickup',
    consent: true,
    ...more,
  };
}

export function order(more: Partial<OrderView> = {}): OrderView {
  return {
    id: 42,
    number: 'K-42',
    status: 'new',
    createdAt: '2026-03-15T10:00:00Z',
    scheduledFor: null,
    deliveredAt: null,
    deliveryAddress: null,
    comment: null,
    cutlery: null,
    changeFrom: null,
    paymentMethod: 'card',
    paymentStatus: 'paid',
    items: [{ menuItemId: 1, name: 'Борщ', quantity: 2, addOns: [], unitPrice: 400, total: 800 }],
    subtotal: 800,
    deliveryFee: 0,
    promoCode: null,
    promoDiscount: 0,
    total: 800,
    pointsUsed: 0,
    payable: 800,
    paid: 800,
    refundDue: 0,
    paymentUrl: null,
    cancelReason: null,
    loyalty: {
      pointsUsed: 0,
      pointsUsedState: 'none',
      pointsEarned: 24,
      pointsEarnedState: 'earned',
      payoutAt: null,
      percent: 3,
      tier: 'Bronze',
      tierTitle: 'Бронза',
      programme: 'standard',
      expiresAt: null,
      explanation: null,
    },
    canChange: false,
    canCancel: true,
    canPay: false,
    events: [],
    ...more,
  };
}
