/** A customer's orders. */
import { z } from 'zod';
import { changeOrderBody, idParam, placeOrderBody } from '../../requests';
import { oneOrderAnswer, orderAnswer, ordersAnswer } from '../answers-orders';
import type { Operation } from '../operation';
import { idParams, promoProblems } from './customers';

const params = idParams(idParam);

const WISHES = [
  ...promoProblems,
  'MENU_ITEM_UNAVAILABLE',
  'MENU_OPTIONS_INVALID',
  'MIN_ORDER',
  'RESTAURANT_CLOSED',
  'TIME_UNAVAILABLE',
  'LOYALTY_DISABLED',
  'POINTS_OVER_CAP',
  'POINTS_UNAVAILABLE',
  'QUOTE_CHANGED',
  'PAYMENT_DECLINED',
  'PAYMENT_UNAVAILABLE',
] as const;

export const orderOperations: Operation[] = [
  {
    method: 'GET',
    path: '/api/orders',
    access: 'customer',
    tag: 'Orders',
    summary: "A customer's own orders, newest first",
    query: z.strictObject({ before: idParam.optional() }),
    answers: { 200: ordersAnswer },
  },
  {
    method: 'POST',
    path: '/api/orders',
    access: 'customer',
    tag: 'Orders',
    summary: 'Places an order; with card or sbp it is charged. The same key gives the same order',
    body: placeOrderBody,
    idempotencyKey: true,
    answers: { 201: orderAnswer },
    problems: [...WISHES, 'NOT_FOUND', 'ORDER_ABANDONED', 'PAYMENT_IN_PROGRESS'],
  },
  {
    method: 'GET',
    path: '/api/orders/{id}',
    access: 'customer',
    tag: 'Orders',
    summary: "One of the customer's own orders; also a hidden one",
    params,
    answers: { 200: oneOrderAnswer },
  },
  {
    method: 'PATCH',
    path: '/api/orders/{id}',
    access: 'customer',
    tag: 'Orders',
    summary: 'Changes a new, unpaid order, all or nothing; `pay` charges it; or cancels it',
    params,
    body: changeOrderBody,
    answers: { 200: orderAnswer },
    problems: [
      ...WISHES,
      'INVALID_STATUS',
      'ORDER_NOT_CHANGEABLE',
      'POINTS_ALREADY_USED',
      'CLAWBACK_SHORTFALL',
      'PAYMENT_REQUIRED',
      'PAYMENT_METHOD_REQUIRED',
      'PAYMENT_IN_PROGRESS',
    ],
  },
  {
    method: 'DELETE',
    path: '/api/orders/{id}',
    access: 'customer',
    tag: 'Orders',
    summary: 'Cancels a new order and hides it; an ended one is only hidden',
    params,
    answers: { 200: orderAnswer },
    problems: ['INVALID_STATUS'],
  },
];
