/** Signing in, the menu, a customer's points. */
import { z } from 'zod';
import {
  historyQuery,
  maxSpendQuery,
  requestCodeBody,
  validatePromoBody,
  verifyBody,
} from '../../requests';
import {
  done,
  meAnswer,
  menuAnswer,
  promoAnswer,
  requestCodeAnswer,
  signInAnswer,
} from '../answers-common';
import { balanceAnswer, historyAnswer, levelsAnswer, maxSpendAnswer } from '../answers-orders';
import type { Operation } from '../operation';

const PROMO = [
  'PROMO_NOT_FOUND',
  'PROMO_INACTIVE',
  'PROMO_NOT_STARTED',
  'PROMO_EXPIRED',
  'PROMO_EXHAUSTED',
  'PROMO_ALREADY_USED',
  'PROMO_MIN_AMOUNT',
] as const;

export const customerOperations: Operation[] = [
  {
    method: 'POST',
    path: '/api/auth/request-code',
    access: 'public',
    tag: 'Sign-in',
    summary: 'Sends a one-time code to a phone',
    body: requestCodeBody,
    answers: { 200: requestCodeAnswer },
  },
  {
    method: 'POST',
    path: '/api/auth/verify',
    access: 'public',
    tag: 'Sign-in',
    summary: 'Signs a phone in by its code; the first time it creates the customer',
    body: verifyBody,
    answers: { 200: signInAnswer },
    problems: ['CODE_WRONG', 'CODE_EXPIRED', 'TELEGRAM_INVALID'],
  },
  {
    method: 'POST',
    path: '/api/auth/logout',
    access: 'public',
    tag: 'Sign-in',
    summary: 'Ends the sign-in of this browser',
    answers: { 200: done },
  },
  {
    method: 'GET',
    path: '/api/auth/me',
    access: 'customer',
    tag: 'Sign-in',
    summary: 'Who is signed in',
    answers: { 200: meAnswer },
  },
  {
    method: 'GET',
    path: '/api/menu',
    access: 'public',
    tag: 'Menu',
    summary: 'Dishes, delivery rules, and what a page needs to preview points',
    answers: { 200: menuAnswer },
  },
  {
    method: 'POST',
    path: '/api/promo/validate',
    access: 'customer',
    tag: 'Orders',
    summary: 'What a promo code would take off these dishes, or why not',
    body: validatePromoBody,
    answers: { 200: promoAnswer },
    problems: [...PROMO, 'MENU_ITEM_UNAVAILABLE', 'MENU_OPTIONS_INVALID'],
  },
  {
    method: 'GET',
    path: '/api/client/loyalty/balance',
    access: 'customer',
    tag: 'Points',
    summary: 'What is available, the tier, what ends soon',
    answers: { 200: balanceAnswer },
  },
  {
    method: 'GET',
    path: '/api/client/loyalty/calculate-max-spend',
    access: 'customer',
    tag: 'Points',
    summary: 'Most points for an order of this total',
    query: maxSpendQuery,
    answers: { 200: maxSpendAnswer },
  },
  {
    method: 'GET',
    path: '/api/client/loyalty/history',
    access: 'customer',
    tag: 'Points',
    summary: 'Rows of the ledger, newest first',
    query: historyQuery,
    answers: { 200: historyAnswer },
  },
  {
    method: 'GET',
    path: '/api/client/loyalty/levels',
    access: 'customer',
    tag: 'Points',
    summary: 'All tiers, and which are reached',
    answers: { 200: levelsAnswer },
  },
];

export const idParams = (schema: z.ZodType) => z.object({ id: schema });
export const promoProblems = PROMO;
