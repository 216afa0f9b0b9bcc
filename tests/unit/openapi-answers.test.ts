/** The document's answer schemas and the TypeScript types of the answers are the same; tsc looks. */
import { describe, expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type * as staffAnswers from '@/lib/api/admin-loyalty-answers';
import type * as answers from '@/lib/api/answers';
import type * as menuAnswers from '@/lib/api/menu-answers';
import type * as common from '@/lib/api/openapi/answers-common';
import type * as menu from '@/lib/api/openapi/answers-menu';
import type * as orders from '@/lib/api/openapi/answers-orders';
import type * as promo from '@/lib/api/openapi/answers-promo';
import type * as staff from '@/lib/api/openapi/answers-staff-loyalty';
import type * as staffOrders from '@/lib/api/openapi/answers-staff-orders';
import type { OrderPreviewAnswer } from '@/lib/api/order-preview';
import type * as promoAnswers from '@/lib/api/promo-answers';
import type { BoardAnswer, StaffOrderView } from '@/lib/api/staff-orders';

describe('answer types', () => {
  test('of signing in and the menu', () => {
    expectTypeOf<z.infer<typeof common.problemSchema>>().toEqualTypeOf<answers.Problem>();
    expectTypeOf<z.infer<typeof common.profileAnswer>>().toEqualTypeOf<answers.ProfileAnswer>();
    expectTypeOf<z.infer<typeof common.pageAnswer>>().toEqualTypeOf<answers.PageAnswer>();
    expectTypeOf<
      z.infer<typeof common.requestCodeAnswer>
    >().toEqualTypeOf<answers.RequestCodeAnswer>();
    expectTypeOf<z.infer<typeof common.signInAnswer>>().toEqualTypeOf<answers.SignInAnswer>();
    expectTypeOf<z.infer<typeof common.refreshAnswer>>().toEqualTypeOf<answers.RefreshAnswer>();
    expectTypeOf<z.infer<typeof common.telegramAnswer>>().toEqualTypeOf<answers.TelegramAnswer>();
    expectTypeOf<z.infer<typeof common.meAnswer>>().toEqualTypeOf<answers.MeAnswer>();
    expectTypeOf<z.infer<typeof common.menuAnswer>>().toEqualTypeOf<answers.MenuAnswer>();
    expectTypeOf<z.infer<typeof common.promoAnswer>>().toEqualTypeOf<answers.PromoAnswer>();
  });

  test('of orders and points', () => {
    expectTypeOf<z.infer<typeof orders.orderSchema>>().toEqualTypeOf<answers.OrderView>();
    expectTypeOf<z.infer<typeof orders.orderAnswer>>().toEqualTypeOf<answers.OrderAnswer>();
    expectTypeOf<z.infer<typeof orders.ordersAnswer>>().toEqualTypeOf<answers.OrdersAnswer>();
    expectTypeOf<z.infer<typeof orders.staffOrderSchema>>().toEqualTypeOf<StaffOrderView>();
    expectTypeOf<z.infer<typeof orders.balanceAnswer>>().toEqualTypeOf<answers.BalanceAnswer>();
    expectTypeOf<z.infer<typeof orders.maxSpendAnswer>>().toEqualTypeOf<answers.MaxSpendAnswer>();
    expectTypeOf<z.infer<typeof orders.historyAnswer>>().toEqualTypeOf<answers.HistoryAnswer>();
    expectTypeOf<z.infer<typeof orders.levelsAnswer>>().toEqualTypeOf<answers.LevelsAnswer>();
    expectTypeOf<z.infer<typeof orders.adjustAnswer>>().toEqualTypeOf<answers.AdjustAnswer>();
    expectTypeOf<
      Omit<z.infer<typeof orders.jobAnswer>, 'detail'>
    >().toEqualTypeOf<answers.JobAnswer>();
  });

  test('of the board and previews', () => {
    expectTypeOf<z.infer<typeof staffOrders.boardAnswer>>().toEqualTypeOf<BoardAnswer>();
    expectTypeOf<
      z.infer<typeof staffOrders.orderPreviewAnswer>
    >().toEqualTypeOf<OrderPreviewAnswer>();
  });

  test('of points and health for staff', () => {
    expectTypeOf<
      z.infer<typeof staff.adminUsersAnswer>
    >().toEqualTypeOf<staffAnswers.AdminUsersAnswer>();
    expectTypeOf<
      z.infer<typeof staff.adminUserLoyaltyAnswer>
    >().toEqualTypeOf<staffAnswers.AdminUserLoyaltyAnswer>();
    expectTypeOf<
      z.infer<typeof staff.adminOrderLoyaltyAnswer>
    >().toEqualTypeOf<staffAnswers.AdminOrderLoyaltyAnswer>();
    expectTypeOf<z.infer<typeof staff.healthAnswer>>().toEqualTypeOf<staffAnswers.HealthAnswer>();
    expectTypeOf<
      z.infer<typeof staff.integrityAnswer>
    >().toEqualTypeOf<staffAnswers.IntegrityAnswer>();
  });

  test('of the menu for staff', () => {
    expectTypeOf<
      z.infer<typeof menu.staffMenuAnswer>
    >().toEqualTypeOf<menuAnswers.StaffMenuAnswer>();
    expectTypeOf<z.infer<typeof menu.pictureAnswer>>().toEqualTypeOf<menuAnswers.PictureAnswer>();
  });

  test('of promo codes', () => {
    expectTypeOf<
      z.infer<typeof promo.promoCodesAnswer>
    >().toEqualTypeOf<promoAnswers.PromoCodesAnswer>();
    expectTypeOf<
      z.infer<typeof promo.promoUsageAnswer>
    >().toEqualTypeOf<promoAnswers.PromoUsageAnswer>();
    expectTypeOf<
      z.infer<typeof promo.promoBulkAnswer>
    >().toEqualTypeOf<promoAnswers.PromoBulkAnswer>();
  });
});
