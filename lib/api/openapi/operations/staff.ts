/** What staff ask for: orders and the loyalty module. */

import { z } from 'zod';
import { loyaltyProgramSchema } from '../../../loyalty/program';
import { adjustBody, idParam, staffOrderBody, staffOrdersQuery, toggleBody } from '../../requests';
import {
  adjustAnswer,
  oneStaffOrderAnswer,
  orderAnswer,
  staffOrdersAnswer,
} from '../answers-orders';
import type { Operation } from '../operation';
import { idParams } from './customers';

const params = idParams(idParam);

export const staffOperations: Operation[] = [
  {
    method: 'GET',
    path: '/api/admin/orders',
    access: 'operator',
    tag: 'Staff',
    summary: 'Orders found by filters, a number, a phone or a name, newest first',
    query: staffOrdersQuery,
    answers: { 200: staffOrdersAnswer },
  },
  {
    method: 'GET',
    path: '/api/admin/orders/{id}',
    access: 'operator',
    tag: 'Staff',
    summary: 'One order with its customer',
    params,
    answers: { 200: oneStaffOrderAnswer },
  },
  {
    method: 'PATCH',
    path: '/api/admin/orders/{id}',
    access: 'operator',
    tag: 'Staff',
    summary: 'Amounts, cash, status: in this order, each only when asked for',
    params,
    body: staffOrderBody,
    answers: { 200: orderAnswer },
    problems: [
      'INVALID_STATUS',
      'MENU_ITEM_UNAVAILABLE',
      'MENU_OPTIONS_INVALID',
      'POINTS_UNAVAILABLE',
      'CLAWBACK_SHORTFALL',
      'PAYMENT_IN_PROGRESS',
      'ORDER_CHANGED',
    ],
  },
  {
    method: 'GET',
    path: '/api/admin/loyalty/status',
    access: 'operator',
    tag: 'Staff',
    summary: 'Is the module on, and under which programme (docs/programmes.md)',
    answers: { 200: z.strictObject({ enabled: z.boolean(), programme: loyaltyProgramSchema }) },
  },
  {
    method: 'PUT',
    path: '/api/admin/loyalty/toggle',
    access: 'owner',
    tag: 'Staff',
    summary: 'Switches the loyalty module',
    body: toggleBody,
    answers: { 200: z.strictObject({ success: z.literal(true), enabled: z.boolean() }) },
  },
  {
    method: 'POST',
    path: '/api/admin/loyalty/adjust',
    access: 'manager',
    tag: 'Staff',
    summary: "A correction of a customer's balance, with a reason",
    body: adjustBody,
    idempotencyKey: true,
    answers: { 200: adjustAnswer },
    problems: ['NOT_FOUND', 'POINTS_UNAVAILABLE'],
  },
];
