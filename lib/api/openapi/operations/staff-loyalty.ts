/** Points as staff look at them, the audit, and health. */
import { z } from 'zod';
import { integrityQuery, userLoyaltyQuery } from '../../admin-loyalty';
import { idParam } from '../../requests';
import {
  adminOrderLoyaltyAnswer,
  adminUserLoyaltyAnswer,
  healthAnswer,
  integrityAnswer,
} from '../answers-staff-loyalty';
import type { Operation } from '../operation';
import { idParams } from './customers';

const params = idParams(idParam);
const readiness = z.strictObject({
  status: z.enum(['ready', 'live']),
  redis: z.enum(['ready', 'away']).optional(),
});

export const staffLoyaltyOperations: Operation[] = [
  {
    method: 'GET',
    path: '/api/admin/users/{id}/loyalty',
    access: 'operator',
    tag: 'Staff',
    summary: "A customer's points: balance, debt, tier, totals, rows",
    params,
    query: userLoyaltyQuery,
    answers: { 200: adminUserLoyaltyAnswer },
  },
  {
    method: 'GET',
    path: '/api/admin/orders/{id}/loyalty',
    access: 'operator',
    tag: 'Staff',
    summary: "An order's points: rows, calculation, whether all is as it should be",
    params,
    answers: { 200: adminOrderLoyaltyAnswer },
  },
  {
    method: 'GET',
    path: '/api/admin/loyalty/integrity',
    access: 'manager',
    tag: 'Staff',
    summary: 'The audit, of everything or of one customer (docs/audit.md)',
    query: integrityQuery,
    answers: { 200: integrityAnswer },
  },
  {
    method: 'GET',
    path: '/api/admin/health',
    access: 'manager',
    tag: 'Staff',
    summary: 'What is overdue, and what the audit said last',
    answers: { 200: healthAnswer },
  },
  {
    method: 'GET',
    path: '/api/health',
    access: 'public',
    tag: 'Jobs',
    summary: 'For load balancers: can orders be taken?',
    query: z.object({ probe: z.literal('live').optional() }),
    answers: { 200: readiness, 503: readiness },
  },
];
