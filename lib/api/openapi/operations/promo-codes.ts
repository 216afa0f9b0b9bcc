/** Promo codes for staff. */
import { z } from 'zod';
import {
  bulkPromoBody,
  createPromoBody,
  editPromoBody,
  promoExportQuery,
  promoListQuery,
  promoUsageQuery,
} from '../../promo-requests';
import { idParam } from '../../requests';
import { done } from '../answers-common';
import {
  promoBulkAnswer,
  promoCodesAnswer,
  promoCodeView,
  promoUsageAnswer,
} from '../answers-promo';
import type { Operation } from '../operation';
import { idParams } from './customers';

const CODES = '/api/admin/promo-codes';
const params = idParams(idParam);
const oneCode = z.strictObject({ code: promoCodeView });

export const promoOperations: Operation[] = [
  {
    method: 'GET',
    path: CODES,
    access: 'manager',
    tag: 'Promo codes',
    summary: 'A page of codes, searched, filtered and sorted',
    query: promoListQuery,
    answers: { 200: promoCodesAnswer },
  },
  {
    method: 'POST',
    path: CODES,
    access: 'manager',
    tag: 'Promo codes',
    summary: 'Makes a code',
    body: createPromoBody,
    answers: { 201: oneCode },
    problems: ['PROMO_CODE_TAKEN', 'VALIDATION'],
  },
  {
    method: 'GET',
    path: `${CODES}/{id}`,
    access: 'manager',
    tag: 'Promo codes',
    summary: 'One code',
    params,
    answers: { 200: oneCode },
  },
  {
    method: 'PATCH',
    path: `${CODES}/{id}`,
    access: 'manager',
    tag: 'Promo codes',
    summary: 'Changes fields; the second of two admins gets what the first changed',
    params,
    body: editPromoBody,
    answers: { 200: oneCode },
    problems: ['EDIT_CONFLICT', 'VALIDATION'],
  },
  {
    method: 'DELETE',
    path: `${CODES}/{id}`,
    access: 'manager',
    tag: 'Promo codes',
    summary: 'Deletes a code that was never claimed; any other can be switched off',
    params,
    answers: { 200: done },
    problems: ['PROMO_IN_USE', 'EDIT_CONFLICT'],
  },
  {
    method: 'GET',
    path: `${CODES}/{id}/usage`,
    access: 'manager',
    tag: 'Promo codes',
    summary: 'Orders that used a code, newest first, the given back ones too',
    params,
    query: promoUsageQuery,
    answers: { 200: promoUsageAnswer },
  },
  {
    method: 'POST',
    path: `${CODES}/bulk`,
    access: 'manager',
    tag: 'Promo codes',
    summary: 'Makes up to 5 000 codes of one campaign; repeated with the same key none twice',
    body: bulkPromoBody,
    idempotencyKey: true,
    answers: { 201: promoBulkAnswer },
    problems: ['PROMO_PATTERN_GUESSABLE'],
  },
  {
    method: 'GET',
    path: `${CODES}/export`,
    access: 'manager',
    tag: 'Promo codes',
    summary: "A campaign's codes as CSV",
    query: promoExportQuery,
    answers: { 200: 'text/csv' },
    problems: ['NOT_FOUND'],
  },
];
