/** Who and what the demo restaurant starts with. */

import type { PaymentMethod } from '../orders/lifecycle';
import type { Settings } from '../settings';
import type { NewPromoCode } from '../store/port-promo';

export interface DemoOrder {
  daysAgo: number;
  rubles: number;
  points: number;
  method: PaymentMethod;
  finished: boolean;
}

export interface DemoCustomer {
  phone: string;
  name: string;
  birthDate: string;
  joinedDaysAgo: number;
  note: string;
  orders: DemoOrder[];
}

function order(
  daysAgo: number,
  rubles: number,
  method: PaymentMethod = 'card',
  points = 0,
  finished = true,
): DemoOrder {
  return { daysAgo, rubles, points, method, finished };
}

export const demoCustomers: DemoCustomer[] = [
  {
    phone: '+79990000001',
    name: 'Анна',
    birthDate: '1992-03-14',
    joinedDaysAgo: 20,
    note: 'заказывает недавно',
    orders: [order(15, 1800), order(6, 1500, 'sbp', 100), order(0.2, 1300, 'cash', 0, false)],
  },
  {
    phone: '+79990000002',
    name: 'Борис',
    birthDate: '1985-07-02',
    joinedDaysAgo: 110,
    note: 'заказывает каждую неделю',
    orders: [
      order(100, 6200),
      order(80, 5400, 'sbp'),
      order(55, 6900),
      order(30, 4800, 'card', 300),
      order(9, 3900, 'cash'),
    ],
  },
  {
    phone: '+79990000003',
    name: 'Вера',
    birthDate: '1978-11-25',
    joinedDaysAgo: 200,
    note: 'кормит большую семью',
    orders: [
      order(190, 14000),
      order(150, 12500, 'sbp'),
      order(90, 15800),
      order(50, 11900, 'card', 400),
      order(20, 9800),
      order(3, 4200, 'sbp', 500),
    ],
  },
];

/** Open day and night, so that an order can always be tried. */
export const demoSettings: Pick<
  Settings,
  'delivery' | 'hours' | 'minimumOrderKopecks' | 'leadMinutes'
> = {
  delivery: {
    feeKopecks: 19_900,
    freeFromKopecks: 200_000,
    pickupAddress: 'Москва, ул. Лесная, 20',
  },
  hours: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' })),
  minimumOrderKopecks: 50_000,
  leadMinutes: 45,
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** Terms of a code that has none: no limit, no smallest order, no dates. */
export const plainTerms = {
  usageLimit: null,
  minOrderKopecks: null,
  maxDiscountKopecks: null,
  validFrom: null,
  validUntil: null,
  active: true,
  comment: null,
};

export function demoPromoCodes(now: number): NewPromoCode[] {
  return [
    {
      ...plainTerms,
      code: 'ПРИВЕТ',
      discountType: 'percentage',
      value: 10,
      usageType: 'once_per_user',
      maxDiscountKopecks: 50_000,
      comment: 'Первый заказ',
    },
    {
      ...plainTerms,
      code: 'ОБЕД300',
      discountType: 'fixed',
      value: 30_000,
      usageType: 'unlimited',
      minOrderKopecks: 150_000,
      validUntil: now + 90 * DAY_MS,
      comment: 'Обеды',
    },
  ];
}
