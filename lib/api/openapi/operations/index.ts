/** Every endpoint there is: a test compares the list with the routes under app/api. */
import type { Operation } from '../operation';
import { customerOperations } from './customers';
import { insightOperations } from './insights';
import { jobOperations } from './jobs';
import { menuOperations } from './menu';
import { orderOperations } from './orders';
import { paymentOperations } from './payments';
import { profileOperations } from './profile';
import { promoOperations } from './promo-codes';
import { settingsOperations } from './settings';
import { staffOperations } from './staff';
import { staffAccountOperations } from './staff-accounts';
import { staffCustomerOperations } from './staff-customers';
import { staffLoyaltyOperations } from './staff-loyalty';
import { staffOrderOperations } from './staff-orders';

export const operations: readonly Operation[] = [
  ...customerOperations,
  ...profileOperations,
  ...orderOperations,
  ...paymentOperations,
  ...staffAccountOperations,
  ...settingsOperations,
  ...staffOperations,
  ...staffOrderOperations,
  ...staffLoyaltyOperations,
  ...staffCustomerOperations,
  ...promoOperations,
  ...menuOperations,
  ...insightOperations,
  ...jobOperations,
];
